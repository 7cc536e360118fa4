import { Icon } from "@madoguchi/ui";

/** Above every screen of practice, and on whatever is printed from one. */
export function PracticeBanner() {
  return (
    <aside className="rc-practice-banner" aria-label="練習中">
      <Icon name="info" />
      <strong>練習中</strong>
      <span>患者さんは架空の方です。資格の確認は行われません。</span>
    </aside>
  );
}

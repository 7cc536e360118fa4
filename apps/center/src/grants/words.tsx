/** Why something cannot be done now, what it is that stands in the way, and what remains possible. */
import { formatDate } from "@madoguchi/notation";
import { Notice } from "@madoguchi/ui";
import type { GrantRecord } from "./record.ts";
import type { DraftContent, SubmitRefusal } from "./rules/application.ts";
import { lastDayBefore } from "./rules/programme.ts";

/** What is missing, and the page where it is put right. */
export function missingPart(
  reason: SubmitRefusal,
  base: string,
  { missingPapers }: Pick<DraftContent, "missingPapers">,
): { readonly message: string; readonly href: string } | null {
  switch (reason) {
    case "costs-missing":
      return { message: "費用の内訳に、入力の足りない行があります。", href: `${base}/costs` };
    case "nothing-to-pay":
      return { message: "計算した補助額が0円のため、提出できません。", href: `${base}/costs` };
    case "papers-missing":
      return {
        message: `${missingPapers.map(({ name }) => `「${name}」`).join("と")}がまだありません。追加してください。`,
        href: `${base}/receipts`,
      };
    case "account-missing":
      return { message: "振込先に、入力の足りないところがあります。", href: `${base}/account` };
    case "budget-exhausted":
      return {
        message: "補助事業の予算がなくなったため、いまは提出できません。入力した内容は残ります。",
        href: "/grants",
      };
    case "not-introduced":
      return {
        message: "導入がまだ終わっていません。端末の登録と運用開始日を確かめてください。",
        href: "/grants",
      };
    case "not-editable":
    case "not-yet":
    case "too-late":
    case "correction-too-late":
      return null;
  }
}

export function LateNotice({ record, reason }: { record: GrantRecord; reason: SubmitRefusal }) {
  switch (reason) {
    case "too-late":
      return (
        <Notice
          tone="warning"
          title={`受付は${formatDate(lastDayBefore(record.programme.intakeUntil))}で終わりました`}
        >
          <p>期限を過ぎたため、この申請は提出できません。入力した内容と領収書は残っています。</p>
          <ul>
            <li>
              ほかに受付中の補助事業があるときは、<a href="/grants">補助金のページ</a>
              から申請できます。
            </li>
            <li>
              都道府県や市区町村の補助を使えることがあります。領収書の原本は保管してください。
            </li>
            <li>
              期限を変えられるのは補助事業の担当です。事情のあるときはコールセンターへご相談ください。
            </li>
          </ul>
        </Notice>
      );
    case "correction-too-late": {
      const deadline = record.standing.correctionDeadline;

      return (
        <Notice
          tone="warning"
          title={`直しの期限${deadline ? `（${formatDate(lastDayBefore(deadline))}）` : ""}が過ぎました`}
        >
          <p>期限を過ぎたため、修正は提出できません。入力した内容と領収書は残っています。</p>
          <ul>
            <li>この申請の扱いは、審査担当が決めてメールでお知らせします。</li>
            <li>不交付になっても、受付期間の中であれば、もう一度申請できます。</li>
            <li>事情のあるときは、コールセンターへご相談ください。</li>
          </ul>
        </Notice>
      );
    }
    case "not-yet":
      return (
        <Notice
          title={`受付は${formatDate(record.programme.intakeFrom.toZonedDateTimeISO("Asia/Tokyo").toPlainDate())}に始まります`}
        >
          <p>入力した内容は残っています。受付が始まってから提出してください。</p>
        </Notice>
      );
    default:
      return null;
  }
}

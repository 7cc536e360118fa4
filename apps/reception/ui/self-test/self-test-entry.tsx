import { Button, Icon } from "@madoguchi/ui";

/** The way to the self-test, where somebody may wonder about the reader. */
export function SelfTestEntry({ onOpen }: { onOpen: () => void }) {
  return (
    <aside className="rc-test-entry" aria-label="機器の検査">
      <Button type="button" variant="quiet" onClick={onOpen}>
        <Icon name="question" />
        この機器は使えますか（調べる）
      </Button>
    </aside>
  );
}

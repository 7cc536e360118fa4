import { Button, Icon } from "@madoguchi/ui";

/** The way to 再照会, where nobody is at the counter with a card. */
export function RecheckEntry({ onOpen }: { onOpen: () => void }) {
  return (
    <aside className="rc-test-entry" aria-label="カードなしの確認">
      <Button type="button" variant="quiet" onClick={onOpen}>
        <Icon name="person" />
        カードなしで再照会
      </Button>
    </aside>
  );
}

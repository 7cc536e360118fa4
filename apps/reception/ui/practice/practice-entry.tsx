import { Button, Icon } from "@madoguchi/ui";

/** The way to practice, while nobody is at the counter. */
export function PracticeEntry({ onOpen }: { onOpen: () => void }) {
  return (
    <aside className="rc-test-entry" aria-label="練習">
      <Button type="button" variant="quiet" onClick={onOpen}>
        <Icon name="person" />
        受付を練習する
      </Button>
    </aside>
  );
}

import { Button, Icon } from "@madoguchi/ui";

/** Locks at once, for whoever leaves the counter. */
export function LockEntry({ onLock }: { onLock: () => void }) {
  return (
    <aside className="rc-test-entry" aria-label="アプリのロック">
      <Button type="button" variant="quiet" onClick={onLock}>
        <Icon name="person" />
        席を離れる（ロックする）
      </Button>
    </aside>
  );
}

import { Button, Icon } from "@madoguchi/ui";
import { TODAY } from "./words.ts";

/** The way to the list, where nobody is at the counter. */
export function TodayEntry({ onOpen }: { onOpen: () => void }) {
  return (
    <aside className="rc-test-entry" aria-label="確認した結果の控え">
      <Button type="button" variant="quiet" onClick={onOpen}>
        <Icon name="clock" />
        {TODAY}
      </Button>
    </aside>
  );
}

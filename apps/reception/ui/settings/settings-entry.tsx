import { Button, Icon } from "@madoguchi/ui";

/** The way to the settings of this counter. */
export function SettingsEntry({ onOpen }: { onOpen: () => void }) {
  return (
    <aside className="rc-test-entry" aria-label="この受付の設定">
      <Button type="button" variant="quiet" onClick={onOpen}>
        <Icon name="document" />
        設定（レセコンへの渡し方など）
      </Button>
    </aside>
  );
}

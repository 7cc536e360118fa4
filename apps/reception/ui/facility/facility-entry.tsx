import { Button, Icon } from "@madoguchi/ui";

/** The way to the facilities of this device. */
export function FacilityEntry({ word, onOpen }: { word: string; onOpen: () => void }) {
  return (
    <aside className="rc-test-entry" aria-label="受付する施設">
      <Button type="button" variant="quiet" onClick={onOpen}>
        <Icon name="arrow" />
        {word}
      </Button>
    </aside>
  );
}

import { Button, Icon } from "@madoguchi/ui";
import type { ComponentProps } from "react";

type EntryProps = {
  icon: ComponentProps<typeof Icon>["name"];
  /** Of the place on the page. */
  label: string;
  word: string;
  onOpen: () => void;
};

/** A way from the counter to something else, while nobody is there. */
export function Entry({ icon, label, word, onOpen }: EntryProps) {
  return (
    <aside className="rc-test-entry" aria-label={label}>
      <Button type="button" variant="quiet" onClick={onOpen}>
        <Icon name={icon} />
        {word}
      </Button>
    </aside>
  );
}

/** Where somebody may wonder about the reader. */
export function SelfTestEntry({ onOpen }: Pick<EntryProps, "onOpen">) {
  return (
    <Entry
      icon="question"
      label="機器の検査"
      word="この機器は使えますか（調べる）"
      onOpen={onOpen}
    />
  );
}

/** To the facilities of this device. */
export function FacilityEntry(props: Pick<EntryProps, "word" | "onOpen">) {
  return <Entry icon="arrow" label="受付する施設" {...props} />;
}

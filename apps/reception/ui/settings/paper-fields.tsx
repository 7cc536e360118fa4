import { RadioGroup } from "@madoguchi/ui";
import type { Settings } from "./settings.ts";

/** What the printer of the counter takes. */
export function PaperFields({ settings }: { settings: Settings }) {
  return (
    <RadioGroup
      name="paper"
      label="印刷の用紙"
      required
      value={settings.paper}
      options={[
        { value: "a4", label: "A4" },
        { value: "80mm", label: "80 mm幅のロール紙", help: "レシートプリンターで印刷します。" },
      ]}
    />
  );
}

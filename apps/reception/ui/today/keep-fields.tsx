import { RadioGroup } from "@madoguchi/ui";
import type { Settings } from "../settings/settings.ts";
import { keepWords, TODAY } from "./words.ts";

/** How long the facility keeps its list. */
export function KeepFields({ settings }: { settings: Settings }) {
  return (
    <RadioGroup
      name="keepList"
      label={`${TODAY}（確認した結果の控え）`}
      help="控えは、この端末の中だけに暗号で残ります。ほかの端末やセンターからは読めません。"
      required
      value={settings.keepList}
      options={[
        { value: "none", label: keepWords.none },
        { value: "day", label: keepWords.day, help: "日付が変わると消えます。" },
        { value: "week", label: keepWords.week, help: "きょうを含めて7日分です。" },
      ]}
    />
  );
}

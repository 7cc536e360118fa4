import { RadioGroup } from "@madoguchi/ui";
import type { Settings } from "../settings/settings.ts";

/** Whether a returning patient's last answer may be shown while the center cannot be reached. */
export function KeepLastFields({ settings }: { settings: Settings }) {
  return (
    <RadioGroup
      name="keepLast"
      label="前回の資格（つながらないときの表示）"
      help="つながらないとき、同じカードの前回の答えを表示します。この端末の中だけに暗号で残ります。"
      required
      value={settings.keepLast}
      options={[
        { value: "none", label: "残さない" },
        { value: "month", label: "31日間残す" },
        { value: "quarter", label: "92日間残す", help: "およそ3か月です。" },
      ]}
    />
  );
}

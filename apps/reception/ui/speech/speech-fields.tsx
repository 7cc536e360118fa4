import { RadioGroup } from "@madoguchi/ui";
import type { Settings } from "../settings/settings.ts";

/** For whoever does not see the screen, or stands two metres away. */
export function SpeechFields({ settings }: { settings: Settings }) {
  return (
    <>
      <RadioGroup
        name="speech"
        label="結果の読み上げ"
        help="まわりの方にも聞こえます。お名前は、選んだ分だけ読み上げます。"
        required
        value={settings.speech}
        options={[
          { value: "off", label: "読み上げない" },
          { value: "result", label: "結果と負担割合だけ" },
          { value: "family-name", label: "名字も読み上げる" },
          { value: "full-name", label: "名字と名前を読み上げる" },
        ]}
      />
      <RadioGroup
        name="type"
        label="文字の大きさ"
        required
        value={settings.type}
        options={[
          { value: "normal", label: "ふつう" },
          { value: "large", label: "大きい（1.25倍）" },
        ]}
      />
    </>
  );
}

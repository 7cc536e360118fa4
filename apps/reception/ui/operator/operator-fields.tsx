import { Button, RadioGroup } from "@madoguchi/ui";
import type { Settings } from "../settings/settings.ts";

type OperatorFieldsProps = {
  settings: Settings;
  /** To the list of names. */
  onOpen: () => void;
};

/** Whether the facility wants to know who was at the counter. */
export function OperatorFields({ settings, onOpen }: OperatorFieldsProps) {
  return (
    <>
      <RadioGroup
        name="askOperator"
        label="担当者の名前を、確認の記録に残す"
        help="だれが受付したかを、あとから確かめられます。名前は職員の方の個人情報です。"
        required
        value={settings.askOperator}
        options={[
          { value: "no", label: "残さない" },
          {
            value: "yes",
            label: "残す",
            help: "アプリを開いたときと、ロックを解除したときに、担当者を選びます。",
          },
        ]}
      />
      {settings.askOperator === "yes" && (
        <p>
          <Button type="button" variant="secondary" onClick={onOpen}>
            担当者を選ぶ・加える・外す
          </Button>
        </p>
      )}
    </>
  );
}

import { Button } from "@madoguchi/ui";

type OperatorMarkProps = {
  name: string;
  /** Null while a patient is at the counter: their check is one person's deed. */
  onChange: (() => void) | null;
};

/** At the head of the counter: in whose name it works now. */
export function OperatorMark({ name, onChange }: OperatorMarkProps) {
  return (
    <div className="rc-operator">
      <p>
        担当者：<b>{name}</b>
      </p>
      {onChange && (
        <Button type="button" variant="quiet" onClick={onChange}>
          担当者を替える
        </Button>
      )}
    </div>
  );
}

/** How a reset stands, and the question why, as both counters show them. */
import { formatDateTime } from "@madoguchi/notation";
import { RadioGroup } from "@madoguchi/ui";
import { fieldState } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { resetReasons } from "./rules.ts";
import type { FactorReset } from "./store.ts";

export const TITLE = "確認方法の解除";

export const stateWords = {
  asked: "本人の確認を待っています",
  checked: "2人目の職員の承認を待っています",
  waiting: "解除の時刻を待っています",
  done: "解除しました",
  declined: "お断りしました",
  stopped: "取りやめました",
} as const;

export function dueWords({ state, dueAt }: Pick<FactorReset, "state" | "dueAt">): string | null {
  return state === "waiting" && dueAt ? `${formatDateTime(dueAt)}に解除します` : null;
}

export function ReasonField({ state }: { state: FormState }) {
  return (
    <RadioGroup
      name="reason"
      label="使えなくなった理由"
      required
      options={(["lost", "replaced", "broken", "other"] as const).map((value) => ({
        value,
        label: resetReasons[value],
      }))}
      {...fieldState(state, "reason")}
    />
  );
}

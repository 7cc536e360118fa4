import { StatusBadge } from "@madoguchi/ui";
import type { Tone } from "@madoguchi/ui";
import type { ProcedureState } from "../rules.ts";
import { stateWords } from "../words.ts";

const tones = {
  waiting: "info",
  returned: "warning",
  scheduled: "info",
  done: "success",
  withdrawn: "neutral",
  refused: "error",
} as const satisfies Record<ProcedureState, Tone>;

export function ProcedureBadge({ state }: { state: ProcedureState }) {
  const isWaiting = state === "waiting" || state === "scheduled";

  return (
    <StatusBadge tone={tones[state]} {...(isWaiting ? { icon: "clock" as const } : {})}>
      {stateWords[state]}
    </StatusBadge>
  );
}

import { StatusBadge } from "@madoguchi/ui";
import { stateWords } from "../rules.ts";
import type { InquiryState } from "../rules.ts";

/** As the asker sees it. */
export function StateBadge({ state }: { state: InquiryState }) {
  switch (state) {
    case "answered":
      return <StatusBadge tone="success">{stateWords.answered}</StatusBadge>;
    case "waiting":
    case "unconfirmed":
      return (
        <StatusBadge tone="warning" icon="clock">
          {stateWords[state]}
        </StatusBadge>
      );
    case "new":
    case "reopened":
      return (
        <StatusBadge tone="info" icon="clock">
          {stateWords[state]}
        </StatusBadge>
      );
    case "closed":
      return <StatusBadge>{stateWords.closed}</StatusBadge>;
  }
}

import { StatusBadge } from "@madoguchi/ui";
import type { ApplicationState } from "../rules.ts";

export function StateBadge({ state }: { state: ApplicationState }) {
  switch (state) {
    case "draft":
      return <StatusBadge>下書き</StatusBadge>;
    case "submitted":
      return (
        <StatusBadge tone="info" icon="clock">
          審査待ち
        </StatusBadge>
      );
    case "returned":
      return <StatusBadge tone="warning">差戻し中</StatusBadge>;
    case "approved":
      return <StatusBadge tone="success">承認済み</StatusBadge>;
    case "refused":
      return <StatusBadge tone="error">却下済み</StatusBadge>;
  }
}

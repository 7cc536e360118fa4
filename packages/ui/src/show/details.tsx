import type { ReactNode } from "react";

type DetailsProps = { summary: ReactNode; open?: boolean; children: ReactNode };

/** More for those who want it, folded away. Never hide what everybody needs. */
export function Details({ summary, open = false, children }: DetailsProps) {
  return (
    <details className="mg-details" open={open}>
      <summary>{summary}</summary>
      <div className="mg-flow">{children}</div>
    </details>
  );
}

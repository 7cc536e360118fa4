import type { ReactNode } from "react";

/** Running text (articles, terms): gives plain headings, lists and tables inside it their look. */
export function Prose({ children }: { children: ReactNode }) {
  return <div className="mg-prose">{children}</div>;
}

import type { ReactNode } from "react";

type EmptyStateProps = {
  /** That there is nothing, and why: 「条件に合う申請はありません」. */
  title: ReactNode;
  action?: ReactNode;
  /** What can be done about it. */
  children?: ReactNode;
};

/** Stands where a list would be. */
export function EmptyState({ title, action, children }: EmptyStateProps) {
  return (
    <div className="mg-empty">
      <p className="mg-empty-title">{title}</p>
      {children !== undefined && <div className="mg-flow">{children}</div>}
      {action}
    </div>
  );
}

import type { ReactNode } from "react";

type SummaryListProps = {
  items: readonly {
    label: string;
    value: ReactNode;
    /** Where this answer can be changed; nothing when it cannot. */
    changeHref?: string;
  }[];
  /** The word of the links. */
  changeWord?: string;
};

/** The answers before they are sent, each with the way back to it. */
export function SummaryList({ items, changeWord = "変更" }: SummaryListProps) {
  return (
    <dl className="mg-description" data-kind="summary">
      {items.map(({ label, value, changeHref }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {changeHref !== undefined && (
            <dd className="mg-description-action">
              <a href={changeHref}>
                {changeWord}
                <span className="mg-visually-hidden">：{label}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

import type { ReactNode } from "react";

type DescriptionListProps = {
  items: readonly { term: string; detail: ReactNode }[];
};

/** Names and what they stand for, side by side where there is room. */
export function DescriptionList({ items }: DescriptionListProps) {
  return (
    <dl className="mg-description">
      {items.map(({ term, detail }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{detail}</dd>
        </div>
      ))}
    </dl>
  );
}

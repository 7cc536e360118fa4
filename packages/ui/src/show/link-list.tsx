import type { ReactNode } from "react";

type LinkListProps = {
  items: readonly {
    key: string;
    href: string;
    title: ReactNode;
    badge?: ReactNode;
    /** Some of its text, where that helps to choose. */
    excerpt?: ReactNode;
    meta?: ReactNode;
  }[];
};

/** Things to read, one under the other. */
export function LinkList({ items }: LinkListProps) {
  return (
    <ul className="mg-link-list">
      {items.map(({ key, href, title, badge, excerpt, meta }) => (
        <li key={key}>
          <p className="mg-link-list-title">
            <a href={href}>{title}</a> {badge}
          </p>
          {excerpt !== undefined && <p>{excerpt}</p>}
          {meta}
        </li>
      ))}
    </ul>
  );
}

import type { ReactNode } from "react";

type NeighboursProps = {
  /** What is walked through: 「申請の一覧の前後」. */
  label: string;
  /** Absent ones are left out. */
  links: readonly ({
    href: string;
    label: ReactNode;
    rel?: "prev" | "next";
    accessKey?: string;
  } | null)[];
};

/** Ways to what stands before and after in a list, where nobody counts pages. */
export function Neighbours({ label, links }: NeighboursProps) {
  const present = links.filter((link) => link !== null);
  if (present.length === 0) return null;
  return (
    <nav className="mg-pagination" aria-label={label}>
      <ul>
        {present.map(({ href, label: words, rel, accessKey }) => (
          <li key={href}>
            <a href={href} rel={rel} accessKey={accessKey}>
              {words}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

import type { ReactNode } from "react";

/** Small facts about one thing in a line: number, version, date. */
export function Particulars({ items }: { items: readonly ReactNode[] }) {
  return (
    <ul className="mg-particulars">
      {items.map((item, index) => (
        <li key={index}>{item}</li>
      ))}
    </ul>
  );
}

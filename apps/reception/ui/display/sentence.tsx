import { useEffect, useRef } from "react";
import type { ReactNode } from "react";

type SentenceProps = { children: string; before?: ReactNode };

/** What the patient is told now: the first sentence large. A screen reader hears it; the focus follows where it was lost. */
export function Sentence({ children, before }: SentenceProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  const [, first = children, rest = ""] = /^(.+?[。.?？])\s*(.+)$/u.exec(children) ?? [];
  return (
    <div className="rc-own-sentence" aria-live="polite">
      <h1 className="rc-heading" ref={heading} tabIndex={-1}>
        {before}
        {first}
      </h1>
      {rest !== "" && <p className="rc-lead">{rest}</p>}
    </div>
  );
}

import type { ReactNode } from "react";

type CardProps = {
  heading: ReactNode;
  level?: 2 | 3;
  /** Makes the heading a link; the whole card can then be pressed. */
  href?: string;
  /** Small words above the heading: date, kind, state. */
  meta?: ReactNode;
  /** What to do next stands out among other cards. */
  emphasis?: boolean;
  children?: ReactNode;
};

/** One thing among several, in its own frame. */
export function Card({ heading, level = 2, href, meta, emphasis = false, children }: CardProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <article
      className="mg-card"
      data-link={href === undefined ? undefined : true}
      data-emphasis={emphasis || undefined}
    >
      {meta !== undefined && <div className="mg-card-meta">{meta}</div>}
      <Heading className="mg-card-heading">
        {href === undefined ? heading : <a href={href}>{heading}</a>}
      </Heading>
      {children !== undefined && <div className="mg-flow">{children}</div>}
    </article>
  );
}

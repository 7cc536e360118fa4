import type { ReactNode } from "react";

type SectionProps = {
  heading: ReactNode;
  /** Level in the outline of the page; the page itself is 1. */
  level?: 2 | 3;
  /** Makes the section a target of links. */
  id?: string;
  /** A link or button that belongs to the whole section, beside the heading. */
  action?: ReactNode;
  /** On paper it would be of no use. */
  screenOnly?: boolean;
  children: ReactNode;
};

/** A part of a page under its own heading. */
export function Section(props: SectionProps) {
  const { heading, level = 2, id, action, screenOnly = false, children } = props;
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section
      className="mg-section"
      id={id}
      data-level={level}
      data-screen-only={screenOnly || undefined}
    >
      <div className="mg-section-head">
        <Heading>{heading}</Heading>
        {action}
      </div>
      {children}
    </section>
  );
}

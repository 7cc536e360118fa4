import type { ReactNode } from "react";

type PageHeadingProps = {
  children: ReactNode;
  /** What stands above the title in small letters: the task or the record it belongs to. */
  caption?: ReactNode;
  /** One or two sentences: what this page is for. */
  lead?: ReactNode;
};

/** The one `<h1>` of a page. */
export function PageHeading({ children, caption, lead }: PageHeadingProps) {
  return (
    <div className="mg-page-heading">
      <h1>
        {caption !== undefined && <span className="mg-page-heading-caption">{caption} </span>}
        {children}
      </h1>
      {lead !== undefined && <p className="mg-lead">{lead}</p>}
    </div>
  );
}

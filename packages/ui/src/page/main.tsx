import type { ReactNode } from "react";

type MainProps = {
  /** `text`: one column of readable length (forms, articles); `wide`: lists, review. */
  width?: "text" | "wide";
  children: ReactNode;
};

/** The `<main>` of a page. The skip link points here, so there is one per page. */
export function Main({ width = "wide", children }: MainProps) {
  return (
    <main className="mg-main" id="main" tabIndex={-1} data-width={width}>
      {children}
    </main>
  );
}

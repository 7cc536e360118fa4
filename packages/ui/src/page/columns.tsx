import type { ReactNode } from "react";

type ColumnsProps = {
  /** `even`: equal columns (cards); `side`: a main column and a narrower one beside it. */
  layout?: "even" | "side";
  children: ReactNode;
};

/** Children side by side where there is room, one under the other where there is not. */
export function Columns({ layout = "even", children }: ColumnsProps) {
  return (
    <div className="mg-columns" data-layout={layout}>
      {children}
    </div>
  );
}

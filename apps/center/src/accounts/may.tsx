/** A part of a page that is there for some only: no button that would only refuse. */
import { useContext } from "react";
import type { ReactNode } from "react";
import { ReaderRights } from "../shell/pages.tsx";
import type { OfficeRight } from "./rules/office-rights.ts";
import type { Right } from "./rules/rights.ts";

export function May({
  right,
  children,
}: {
  readonly right: OfficeRight | Right;
  readonly children: ReactNode;
}) {
  return useContext(ReaderRights).includes(right) ? children : null;
}

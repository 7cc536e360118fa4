/** A part of an office page that is there for some only: no button that would only refuse. */
import { useContext } from "react";
import type { ReactNode } from "react";
import { OfficeRights } from "../shell/pages.tsx";
import type { OfficeRight } from "./rules/office-rights.ts";

export function May({
  right,
  children,
}: {
  readonly right: OfficeRight;
  readonly children: ReactNode;
}) {
  return useContext(OfficeRights).includes(right) ? children : null;
}

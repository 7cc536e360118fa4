/** How the fields of a form name the paper that is sent through them. */
import { isPaperKind } from "./rules/papers.ts";
import type { PaperKind } from "./rules/papers.ts";

export function fieldOfPaper(kind: PaperKind): string {
  return kind === "receipt" ? "receipts" : `papers.${kind}`;
}

/** What no field is called, people meant as a receipt: an official sees what it is. */
export function paperOfField(field: string): PaperKind {
  const kind = field.replace(/^papers\./, "");

  return isPaperKind(kind) && kind !== "breakdown" ? kind : "receipt";
}

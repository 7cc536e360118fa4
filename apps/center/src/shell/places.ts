/** A place in a list that is walked by what its rows say: whatever comes in or goes meanwhile, no row is shown twice or left out. */
import { Temporal } from "temporal-polyfill";
import { z } from "zod";

export type Place = { readonly at: Temporal.Instant; readonly id: string };

const isId = (text: string): boolean => z.uuid().safeParse(text).success;

/** As it stands in an address; null where there is none, or none that can be read. */
export const placeField = z
  .string()
  .transform((text, context): Place => {
    const [at = "", id = ""] = text.split("~");
    if (!isId(id)) {
      context.addIssue({ code: "custom", message: "no place" });

      return z.NEVER;
    }
    try {
      return { at: Temporal.Instant.from(at), id };
    } catch {
      context.addIssue({ code: "custom", message: "no place" });

      return z.NEVER;
    }
  })
  .nullable()
  .catch(null);

export function placeText({ at, id }: Place): string {
  return `${at.toString()}~${id}`;
}

/** @param rows one more than are shown, where there are more */
export function cut<Row>(
  rows: readonly Row[],
  shown: number,
): { rows: readonly Row[]; last: Row | null } {
  return {
    rows: rows.slice(0, shown),
    last: rows.length > shown ? (rows[shown - 1] ?? null) : null,
  };
}

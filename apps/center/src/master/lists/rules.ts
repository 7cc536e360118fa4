/** An official's list of facilities: what the form beside the file says, and when one official may decide alone. */
import { choiceField, dateField, optionalField, textField } from "@madoguchi/platform";
import { PREFECTURES } from "@madoguchi/notation";
import { z } from "zod";
import { facilityKinds, isFacilityKind, isListKey } from "../../facilities/index.ts";
import type { FacilityKind, ListKey } from "../../facilities/index.ts";

const kindKeys = Object.keys(facilityKinds).filter(isFacilityKind);
const [firstKind = "medical", ...otherKinds] = kindKeys;
const [firstPrefecture = "01", ...otherPrefectures] = PREFECTURES.map(({ code }) => code);

export const listForm = z.object({
  kind: choiceField("施設の種類", [firstKind, ...otherKinds]),
  /** Of the whole list, where its lines do not say. */
  prefecture: optionalField(choiceField("都道府県", [firstPrefecture, ...otherPrefectures])),
  source: textField("名簿の名前", 80),
  listedOn: dateField("名簿の現在日"),
  isWhole: z.literal("yes").optional(),
  /** Where the list names its columns otherwise, by the column's key. */
  column: z.record(z.string(), z.string().max(60)).default({}),
});
export type ListForm = z.infer<typeof listForm>;

/** Only those that are named. */
export function columnsOf({ column }: Pick<ListForm, "column">): Partial<Record<ListKey, string>> {
  return Object.fromEntries(
    Object.entries(column).flatMap(([key, title]) =>
      isListKey(key) && title.trim() !== "" ? [[key, title.trim()]] : [],
    ),
  );
}

/** Of what is known of an area, so much may change by one official's hand. */
export const ALONE_PER_CENT = 5;

type Counts = { readonly added: number; readonly changed: number; readonly gone: number };

/** Also the first list of an area: nobody can tell from differences whether it is right. */
export function needsTwo({ added, changed, gone }: Counts, known: number): boolean {
  return (added + changed + gone) * 100 > known * ALONE_PER_CENT;
}

/** Two proposals for one area would have to be compared with each other. */
export function areaOf({
  kind,
  prefecture,
}: {
  readonly kind: FacilityKind;
  readonly prefecture: string | null;
}): string {
  return `${kind}/${prefecture ?? "all"}`;
}

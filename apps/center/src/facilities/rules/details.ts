/** What is written of a facility and may change while it stays the same facility; and where two records of it differ. */
import { comparable, formatPhone, formatPostalCode } from "@madoguchi/notation";

export const detailFields = ["name", "founder", "postalCode", "address", "phone"] as const;
export type DetailField = (typeof detailFields)[number];
export type Details = Readonly<Record<DetailField, string>>;

export const detailLabels = {
  name: "施設の名称",
  founder: "開設者の氏名",
  postalCode: "郵便番号",
  address: "所在地",
  phone: "電話番号",
} as const satisfies Record<DetailField, string>;

/** As people read it. */
export function detailText(field: DetailField, value: string): string {
  switch (field) {
    case "postalCode":
      return formatPostalCode(value);
    case "phone":
      return formatPhone(value);
    default:
      return value;
  }
}

export type Difference = {
  readonly field: DetailField;
  readonly before: string;
  readonly after: string;
};

/**
 * Where `after` says something else than `before`; what `before` does not know is no difference. Width, spaces and hyphens do
 * not matter.
 */
export function differencesOf(
  before: Readonly<Record<DetailField, string | null>>,
  after: Details,
): readonly Difference[] {
  return detailFields.flatMap((field) => {
    const known = before[field];

    return known === null || comparable(known) === comparable(after[field])
      ? []
      : [{ field, before: known, after: after[field] }];
  });
}

/** The same, letter by letter: somebody who mends a width or a space means it. */
export function changesOf(before: Details, after: Details): readonly Difference[] {
  return detailFields.flatMap((field) =>
    before[field] === after[field] ? [] : [{ field, before: before[field], after: after[field] }],
  );
}

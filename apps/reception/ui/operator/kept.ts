/** The names that a facility lets choose from on this device, and who was at the counter last. */
import { operatorSchema } from "@madoguchi/contract";
import { z } from "zod";

export const MOST_NAMES = 50;

const staffSchema = z.object({
  names: z.array(operatorSchema).max(MOST_NAMES).catch([]),
  last: operatorSchema.nullable().catch(null),
});
export type Staff = z.infer<typeof staffSchema>;

const keyOf = (facilityCode: string) => `madoguchi-operators-${facilityCode}`;

/** What is not kept, or cannot be read, is nobody. */
export function loadStaff(facilityCode: string): Staff {
  try {
    return staffSchema.parse(Object(JSON.parse(localStorage.getItem(keyOf(facilityCode)) ?? "{}")));
  } catch {
    return staffSchema.parse({});
  }
}

export function keepStaff(facilityCode: string, staff: Staff): void {
  localStorage.setItem(keyOf(facilityCode), JSON.stringify(staff));
}

export function forgetStaff(facilityCode: string): void {
  localStorage.removeItem(keyOf(facilityCode));
}

export type Added =
  | { readonly kind: "added"; readonly name: string; readonly staff: Staff }
  | { readonly kind: "refused"; readonly why: string };

/** @param typed as a person types it, in any width */
export function addName(staff: Staff, typed: string): Added {
  const name = operatorSchema.safeParse(typed.normalize("NFKC").replaceAll(/\s+/gu, " "));
  if (!name.success) {
    return { kind: "refused", why: "担当者の名前を、30文字までで入力してください。" };
  }
  if (staff.names.includes(name.data)) {
    return {
      kind: "refused",
      why: "同じ名前が一覧にあります。一覧から選ぶか、区別できる名前にしてください。",
    };
  }
  if (staff.names.length >= MOST_NAMES) {
    return {
      kind: "refused",
      why: `一覧は${MOST_NAMES}人までです。使わない名前を外してください。`,
    };
  }
  const names = [...staff.names, name.data].toSorted((a, b) => a.localeCompare(b, "ja"));

  return { kind: "added", name: name.data, staff: { ...staff, names } };
}

export function removeName(staff: Staff, name: string): Staff {
  return {
    names: staff.names.filter((each) => each !== name),
    last: staff.last === name ? null : staff.last,
  };
}

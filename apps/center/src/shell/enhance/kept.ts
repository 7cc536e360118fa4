/**
 * What was typed while nothing could be saved. In sessionStorage: a shared computer of a clinic forgets it
 * with the tab, and no other window reads it.
 */
export type Kept = {
  readonly owner: string;
  readonly version: string;
  readonly fields: readonly (readonly string[])[];
};

type Draft = Omit<Kept, "owner">;

const ownerOf = (form: HTMLFormElement) => form.dataset["autosaveOwner"] ?? "";
const keyOf = (form: HTMLFormElement) => `draft:${form.dataset["autosave"]}`;

/** @returns whether this browser keeps anything */
export function keep(form: HTMLFormElement, draft: Draft): boolean {
  try {
    const kept: Kept = { owner: ownerOf(form), ...draft };
    sessionStorage.setItem(keyOf(form), JSON.stringify(kept));

    return true;
  } catch {
    return false;
  }
}

/** At most once; what another person left in this tab is thrown away. */
export function takeKept(form: HTMLFormElement): Kept | null {
  try {
    const text = sessionStorage.getItem(keyOf(form));
    sessionStorage.removeItem(keyOf(form));
    const kept: unknown = JSON.parse(text ?? "null");

    return isKept(kept) && kept.owner === ownerOf(form) ? kept : null;
  } catch {
    return null;
  }
}

function isKept(value: unknown): value is Kept {
  return (
    typeof value === "object" &&
    value !== null &&
    "owner" in value &&
    "version" in value &&
    typeof value.version === "string" &&
    "fields" in value &&
    Array.isArray(value.fields)
  );
}

export function fieldsOf(form: HTMLFormElement): [string, string][] {
  return [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === "string" && name !== "version" ? [[name, value]] : [],
  );
}

/** Puts everything back as it was typed, also what was emptied or unticked. */
export function restore(form: HTMLFormElement, { fields }: Kept): void {
  for (const element of form.elements) {
    if (element instanceof HTMLInputElement && /^(checkbox|radio)$/.test(element.type)) {
      element.checked = fields.some(
        ([name, value]) => name === element.name && value === element.value,
      );
    } else if (
      (element instanceof HTMLInputElement && element.type !== "hidden") ||
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement
    ) {
      element.value = fields.find(([name]) => name === element.name)?.[1] ?? "";
    }
  }
}

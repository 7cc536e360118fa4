/**
 * What was typed while nothing could be saved. In sessionStorage: a shared computer of a clinic forgets it
 * with the tab, and no other window reads it.
 */
export type Kept = {
  readonly owner: string;
  /** For which the form was filled in. */
  readonly facility: string;
  readonly version: string;
  readonly fields: Fields;
  /** What was on its way to be saved: nobody knew whether it had arrived. */
  readonly sent?: Fields;
  /** The form was on its way by its own button; that makes a new version when it gets through. */
  readonly submitted?: true;
};

type Fields = readonly (readonly string[])[];
type Draft = Omit<Kept, "owner" | "facility">;

const ownerOf = ({ dataset }: HTMLFormElement) => dataset["autosaveOwner"] ?? dataset["keep"] ?? "";
const addressOf = (form: HTMLFormElement) =>
  new URL(form.dataset["autosave"] ?? form.action, location.href);
const facilityOf = (form: HTMLFormElement) => addressOf(form).searchParams.get("for") ?? "";
/** One for everybody, so that the next person throws away what they find. */
const keyOf = (form: HTMLFormElement) => `draft:${addressOf(form).pathname}`;

/** @returns whether this browser keeps anything */
export function keep(form: HTMLFormElement, draft: Draft): boolean {
  try {
    const kept: Kept = { owner: ownerOf(form), facility: facilityOf(form), ...draft };
    sessionStorage.setItem(keyOf(form), JSON.stringify(kept));

    return true;
  } catch {
    return false;
  }
}

/**
 * At most once; what another person left in this tab is thrown away, and what the same person typed for another facility
 * of theirs waits on.
 */
export function takeKept(form: HTMLFormElement): Kept | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "null");
    const own = isKept(kept) && kept.owner === ownerOf(form) ? kept : null;
    if (own && own.facility !== facilityOf(form)) return null;
    sessionStorage.removeItem(keyOf(form));

    return own;
  } catch {
    return null;
  }
}

function isKept(value: unknown): value is Kept {
  return (
    typeof value === "object" &&
    value !== null &&
    "owner" in value &&
    "facility" in value &&
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

export function isSame(left: Fields, right: Fields): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
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

/**
 * A form that is found as it was left, also after a reload or by another way than 「戻る」, where browsers begin anew.
 * What the server shows by then may have changed: what was typed over something else is not put back.
 */
import { fieldsOf, keep, restore, takeKept } from "./kept.ts";

export function keepTyped(form: HTMLFormElement): void {
  const shown = shownIn(form);
  let changed = false;

  form.addEventListener("input", () => {
    changed = true;
  });
  form.addEventListener("submit", () => {
    changed = false;
  });
  // Back from a submission that did not get through.
  globalThis.addEventListener("pageshow", (event) => {
    if (event.persisted) changed = true;
  });
  globalThis.addEventListener("pagehide", () => {
    if (changed) keep(form, { version: shown, fields: fieldsOf(form) });
  });

  const kept = takeKept(form);
  if (kept?.version === shown) {
    restore(form, kept);
    changed = true;
  }
}

/** What stands in the fields before anybody types. */
function shownIn(form: HTMLFormElement): string {
  const values = [...form.elements].map((element) => {
    if (element instanceof HTMLSelectElement) {
      return [...element.options].findIndex((option) => option.defaultSelected);
    }
    if (element instanceof HTMLInputElement) {
      return /^(checkbox|radio)$/.test(element.type)
        ? element.defaultChecked
        : element.type === "hidden" || element.defaultValue;
    }

    return element instanceof HTMLTextAreaElement ? element.defaultValue : null;
  });

  return JSON.stringify(values);
}

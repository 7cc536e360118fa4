/** Marks a field as the server would: under it, and for who cannot see it. */
import type { FieldErrors } from "@madoguchi/platform";

/** Whatever the person is in just now is left alone. */
export function showErrors(form: HTMLFormElement, errors: FieldErrors): void {
  const messages = new Map(Object.entries(errors).map(([name, text]) => [idOf(name), text]));
  for (const group of form.querySelectorAll<HTMLElement>(".mg-field, .mg-fieldset")) {
    const field = group.matches(".mg-field")
      ? group.querySelector<HTMLElement>(".mg-input")
      : group;
    const isGroupOfFields = group.querySelector(".mg-field, .mg-fieldset") !== null;
    if (!field || isGroupOfFields || group.contains(document.activeElement)) {
      continue;
    }
    const message = messages.get(field.id);
    const before = group.querySelector(":scope > .mg-field-error[data-live]");
    if (message === undefined) {
      if (before) {
        before.remove();
        mark(group, field, false);
      }
    } else if (before) {
      before.lastChild?.replaceWith(message);
    } else if (!group.querySelector(":scope > .mg-field-error")) {
      group.append(errorElement(field.id, message));
      mark(group, field, true);
    }
  }
}

/** As the fields themselves name theirs. */
const idOf = (name: string) => name.replaceAll(/[^\p{L}\p{N}_-]+/gu, "-");

function errorElement(id: string, message: string): HTMLElement {
  const element = document.createElement("p");
  element.className = "mg-field-error";
  element.id = `${id}-error`;
  element.dataset["live"] = "";
  element.append("エラー：", message);

  return element;
}

function mark(group: HTMLElement, field: HTMLElement, wrong: boolean): void {
  const error = `${field.id}-error`;
  const others = (field.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .filter((id) => id !== "" && id !== error);
  const described = wrong ? [...others, error] : others;
  field.setAttribute("aria-describedby", described.join(" "));
  group.toggleAttribute("data-invalid", wrong);
  if (field.matches("input, select, textarea, [role=radiogroup]")) {
    if (wrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

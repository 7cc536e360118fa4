/** What a search finds, as radio buttons below it while somebody types: the same that the button beside it lists. */

const AFTER_TYPING_MS = 300;

type Choice = { readonly value: string; readonly label: string; readonly help: string };
type Answer = { readonly note: string; readonly options: readonly Choice[] };

export function listWhileTyping(place: HTMLElement): void {
  const form = place.closest("form");
  const input = place.querySelector<HTMLInputElement>("input.mg-input");
  const asked = place.querySelector<HTMLInputElement>("[data-choices-asked]");
  const note = place.querySelector(".mg-search-note");
  const list = place.querySelector<HTMLElement>("[data-choices-list]");
  const body = list?.querySelector(".mg-fieldset-body");
  const {
    choices: address = "",
    choicesFor: name = "",
    choicesWithin: within = "",
  } = place.dataset;
  if (!form || !input || !asked || !note || !list || !body) return;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const chosenIn = (field: string) => String(new FormData(form).get(field) ?? "");

  async function ask(text: string): Promise<void> {
    const question = new URLSearchParams({ search: text, within: within && chosenIn(within) });
    const response = await fetch(address, { method: "POST", body: question }).catch(() => null);
    const answer: unknown = response?.ok ? await response.json().catch(() => null) : null;
    // An older answer, or none: the button still finds them.
    if (text === input?.value && isAnswer(answer)) show(text, answer);
  }

  function show(text: string, { note: words, options }: Answer): void {
    const chosen = chosenIn(name);
    // What was chosen for other words would be sent along unseen.
    body?.replaceChildren(
      ...options.map((option) =>
        radio(name, option, option.value === chosen || options.length === 1),
      ),
    );
    if (list) list.hidden = options.length === 0;
    note?.replaceChildren(words);
    if (asked) asked.value = text;
    form?.dispatchEvent(new Event("input"));
  }

  function again(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(input?.value ?? ""), AFTER_TYPING_MS);
  }

  input.addEventListener("input", again);
  // Branches are those of one bank.
  if (within !== "") {
    form.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement && target.name === within) again();
    });
  }
}

/** As `Choice` draws it. */
function radio(name: string, { value, label, help }: Choice, checked: boolean): HTMLElement {
  const input = Object.assign(document.createElement("input"), {
    type: "radio",
    id: `${name}-${value}`,
    name,
    value,
    checked,
  });
  input.setAttribute("aria-describedby", `${input.id}-hint`);
  const words = Object.assign(document.createElement("label"), {
    htmlFor: input.id,
    textContent: label,
  });
  const hint = Object.assign(document.createElement("p"), {
    className: "mg-choice-help",
    id: `${input.id}-hint`,
    textContent: help,
  });
  const choice = document.createElement("div");
  choice.className = "mg-choice";
  choice.append(input, words, hint);

  return choice;
}

function isAnswer(value: unknown): value is Answer {
  return (
    typeof value === "object" &&
    value !== null &&
    "note" in value &&
    "options" in value &&
    Array.isArray(value.options)
  );
}

/** Articles that may answer what is being written, shown beside it. What was typed goes to this site alone, and not in an address. */

const AFTER_TYPING_MS = 700;
const FEWEST_CHARACTERS = 4;

/** @param place names where to ask, and the form's fields that are asked about */
export function suggestWhileTyping(place: HTMLElement): void {
  const { suggest: address = "", fields = "" } = place.dataset;
  const inputs = fields
    .split(" ")
    .map((name) => document.getElementById(name))
    .filter((input) => input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = "";

  async function ask(): Promise<void> {
    const text = inputs.map(({ value }) => value).join("\n");
    if (text === asked || text.trim().length < FEWEST_CHARACTERS) return;
    asked = text;
    const body = new URLSearchParams({ text });
    const response = await fetch(address, { method: "POST", body }).catch(() => null);
    const found: unknown = response?.ok ? await response.json().catch(() => null) : null;
    // An older answer, or none: what stands there stays.
    if (Array.isArray(found) && text === asked) show(place, found.filter(isArticle));
  }

  for (const input of inputs) {
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), AFTER_TYPING_MS);
    });
  }
}

type Article = { readonly href: string; readonly title: string };

function isArticle(value: unknown): value is Article {
  return (
    typeof value === "object" &&
    value !== null &&
    "href" in value &&
    typeof value.href === "string" &&
    value.href.startsWith("/") &&
    "title" in value &&
    typeof value.title === "string"
  );
}

function show(place: HTMLElement, articles: readonly Article[]): void {
  if (articles.length === 0) {
    place.replaceChildren();

    return;
  }
  const heading = document.createElement("p");
  heading.textContent = "近い記事があります（別の画面で開きます）";
  const list = document.createElement("ul");
  for (const { href, title } of articles) {
    const link = document.createElement("a");
    link.href = href;
    link.target = "_blank";
    link.textContent = title;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  place.replaceChildren(heading, list);
}

/** What is written, as its readers will see it, while it is written: asked for shortly after the last key. */
const AFTER_TYPING_MS = 500;
const AWAY = "いまは表示できません。インターネットにつながっているか、確かめてください。";

/** @param place names where to ask, and the field that is written in */
export function previewWhileTyping(place: HTMLElement): void {
  const { preview: address = "", of = "" } = place.dataset;
  const field = place.closest("form")?.elements.namedItem(of);
  const shown = place.querySelector("[data-shown]");
  const status = place.querySelector("[role=status]");
  if (!(field instanceof HTMLTextAreaElement) || !shown || !status) return;
  place.hidden = false;
  const drawn = document.querySelector("[data-drawn]");
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;

  async function ask(text: string): Promise<void> {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const body = new URLSearchParams({ [of]: text });
    const answer = await fetch(address, { method: "POST", body, signal, redirect: "error" })
      .then(async (response) => ({ status: response.status, text: await response.text() }))
      .catch(() => null);
    if (signal.aborted || !shown || !status) return;
    if (answer?.status === 200) {
      // What a button drew before is out of date, and its words would be explained twice.
      drawn?.remove();
      shown.innerHTML = answer.text;
    }
    status.textContent = answer?.status === 200 ? "" : answer?.status === 422 ? answer.text : AWAY;
  }

  const later = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(field.value), milliseconds);
  };
  field.addEventListener("input", () => later(AFTER_TYPING_MS));
  // What was written before, unless a button drew it on this page.
  if (field.value !== "" && !drawn) later(0);
}

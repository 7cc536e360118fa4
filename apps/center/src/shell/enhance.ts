/**
 * The portal's only script, on pages that ask for it: copy buttons.
 * A page works without it: the values can be selected by hand.
 */
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
  button.addEventListener("click", () => void copy(button));
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const label = [...button.childNodes];
  try {
    await navigator.clipboard.writeText(button.dataset["copy"] ?? "");
    button.replaceChildren("コピーしました");
  } catch {
    button.replaceChildren("コピーできません。値を選んでコピーしてください");
  }
  setTimeout(() => button.replaceChildren(...label), 3000);
}

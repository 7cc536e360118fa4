export async function copy(button: HTMLButtonElement): Promise<void> {
  const label = [...button.childNodes];
  try {
    await navigator.clipboard.writeText(button.dataset["copy"] ?? "");
    button.replaceChildren("コピーしました");
  } catch {
    button.replaceChildren("コピーできません。値を選んでコピーしてください");
  }
  setTimeout(() => button.replaceChildren(...label), 3000);
}

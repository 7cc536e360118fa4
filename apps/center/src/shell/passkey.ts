/**
 * Asks the browser for a passkey and sends its answer with the form. What to ask for stands in the form's `data-options`,
 * so nothing is fetched. Only on pages that somebody opened in order to use a passkey.
 */
import { startAuthentication, startRegistration } from "@simplewebauthn/browser";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void ask(form);
  });
}

async function ask(form: HTMLFormElement): Promise<void> {
  const message = form.querySelector("[data-passkey-message]");
  const answer = form.querySelector<HTMLInputElement>("input[name=response]");
  if (!answer) return;
  message?.replaceChildren();
  try {
    const optionsJSON = JSON.parse(form.dataset["options"] ?? "");
    const response =
      form.dataset["passkey"] === "create"
        ? await startRegistration({ optionsJSON })
        : await startAuthentication({ optionsJSON });
    answer.value = JSON.stringify(response);
    form.submit();
  } catch (error) {
    message?.replaceChildren(wordsFor(error));
  }
}

function wordsFor(error: unknown): string {
  switch (error instanceof Error ? error.name : "") {
    case "InvalidStateError":
      return "この端末のパスキーは、もう登録されています。";
    case "NotAllowedError":
    case "AbortError":
      return "操作が取り消されたか、時間が過ぎました。もう一度ボタンを押してください。";
    default:
      return "このブラウザーではパスキーを使えません。ほかの方法を選んでください。";
  }
}

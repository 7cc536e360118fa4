/**
 * A form that sends its draft by itself: shortly after the last key, and when a field is left. What was typed since then is
 * found again after a reload, and by whoever comes back.
 */
import type { AutosaveAnswer } from "../autosave.ts";
import { showErrors } from "./field-errors.ts";
import { fieldsOf, isSame, keep, restore, takeKept } from "./kept.ts";

const AFTER_TYPING_MS = 1500;
const AFTER_LEAVING_MS = 100;
const AGAIN_MS = 10_000;

const OFFLINE =
  "インターネットにつながりません。入力はこのタブだけに控えています。つながると保存します。";
const SIGNED_OUT =
  "ログインの時間が切れました。入力はこのタブだけに控えています。ログインすると戻ります。";
const REFUSED = "いまは保存できません。入力はこのタブだけに控えています。あとで保存し直します。";
const reasons = { offline: OFFLINE, signedOut: SIGNED_OUT, refused: REFUSED } as const;
const UNKEPT = "保存できません。この画面を閉じないで、あとで「一時保存」を押してください。";
const RESTORED = "保存できていなかった入力を、このタブの控えから戻しました。";
const OUTDATED = "別の画面で新しく保存されたため、このタブの控えは使っていません。";

export function saveByItself(form: HTMLFormElement): void {
  const status = form.querySelector("[data-save-state]");
  const version = form.elements.namedItem("version");
  if (!status || !(version instanceof HTMLInputElement)) {
    return;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;
  let changed = false;
  let stopped = false;
  let submitted = false;
  // What was sent and not answered goes the same way again, before anything newer: it may have arrived.
  let unanswered: URLSearchParams | null = null;
  const say = (...words: (string | Node)[]) => status.replaceChildren(...words);
  const later = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), milliseconds);
  };

  async function save(): Promise<void> {
    if (sending || stopped || !changed || !form.isConnected) return;
    sending = true;
    changed = unanswered !== null;
    const body = unanswered ?? bodyOf(form);
    unanswered = body;
    const answer = await send(form, body);
    sending = false;
    if (stopped) return;
    if (typeof answer === "string") {
      changed = true;
      const kept = keep(form, { version: valueOf(version), fields: fieldsOf(form) });
      say(
        kept ? reasons[answer] : UNKEPT,
        ...(kept && answer === "signedOut" ? [signInLink()] : []),
      );
      if (answer !== "signedOut") later(AGAIN_MS);

      return;
    }
    unanswered = null;
    takeKept(form);
    say(answer.words);
    if (answer.kind === "conflict") {
      stopped = true;

      return;
    }
    if (version instanceof HTMLInputElement) version.value = String(answer.version);
    showErrors(form, answer.errors);
    if (changed) later(AFTER_TYPING_MS);
  }

  form.addEventListener("input", () => {
    changed = true;
    later(AFTER_TYPING_MS);
  });
  form.addEventListener("focusout", () => {
    if (changed) later(AFTER_LEAVING_MS);
  });
  // What is on its way by the form itself is not sent beside it.
  form.addEventListener("submit", () => {
    stopped = true;
    submitted = true;
    clearTimeout(timer);
  });
  globalThis.addEventListener("online", () => later(0));
  globalThis.addEventListener("pagehide", () => {
    if (!changed && unanswered === null) return;
    keep(form, {
      version: valueOf(version),
      fields: fieldsOf(form),
      ...(unanswered ? { sent: [...unanswered].filter(([name]) => name !== "version") } : {}),
      ...(submitted ? { submitted } : {}),
    });
  });
  // Back from the page after: it may have been left in the middle of a submission.
  globalThis.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  const kept = takeKept(form);
  const shown = fieldsOf(form);
  // It was saved after all.
  if (!kept || isSame(kept.fields, shown)) return;
  // What this very page sent on its way out makes a new version too.
  if (kept.version === version.value || (kept.sent && isSame(kept.sent, shown))) {
    restore(form, kept);
    say(RESTORED);
    changed = true;
    later(AFTER_TYPING_MS);
  } else if (!kept.submitted) {
    say(OUTDATED);
  }
}

function bodyOf(form: HTMLFormElement): URLSearchParams {
  const version = valueOf(form.elements.namedItem("version"));

  return new URLSearchParams([...fieldsOf(form), ["version", version]]);
}

async function send(
  form: HTMLFormElement,
  body: URLSearchParams,
): Promise<AutosaveAnswer | keyof typeof reasons> {
  const request = { method: "POST", body, redirect: "manual" } as const;
  const response = await fetch(form.dataset["autosave"] ?? "", request).catch(() => null);
  if (response === null) return "offline";
  if (response.type === "opaqueredirect") return "signedOut";
  // A failure comes as a page.
  const answer: unknown = await response.json().catch(() => null);

  return isAnswer(answer) ? answer : "refused";
}

function isAnswer(value: unknown): value is AutosaveAnswer {
  return typeof value === "object" && value !== null && "kind" in value && "words" in value;
}

function valueOf(element: Element | RadioNodeList | null): string {
  return element instanceof HTMLInputElement ? element.value : "";
}

/** This very page: who is not signed in is asked to, and comes back. */
function signInLink(): HTMLAnchorElement {
  const link = document.createElement("a");
  link.href = location.pathname;
  link.textContent = "ログインする";

  return link;
}

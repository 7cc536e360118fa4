/**
 * Files of a form, looked at when they are chosen and sent in parts: where the line breaks, it goes on from the part that
 * did not arrive, also after a reload, once the same file is chosen again. Without this the form sends them whole.
 */

const PATIENCE_MS = 60_000;
const AGAIN_MS = [1000, 3000, 10_000] as const;

type Judged = {
  readonly file: File;
  readonly line: HTMLLIElement;
  readonly problem: string | null;
};

export function sendInParts(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  const button = form.querySelector<HTMLButtonElement>("button");
  // Without it the same file could not be known again.
  if (!input || !button || !("subtle" in crypto)) return;
  const list = document.createElement("ul");
  list.className = "mg-upload-list";
  const told = document.createElement("div");
  told.setAttribute("role", "status");
  told.append(list);
  input.after(told);
  let chosen: Promise<readonly Judged[]> = Promise.resolve([]);
  let sending = false;

  async function look(): Promise<readonly Judged[]> {
    const judged = await Promise.all(
      Array.from(input?.files ?? [], async (file) => {
        const problem = await problemOf(file, Number(input?.dataset["maxBytes"]));
        const line = document.createElement("li");
        line.append(`${file.name}（${megabytes(file.size)}）`);
        if (problem !== null) line.append(`　エラー：${problem}`);
        line.toggleAttribute("data-invalid", problem !== null);

        return { file, line, problem };
      }),
    );
    list.replaceChildren(...judged.map(({ line }) => line));

    return judged;
  }

  // Who goes on to the next page in the middle of it would leave a file behind.
  globalThis.addEventListener("beforeunload", (event) => {
    if (sending) event.preventDefault();
  });
  input.addEventListener("change", () => {
    chosen = look();
  });
  form.addEventListener("submit", (event) => {
    if ((input.files?.length ?? 0) === 0) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    button.setAttribute("aria-disabled", "true");
    void sendAll().catch(() => {
      // Whatever it was: the form itself says it better.
      sending = false;
      form.submit();
    });
  });

  async function sendAll(): Promise<void> {
    // A browser may put chosen files back without a word.
    const judged = (await chosen).length > 0 ? await chosen : await look();
    let taken = 0;
    for (const { file, line, problem } of judged) {
      if (problem !== null) continue;
      const answer = await sendFile(form, file, line);
      line.replaceChildren(
        `${file.name}　${answer === null ? "追加しました。" : `エラー：${answer}`}`,
      );
      line.toggleAttribute("data-invalid", answer !== null);
      if (answer === null) taken += 1;
    }
    const page = new URL(form.action).pathname;
    sending = false;
    if (taken === judged.length) {
      location.assign(page);

      return;
    }
    if (taken > 0) list.append(takenLink(page, taken));
    button?.removeAttribute("aria-disabled");
    if (input) input.value = "";
    chosen = Promise.resolve([]);
  }
}

function takenLink(href: string, taken: number): HTMLLIElement {
  const link = document.createElement("a");
  link.href = href;
  link.textContent = `追加した${taken}個を見る`;
  const line = document.createElement("li");
  line.append(link);

  return line;
}

const megabytes = (bytes: number) =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)}KB` : `${(bytes / 1024 / 1024).toFixed(1)}MB`;

async function problemOf(file: File, maxBytes: number): Promise<string | null> {
  if (file.size === 0) return "中身が空です。";
  if (file.size > maxBytes) return `大きさが${megabytes(maxBytes)}を超えています。`;
  const head = [...new Uint8Array(await file.slice(0, 12).arrayBuffer())];
  const text = String.fromCharCode(...head);
  // What the server keeps, by its first bytes.
  if (text.startsWith("%PDF-") || text.slice(4, 8) === "ftyp") return null;
  if (!text.startsWith("\xff\xd8\xff") && !text.startsWith("\x89PNG")) {
    return "PDFでも写真でもありません。";
  }

  return createImageBitmap(file).then(
    (picture) => {
      picture.close();

      return null;
    },
    () => "壊れているため開けません。",
  );
}

/** @returns what the server has against it, or null when it was taken */
async function sendFile(
  form: HTMLFormElement,
  file: File,
  line: HTMLLIElement,
): Promise<string | null> {
  const bar = Object.assign(document.createElement("progress"), { max: file.size, value: 0 });
  bar.setAttribute("aria-label", `${file.name}の送信`);
  const words = document.createElement("span");
  line.replaceChildren(`${file.name}　`, bar, words);
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  const sha256 = [...new Uint8Array(digest)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  const field = form.querySelector<HTMLInputElement>("input[type=file]")?.name ?? "";
  const announced = new URLSearchParams({
    field,
    name: file.name,
    size: String(file.size),
    sha256,
  });
  const address = new URL(form.dataset["uploads"] ?? "", location.href);
  const begun = await insist(address, { body: announced }, words);
  if ("problem" in begun) return begun.problem;
  const path = `${address.pathname}/${begun.id ?? ""}`;
  for (let from = begun.received ?? 0; ;) {
    bar.value = from;
    words.replaceChildren();
    const to = new URL(address);
    to.pathname = path;
    to.searchParams.set("from", String(from));
    const part = file.slice(from, from + Number(form.dataset["partBytes"]));
    const headers = { "content-type": "application/octet-stream" };
    const answer = await insist(to, { body: part, headers }, words);
    if ("problem" in answer) return answer.problem;
    if (answer.received === undefined) return null;
    from = answer.received;
  }
}

type Answer = { readonly problem: string } | { readonly id?: string; readonly received?: number };

/** Until there is an answer. @throws where it is none that an upload is given */
async function insist(address: URL, request: RequestInit, words: Element): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const init = { method: "POST", redirect: "error", signal, ...request } as const;
    const response = await fetch(address, init).catch(() => null);
    // A server that is being started anew answers so, or not at all.
    if (response !== null && response.status < 500) {
      const answer: unknown = await response.json();
      if (!isAnswer(answer)) throw new TypeError("no answer to an upload");

      return answer;
    }
    words.replaceChildren("　つながりません。つながり次第、続きから送ります。");
    await waitForLine(AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)] ?? 0);
  }
}

function waitForLine(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(go, milliseconds);
    function go(): void {
      clearTimeout(timer);
      removeEventListener("online", go);
      resolve();
    }
    addEventListener("online", go);
  });
}

function isAnswer(value: unknown): value is Answer {
  return (
    typeof value === "object" &&
    value !== null &&
    ("problem" in value
      ? typeof value.problem === "string"
      : "done" in value || ("received" in value && typeof value.received === "number"))
  );
}

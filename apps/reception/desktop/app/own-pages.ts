/** The few pages that are the program's own: where it belongs to, and why a page is not shown. Plain HTML, no script. */
import { createHash } from "node:crypto";

const style = `
:root { font-family: "Noto Sans JP", "Yu Gothic UI", "Hiragino Sans", sans-serif; line-height: 1.75; color: #1a1a1a; }
body { margin: 0; padding: 2rem 1rem; }
main { max-width: 40rem; margin: 0 auto; }
h1 { font-size: 1.75rem; line-height: 1.4; }
label { display: block; font-weight: 700; }
.help { margin: 0 0 0.5rem; color: #4d4d4d; }
.error { margin: 0 0 0.5rem; color: #b90000; font-weight: 700; }
textarea { box-sizing: border-box; width: 100%; padding: 0.75rem; font: inherit; border: 1px solid #666; border-radius: 0.5rem; }
button { margin-top: 1.5rem; padding: 0.875rem 2rem; font: inherit; font-weight: 700; color: #fff; background: #0017c1; border: 0; border-radius: 0.5rem; }
:focus-visible { outline: 4px solid #000; outline-offset: 2px; box-shadow: 0 0 0 2px #ffd43d; }
`;

/** For the policy of these pages, which allows this one style and no other. */
export const ownStyleHash = `'sha256-${createHash("sha256").update(style).digest("base64")}'`;

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body><main>${body}</main></body>
</html>
`;
}

/** Asks for the center. `error`: what was wrong with `typed`. */
export function centerPage({ typed = "", error }: { typed?: string; error?: string } = {}): string {
  const described = error === undefined ? "help" : "help error";
  return page(
    `${error === undefined ? "" : "エラー："}窓口の住所`,
    `<h1>はじめに、窓口の住所を教えてください</h1>
<p>このアプリが資格を確認する先です。あとから変える必要はありません。</p>
<form method="post" action="/app/center" autocomplete="off">
<label for="center">ユーザー設定情報、または窓口の住所</label>
<p class="help" id="help">ポータルの「設定情報」の画面で「すべてコピー」を押し、ここに貼り付けます。</p>
${error === undefined ? "" : `<p class="error" id="error">エラー：${escape(error)}</p>`}
<textarea id="center" name="center" rows="6" required aria-describedby="${described}"${error === undefined ? "" : ' aria-invalid="true"'}>${escape(typed)}</textarea>
<button>次へ進む</button>
</form>`,
  );
}

export function messagePage(title: string, lines: readonly string[]): string {
  const paragraphs = lines.map((line) => `<p>${escape(line)}</p>`).join("\n");
  return page(escape(title), `<h1>${escape(title)}</h1>\n${paragraphs}`);
}

function escape(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}

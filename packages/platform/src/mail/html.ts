/** The HTML of a mail, drawn from its text: both say the same because there is only one of them. */

const address = /(https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+)/;

/** No pictures, nothing to fetch, one column: as readable in an old mail program as on a telephone. */
export function mailHtml(subject: string, text: string): string {
  return [
    "<!doctype html>",
    '<html lang="ja"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(subject)}</title></head>`,
    `<body style="margin:0;padding:16px;font-family:sans-serif;font-size:16px;line-height:1.7">`,
    `<div style="max-width:40em;margin:0 auto">`,
    ...text.split(/\n{2,}/).map(paragraph),
    "</div></body></html>",
  ].join("\n");
}

/** Lines that begin with 「・」 become a list; where the sign stood the mail program draws its own. */
function paragraph(text: string): string {
  const parts: string[] = [];
  let lines: string[] = [];
  let points: string[] = [];
  const endLines = (): void => {
    if (lines.length > 0) parts.push(`<p>${lines.join("<br>\n")}</p>`);
    lines = [];
  };
  const endPoints = (): void => {
    if (points.length > 0) parts.push(`<ul>\n${points.join("\n")}\n</ul>`);
    points = [];
  };
  for (const line of text.split("\n")) {
    if (line.startsWith("・")) {
      endLines();
      points.push(`<li>${withLinks(line.slice(1))}</li>`);
    } else {
      endPoints();
      lines.push(withLinks(line));
    }
  }
  endLines();
  endPoints();

  return parts.join("\n");
}

function withLinks(line: string): string {
  return line
    .split(address)
    .map((part, index) =>
      index % 2 === 1 ? `<a href="${escaped(part)}">${escaped(part)}</a>` : escaped(part),
    )
    .join("");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

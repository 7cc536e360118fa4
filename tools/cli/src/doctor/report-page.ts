/** The report as one HTML file that needs nothing else and prints on one sheet of A4. */
import { type Report, stepWords, whoWords } from "@madoguchi/reception/self-test";

const style = `
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; font: 1rem/1.7 "Noto Sans CJK JP", "Noto Sans JP", sans-serif; }
h1 { margin-bottom: 0; font-size: 1.5rem; }
h2 { margin: 1.5rem 0 0.5rem; font-size: 1.125rem; }
.verdict { padding: 0.5rem 1rem; border: 2px solid; font-size: 1.5rem; font-weight: 700; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.25rem 0.5rem; border: 1px solid #949494; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { width: 35%; font-weight: 400; background: #f2f2f2; }
section { break-inside: avoid; }
@page { size: A4; margin: 12mm; }
.exchanges { columns: 2; font-size: 0.875em; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 8.5pt; line-height: 1.4; }
  h1 { font-size: 14pt; }
  h2 { margin: 2.5mm 0 1mm; font-size: 10pt; }
  p, ol { margin-block: 1mm; }
  th, td { padding: 0.5mm 1.5mm; }
  .exchanges { columns: 3; font-size: 7.5pt; }
}
`;

export function reportPage(report: Report): string {
  const { title, madeAt, verdict, verdictWord, steps, catalogue, facts, exchanges } = report;
  return `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(`${verdictWord}｜${title}`)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escape(title)}</h1>
<p>${escape(madeAt)}</p>
<p class="verdict">${escape(verdictWord)}</p>
${verdict.reasons.map(reason).join("\n")}
<section><h2>調べたこと</h2>
${table(steps.map(({ label, gradeWord, result }) => [label, `${gradeWord}　${result}`]))}</section>
${section("分かっている機種の一覧", catalogue)}
<section><h2>機器と端末</h2>
${table(facts)}</section>
${section("カードとのやりとり（内容は含みません）", exchanges, "exchanges")}
</main>
</body>
</html>
`;
}

function reason({ step, cause, todo, who }: Report["verdict"]["reasons"][number]): string {
  const items = todo.map((each) => `<li>${escape(each)}</li>`).join("");
  return `<section><h2>${escape(stepWords[step])}</h2>
<p>${escape(cause)}</p><ol>${items}</ol><p>対応する人：${escape(whoWords[who])}</p></section>`;
}

function section(heading: string, lines: readonly string[], className = "lines"): string {
  if (lines.length === 0) return "";
  return `<section><h2>${escape(heading)}</h2>
<p class="${className}">${lines.map(escape).join("<br>")}</p></section>`;
}

function table(rows: readonly (readonly [string, string])[]): string {
  const lines = rows.map(
    ([label, value]) => `<tr><th scope="row">${escape(label)}</th><td>${escape(value)}</td></tr>`,
  );
  return `<table>${lines.join("\n")}</table>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? "");
}

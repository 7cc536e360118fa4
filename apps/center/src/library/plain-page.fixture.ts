/** The same for whole pages, as they are sent: what stands in `main`, without what other people wrote. */
import { banned, dateFindings, longSentences, withoutQuotes } from "./plain.fixture.ts";

/** Each begins and ends a line of its own; other elements stand within one. */
const BLOCKS =
  /<\/?(?:address|article|aside|blockquote|button|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|form|h[1-6]|hr|legend|label|li|main|nav|noscript|ol|option|p|section|select|summary|table|tbody|td|textarea|th|thead|tr|ul)\b[^>]*>|<br\/?>/gu;

/** On screens these need their explanation: no button and no page of ours is called so. */
const jargon = [
  "オン資",
  "レセコン",
  "紙レセプト",
  "受領委任",
  "猶予届",
  "直接支払制度",
  "拡張Lc/Le",
  "マスターキー",
  "再照会",
  "限度額適用認定証",
  "特定疾病療養受療証",
  "高齢受給者証",
  "被保険者資格申立書",
  "中継プログラム",
] as const;

export function linesOf(html: string): string[] {
  const [, main = ""] = /<main\b[^>]*>([\s\S]*)<\/main>/u.exec(html) ?? [];

  return (
    main
      // A word that can be pressed for its meaning stands in its sentence; the meaning is read by itself.
      .replaceAll(
        /<button type="button" class="mg-term"[^>]*>([^<]*)<span[^>]*>[^<]*<\/span><\/button>/gu,
        "$1",
      )
      .replaceAll(/<span class="mg-term-meaning"[^>]*>([\s\S]*?)<\/span>/gu, "\n$1\n")
      .replaceAll(/<(script|style|svg|textarea|template)\b[\s\S]*?<\/\1>/gu, "\n")
      .replaceAll(BLOCKS, "\n")
      .replaceAll(/<[^>]*>/gu, "")
      .replaceAll(/&(lt|gt|amp|quot|#x27|nbsp);/gu, " ")
      // A list in one line, of links for the most part.
      .split(/[\n／]/u)
      .map((line) => line.trim())
      .filter((line) => line !== "")
  );
}

export function pageFindings(html: string): string[] {
  const lines = linesOf(html);
  const long = lines.flatMap(longSentences).map((sentence) => `longer than 60: ${sentence}`);
  // How a date is typed is shown as it is typed.
  const dates = lines.flatMap((line) => dateFindings(line.replaceAll(/例：[^。]*/gu, "")));
  const words = lines
    .map(withoutQuotes)
    .flatMap((line) =>
      banned.flatMap(([pattern, why]) => (pattern.test(line) ? [`${why}: ${line}`] : [])),
    );
  const popIns = explainedOn(html);
  const unexplained = jargon
    .filter((word) => lines.some((line) => line.includes(word)))
    .filter((word) => !popIns.includes(word) && !lines.some((line) => explains(line, word)))
    .map((word) => `not explained: ${word}`);

  return [...long, ...dates, ...words, ...unexplained];
}

/** With the meaning in brackets behind the word, the word in brackets behind the meaning, or as the term of a list or a title. */
function explains(line: string, word: string): boolean {
  return line.includes(`${word}（`) || line.includes(`（${word}`) || line === word;
}

/** Words with a pop-in of the glossary. */
function explainedOn(html: string): string[] {
  return [...html.matchAll(/class="mg-term-meaning"[^>]*><strong>([^<]+)<\/strong>/gu)].map(
    ([, word = ""]) => word,
  );
}

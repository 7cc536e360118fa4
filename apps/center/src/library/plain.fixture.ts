/** What makes a text hard to read, found by a machine: long sentences, words that nobody explained, dates that tell too little. */
import { Temporal } from "temporal-polyfill";
import { formatDate } from "@madoguchi/notation";
import type { Article } from "./rules/article.ts";
import { inlineWords } from "./text/blocks.ts";
import type { Block, Inline } from "./text/blocks.ts";

const LONGEST_SENTENCE = 60;

/** To be explained where an article uses them first: 「[[語]]」. */
const jargon = [
  "オン資",
  "レセコン",
  "紙レセプト",
  "受領委任",
  "猶予届",
  "直接支払制度",
  "医療機関コード",
  "登録記号番号",
  "アプリアカウント",
  "ユーザー設定情報",
  "アクティベーションコード",
  "拡張Lc/Le",
  "マスターキー",
  "再照会",
  "一括照会",
  "限度額適用認定証",
  "特定疾病療養受療証",
  "高齢受給者証",
  "被保険者資格申立書",
  "資格情報のお知らせ",
  "資格確認書",
  "保険者番号",
  "枝番",
  "領収書内訳書",
  "交付決定通知",
  "運用開始日",
  "利用申請",
  "中継プログラム",
  "NFC",
  "Bluetooth",
] as const;

/** Not to be used at all, explained or not. */
export const banned = [
  [/エラーが発生しました/u, "tells no cause"],
  [/JPKI|APDU|ICカードR\/W/u, "is a word of engineers"],
  [/(?:クリック|タップ)し/u, "押す says the same of every device"],
  [/(?:頂[いきく]|(?<!一)致し|下さい|出来)/u, "is written in kana"],
] as const;

/** Names, and what stands so on screens and boxes. Every other Latin word has a Japanese one. */
const latinWords = new Set(
  `Windows Android iPhone iPad iPadOS iOS Microsoft Edge Google Chrome InPrivate Bluetooth NFC ACR U J QR PDF JPEG PNG HEIC
  Wi Fi Enter MB KB W ATM A B C Lc Le IC ID HIV S R V`.split(/\s+/u),
);

export type Finding = { readonly where: string; readonly what: string };

/** Those of the Japanese text alone: patients' sheets in other languages are for those who know them. */
export function plainFindings(article: Pick<Article, "number" | "title" | "blocks">): Finding[] {
  const findings: Finding[] = [];
  const explained = new Set<string>();
  const find = (what: string) => findings.push({ where: article.number, what });
  const read = (inlines: readonly Inline[]): void => {
    const words = inlineWords(inlines);
    longSentences(words).forEach((sentence) =>
      find(`longer than ${LONGEST_SENTENCE}: ${sentence}`),
    );
    for (const [pattern, why] of banned) if (pattern.test(words)) find(`${why}: ${words}`);
    for (const word of latinIn(proseOf(inlines))) find(`has a Japanese word: ${word}`);
    for (const what of dateFindings(words)) find(what);
    for (const word of unexplained(inlines, explained))
      find(`used before it is explained: ${word}`);
  };
  walk(article.blocks, read);

  return findings;
}

function walk(blocks: readonly Block[], read: (inlines: readonly Inline[]) => void): void {
  for (const block of blocks) {
    switch (block.kind) {
      case "paragraph":
        read(block.inlines);
        break;
      case "list":
        for (const item of block.items) walk(item, read);
        break;
      case "table":
        for (const row of block.rows) row.forEach(read);
        break;
      case "remark":
      case "quote":
        walk(block.blocks, read);
        break;
      case "foreign":
        if (block.lang === "ja") walk(block.blocks, read);
        break;
      // A heading is no sentence, and names what its text explains.
      case "heading":
      case "figure":
      case "code":
        break;
    }
  }
}

export function longSentences(text: string): string[] {
  return text
    .split(/[。！？]/u)
    .map((sentence) => sentence.replaceAll(/^[」）]+/gu, "").trim())
    .filter((sentence) => [...sentence].length > LONGEST_SENTENCE);
}

/** In the order of reading: a word of the glossary explains itself where it stands. */
function unexplained(inlines: readonly Inline[], explained: Set<string>): string[] {
  return inlines.flatMap((inline) => {
    switch (inline.kind) {
      case "term":
        explained.add(inline.word);

        return [];
      case "text": {
        const prose = withoutQuotes(inline.text);

        return jargon.filter((word) => prose.includes(word) && !explained.has(word));
      }
      case "strong":
      case "emphasis":
        return unexplained(inline.inlines, explained);
      // What a link or a command is called is not ours to explain.
      case "link":
      case "code":
      case "break":
        return [];
    }
  });
}

/** What a screen says is quoted as it stands there. */
export function withoutQuotes(text: string): string {
  return text.replaceAll(/「[^「」]*(?:「[^「」]*」[^「」]*)*」/gu, "");
}

/** What is written in our own words: neither quoted, nor a command, nor the name of a link. */
function proseOf(inlines: readonly Inline[]): string {
  const own = inlines.filter(({ kind }) => kind === "text" || kind === "strong");

  return withoutQuotes(inlineWords(own));
}

function latinIn(text: string): string[] {
  return (text.normalize("NFKC").match(/[A-Za-z]+/gu) ?? []).filter(
    (word) => !latinWords.has(word),
  );
}

/** With era and weekday, and the weekday right. Years of birth and the like stand in examples, which are quoted. */
export function dateFindings(text: string): string[] {
  const plain = withoutQuotes(text);
  const western =
    plain.match(/(?<!\d)\d{4}年\d+月\d+日|(?<!\d)(?:19|20)\d\d[-/]\d{1,2}[-/]\d{1,2}(?!\d)/gu) ??
    [];
  const ours = plain.match(/(?:令和|平成|昭和)(?:元|\d+)年\d+月\d+日(?:（[^）]*）)?/gu) ?? [];

  return [
    ...western.map((date) => `a date without its era: ${date}`),
    ...ours
      .filter((date) => date !== rightly(date))
      .map((date) => `not 「${rightly(date)}」: ${date}`),
  ];
}

const firstYears: Readonly<Record<string, number>> = { 令和: 2019, 平成: 1989, 昭和: 1926 };

function rightly(text: string): string | null {
  const [, era = "", year = "", month, day] = /^(\D\D)(元|\d+)年(\d+)月(\d+)日/u.exec(text) ?? [];
  const first = firstYears[era];
  if (first === undefined) return null;

  return formatDate(
    Temporal.PlainDate.from({
      year: first + (year === "元" ? 1 : Number(year)) - 1,
      month: Number(month),
      day: Number(day),
    }),
  );
}

/** Everything that a text quotes: labels of buttons, titles of screens, words to say. */
export function quotesOf(blocks: readonly Block[]): string[] {
  const quotes: string[] = [];
  walk(blocks, (inlines) => {
    for (const [, quote = ""] of inlineWords(inlines).matchAll(/「([^「」]+)」/gu))
      quotes.push(quote);
  });

  return quotes;
}

/** Addresses of this site, without what follows `#`. */
export function linksOf(blocks: readonly Block[]): string[] {
  const links: string[] = [];
  const look = (inlines: readonly Inline[]): void => {
    for (const inline of inlines) {
      if (inline.kind === "link") links.push(inline.href.replace(/#.*$/u, ""));
      if ("inlines" in inline) look(inline.inlines);
    }
  };
  walk(blocks, look);

  return links;
}

/** The texts themselves: whether they can be read, and whether what they tell of the screens is so. */
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DECLARATION } from "@madoguchi/contract";
import { describe, expect, test } from "vitest";
import { libraryDirectory, readCatalogue } from "./catalogue/catalogue.ts";
import { dateFindings, longSentences, plainFindings, quotesOf } from "./plain.fixture.ts";
import { blockWords } from "./text/blocks.ts";
import { readMarkdown } from "./text/markdown.ts";

const { articles, glossary, pictures } = await readCatalogue();
const root = join(import.meta.dirname, "../../../..");

/** The largest picture of a page that is read on a telephone's line. */
const PICTURE_BYTES = 80 * 1024;

describe("the articles", () => {
  test("are written in short sentences of explained words, with dates that tell era and weekday", () => {
    expect(articles.flatMap(plainFindings)).toEqual([]);
  });

  test("call things as the screens do", () => {
    const screens = sourceTexts();
    const quotes = articles.flatMap(({ number, blocks }) =>
      quotesOf(blocks).map((quote) => ({ number, quote })),
    );
    expect(quotes.length).toBeGreaterThan(100);
    const titles = new Set(articles.map(({ title }) => title));
    const nowhere = quotes.filter(
      ({ quote }) =>
        !elsewhere.has(quote) && !titles.has(quote) && !screens.includes(squeezed(quote)),
    );
    expect(nowhere).toEqual([]);
  });

  test("tell in words what a drawing shows", () => {
    for (const name of readdirSync(join(libraryDirectory, "images"))) {
      if (!name.endsWith(".svg")) continue;
      const text = readFileSync(join(libraryDirectory, "images", name), "utf8");
      const [, desc = ""] = /<desc[^>]*>([^<]+)<\/desc>/u.exec(text) ?? [];
      const told = articles.filter(({ html }) => html.includes(`/${name.replace(".svg", "-")}`));
      expect([name, told.length, /<title/u.test(text)]).toEqual([name, 1, true]);
      const words = blockWords(told[0]?.blocks ?? []);
      for (const sentence of desc.trim().split(" ")) expect(words).toContain(sentence);
    }
  });
});

test("the glossary explains in short sentences, and no word by a longer one alone", () => {
  for (const [word, meaning] of glossary) {
    expect([word, longSentences(meaning)]).toEqual([word, []]);
    expect([word, meaning.endsWith("。")]).toEqual([word, true]);
    expect([word, meaning.startsWith(word)]).toEqual([word, false]);
  }
});

test("every picture is of use, and light", () => {
  const html = articles.map((article) => article.html).join("\n");
  for (const { href, bytes, file } of pictures) {
    expect([href, bytes.length <= PICTURE_BYTES]).toEqual([href, true]);
    // What a paper needs stands beside a drawing.
    const isPaperOfDrawing =
      file !== null && statSync(file.replace(/\.png$/u, ".svg"), { throwIfNoEntry: false });
    expect([href, html.includes(href) || Boolean(isPaperOfDrawing)]).toEqual([href, true]);
  }
});

describe("the reader of all this", () => {
  const context = { hasTerm: () => true, picture: () => null };
  const findingsIn = (text: string) =>
    plainFindings({
      number: "KB0000000",
      title: "試し",
      blocks: readMarkdown(text, context).blocks,
    }).map(({ what }) => what);

  test.each([
    ["端末を登録します。", 0],
    [`${"あ".repeat(61)}。`, 1],
    ["レセコンに写します。", 1],
    ["[[レセコン]]に写します。レセコンは別です。", 0],
    ["「レセコンへ渡す」を押します。", 0],
    ["Deviceを選びます。", 1],
    ["「Device」と出ます。", 0],
    ["エラーが発生しました。", 1],
    ["令和8年1月31日（土）までです。", 0],
    ["令和8年1月31日（日）までです。", 1],
    ["令和8年1月31日までです。", 1],
    ["2026年1月31日までです。", 1],
  ])("%s", (text, count) => {
    expect(findingsIn(text)).toHaveLength(count);
  });

  test("an example in quotes is no date of ours", () => {
    expect(dateFindings("例は「昭和55年2月17日」です。")).toEqual([]);
  });
});

/** Quoted, but on no screen of ours: other systems' words, our own for several things at once, and what people say. */
const elsewhere: ReadonlySet<string> = new Set([
  // Of telephones, computers and browsers.
  "設定",
  "NFC",
  "Bluetooth",
  "おサイフケータイ",
  "シークレット",
  "InPrivate",
  "窓口",
  // Told once for many screens.
  "3つの方法",
  "置き直す",
  "当て直す",
  "お問い合わせのときは",
  // Written elsewhere.
  "●",
  "協",
  "契",
  "地域診療情報連携推進費補助金",
  "ACR1255U-J1",
  // Said.
  "カードをこちらに置いてください",
  "マイナンバーカードを、こちらに置いてください",
  "4桁の番号を入れてください",
  "確認できました",
  "このカードは使えません",
]);

const squeezed = (text: string) => text.replaceAll(/\s+/gu, "");

/** What stands on the screens, as it stands in the programs that draw them: without line breaks, marks and white space. */
function sourceTexts(): string {
  const folders = ["apps/reception", "apps/center/src", "packages/contract/src", "packages/ui/src"];

  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter(
      (entry) => entry.isFile() && /\.tsx?$/u.test(entry.name) && !/test|fixture/u.test(entry.name),
    )
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"))
    .map((text) => text.replaceAll("<wbr />", "").replaceAll("{DECLARATION}", DECLARATION))
    .map((text) => squeezed(text.replaceAll(/\$\{[^}]*\}/gu, "")))
    .join("\n");
}

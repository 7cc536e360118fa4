import { describe, expect, test } from "vitest";
import { blockWords, headingsOf, inlineWords, termsOf } from "./blocks.ts";
import { readMarkdown } from "./markdown.ts";
import type { TextContext } from "./markdown.ts";

const picture = { href: "/assets/library/reader-0.png", width: 10, height: 5, file: "reader.png" };
const context: TextContext = {
  hasTerm: (word) => word === "医療機関コード",
  picture: (source) => (source === "images/reader.png" ? picture : null),
};

const read = (text: string) => readMarkdown(text, context);
const blocksOf = (text: string) => {
  const { blocks, problems } = read(text);
  expect(problems).toEqual([]);

  return blocks;
};

describe("a text becomes blocks", () => {
  test("headings get addresses that no two share", () => {
    const headings = headingsOf(
      blocksOf("## 用意する もの\n\n## 用意する もの\n\n#### 細かいこと"),
    );
    expect(headings.map(({ id }) => id)).toEqual(["用意する-もの", "用意する-もの-2"]);
  });

  test("a heading's language holds for all below it, up to the next heading of its level", () => {
    const blocks = blocksOf(
      "## English {lang=en}\n\nPlease.\n\n### Card\n\nPut it here.\n\n## やさしい日本語\n\nおいてください。",
    );
    expect(blocks.map(({ kind }) => kind)).toEqual(["foreign", "heading", "paragraph"]);
    expect(blocks[0]).toMatchObject({ lang: "en", blocks: { length: 4 } });
    expect(headingsOf(blocks).map(({ inlines }) => inlineWords(inlines))).toEqual([
      "English",
      "Card",
      "やさしい日本語",
    ]);
  });

  test.each([
    ["> ヒント：押すと出ます。", "ヒント", "押すと出ます。"],
    ["> 「注意」 **外さない**でください。", "注意", "外さないでください。"],
    ["> 重要\n>\n> 期限があります。", "重要", "期限があります。"],
  ])("%s is a remark", (text, word, words) => {
    const [block] = blocksOf(text);
    expect(block).toMatchObject({ kind: "remark", word });
    expect(block?.kind === "remark" && blockWords(block.blocks)).toBe(words);
  });

  test("any other quotation stays one", () => {
    expect(blocksOf("> 注意書きを読みます。")).toMatchObject([{ kind: "quote" }]);
  });

  test("a word of the glossary is explained where it comes first", () => {
    const blocks = blocksOf("- [[医療機関コード]]と[[医療機関コード]]\n\n[[医療機関コード]]");
    expect(termsOf(blocks)).toEqual(["医療機関コード"]);
    expect(blockWords(blocks)).toBe("医療機関コードと医療機関コード 医療機関コード");
  });

  test("lines of one paragraph are joined as Japanese is written, and with a space between letters", () => {
    expect(blockWords(blocksOf("上の行\n下の行"))).toBe("上の行下の行");
    expect(blockWords(blocksOf("two\nlines"))).toBe("two lines");
  });

  test("tables, pictures, lists and links keep their parts", () => {
    expect(
      blocksOf(
        "## 表\n\n|a|b|\n|-|-|\n|1|[記事](KB0010158#x)|\n\n![カードを置く](images/reader.png)\n\n3. 三\n4. 四",
      ),
    ).toMatchObject([
      { kind: "heading" },
      {
        kind: "table",
        caption: "表",
        head: { length: 2 },
        rows: [[[{ text: "1" }], [{ kind: "link", href: "/help/KB0010158#x" }]]],
      },
      { kind: "figure", alt: "カードを置く", picture },
      { kind: "list", start: 3, items: { length: 2 } },
    ]);
  });
});

describe("what readers would stumble over is told with its line", () => {
  test.each([
    ["\n\n[[謎]]の語", 3, "用語集に「謎」がありません。"],
    ["\n![説明](images/none.png)", 2, "画像「images/none.png」が見つかりません。"],
    ["![](images/reader.png)", 1, "画像「images/reader.png」に、見えない方への説明がありません。"],
    ["# 題", 1, "見出しは ## から #### までです。# は題名のためのものです。"],
    ["文<b>太字</b>", 1, "HTMLは使えません。"],
    [
      "文の![絵](images/reader.png)中",
      1,
      "画像は、文の中ではなく、それだけの段落に置いてください。",
    ],
    [
      "**「注意」**です",
      1,
      "「**」が文字のまま残っています。かぎかっこや句点を「**」の外に出してください。",
    ],
  ])("%j", (text, line, message) => {
    expect(read(text).problems).toContainEqual({ line, message });
  });

  test("nothing in a text becomes markup or a script", () => {
    const { blocks } = read("<script>alert(1)</script>\n\n[x](javascript:alert(1))");
    expect(JSON.stringify(blocks)).not.toContain('"href"');
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SearchEngine } from "./engine.ts";
import type { Document } from "./engine.ts";
import { excerpt, fold, foldWords, markWords } from "./fold.ts";

describe("what people type finds what is written", () => {
  test.each([
    ["サーバー", "さーば"],
    ["ｶｰﾄﾞﾘｰﾀﾞｰ", "カードリーダー"],
    ["ＩＤ", "id"],
    ["Ｑ＆Ａ", "q&a"],
    ["マイナ・ポータル", "マイナポータル"],
    ["ふ゛", "ぶ"],
    ["０８００－０８０", "0800-080"],
    ["㈱", "(株)"],
  ])("%s and %s are the same", (left, right) => {
    expect(fold(left)).toBe(fold(right));
  });

  test("an empty search has no words, and a word twice is one", () => {
    expect(foldWords("　 ー ")).toEqual([]);
    expect(foldWords("カード　かーど 更新")).toEqual(["カド", "更新"]);
  });

  test("marks cover what was written, whatever was typed", () => {
    expect(markWords("ｶｰﾄﾞを置く。カードは裏返さない。", foldWords("かーど"))).toEqual([
      { text: "ｶｰﾄﾞ", hit: true },
      { text: "を置く。", hit: false },
      { text: "カード", hit: true },
      { text: "は裏返さない。", hit: false },
    ]);
  });

  test("marks lose nothing of a text", () => {
    const text = fc.string({
      unit: fc.constantFrom("カ", "ｶ", "ﾞ", "ー", " ", "髙", "a", "。", "𠮷", "゙"),
    });
    fc.assert(
      fc.property(text, text, (written, typed) => {
        const pieces = markWords(written, foldWords(typed));
        expect(pieces.map((piece) => piece.text).join("")).toBe(written);
      }),
    );
  });

  test("an excerpt shows the word in its sentence", () => {
    const text = `${"前の文です。".repeat(40)}ここにカードを置きます。${"後の文です。".repeat(40)}`;
    expect(excerpt(text, ["カド"], 60)).toMatch(/^…[^…]*カードを置きます。[^…]*…$/);
    expect(excerpt("短い文です。", ["ナイ"], 60)).toBe("短い文です。");
  });
});

const document = (key: string, title: string, body = "", headings: string[] = [], weight = 0) =>
  ({
    key,
    kind: "article",
    href: `/${key}`,
    title,
    names: [key],
    headings,
    body,
    weight,
  }) satisfies Document<"article">;

function engineOf(...documents: Document<"article">[]) {
  const engine = new SearchEngine<"article">();
  for (const each of documents) engine.put(each);

  return (query: string) => engine.find(foldWords(query)).map((found) => found.document.key);
}

describe("the best comes first", () => {
  test("title, then heading, then text; the newer before the older", () => {
    const find = engineOf(
      document("body", "受付", "暗証番号を入れます"),
      document("old", "受付", "暗証番号です", [], -1),
      document("heading", "受付", "", ["暗証番号を忘れたとき"]),
      document("title", "忘れた暗証番号"),
      document("begins", "暗証番号のこと"),
      document("is-not", "別のこと"),
    );
    expect(find("暗証番号")).toEqual(["begins", "title", "heading", "body", "old"]);
  });

  test("all words must occur, anywhere", () => {
    const find = engineOf(document("both", "カード", "更新します"), document("one", "カード"));
    expect(find("更新 カード")).toEqual(["both"]);
  });

  test("a number finds its text, with or without hyphen", () => {
    const find = engineOf(document("00-0123", "お知らせ"), document("KB0010157", "手順書"));
    expect(find("００－０１２３")).toEqual(["00-0123"]);
    expect(find("kb0010157")).toEqual(["KB0010157"]);
  });

  test("nothing matches across the parts of a text", () => {
    expect(engineOf(document("x", "あい", "うえ", ["おか"]))("いう")).toEqual([]);
  });

  test("another text under the same key takes the first one's place", () => {
    const engine = new SearchEngine<"article">();
    engine.put(document("a", "古い題"));
    engine.put(document("a", "新しい題"));
    expect(engine.find(["古イ"])).toEqual([]);
    expect(engine.find(["題"])).toHaveLength(1);
    engine.remove("a");
    expect(engine.find(["題"])).toEqual([]);
  });

  test("finds exactly the texts that hold the words", () => {
    const word = fc.string({
      unit: fc.constantFrom("ア", "イ", "ウ", "a"),
      minLength: 1,
      maxLength: 4,
    });
    const texts = fc.array(fc.record({ title: word, body: word }), { maxLength: 12 });
    fc.assert(
      fc.property(texts, fc.array(word, { minLength: 1, maxLength: 2 }), (all, words) => {
        const find = engineOf(
          ...all.map(({ title, body }, index) => ({
            ...document(String(index), title, body),
            names: [],
          })),
        );
        const expected = all.flatMap(({ title, body }, index) =>
          words.every((each) => title.includes(each) || body.includes(each)) ? [String(index)] : [],
        );
        expect(find(words.join(" ")).toSorted()).toEqual(expected.toSorted());
      }),
    );
  });
});

/** The clipboard's lines, the table, and the names of files. */
import { exampleAnswer } from "@madoguchi/contract";
import type { Answer } from "@madoguchi/contract";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { fullAnswer } from "./answers.fixture.ts";
import { fileNameOf, isHandoverFileName } from "./file-name.ts";
import { labelText } from "./label-text.ts";
import { resultCsv } from "./result-csv.ts";

/** As programs that listen to the clipboard read it: by section and label. */
function read(text: string): Record<string, string> {
  let section = "";
  const found: Record<string, string> = {};
  for (const line of text.split("\r\n")) {
    const [label = "", value] = line.split("\t");
    if (value === undefined) section = label;
    else found[`${section}/${label.replace(" : ", "")}`] = value;
  }
  return found;
}

test("the clipboard's lines say every item under its label and in its section", () => {
  const text = labelText(fullAnswer);
  expect(text.startsWith("資格情報\r\n確認日 : \t令和8年11月22日\r\n")).toBe(true);
  expect(read(text)).toMatchObject({
    "資格情報/確認日": "令和8年11月22日",
    "資格情報/保険者番号": "138057",
    "資格情報/保険者名": "架空窓口市国民健康保険",
    "資格情報/記号": "窓・12-34",
    "資格情報/番号": "0042",
    "資格情報/枝番": "03",
    "資格情報/本人・家族の別": "家族",
    "資格情報/被保険者氏名": "渡● 春子",
    "資格情報/負担割合": "2割",
    "資格情報/フリガナ": "ワタナベ イチロウ",
    "資格情報/氏名": "渡● 一郎",
    "資格情報/性別": "男",
    "資格情報/生年月日": "昭和29年6月17日",
    "資格情報/住所": "架空県窓口市見本町一丁目2番3号",
    "資格情報/資格取得年月日": "令和3年4月1日",
    "資格情報/有効開始日": "令和3年4月1日",
    "資格情報/有効終了日": "令和9年7月31日",
    "裏面記載情報/氏名": "WATANABE ICHIRO",
    "裏面記載情報/氏名カナ": "ワタナベ　イチロー",
    "高齢受給者証/負担割合": "1割",
    "高齢受給者証/有効開始日": "令和8年8月1日",
    "限度額適用認定証/適用区分": "低所得Ⅱ",
    "限度額適用認定証/有効終了年月日": "令和9年7月31日",
  });
});

test("an item without a value keeps its line; an answer that is not 有効 begins with what it is", () => {
  expect(read(labelText(exampleAnswer))["資格情報/有効終了日"]).toBe("");
  const none: Answer = { ...exampleAnswer, outcome: "none", coverages: [] };
  expect(labelText(none)).toMatch(/^結果\t該当資格なし\r\n\r\n資格情報\r\n/u);
});

test("a value cannot make a line or a section of its own", () => {
  const person = { ...exampleAnswer.person, name: "山田\t花子\r\n高齢受給者証\n負担割合\t1割" };
  const answer = {
    ...exampleAnswer,
    person: { sex: "female", kana: "", birthDate: "1980-02-17", address: null, ...person },
  } as const;
  expect(read(labelText(answer))["資格情報/氏名"]).toBe("山田 花子 高齢受給者証 負担割合 1割");
});

test("the table has a row for each coverage, opens in a spreadsheet, and runs nothing there", () => {
  const [coverage] = fullAnswer.coverages;
  if (coverage === undefined) throw new Error("no coverage");
  const answer = {
    ...fullAnswer,
    coverages: [
      { ...coverage, symbol: "=1+1" },
      { ...coverage, symbol: "@SUM(A1)" },
    ],
  };
  const { bytes } = resultCsv(answer, { encoding: "utf-8" });
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = new TextDecoder().decode(bytes).trimEnd().split("\r\n");
  expect(lines).toHaveLength(3);
  const titles = lines[0]?.split(",") ?? [];
  const cell = (line: number, title: string) => lines[line]?.split(",")[titles.indexOf(title)];
  expect([cell(1, "記号"), cell(2, "記号")]).toEqual(["'=1+1", "'@SUM(A1)"]);
  expect(cell(1, "保険者番号")).toBe("138057");
  expect(cell(1, "特定疾病")).toBe("1 3");
  expect(cell(1, "限度額の適用区分")).toBe("低所得Ⅱ");
});

test("the table in Shift_JIS says what it had no character for", () => {
  const { person } = exampleAnswer;
  if (person === null) throw new Error("no person");
  const { bytes, lost } = resultCsv(
    { ...exampleAnswer, person: { ...person, name: "𠮷田　剝" } },
    { encoding: "shift_jis" },
  );
  expect(lost).toEqual(["𠮷", "剝"]);
  expect(new TextDecoder("shift_jis", { fatal: true }).decode(bytes)).toContain("●田　●");
});

test("a file's name tells nobody whose it is, differs for every check, second and number, and is the only one taken", () => {
  const at = (epochMilliseconds: number) =>
    Temporal.Instant.fromEpochMilliseconds(epochMilliseconds);
  const noon = at(Date.UTC(2026, 10, 22, 0, 4, 5));
  expect(fileNameOf(exampleAnswer, { writtenAt: noon, format: "xml" })).toBe(
    "OQSsiquc01res_face_00000000000070008000000000000001_20261122090405.xml",
  );
  fc.assert(
    fc.property(
      fc.uuid(),
      fc.integer({ min: 0, max: 4e12 }),
      fc.integer({ min: 2, max: 99 }),
      (checkId, time, serial) => {
        const names = [
          fileNameOf({ checkId }, { writtenAt: at(time), format: "xml" }),
          fileNameOf({ checkId }, { writtenAt: at(time), format: "csv" }),
          fileNameOf({ checkId }, { writtenAt: at(time), format: "xml", serial }),
          fileNameOf({ checkId }, { writtenAt: at(time + 1000), format: "xml" }),
        ];
        expect(new Set(names).size).toBe(names.length);
        expect(names.every(isHandoverFileName)).toBe(true);
      },
    ),
  );
  for (const name of [
    "../x.xml",
    "OQSsiquc01res_face_a_20261122090405.xml",
    "autoexec.bat",
    "OQSsiquc01res_face_00000000000070008000000000000001_20261122090405.xml\n",
    "OQSsiquc01res_face_00000000000070008000000000000001_20261122090405.xml/x",
  ]) {
    expect([name, isHandoverFileName(name)]).toEqual([name, false]);
  }
});

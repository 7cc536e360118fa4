import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { findModel, firstCatalogue } from "@madoguchi/contract/known-models";
import { explain, judge, stepWords } from "./verdict.ts";
import type { ServiceDetail } from "./detail.ts";
import type { Finding, LinkFailure, StepName } from "./finding.ts";
import { type ExchangeRecord, stepNames } from "./finding.ts";
import { makeReport } from "./report.ts";
import { reportText } from "./report-text.ts";

const codes = [
  "removed",
  "no-reader",
  "no-card",
  "busy",
  "timeout",
  "service-down",
  "protocol",
] as const satisfies readonly LinkFailure[];
const linkSteps = [
  "service",
  "card",
  "application",
  "certificate",
  "speed",
  "extended",
  "reinsertion",
] as const satisfies readonly StepName[];
const unexpectedSteps = ["application", "certificate", "speed", "extended", "reinsertion"] as const;
const tools = ["apt", "dnf", null] as const;
const serviceDetails: readonly (ServiceDetail | null)[] = [
  null,
  ...tools.flatMap((tool) =>
    (["linux-no-library", "linux-no-daemon"] as const).map((kind) => {
      return { kind, tool, systemd: tool === "apt" };
    }),
  ),
  { kind: "linux-stopped", systemd: true },
  { kind: "linux-refused" },
  { kind: "windows-stopped", disabled: true },
  { kind: "windows-stopped", disabled: false },
  { kind: "macos-silent" },
];
const longAnswer = { kind: "works", bytes: 300 } as const;
const longCommand = { kind: "works" } as const;
const refused = { kind: "refused", sw: 0x6700 } as const;
const notCarried = { kind: "not-carried" } as const;
const reader = { name: "ACS ACR1251 Dual Reader", link: "pcsc", historical: "3b80" } as const;

/** Everything that can be found. */
const findings: readonly Finding[] = [
  ...linkSteps.flatMap((step) => codes.map((code) => ({ step, kind: "link", code }) as const)),
  ...unexpectedSteps.map((step) => ({ step, kind: "unexpected", sw: 0x6f00 }) as const),
  { step: "service", kind: "answers" },
  ...serviceDetails.map((detail) => ({ step: "service", kind: "down", detail }) as const),
  { step: "reader", kind: "found", names: ["一", "二"] },
  { step: "reader", kind: "none", detail: null },
  { step: "reader", kind: "none", detail: { kind: "linux-not-plugged-in" } },
  ...tools.map((tool) => {
    const detail = { kind: "linux-no-driver", usb: "072f:2231", tool } as const;
    return { step: "reader", kind: "none", detail } as const;
  }),
  { step: "reader", kind: "other-names", wanted: "一", names: ["二"] },
  { step: "card", kind: "detected", reader: { ...reader, contactless: undefined } },
  { step: "card", kind: "not-placed", seconds: 90 },
  { step: "card", kind: "left-out" },
  ...(["card", "jukiCard", "androidPhone", "iPhone", "unknown"] as const).map((token) => {
    return { step: "application", kind: "answers", token, refusedFirst: true } as const;
  }),
  { step: "application", kind: "not-my-number-card" },
  { step: "certificate", kind: "readable", bytes: 1583 },
  { step: "certificate", kind: "behind-pin" },
  { step: "certificate", kind: "none" },
  ...[30, 200, 700].map((medianMs) => {
    return { step: "speed", kind: "measured", commands: 30, medianMs, p95Ms: 900 } as const;
  }),
  ...[true, false, undefined].flatMap((cardSays) =>
    [longAnswer, refused, notCarried].flatMap((le) =>
      [longCommand, refused, notCarried].map((lc) => {
        return { step: "extended", kind: "tried", le, lc, cardSays } as const;
      }),
    ),
  ),
  { step: "reinsertion", kind: "noticed", readyMs: 120 },
  { step: "reinsertion", kind: "removal-unnoticed", seconds: 90 },
  { step: "reinsertion", kind: "return-unnoticed", seconds: 90 },
  { step: "storage", kind: "keeps" },
  { step: "storage", kind: "loses", place: "browser" },
  { step: "storage", kind: "loses", place: "folder" },
  { step: "center", kind: "unreachable" },
  ...[0, 100, -400, 7200].map((aheadSeconds) => {
    return { step: "center", kind: "answers", aheadSeconds } as const;
  }),
];

test("whatever is found, there are words: short ones, and what to do wherever something is wrong", () => {
  const long: string[] = [];
  for (const finding of findings) {
    const { grade, result, advice } = explain(finding);
    expect(result).not.toBe("");
    // A command to type is one word, however long.
    const sentences = [advice?.cause ?? "", ...(advice?.todo ?? [])]
      .flatMap((text) => text.split(/(?<=。)|：/))
      .filter((sentence) => !/^(sudo|sc) /.test(sentence));
    long.push(...sentences.filter((sentence) => sentence.length > 60));
    expect([finding, advice !== undefined]).toEqual([finding, grade !== "good"]);
    expect(advice?.todo.length).not.toBe(0);
  }
  expect(long).toEqual([]);
  expect(new Set(findings.map(({ step }) => step))).toEqual(new Set(stepNames));
});

test.each([
  [0, "good", "つながります（時計の差 0秒）"],
  [-100, "caution", "時計が100秒遅れています"],
  [301, "bad", "時計が約5分進んでいます"],
] as const)("a clock %i seconds ahead is %s", (aheadSeconds, grade, result) => {
  const finding = { step: "center", kind: "answers", aheadSeconds } as const;
  expect(explain(finding)).toMatchObject({ grade, result });
});

test.each([
  [longAnswer, longCommand, undefined, "使えます（一度に300バイト）", /^$/],
  [
    longAnswer,
    refused,
    false,
    "拡張Le：使えます（一度に300バイト）、拡張Lc：使えません（状態語 6700）",
    /^片方は使えた/,
  ],
  [
    refused,
    longCommand,
    true,
    "拡張Le：使えません（状態語 6700）、拡張Lc：使えます",
    /^片方は使えた/,
  ],
  [
    longAnswer,
    notCarried,
    true,
    "拡張Le：使えます（一度に300バイト）、拡張Lc：使えません（カードに届きません）",
    /^機器かドライバーが/,
  ],
  [
    refused,
    refused,
    true,
    "拡張Le：使えません（状態語 6700）、拡張Lc：使えません（状態語 6700）",
    /^カードは対応を名乗りました/,
  ],
  [
    refused,
    refused,
    false,
    "拡張Le：使えません（状態語 6700）、拡張Lc：使えません（状態語 6700）",
    /^このカードが/,
  ],
  [
    refused,
    refused,
    undefined,
    "拡張Le：使えません（状態語 6700）、拡張Lc：使えません（状態語 6700）",
    /^カードか機器の/,
  ],
])("extended Le %o, extended Lc %o, the card says %s: %s", (le, lc, cardSays, result, cause) => {
  const explanation = explain({ step: "extended", kind: "tried", le, lc, cardSays });
  expect(explanation.result).toBe(result);
  expect(explanation.advice?.cause ?? "").toMatch(cause);
  expect(["good", "note"]).toContain(explanation.grade);
});

test("the gravest reason comes first", () => {
  const verdict = judge([
    { step: "extended", kind: "tried", le: notCarried, lc: notCarried, cardSays: true },
    { step: "reinsertion", kind: "return-unnoticed", seconds: 90 },
    { step: "speed", kind: "link", code: "removed" },
    { step: "storage", kind: "loses", place: "browser" },
  ]);
  expect(verdict.kind).toBe("unusable");
  expect(verdict.reasons.map(({ step }) => step)).toEqual([
    "storage",
    "speed",
    "reinsertion",
    "extended",
  ]);
});

describe("the catalogue", () => {
  test.each([
    ["Circle CIR315 Dual & 1S [PICC] 00 00", "CIR315A"],
    ["CIRCLE CIR415A CL & 1S 01 00", "CIR415A"],
    ["ＡＣＲ１２５５Ｕ－Ｊ１－012345", "ACR1255U-J1"],
    ["ACS ACR1251 1S CL Reader [ACR1251 1S CL Reader PICC] 00 00", "ACR1251U"],
    ["ACS ACR1251 CL Reader 0", "ACR1251DI-NTTCom"],
    ["Sony RC-S320/S", "RC-S320"],
    ["Virtual PCD 00 01", "仮想カードリーダー"],
    ["Gemalto PC Twin Reader", undefined],
  ])("%s is %s", (name, model) => {
    expect(findModel(name, firstCatalogue)?.model).toBe(model);
  });
});

test("the report: verdict, day with era, aligned rows, what the list says and that it does not count, no word on a person", () => {
  const exchange = (sw: number | null, ms: number): ExchangeRecord => {
    return { header: "00b00000", received: 256, sw, ms };
  };
  const report = makeReport(
    {
      findings: [
        { step: "service", kind: "answers" },
        { step: "card", kind: "detected", reader: { ...reader, contactless: true } },
        { step: "application", kind: "not-my-number-card" },
      ],
      exchanges: [exchange(0x9000, 10), exchange(0x9000, 30), exchange(null, 5)],
    },
    { program: "受付の画面", system: "Windows 10/11、Edge 141" },
    Temporal.Instant.from("2026-11-22T00:04:00Z"),
  );
  expect(reportText(report)).toBe(`この機器は使えますか
結果：判定できません
日時：令和8年11月22日（日） 9:04

■ ${stepWords.application}
理由：置かれたカードには、公的個人認証のアプリがありません。
1. ほかのカードと重なっていないか、お確かめください。
2. 別のマイナンバーカードで、もう一度調べてください。
対応する人：受付の方

■ 調べたこと
カードリーダーを動かすプログラム  問題なし　動いています
カードの検知                      問題なし　「ACS ACR1251 Dual Reader」で見つかりました
公的個人認証のアプリ              不明　マイナンバーカードではありません

■ 分かっている機種の一覧
この機種は、分かっている機種の一覧にあります：ACS（NTTコミュニケーションズ） ACR1251DI-NTTCom（USB）。
読み取れたという報告があります（利用者の記事（netlog.jpn.org）、2022年12月）。公的個人認証で読み取れたという報告です。
この機器で測った結果は「判定できません」です。一覧よりも、この結果を優先してください。

■ 機器と端末
機器の名前        ACS ACR1251 Dual Reader
つなぎ方          PC/SC、かざす型
ATR               3B80
調べたプログラム  受付の画面 0.1.0
パソコン・端末    Windows 10/11、Edge 141

■ カードとのやりとり（内容は含みません）
00B00000 → 256バイト 9000 ×2 平均20ミリ秒
00B00000 → 返事なし 5.0ミリ秒
`);
});

/** The report as plain lines and rows, from which screen, text and page are made. Nothing in it is about a person. */
import type { LinkKind } from "@madoguchi/card";
import { formatDateTime } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import manifest from "../package.json" with { type: "json" };
import { claimWords, findModel, firstCatalogue } from "@madoguchi/contract/known-models";
import { type Grade, gradeWords, statusWord } from "./explanation.ts";
import { milliseconds } from "./explain-time.ts";
import type { ExchangeRecord, Finding, TestedReader } from "./finding.ts";
import type { Progress } from "./progress.ts";
import { explain, judge, stepWords, type Verdict, verdictWords } from "./verdict.ts";

/** Where the test ran, in words that a support desk knows. */
export type Surroundings = {
  /** 「受付の画面」 or 「npx madoguchi doctor」. */
  readonly program: string;
  /** 「Windows 10/11、Chrome 141」. */
  readonly system: string;
};

export type Row = readonly [label: string, value: string];

export type Report = {
  readonly title: string;
  /** With era and weekday. */
  readonly madeAt: string;
  readonly verdict: Verdict;
  readonly verdictWord: string;
  readonly steps: readonly {
    readonly label: string;
    readonly grade: Grade;
    readonly gradeWord: string;
    readonly result: string;
  }[];
  /** What the catalogue says of the reader, and that the measurement counts; empty when no reader was tested. */
  readonly catalogue: readonly string[];
  readonly facts: readonly Row[];
  readonly exchanges: readonly string[];
};

const linkWords = {
  pcsc: "PC/SC",
  "nfc-android": "Android の NFC",
  "nfc-ios": "iPhone の NFC",
  ble: "Bluetooth",
  webusb: "WebUSB",
  websmartcard: "Web Smart Card",
  virtual: "仮想",
  replay: "記録の再生",
} satisfies Record<LinkKind, string>;

export function makeReport(
  { findings, exchanges }: Pick<Progress, "findings" | "exchanges">,
  surroundings: Surroundings,
  now: Temporal.Instant,
): Report {
  const verdict = judge(findings);
  const reader = testedReader(findings);

  return {
    title: "この機器は使えますか",
    madeAt: formatDateTime(now),
    verdict,
    verdictWord: verdictWords[verdict.kind],
    steps: findings.map((finding) => {
      const { grade, result } = explain(finding);
      return { label: stepWords[finding.step], grade, gradeWord: gradeWords[grade], result };
    }),
    catalogue: reader === undefined ? [] : catalogueLines(reader, verdictWords[verdict.kind]),
    facts: [
      ...(reader === undefined ? [] : readerRows(reader)),
      ["調べたプログラム", `${surroundings.program} ${manifest.version}`],
      ["パソコン・端末", surroundings.system],
    ],
    exchanges: summarise(exchanges),
  };
}

export function testedReader(findings: readonly Finding[]): TestedReader | undefined {
  for (const finding of findings) {
    if (finding.step === "card" && finding.kind === "detected") return finding.reader;
  }
  return undefined;
}

function catalogueLines(reader: TestedReader, verdict: string): string[] {
  const model = findModel(reader.name, firstCatalogue);
  const measured = `この機器で測った結果は「${verdict}」です。一覧よりも、この結果を優先してください。`;
  if (model === null) {
    return ["この機種は、分かっている機種の一覧にありません。", measured];
  }
  const { maker, model: name, claim, connection, source, sourceDate, notes } = model;

  return [
    `この機種は、分かっている機種の一覧にあります：${maker} ${name}（${connection}）。`,
    `${claimWords[claim]}（${source}、${sourceDate.replace("-", "年")}${sourceDate.includes("-") ? "月" : "年"}）。${notes}`,
    measured,
  ];
}

function readerRows({ name, link, contactless, historical }: TestedReader): Row[] {
  const touch = contactless === undefined ? "" : contactless ? "、かざす型" : "、差し込む型";
  return [
    ["機器の名前", name],
    ["つなぎ方", `${linkWords[link]}${touch}`],
    ["ATR", historical === "" ? "なし" : historical.toUpperCase()],
  ];
}

/** One line for each run of equal commands and answers. */
function summarise(exchanges: readonly ExchangeRecord[]): string[] {
  const runs: { readonly line: string; readonly times: number[] }[] = [];
  for (const { header, received, sw, ms } of exchanges) {
    const answer = sw === null ? "返事なし" : `${received}バイト ${statusWord(sw)}`;
    const line = `${header.toUpperCase()} → ${answer}`;
    const last = runs.at(-1);
    if (last?.line === line) last.times.push(ms);
    else runs.push({ line, times: [ms] });
  }
  return runs.map(({ line, times }) => {
    const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
    return times.length === 1
      ? `${line} ${milliseconds(mean)}`
      : `${line} ×${times.length} 平均${milliseconds(mean)}`;
  });
}

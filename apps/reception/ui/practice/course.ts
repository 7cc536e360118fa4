/** The course of ten minutes: what happens most and what is feared most, each with one patient. Pure, and what is done is kept. */
import { outcomes } from "@madoguchi/contract";
import type { Outcome } from "@madoguchi/contract";
import { z } from "zod";
import type { Screen } from "../state/screen.ts";
import { lastTryCard, lockedCard, movedCard, usualCard } from "./card-cases.ts";
import type { CardCase } from "./card-cases.ts";

/** What was seen in the course of one patient. */
export type Mark =
  | "wrong-pin"
  | "last-try"
  | "locked"
  | "photo"
  | "consent"
  | "first-use"
  | "moved"
  | `result-${Outcome}`;

export type Step = {
  readonly id: string;
  readonly title: string;
  readonly task: string;
  /** Of the first patient of this cell. */
  readonly code: string;
  readonly card: CardCase;
  readonly needs: readonly Mark[];
};

export const steps: readonly Step[] = [
  {
    id: "usual",
    title: "いつもの受付",
    task: "カードを置き、暗証番号1234を入れます。限度額などの提供は「提供しない」を選びます。",
    code: "valid",
    card: usualCard,
    needs: ["result-valid"],
  },
  {
    id: "wrong-pin",
    title: "暗証番号を間違えたとき",
    task: "1回だけ違う番号を入れ、残りの回数を見ます。次に、1234を入れて結果まで進みます。",
    code: "valid",
    card: usualCard,
    needs: ["wrong-pin", "result-valid"],
  },
  {
    id: "last-try",
    title: "あと1回のとき",
    task: "あと1回というお知らせを読み、番号が確かなつもりで1234を入れて、結果まで進みます。",
    code: "valid",
    card: lastTryCard,
    needs: ["last-try", "result-valid"],
  },
  {
    id: "photo",
    title: "ロックされたカードと、顔写真での確認",
    task: "「顔写真で確認する」を選び、カードの表の番号を入れて、写真を見比べます。",
    code: "valid",
    card: lockedCard,
    needs: ["locked", "photo", "result-valid"],
  },
  {
    id: "moved",
    title: "カードが途中で動いたとき",
    task: "暗証番号を入れるとカードが動きます。もう一度置いて、結果まで進みます。",
    code: "valid",
    card: movedCard,
    needs: ["moved", "result-valid"],
  },
  {
    id: "first-use",
    title: "初めて使うカード",
    task: "結果の画面から、この窓口での利用登録に進みます。入力する内容は、下に出ています。",
    code: "unlinked",
    card: usualCard,
    needs: ["result-unlinked", "first-use", "result-valid"],
  },
  {
    id: "invalid",
    title: "資格が無効のとき",
    task: "結果の「患者さんへの言い方」を、声に出して読んでみます。会計の仕方も確かめます。",
    code: "invalid-other-insurance",
    card: usualCard,
    needs: ["result-invalid"],
  },
  {
    id: "expired",
    title: "電子証明書の期限切れ",
    task: "更新のご案内の仕方と、今日の確認の仕方を読みます。",
    code: "certificate-expired",
    card: usualCard,
    needs: ["result-certificate-expired"],
  },
];

export function marksOf(screen: Screen): readonly Mark[] {
  switch (screen.kind) {
    case "enter-pin":
      return screen.wrong ? ["wrong-pin"] : [];
    case "confirm-last-try":
      return ["last-try"];
    case "compare-photo":
      return ["photo"];
    case "ask-consent":
      return ["consent"];
    case "agree-first-use":
      return ["first-use"];
    case "waiting":
      return screen.notice === null ? [] : ["moved"];
    case "trouble":
      return screen.reason.kind === "locked" ? ["locked"] : [];
    case "result":
      return outcomes
        .filter((each) => each === screen.answer.outcome)
        .map((each) => `result-${each}` as const);
    default:
      return [];
  }
}

export function isDone({ needs }: Step, seen: ReadonlySet<Mark>): boolean {
  return needs.every((mark) => seen.has(mark));
}

const keptSchema = z.array(z.string()).catch([]);
const keyOf = (facilityCode: string) => `madoguchi-practice-${facilityCode}`;

/** The ids of the steps that were done at this device. */
export function loadDone(facilityCode: string): ReadonlySet<string> {
  const kept = localStorage.getItem(keyOf(facilityCode));
  try {
    return new Set(keptSchema.parse(JSON.parse(kept ?? "[]")));
  } catch {
    return new Set();
  }
}

export function keepDone(facilityCode: string, done: ReadonlySet<string>): void {
  localStorage.setItem(keyOf(facilityCode), JSON.stringify([...done]));
}

/** The screens of trouble as chapters of the manual, in the words of the screens themselves. */
import { certificateWays, chargeAfterRetry, otherWays, problemSlug } from "@madoguchi/contract";
import type { BluetoothState } from "../readers/bluetooth-readers.ts";
import { bluetoothWords } from "../readers/bluetooth-words.ts";
import type { Trouble, TroubleReason } from "./reason.ts";
import {
  faceReasons,
  lineReasons,
  linkReasons,
  pinReasons,
  problemReasons,
} from "./reasons.fixture.ts";
import { actionLabels, troubleOf } from "./trouble.ts";
import type { TroublePlace } from "./trouble.ts";

/** As chapter 「カードを使わない3つの方法」 tells them once for all. */
const THREE_WAYS = "「3つの方法」で確かめます。";
const CERTIFICATE_WAYS = "資格確認書か「3つの方法」で確かめます。";

export function troubleChapters(): string {
  return [
    chapter("カードリーダーの画面", LAID, screens(linkReasons, "reader")),
    chapter("スマートフォンの画面", HELD, screens(linkReasons, "phone")),
    chapter("Bluetoothのカードリーダーの画面", RADIO, [
      ...bluetoothStates.map(bluetoothScreen),
      ...screens(linkReasons.filter(isOtherwise), "bluetooth"),
    ]),
    chapter("暗証番号とカードの画面", PLACE, screens(pinReasons, "reader")),
    chapter("顔写真の画面", FACE, screens(faceReasons, "reader")),
    chapter("通信の画面", LINE, screens(lineReasons, "reader")),
    chapter(
      "窓口のシステムからの返事",
      CENTER,
      screens(problemReasons.filter(isOfCounter), "reader"),
    ),
  ].join("\n");
}

const LAID = "パソコンとカードリーダーで受付するときの画面です。";
const HELD = "スマートフォンの背面にカードを当てて受付するときの画面です。";
const RADIO = "Bluetoothのカードリーダーを使うときの画面です。";
const PLACE = "スマートフォンでは、「置き直す」を「当て直す」と読み替えてください。";
const FACE = "顔写真で確認するときの画面です。";
const LINE = "インターネットと、窓口のシステムとのやりとりの画面です。";
const CENTER = "窓口のシステムが、確認を受け付けなかったときの画面です。";

const reader = { id: "reader", name: "ACR1255U-J1-000001" } as const;
const bluetoothStates: readonly BluetoothState[] = [
  { kind: "none" },
  { kind: "choosing", near: [] },
  { kind: "unreachable", name: reader.name },
  { kind: "wrong-key", name: reader.name },
  { kind: "off" },
];

/** What is told otherwise of a Bluetooth reader. */
const isOtherwise = (reason: TroubleReason) =>
  troubleOf(reason, "bluetooth") !== troubleOf(reason, "reader");

/** Inquiries of many people at once never come to a counter. */
const isOfCounter = (reason: TroubleReason) =>
  reason.kind === "problem" && !problemSlug(reason.problem).startsWith("bulk-");

function chapter(title: string, lead: string, texts: readonly string[]): string {
  return [`## ${title}`, "", lead, "", ...texts].join("\n");
}

function screens(reasons: readonly TroubleReason[], place: TroublePlace): string[] {
  return reasons.map((reason) => troubleScreen(troubleOf(reason, place)));
}

function troubleScreen(trouble: Trouble): string {
  const { title, cause, patientWords, steps, charge, action, otherAction } = trouble;
  const buttons = [action, ...(otherAction === undefined ? [] : [otherAction])];
  return [
    `### ${title}`,
    "",
    cause,
    "",
    `患者さんへの言い方：「${patientWords}」`,
    "",
    ...numbered(folded(steps)),
    "",
    ...(charge === chargeAfterRetry ? [`今日の会計：${charge}`, ""] : []),
    `ボタン：${buttons.map((each) => `「${actionLabels[each]}」`).join("、")}`,
    "",
  ].join("\n");
}

function bluetoothScreen(state: BluetoothState): string {
  const { title, cause, steps } = bluetoothWords(state);
  return [`### ${title}`, "", cause, "", ...numbered(steps), ""].join("\n");
}

const numbered = (steps: readonly string[]) => steps.map((step, index) => `${index + 1}. ${step}`);

/** The ways without the card, which so many screens have in common, in one step. */
function folded(steps: readonly string[]): string[] {
  const text = steps.join("\n");
  return text
    .replace(certificateWays.join("\n"), CERTIFICATE_WAYS)
    .replace(otherWays.join("\n"), THREE_WAYS)
    .split("\n");
}

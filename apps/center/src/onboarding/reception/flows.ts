/** How a patient is received, before and after: who does what, in order. What the reception app's screens ask for. */
import type { FlowChartStep } from "@madoguchi/ui";
import type { Device } from "../form.ts";

export const lanes = ["患者さん", "受付"] as const;

const PATIENT = 0;
const STAFF = 1;

export type Identity = "pin" | "visual";

export const identityNames = {
  pin: "4桁の暗証番号",
  visual: "顔写真を目で見比べる（目視）",
} as const satisfies Record<Identity, string>;

/** With a paper or card of the insurer. */
export const flowBefore: readonly FlowChartStep[] = [
  { lane: PATIENT, short: "資格確認書などを出す", text: "資格確認書などを出します。" },
  { lane: STAFF, short: "受け取って番号を写す", text: "受け取り、記号と番号を書き写します。" },
  {
    lane: STAFF,
    short: "今日も有効かは分からない",
    text: "今日も有効かどうかは、その場では分かりません。",
  },
  { lane: STAFF, short: "書類を返す", text: "書類を患者さんに返します。" },
  { lane: PATIENT, short: "診療・施術へ", text: "診療や施術に進みます。" },
];

/** On a phone everything is asked for first and the card comes last; a reader waits for the card. */
export function flowAfter(way: Device, identity: Identity): readonly FlowChartStep[] {
  const identify = identity === "pin" ? pinStep : numbersStep;
  const beginning =
    way === "smartphone" ? [startOnPhone, identify, holdCard] : [layCard(way), identify];

  return [...beginning, ...(identity === "visual" ? [compare] : []), result, takeCard, proceed];
}

const layCard = (way: Device): FlowChartStep => ({
  lane: PATIENT,
  short: "カードをリーダーに置く",
  text: `マイナンバーカードを${way === "pc" ? "" : "Bluetoothの"}カードリーダーに置きます。職員は預かりません。`,
  marked: true,
});

const startOnPhone: FlowChartStep = {
  lane: STAFF,
  short: "「受付を始める」を押す",
  text: "スマートフォンで受付を始めます。",
  marked: true,
};

const holdCard: FlowChartStep = {
  lane: STAFF,
  short: "スマホを重ねる",
  text: "患者さんのカードにスマートフォンを重ねます。結果が出るまで動かしません。",
  marked: true,
};

const pinStep: FlowChartStep = {
  lane: PATIENT,
  short: "暗証番号4桁を入れる",
  text: "画面に4桁の暗証番号を入れます。続けて3回間違えると、市区町村の窓口で解除するまで使えません。",
  marked: true,
};

const numbersStep: FlowChartStep = {
  lane: STAFF,
  short: "カードの表の番号を入れる",
  text: "生年月日、有効期限の年、セキュリティコードを、カードの表を見て入れます。",
  marked: true,
};

const compare: FlowChartStep = {
  lane: STAFF,
  short: "顔写真と見比べる",
  text: "画面に出た顔写真と患者さんを見比べ、同じ方なら進みます。",
  marked: true,
};

const result: FlowChartStep = {
  lane: STAFF,
  short: "「有効」と負担割合を見る",
  text: "画面に「有効」と負担割合が出ます。記号と番号は、コピーしてレセコン（診療報酬を請求するソフト）に写せます。",
  marked: true,
};

const takeCard: FlowChartStep = {
  lane: PATIENT,
  short: "カードをしまう",
  text: "カードをしまいます。",
  marked: true,
};

const proceed: FlowChartStep = {
  lane: PATIENT,
  short: "診療・施術へ",
  text: "診療や施術に進みます。",
};

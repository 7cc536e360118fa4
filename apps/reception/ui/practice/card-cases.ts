/** What can happen between card and counter, to be practised with: a card in each state, or one that fails on the way. */
import type { CardRefusal } from "@madoguchi/card";
import type { FaceFault } from "../trouble/reason.ts";

/** `moved` and `interrupted` happen once: the card that is laid down again can be read. */
export type CardFault =
  | { readonly kind: "refused"; readonly refusal: CardRefusal }
  | { readonly kind: "moved" | "interrupted" | "left-verified" | "silent" | "offline" }
  | { readonly kind: "face"; readonly fault: FaceFault }
  | { readonly kind: "no-picture" };

export type CardCase = {
  readonly id: string;
  readonly title: string;
  /** What to do with it, where it is not the usual. */
  readonly hint: string;
  readonly triesLeft: number;
  readonly numberTriesLeft: number;
  readonly fault: CardFault | null;
};

const usual = { triesLeft: 3, numberTriesLeft: 10, fault: null } as const;

const withPin = "暗証番号を入れると起こります。";
const withPhoto = "「顔写真で確認」を選ぶと起こります。";

/** With which most patients come. */
export const usualCard: CardCase = {
  ...usual,
  id: "usual",
  title: "いつものカード",
  hint: "暗証番号でも、顔写真でも確認できます。",
};

export const lastTryCard: CardCase = {
  ...usual,
  id: "last-try",
  title: "暗証番号があと1回",
  hint: "先に2回間違えたカードです。",
  triesLeft: 1,
};

export const lockedCard: CardCase = {
  ...usual,
  id: "locked",
  title: "暗証番号のロック",
  hint: "顔写真での確認に切り替えられます。",
  triesLeft: 0,
};

export const movedCard: CardCase = {
  ...usual,
  id: "moved",
  title: "カードが途中で動いた",
  hint: `${withPin}もう一度置くと読み取れます。`,
  fault: { kind: "moved" },
};

export const cardCases: readonly CardCase[] = [
  {
    ...usual,
    id: "wrong-pin",
    title: "暗証番号の間違い",
    hint: "1234のほかの番号を入れてみてください。",
  },
  lastTryCard,
  lockedCard,
  movedCard,
  {
    ...usual,
    id: "interrupted",
    title: "暗証番号の確認の途中で切れた",
    hint: withPin,
    fault: { kind: "interrupted" },
  },
  {
    ...usual,
    id: "other-card",
    title: "マイナンバーカードではない",
    hint: "置くとすぐに分かります。",
    fault: {
      kind: "refused",
      refusal: { kind: "not-my-number-card", reason: "no-jpki-application" },
    },
  },
  {
    ...usual,
    id: "no-certificate",
    title: "電子証明書のないカード",
    hint: "置くとすぐに分かります。",
    fault: {
      kind: "refused",
      refusal: { kind: "not-my-number-card", reason: "no-authentication-certificate" },
    },
  },
  {
    ...usual,
    id: "damaged",
    title: "ICチップの故障",
    hint: "置くとすぐに分かります。",
    fault: { kind: "silent" },
  },
  {
    ...usual,
    id: "odd",
    title: "思いがけない返事をするカード",
    hint: "置くとすぐに分かります。",
    fault: { kind: "refused", refusal: { kind: "unexpected", step: "reading", sw: 0x6f00 } },
  },
  {
    ...usual,
    id: "left-verified",
    title: "ほかのアプリの確認が残っている",
    hint: "置くとすぐに分かります。",
    fault: { kind: "left-verified" },
  },
  {
    ...usual,
    id: "last-number",
    title: "表の番号があと1回",
    hint: withPhoto,
    numberTriesLeft: 1,
  },
  {
    ...usual,
    id: "number-locked",
    title: "表の番号のロック",
    hint: withPhoto,
    numberTriesLeft: 0,
  },
  {
    ...usual,
    id: "no-picture",
    title: "顔写真を表示できない",
    hint: withPhoto,
    fault: { kind: "no-picture" },
  },
  {
    ...usual,
    id: "forged",
    title: "券面の情報の署名が合わない",
    hint: withPhoto,
    fault: { kind: "face", fault: "forged" },
  },
  {
    ...usual,
    id: "copied",
    title: "ほかのカードの写し",
    hint: withPhoto,
    fault: { kind: "face", fault: "other-card" },
  },
  {
    ...usual,
    id: "offline",
    title: "インターネットにつながらない",
    hint: withPin,
    fault: { kind: "offline" },
  },
];

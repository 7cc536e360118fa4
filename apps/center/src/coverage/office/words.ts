/** Codes of links and contracts in the words of the office. */
import type { ContractReason } from "../rules/contracts.ts";
import type { LookReason } from "../actions/look-up-links.ts";
import type { CertificateLink, UnlinkReason } from "../store/tables.ts";

export const lookWords = {
  patient: "ご本人かご家族の申し出",
  facility: "医療機関などからの問い合わせ",
  insurer: "保険者からの連絡",
} as const satisfies Record<LookReason, string>;

export const viaWords = {
  counter: "医療機関などの窓口",
  portal: "マイナポータル",
  atm: "セブン銀行のATM",
  carried: "新しい電子証明書への引き継ぎ",
  import: "以前の登録",
} as const satisfies Record<CertificateLink["via"], string>;

export const unlinkReasons = ["replaced", "asked", "mistaken", "deceased"] as const;

export const unlinkWords = {
  replaced: "カードを新しくした",
  asked: "ご本人の申し出",
  mistaken: "ほかの方に登録していた",
  deceased: "亡くなられた",
} as const satisfies Record<UnlinkReason, string>;

export const contractReasonWords = {
  expired: "契約の期間が変わった",
  merged: "ほかの保険者と合併する",
  dissolved: "解散する",
  corrected: "登録の誤りを直す",
} as const satisfies Record<ContractReason, string>;

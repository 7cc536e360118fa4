/** The one table of troubles: for each reason the cause, the words for the patient, the steps and the button. */
import type { LinkErrorCode } from "@madoguchi/card";
import type { CardPlace } from "../../phone/card-place.ts";
import { cardTrouble, leftVerified, locked, verifyInterrupted } from "./card-troubles.ts";
import { faceFaults, notTheHolder, numberInterrupted, numberLocked } from "./face-troubles.ts";
import { bluetoothTroubles, linkTroubles } from "./link-troubles.ts";
import { withoutCard } from "./without-card.ts";
import { phoneTroubles } from "./phone-troubles.ts";
import { problemTrouble } from "./problem-troubles.ts";
import type { Trouble, TroubleAction, TroubleReason } from "./reason.ts";

/** Where the card was, or would have been. A Bluetooth reader is a reader, but it is mended otherwise. */
export type TroublePlace = CardPlace | "bluetooth";

const linksTo = {
  reader: linkTroubles,
  bluetooth: bluetoothTroubles,
  phone: phoneTroubles,
} satisfies Record<TroublePlace, Record<LinkErrorCode, Trouble>>;

const CHECK_LINE = "ケーブルや無線（Wi-Fi）がつながっているか、お確かめください。";

/** Where no card is asked: everything but the way by the card alone. */
export const offlineElsewhere: Trouble = {
  title: "インターネットにつながりません",
  cause: "窓口のシステムに通信が届きませんでした。資格の確認は行われていません。",
  patientWords: "ただいま通信が混み合っています。別の方法で確認しますので、少々お待ちください。",
  ...withoutCard([CHECK_LINE]),
  action: "try-again",
};

const offline: Trouble = {
  ...offlineElsewhere,
  ...withoutCard([
    CHECK_LINE,
    "「カードだけで確かめる」を押すと、つながらなくても暗証番号を確かめられます。",
  ]),
  action: "check-offline",
  otherAction: "try-again",
};

const foreignContext: Trouble = {
  title: "この端末あてではない受付が届きました",
  cause:
    "カードに署名させる内容が、この施設とこの端末のものではありません。安全のため、止めました。",
  patientWords: "ただいま機械で確認できないため、別の方法で確認します。ご安心ください。",
  ...withoutCard(["もう一度お試しください。", "続くときは、コールセンターにご連絡ください。"]),
  action: "try-again",
  otherAction: "next-patient",
};

export function troubleOf(reason: TroubleReason, at: TroublePlace): Trouble {
  const place = at === "phone" ? "phone" : "reader";
  switch (reason.kind) {
    case "link":
      return linksTo[at][reason.code];
    case "verify-interrupted":
      return verifyInterrupted(place);
    case "locked":
      return locked;
    case "left-verified":
      return leftVerified(place);
    case "number-interrupted":
      return numberInterrupted(place);
    case "number-locked":
      return numberLocked;
    case "face":
      return faceFaults[reason.fault];
    case "not-the-holder":
      return notTheHolder;
    case "card":
      return cardTrouble(reason.refusal, place);
    case "offline":
      return offline;
    case "foreign-context":
      return foreignContext;
    case "problem":
      return problemTrouble(reason.problem);
  }
}

/** On a page where no card lies: one way on, and none that asks a card. */
export function troubleElsewhere(reason: TroubleReason): Trouble {
  if (reason.kind === "offline") return offlineElsewhere;
  const { otherAction: _, ...trouble } = troubleOf(reason, "reader");

  return trouble;
}

export const actionLabels = {
  "try-again": "もう一度確認する",
  "check-visually": "顔写真で確認する",
  "check-by-pin": "暗証番号で確認する",
  "check-offline": "カードだけで確かめる",
  "correct-statement": "入力を直す",
  "next-patient": "次の患者さん",
  "register-again": "この端末を登録し直す",
  update: "新しい版にする",
  reload: "画面を開き直す",
} satisfies Record<TroubleAction, string>;

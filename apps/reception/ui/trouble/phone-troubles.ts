import type { LinkErrorCode } from "@madoguchi/card";
import { layAgain } from "./lay-again.ts";
import { PREPARING } from "./link-troubles.ts";
import type { Trouble } from "./reason.ts";

const { patientWords, step } = layAgain.phone;
const again = { patientWords, action: "try-again", otherAction: "next-patient" } as const;

const HOLD_STILL = "カードを机に置き、スマートフォンを上から重ねると、離れにくくなります。";
const BARE = "カードとスマートフォンのケースを外し、金属の机を避けてください。";
const OTHER_CARD = "続くときは、職員のカードなど別のカードで試してみてください。";

/** How the way to a card against a phone can break. */
export const phoneTroubles = {
  removed: {
    ...again,
    title: "カードが離れました",
    cause: "読み取りの途中で、カードがスマートフォンから離れました。資格の確認は行われていません。",
    steps: [step, HOLD_STILL],
  },
  "no-card": {
    ...again,
    title: "カードを読み取れません",
    cause: "スマートフォンの背面に、読み取れるカードがありませんでした。",
    steps: [step, BARE],
  },
  "no-reader": {
    title: "このスマートフォンでは読み取れません",
    cause: "カードを読み取る機能（NFC）が、この機種にありません。",
    patientWords: PREPARING,
    steps: [
      "NFCの付いた、別のスマートフォンをお使いください。",
      "パソコンとカードリーダーでも、受付ができます。",
    ],
    action: "reload",
  },
  busy: {
    ...again,
    title: "前の読み取りが終わっていません",
    cause: "カードは一度に1つの読み取りにしか使えません。いまは、別の読み取りが使っています。",
    steps: ["マイナポータルなど、カードを使うほかのアプリを閉じてください。", step],
  },
  timeout: {
    ...again,
    title: "カードが見つかりません",
    cause:
      "しばらく待ちましたが、カードを読み取れませんでした。当てる位置がずれていることがあります。",
    steps: [step, BARE, HOLD_STILL, OTHER_CARD],
  },
  cancelled: {
    ...again,
    title: "読み取りを取りやめました",
    cause: "カードを待っている間に、取りやめる操作がありました。資格の確認は行われていません。",
    patientWords: "始めからやり直しますので、少々お待ちください。",
    steps: [step, "確認しないときは、「次の患者さん」を押します。"],
  },
  "service-down": {
    title: "NFCが切れています",
    cause: "スマートフォンの、カードを読み取る機能（NFC）が切れています。",
    patientWords: PREPARING,
    steps: [
      "スマートフォンの「設定」で「NFC」を検索し、オンにします。",
      "見つからないときは、「接続済みのデバイス」や「おサイフケータイ」の中にあります。",
      "オンにして戻ると、受付の画面に戻ります。戻らないときは、画面を開き直します。",
    ],
    action: "reload",
  },
  protocol: {
    ...again,
    title: "カードとのやりとりが途切れました",
    cause: "カードから、読み取れない返事がありました。資格の確認は行われていません。",
    steps: [step, HOLD_STILL, OTHER_CARD],
  },
} satisfies Record<LinkErrorCode, Trouble>;

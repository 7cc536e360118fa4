import type { LinkErrorCode } from "@madoguchi/card";
import { layAgain } from "./lay-again.ts";
import type { Trouble } from "./reason.ts";
import { withoutCard } from "./without-card.ts";

const RESEAT = layAgain.reader.patientWords;
/** Where a card may be damaged. */
export const REISSUE = "カードはお返しし、市区町村の窓口での再発行の相談をご案内ください。";
const again = { action: "try-again", otherAction: "next-patient" } as const;
export const PREPARING = "ただいま機器の準備をしています。少々お待ちください。";

/** How the way to a card on a reader can break. */
export const linkTroubles = {
  removed: {
    title: "カードが離れました",
    cause: "読み取りの途中で、カードがリーダーから離れました。資格の確認は行われていません。",
    patientWords: RESEAT,
    steps: [
      "患者さんに、カードをリーダーの中央に置き直していただきます。",
      "結果が出るまで、カードに触れずにお待ちいただきます。",
    ],
    ...again,
  },
  "no-card": {
    title: "カードを読み取れません",
    cause: "リーダーの上に、読み取れるカードがありません。",
    patientWords: RESEAT,
    steps: [
      "カードをケースや財布から出し、リーダーの中央に置いていただきます。",
      "ほかのカードが重なっていないか、お確かめください。",
    ],
    ...again,
  },
  "no-reader": {
    title: "カードリーダーが見つかりません",
    cause: "カードリーダーが、このパソコンにつながっていません。",
    patientWords: PREPARING,
    steps: [
      "カードリーダーのケーブルを抜いて、もう一度差してください。",
      "見つからないときは、別の差し込み口でお試しください。",
      "それでも見つからないときは、パソコンを再起動してください。",
    ],
    action: "reload",
  },
  busy: {
    title: "ほかのアプリがカードを使っています",
    cause: "カードは一度に1つのアプリからしか使えません。いまは、ほかのアプリが使っています。",
    patientWords: PREPARING,
    steps: [
      "マイナポータルなど、カードを使うほかの画面を閉じてください。",
      "カードを一度取り、置き直していただきます。",
    ],
    ...again,
  },
  timeout: {
    title: "カードの返事がありません",
    cause: "カードを置く位置がずれているか、カードのICチップが傷んでいることがあります。",
    patientWords: RESEAT,
    ...withoutCard(
      [
        "カードをケースから出し、リーダーの中央に置き直していただきます。",
        "続くときは、職員のカードなど別のカードを置いてみてください。",
        "別のカードが読めるときは、今日はカードを使わずに、次の順で確認します。",
      ],
      [REISSUE],
    ),
    ...again,
  },
  cancelled: {
    title: "確認を取りやめました",
    cause: "操作により、カードの読み取りを途中でやめました。資格の確認は行われていません。",
    patientWords: "始めからやり直しますので、もう一度カードを置いてください。",
    steps: ["カードを一度取り、置き直していただきます。"],
    ...again,
  },
  "service-down": {
    title: "カードリーダーにつながりません",
    cause: "カードリーダーとこの画面をつなぐプログラムが、このパソコンで動いていません。",
    patientWords: PREPARING,
    steps: [
      "そのままお待ちください。つながると、自動で受付の画面に戻ります。",
      "1分ほど待ってもつながらないときは、受付アプリを終了し、もう一度開いてください。",
      "それでもつながらないときは、パソコンを再起動してください。",
    ],
    action: "reload",
  },
  protocol: {
    title: "カードとのやりとりが途切れました",
    cause: "カードリーダーから、読み取れない返事がありました。資格の確認は行われていません。",
    patientWords: RESEAT,
    steps: [
      "カードを一度取り、置き直していただきます。",
      "続くときは、カードリーダーのケーブルを差し直してください。",
    ],
    ...again,
  },
} satisfies Record<LinkErrorCode, Trouble>;

/** The same on a Bluetooth reader, which has no cable and mostly no PC. */
export const bluetoothTroubles = {
  ...linkTroubles,
  "no-reader": {
    ...linkTroubles["no-reader"],
    cause: "Bluetoothのカードリーダーが、この端末につながっていません。",
    steps: [
      "リーダーのスイッチを「Bluetooth」側にし、この端末のすぐ近くに置きます。",
      "ランプが点かないときは、リーダーを充電してください。",
      "それでも見つからないときは、画面を開き直し、リーダーをつなぎ直してください。",
    ],
  },
  "service-down": {
    ...linkTroubles["service-down"],
    cause: "この端末のBluetoothが切れているか、この画面での利用が許可されていません。",
    steps: [
      "端末の設定で、Bluetoothを入れてください。",
      "ブラウザかこのアプリの設定で、Bluetoothの利用を許可してください。",
      "それでもつながらないときは、画面を開き直してください。",
    ],
  },
  protocol: {
    ...linkTroubles.protocol,
    steps: [
      "カードを一度取り、置き直していただきます。",
      "続くときは、リーダーのスイッチを一度切り、入れ直してください。",
    ],
  },
} satisfies Record<LinkErrorCode, Trouble>;

import type { LinkErrorCode } from "@madoguchi/card";
import { layAgain } from "./lay-again.ts";
import type { Trouble } from "./reason.ts";

const RESEAT = layAgain.reader.patientWords;
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
    action: "try-again",
  },
  "no-card": {
    title: "カードを読み取れません",
    cause: "リーダーの上に、読み取れるカードがありません。",
    patientWords: RESEAT,
    steps: [
      "カードをケースや財布から出し、リーダーの中央に置いていただきます。",
      "ほかのカードが重なっていないか、お確かめください。",
    ],
    action: "try-again",
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
    action: "try-again",
  },
  timeout: {
    title: "カードの返事がありません",
    cause: "カードを置く位置がずれているか、カードのICチップが傷んでいることがあります。",
    patientWords: RESEAT,
    steps: [
      "カードをケースから出し、リーダーの中央に置き直していただきます。",
      "続くときは、職員のカードなど別のカードを置いてみてください。",
      "別のカードが読めるときは、患者さんに市区町村の窓口をご案内ください。",
    ],
    action: "try-again",
  },
  cancelled: {
    title: "確認を取りやめました",
    cause: "操作により、カードの読み取りを途中でやめました。資格の確認は行われていません。",
    patientWords: "始めからやり直しますので、もう一度カードを置いてください。",
    steps: ["カードを一度取り、置き直していただきます。"],
    action: "try-again",
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
    action: "try-again",
  },
} satisfies Record<LinkErrorCode, Trouble>;

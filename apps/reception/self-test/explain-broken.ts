import type { Explanation } from "./explanation.ts";
import type { LinkFailure } from "./finding.ts";

/** Words for a link that broke in the middle of a step. */
export function explainBroken(code: LinkFailure): Explanation {
  return explanations[code];
}

const RESEAT = "カードをケースから出し、リーダーの中央に置いてください。";
const STILL = "検査が終わるまで、カードを動かさないでください。";
const OTHER_CARD = "続くときは、別のマイナンバーカードでお試しください。";
const REPLUG = "カードリーダーのケーブルを差し直して、もう一度調べてください。";
const EXCHANGE = "別のカードでも同じときは、販売店に機器の交換をご相談ください。";

const explanations = {
  removed: {
    grade: "undecided",
    result: "途中でカードが離れました",
    advice: {
      cause: "調べている間に、カードがリーダーから離れました。",
      todo: [RESEAT, STILL, OTHER_CARD],
      who: "staff",
    },
  },
  "no-card": {
    grade: "undecided",
    result: "カードがありません",
    advice: {
      cause: "調べようとしたときに、カードがリーダーにありませんでした。",
      todo: [RESEAT, STILL],
      who: "staff",
    },
  },
  "no-reader": {
    grade: "undecided",
    result: "途中でリーダーがはずれました",
    advice: {
      cause: "調べている間に、カードリーダーが見えなくなりました。",
      todo: [REPLUG, "続くときは、別の差し込み口やケーブルでお試しください。"],
      who: "staff",
    },
  },
  busy: {
    grade: "undecided",
    result: "ほかのアプリが使っています",
    advice: {
      cause: "カードは一度に1つのアプリからしか使えません。",
      todo: [
        "マイナポータルなど、カードを使うほかの画面を閉じてください。",
        "カードを一度取り、置き直して、もう一度調べてください。",
      ],
      who: "staff",
    },
  },
  timeout: {
    grade: "bad",
    result: "返事がありません",
    advice: {
      cause: "カードかカードリーダーが、決めた時間のうちに答えませんでした。",
      todo: [RESEAT, REPLUG, OTHER_CARD, EXCHANGE],
      who: "staff",
    },
  },
  "service-down": {
    grade: "bad",
    result: "途中で止まりました",
    advice: {
      cause: "カードリーダーを動かすプログラムが、途中で止まりました。",
      todo: [REPLUG, "続くときは、パソコンを再起動してください。"],
      who: "vendor",
    },
  },
  protocol: {
    grade: "bad",
    result: "やりとりが途切れました",
    advice: {
      cause: "カードリーダーから、読み取れない返事がありました。",
      todo: [RESEAT, REPLUG, OTHER_CARD, EXCHANGE],
      who: "vendor",
    },
  },
} as const satisfies Record<LinkFailure, Explanation>;

/** What to say, and which exit code to leave with, when a check ends without an answer. Cause first, then what to do. */
import type { AuthenticateResult, LinkErrorCode } from "@madoguchi/card";
import { type Problem, problemSlug } from "@madoguchi/contract";
import type { CheckEnd } from "./run-check.ts";

export const exitCodes = { valid: 0, notValid: 1, usage: 2, card: 3, reach: 4 } as const;
type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

type Words = { readonly text: string; readonly exitCode: ExitCode };

const card = (text: string): Words => ({ text, exitCode: exitCodes.card });
const reach = (text: string): Words => ({ text, exitCode: exitCodes.reach });

export function wordsOfEnd(end: Exclude<CheckEnd, { kind: "answered" }>): Words {
  switch (end.kind) {
    case "declined":
      return wordsOfCard(end.result);
    case "link":
      return linkWords[end.code];
    case "verify-interrupted":
      return card(
        "カードが暗証番号を確かめている間に離れました。入力できる回数が1回減ったことがあります。カードを置き直してから、もう一度実行してください。",
      );
    case "problem":
      return wordsOfProblem(end.problem);
    case "offline":
      return reach(
        `窓口（${end.centerUrl}）につながりません。先に「npm start」で窓口を動かしてください。別の住所は --center で指定できます。`,
      );
    case "foreign-context":
      return reach(
        "カードに署名させる内容が、この端末の確認のものではありません。安全のため、止めました。コールセンターにご連絡ください。",
      );
  }
}

const unlock = "カードは、市区町村の窓口で解除するまで使えません。";

function wordsOfCard(result: Exclude<AuthenticateResult, { kind: "signed" }>): Words {
  switch (result.kind) {
    case "wrong-pin":
      return card(
        `暗証番号が違います。あと${result.triesLeft}回入力できます。3回続けて間違えると、市区町村の窓口で解除するまで使えなくなります。`,
      );
    case "locked":
      return card(
        `暗証番号がロックされています。${unlock}デモのカードは「npx madoguchi card --reset」で戻せます。`,
      );
    case "last-try":
      return card(
        `暗証番号を入力できるのは、あと1回です。カードには送っていません。続けるときは --last-try を付けて実行してください。`,
      );
    case "malformed-pin":
      return {
        text: "暗証番号は4桁の数字です。カードには送っていません。",
        exitCode: exitCodes.usage,
      };
    case "left-verified":
      return card(
        "ほかのアプリで入力された暗証番号が、カードに残っています。カードを一度取り、置き直してから実行してください。",
      );
    case "not-my-number-card":
      return result.reason === "no-jpki-application"
        ? card("マイナンバーカードではありません。ほかのカードと重なっていないか確かめてください。")
        : card(
            "このカードには、利用者証明用の電子証明書がありません。市区町村の窓口で発行できます。",
          );
    case "unexpected": {
      const sw = result.sw.toString(16).toUpperCase().padStart(4, "0");
      return card(
        `カードから思いがけない返事（${result.step} ${sw}）がありました。カードを置き直して、もう一度実行してください。`,
      );
    }
  }
}

const linkWords: Record<LinkErrorCode, Words> = {
  removed: card(
    "読み取りの途中で、カードが離れました。資格の確認は行われていません。カードを置き直して、もう一度実行してください。",
  ),
  "no-card": card("リーダーの上に、読み取れるカードがありません。カードを中央に置いてください。"),
  "no-reader": reach(
    "カードリーダーが見つかりません。つながっているか確かめてください。名前は --list-readers で分かります。",
  ),
  busy: reach("ほかのアプリがカードを使っています。そのアプリを閉じて、もう一度実行してください。"),
  timeout: card("カードの返事がありません。リーダーの中央に置き直して、もう一度実行してください。"),
  cancelled: reach("確認を取りやめました。資格の確認は行われていません。"),
  "service-down": reach(
    "カードリーダーの仕組み（PC/SC）が動いていません。Linux では pcscd を動かしてください。カードなしで試すには --card employee を使います。",
  ),
  protocol: card(
    "カードとのやりとりが途切れました。カードを置き直して、もう一度実行してください。",
  ),
};

function wordsOfProblem(problem: Problem): Words {
  const { title, detail, nextStep, instance } = problem;
  const number = instance === undefined ? "" : `（受付番号 ${instance}）`;
  const text = `${title}。${detail}${nextStep}${number}`;

  return /^(card|certificate)-/.test(problemSlug(problem)) ? card(text) : reach(text);
}

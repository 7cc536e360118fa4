/** Words for what the card, and the reader with a card on it, answered. */
import type { TokenKind } from "@madoguchi/card";
import { explainBroken } from "./explain-broken.ts";
import { type Explanation, statusWord } from "./explanation.ts";
import type { ApplicationFinding, CardFinding, CertificateFinding } from "./finding.ts";

const OTHER_CARD = "別のマイナンバーカードで、もう一度調べてください。";

export function explainCard(finding: CardFinding): Explanation {
  switch (finding.kind) {
    case "detected":
      return { grade: "good", result: `「${finding.reader.name}」で見つかりました` };
    case "not-placed":
      return {
        grade: "undecided",
        result: "見つかりませんでした",
        advice: {
          cause: `${finding.seconds}秒待ちましたが、カードが見つかりませんでした。`,
          todo: [
            "置いていないときは、もう一度調べて、カードを置いてください。",
            "置いたときは、ケースから出し、リーダーの中央に置いてください。",
            "スマートフォンでは、ケースをはずし、金属の机を避けてください。",
            "別のカードでも見つからないときは、この機器では読み取れません。",
          ],
          who: "staff",
        },
      };
    case "left-out":
      return {
        grade: "undecided",
        result: "省きました",
        advice: {
          cause: "カードを使う検査を省いたため、最後までは分かりません。",
          todo: ["マイナンバーカードを用意して、もう一度調べてください。"],
          who: "staff",
        },
      };
    case "link":
      return explainBroken(finding.code);
  }
}

const tokenWords = {
  card: "マイナンバーカード",
  jukiCard: "住民基本台帳カード",
  androidPhone: "Android スマートフォンのマイナンバーカード",
  iPhone: "iPhone のマイナンバーカード",
  unknown: "種類の分からないマイナンバーカード",
} satisfies Record<TokenKind, string>;

export function explainApplication(finding: ApplicationFinding): Explanation {
  switch (finding.kind) {
    case "answers": {
      const words = tokenWords[finding.token];
      const refused = finding.refusedFirst ? "（最初の命令だけは、やり直しました）" : "";
      return { grade: "good", result: `${words}が答えました${refused}` };
    }
    case "not-my-number-card":
      return {
        grade: "undecided",
        result: "マイナンバーカードではありません",
        advice: {
          cause: "置かれたカードには、公的個人認証のアプリがありません。",
          todo: ["ほかのカードと重なっていないか、お確かめください。", OTHER_CARD],
          who: "staff",
        },
      };
    case "unexpected":
      return unexpected(finding.sw);
    case "link":
      return explainBroken(finding.code);
  }
}

export function explainCertificate(finding: CertificateFinding): Explanation {
  switch (finding.kind) {
    case "readable":
      return { grade: "good", result: `読めました（${finding.bytes}バイト）` };
    case "behind-pin":
      return {
        grade: "good",
        result: "暗証番号のあとで読めます（スマートフォンでは、これが正しい動きです）",
      };
    case "none":
      return {
        grade: "note",
        result: "このカードにはありません",
        advice: {
          cause: "このカードには、利用者証明用の電子証明書がありません。機器のせいではありません。",
          todo: ["別のカードで調べると、電子証明書の読み取りも確かめられます。"],
          who: "staff",
        },
      };
    case "unexpected":
      return unexpected(finding.sw);
    case "link":
      return explainBroken(finding.code);
  }
}

/** A status word that no known card gives there. */
export function unexpected(sw: number): Explanation {
  return {
    grade: "undecided",
    result: `思いがけない返事です（状態語 ${statusWord(sw)}）`,
    advice: {
      cause: "カードから、知られていない返事がありました。",
      todo: [
        "カードを一度取り、置き直して、もう一度調べてください。",
        OTHER_CARD,
        "続くときは、この結果をコールセンターにお送りください。",
      ],
      who: "support",
    },
  };
}

/**
 * Words for lengths in the extended form. Our commands fit short APDUs, so their lack is never a fault here. The official
 * app lists extended Lc/Le among what its readers must have, and the certificates loaded for use without a PIN (307
 * bytes) need it.
 */
import { explainBroken } from "./explain-broken.ts";
import { unexpected } from "./explain-card.ts";
import { type Explanation, statusWord } from "./explanation.ts";
import type { ExtendedFinding, ExtendedLc, ExtendedLe } from "./finding.ts";

type Tried = Extract<ExtendedFinding, { kind: "tried" }>;

export function explainExtended(finding: ExtendedFinding): Explanation {
  switch (finding.kind) {
    case "tried":
      return explainTried(finding);
    case "unexpected":
      return { ...unexpected(finding.sw), grade: "note" };
    case "link":
      return explainBroken(finding.code);
  }
}

function explainTried(tried: Tried): Explanation {
  const { le, lc } = tried;
  if (le.kind === "works" && lc.kind === "works") return { grade: "good", result: wordsOf(le) };
  return {
    grade: "note",
    result: `拡張Le：${wordsOf(le)}、拡張Lc：${wordsOf(lc)}`,
    advice: {
      cause: causeOf(tried),
      todo: [
        "この受付では短い命令だけを使うので、このままお使いになれます。",
        "国の「マイナ資格確認アプリ」は、拡張Lc/Leに対応した機器を求めています。",
        "国のアプリにも使うときは、購入の前に販売店にお確かめください。",
      ],
      who: "vendor",
    },
  };
}

function wordsOf(form: ExtendedLe | ExtendedLc): string {
  switch (form.kind) {
    case "works":
      return "bytes" in form ? `使えます（一度に${form.bytes}バイト）` : "使えます";
    case "refused":
      return `使えません（状態語 ${statusWord(form.sw)}）`;
    case "not-carried":
      return "使えません（カードに届きません）";
  }
}

/** What a card has shown counts more than what it says. */
function causeOf({ le, lc, cardSays }: Tried): string {
  if (le.kind === "not-carried" || lc.kind === "not-carried")
    return "機器かドライバーが、長い命令をカードに届けませんでした。";
  if (le.kind === "works" || lc.kind === "works")
    return "片方は使えたので、カードは対応しています。機器のほうと思われます。";
  switch (cardSays) {
    case true:
      return "カードは対応を名乗りましたが、長い形では答えませんでした。機器のほうと思われます。";
    case false:
      return "このカードが対応していません。機器のことは、別のカードで調べると分かります。";
    case undefined:
      return "カードか機器のどちらかが、対応していません。別のカードで調べると分かります。";
  }
}

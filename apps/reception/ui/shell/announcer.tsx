import { chargedTenths, copayWord, outcomeWords } from "@madoguchi/contract";
import type { Desk, PinEntry } from "../state/screen.ts";
import { cardPlace } from "../state/screen.ts";
import { troubleOf } from "../trouble/trouble.ts";

/** Tells a screen reader in one sentence what the screen now shows. It stays mounted: a region that appears is not heard. */
export function Announcer({ desk }: { desk: Desk }) {
  return (
    <p className="mg-visually-hidden" role="status">
      {sentence(desk)}
    </p>
  );
}

function sentence(desk: Desk): string {
  const { screen } = desk;
  const place = cardPlace(desk);
  switch (screen.kind) {
    case "waiting":
      return screen.notice === null ? "" : troubleOf(screen.notice, place).title;
    case "take-card":
    case "card-present":
    case "visual-present":
      return "";
    case "confirm-last-number":
      return "番号は、あと1回だけ入力できます。";
    case "enter-numbers":
      return `${screen.wrong ? "番号が違います" : "カードの表の番号を入力してください"}。${triesWord(screen)}`;
    case "compare-photo":
      return "患者さんと顔写真を見比べてください。";
    case "confirm-last-try":
      return "暗証番号は、あと1回だけ入力できます。";
    case "enter-pin":
      return screen.wrong ? `暗証番号が違います。${triesWord(screen)}` : "";
    case "reading":
      if (place === "reader") return "確認しています。カードを動かさないでください。";
      return screen.step === "opening"
        ? "カードをスマートフォンの背面に当ててください。"
        : "確認しています。";
    case "ask-consent":
      return "患者さんにお尋ねします。提供する情報を選んでください。";
    case "sending-consent":
      return "選んだ内容を届けています。";
    case "agree-first-use":
      return "利用登録の説明です。患者さんに読んでいただいてください。";
    case "state-coverage":
      return "保険の情報を入力してください。";
    case "result": {
      const { outcome, person, coverages } = screen.answer;
      const word = outcomeWords[outcome];
      const [coverage] = coverages;
      const copay =
        outcome === "valid" && coverage
          ? `自己負担は${copayWord(chargedTenths(coverage))}です。`
          : "";
      return `結果は${word}です。${person === null ? "" : `${person.kana}さん。`}${copay}`;
    }
    case "offline-result":
      return "オフラインで確認しました。今日の資格は、まだ確かめていません。";
    case "trouble":
      return troubleOf(screen.reason, place).title;
  }
}

function triesWord({ triesLeft }: PinEntry): string {
  return triesLeft === null ? "" : `あと${triesLeft}回入力できます。`;
}

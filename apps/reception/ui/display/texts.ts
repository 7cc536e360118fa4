/** What stands in the patient's own window beside the sentences of the counter: the counter's Japanese, and its own words. */
import type { ConsentScope } from "@madoguchi/contract";
import type { PatientLanguage } from "../patient/languages.ts";
import { patientTexts } from "../patient/texts.ts";
import type { Sentences } from "../patient/texts.ts";
import { foreignWords } from "./foreign-words.ts";
import type { PinKey } from "./protocol.ts";
import { ownSituations } from "./shown-situations.ts";
import type { CounterSituation, OwnSituation, ShownSituation } from "./shown-situations.ts";

export type DisplayWords = Readonly<
  Record<OwnSituation, string> &
    Record<Exclude<PinKey, "confirm" | "give-up">, string> & {
      /** `{n}` is the number of tries left. */
      tries: string;
      /** `{n}` is the number of digits that are missing. */
      tooShort: string;
      /** Heard, not seen. `{n}` is the number of digits typed. */
      typed: string;
      keys: string;
      shuffle: string;
      firstUsePin: string;
      /** Under the sentence of 目視. */
      photoNote: string;
      consentNote: string;
      /** Above the questions. */
      ask: string;
      decide: string;
      /** What is not chosen yet. */
      choose: string;
    }
> & {
  readonly questions: Readonly<Record<ConsentScope, { legend: string; what: string }>>;
};

const japaneseSentences: Pick<Sentences, CounterSituation | "pin" | "pin-wrong"> = {
  lay: "マイナンバーカードを置いてください。",
  reading: "カードを動かさないでください。",
  pin: "4桁の暗証番号を入力してください。",
  "pin-wrong":
    "暗証番号が違います。あと{n}回入力できます。分からないときは、カードの顔写真で確認できます。",
  "last-try": "暗証番号を入力できるのは、あと1回です。カードの顔写真でも確認できます。",
  locked:
    "暗証番号が続けて違ったため、止まっています。市区町村の窓口で直せます。今日はほかの方法で確認します。",
  asking: "保険を確認しています。カードはお取りいただけます。",
  numbers: "カードの表を、受付の者にお見せください。",
  photo: "カードの顔写真と見比べます。マスクを少し下げてください。",
  "first-use":
    "このカードは、まだ健康保険証として登録されていません。よろしければ、受付で登録できます。",
  moved: "カードが動きました。もう一度置いてください。",
  "other-card": "マイナンバーカードではないようです。マイナンバーカードを置いてください。",
  take: "カードをお取りください。",
};

const japaneseWords: DisplayWords = {
  done: "終わりました。カードをお取りください。",
  thanks: "終わりました。ありがとうございました。",
  staff: "受付の者がご案内します。そのままお待ちください。",
  rest: "しばらくお待ちください。",
  desk: "受付の画面をご覧ください。",
  lost: "この画面は、いま使えません。受付の者にお声がけください。",
  back: "1つ戻す",
  clear: "消す",
  "no-pin": "暗証番号が分からない",
  tries: "あと{n}回入力できます。",
  tooShort: "あと{n}桁足りません。4桁すべてを入力してください。",
  typed: "4桁のうち{n}桁を入力しました。",
  keys: "数字のボタン",
  shuffle: "数字の並びを変える",
  firstUsePin: "健康保険証の利用登録に同意する署名に使います。",
  photoNote: "写真は受付の画面に出るだけで、保存も送信もしません。",
  consentNote: "提供しなくても、診察は受けられます。選んだことは、この窓口であとから変えられます。",
  ask: "この施設に、次の情報を提供しますか。",
  decide: "この内容で決める",
  choose: "どちらかを選んでください。",
  questions: {
    limitCertificate: {
      legend: "限度額の情報",
      what: "1か月の支払いの上限を決める区分です。窓口での支払いが上限までになることがあります。",
    },
    specificDiseases: {
      legend: "特定疾病の情報",
      what: "人工透析など、長く続く治療の支払いの上限です。",
    },
  },
};

/** As on the staff's screen. */
const japaneseButtons = {
  確認する: "確認する",
  取りやめる: "取りやめる",
  提供する: "提供する",
  提供しない: "提供しない",
} as const;

/** Everything in one language; Japanese for `null`. */
export function textsIn(language: PatientLanguage | null) {
  const words = language === null ? japaneseWords : foreignWords[language];
  const sentences = language === null ? japaneseSentences : patientTexts[language].sentences;
  const buttons = language === null ? japaneseButtons : patientTexts[language].words;

  return {
    lang: language ?? "ja",
    words,
    buttons,
    questions: sentences,
    sentenceOf: (situation: ShownSituation): string =>
      isOwn(situation) ? words[situation] : sentences[situation],
  };
}
export type Texts = ReturnType<typeof textsIn>;

function isOwn(situation: ShownSituation): situation is OwnSituation {
  return ownSituations.some((each) => each === situation);
}

export const counted = (text: string, n: number): string => text.replace("{n}", String(n));

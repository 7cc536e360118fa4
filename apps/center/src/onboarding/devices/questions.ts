/** What is asked before the three ways of reading cards are compared. */
import { bareYen, choiceField, readForm } from "@madoguchi/platform";
import type { FormResult, FormValues } from "@madoguchi/platform";
import { z } from "zod";

export const ownedNames = {
  pc: "パソコン（Windows 10 か Windows 11）",
  smartphone: "スマートフォン（NFC対応のAndroid、またはiPhone）",
  tablet: "タブレット（iPad、Android）",
  usbReader: "USBのカードリーダー",
  bluetoothReader: "Bluetoothのカードリーダー",
} as const;
export type Owned = keyof typeof ownedNames;

export const internetNames = {
  wired: "有線（LANケーブル）",
  wifi: "Wi-Fi",
  mobile: "携帯電話の回線だけ",
  none: "まだない",
} as const;
export type Internet = keyof typeof internetNames;

export const seatCounts = ["1", "2", "3", "4", "5"] as const;

export const yesNo = { yes: "はい", no: "いいえ" } as const;

export const questionLabels = {
  owned: "いまお持ちのもの",
  internet: "受付で使えるインターネット",
  seats: "受付の数",
  outside: "受付の外でも使いますか（訪問、健診の会場など）",
  handsFree: "カードを置くだけで読み取りたいですか",
  readAloud: "画面の読み上げや、大きな文字を使いますか",
  pcYen: "パソコンを買うときの見積額",
  smartphoneYen: "スマートフォンを買うときの見積額",
  tabletYen: "タブレットを買うときの見積額",
} as const;

export type Answers = {
  readonly owned: readonly Owned[];
  readonly internet: Internet;
  readonly seats: number;
  readonly outside: boolean;
  readonly handsFree: boolean;
  readonly readAloud: boolean;
  /** 税込, for one; null where nobody has asked a shop yet. */
  readonly pcYen: number | null;
  readonly smartphoneYen: number | null;
  readonly tabletYen: number | null;
};

const ownedField = z
  .string()
  .default("")
  .transform((text) => text.split("\n").filter(isOwned));

function isOwned(text: string): text is Owned {
  return Object.hasOwn(ownedNames, text);
}

const yesNoField = (label: string) => choiceField(label, ["yes", "no"]).transform(isYes);
const isYes = (answer: "yes" | "no") => answer === "yes";

const estimateField = z
  .string()
  .default("")
  .transform(bareYen)
  .refine((text) => /^\d{0,7}$/.test(text), "見積額は数字だけで入力してください。例：29800")
  .transform((text) => (text === "" ? null : Number(text)));

const answersSchema = z.object({
  owned: ownedField,
  internet: choiceField(questionLabels.internet, ["wired", "wifi", "mobile", "none"]),
  seats: choiceField(questionLabels.seats, seatCounts).transform(Number),
  outside: yesNoField("受付の外で使うかどうか"),
  handsFree: yesNoField("置くだけで読み取りたいかどうか"),
  readAloud: yesNoField("読み上げや大きな文字を使うかどうか"),
  pcYen: estimateField,
  smartphoneYen: estimateField,
  tabletYen: estimateField,
});

export function readAnswers(body: unknown): FormResult<Answers> {
  return readForm(answersSchema, body);
}

const names = Object.keys(questionLabels);

/** Only the questions' own fields, of a bearable length. */
export function answeredValues(values: FormValues): FormValues {
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = values[name];

      return text === undefined ? [] : [[name, text.slice(0, 100)]];
    }),
  );
}

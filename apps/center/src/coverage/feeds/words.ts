/** What is wrong with a line of a feed, and how the insurer mends it. Never holds a value: lines are of people. */
import type { ColumnPlace, TableProblem } from "@madoguchi/platform";

const SEE_TABLE = "決められた値に直してください。";

const WORDS = {
  empty: { message: "値がありません。", mend: "値を入れてください。" },
  code: { message: "決められた値ではありません。", mend: SEE_TABLE },
  kana: { message: "カナにカタカナ以外の文字があります。", mend: "カタカナで書いてください。" },
  "other-insurer": {
    message: "取り込む保険者の番号と違います。",
    mend: "ファイルを保険者ごとに分けてください。",
  },
  "not-in-full": {
    message: "全件のファイルに、登録以外の異動区分があります。",
    mend: "取消は差分のファイルで送ってください。",
  },
  "in-the-future": { message: "まだ来ていない日です。", mend: "日付を直してください。" },
  "ends-before-it-begins": {
    message: "終わりの日が、始まりの日より前です。",
    mend: "どちらかの日付を直してください。",
  },
  "before-birth": {
    message: "生年月日より前に資格を取得しています。",
    mend: "生年月日か資格取得年月日を直してください。",
  },
  "reason-without-loss": {
    message: "喪失事由がありますが、資格喪失年月日がありません。",
    mend: "資格喪失年月日を入れるか、喪失事由を空にしてください。",
  },
  incomplete: {
    message: "証の項目の一部だけがあります。",
    mend: "区分や割合と有効開始年月日を入れるか、その証の項目をすべて空にしてください。",
  },
  "same-twice": {
    message: "同じ人の、同じ日に取得した資格が2行以上あります。",
    mend: "1行だけ残してください。別の人なら、枝番で分けてください。",
  },
  ambiguous: {
    message: "同じ記号、番号、枝番、生年月日の人が2人以上登録されています。",
    mend: "登録済みの資格の枝番を、審査室に確かめてください。",
  },
  "unknown-coverage": {
    message: "取り消す資格が登録されていません。",
    mend: "記号、番号、枝番、生年月日、資格取得年月日を確かめてください。",
  },
  overlaps: {
    message: "同じ人の、ほかの資格と期間が重なります。",
    mend: "先の資格を喪失にするか、期間を直してください。",
  },
  "without-contract": {
    message: "この保険者との契約の期間ではありません。",
    mend: "契約の期間を審査室に確かめてください。",
  },
  "overlaps-somewhere": {
    message: "取り込む間に、資格の期間が重なりました。",
    mend: "期間を入れ替える人を、2つのファイルに分けてください。",
  },
  "other-person": {
    message: "登録されている人と、フリガナまたは生年月日が違います。この人を照会停止中にします。",
    mend: "正しい値に直すか、本人の変更を確かめて、本人確認済区分を1にして送ってください。",
  },
} as const satisfies Record<string, { message: string; mend: string }>;

export type FeedRule = keyof typeof WORDS;

export function feedProblem(
  rule: FeedRule,
  line: number | null,
  column: ColumnPlace | null = null,
): TableProblem {
  return { line, column, rule, ...WORDS[rule] };
}

/**
 * The two tables of 一括照会. What is asked: five columns, and the site's own key. Other columns are refused, so that
 * nobody's name or address is sent who is not asked for. What is answered: the same columns as they came, then ours.
 */
import type { ColumnPlaces, TableColumn, TableValues } from "@madoguchi/platform";

export const questionColumns = [
  { key: "reference", title: "照会番号", aliases: ["受診者番号", "整理番号"], isOptional: true },
  { key: "insurerNumber", title: "保険者番号" },
  { key: "symbol", title: "記号", aliases: ["被保険者証記号", "被保険者証等記号"] },
  { key: "number", title: "番号", aliases: ["被保険者証番号", "被保険者証等番号"] },
  { key: "branch", title: "枝番", aliases: ["被保険者証枝番", "被保険者証等枝番"] },
  { key: "birthDate", title: "生年月日" },
] as const satisfies readonly TableColumn<string>[];

export type QuestionKey = (typeof questionColumns)[number]["key"];
export type QuestionValues = TableValues<QuestionKey>;
export type QuestionPlaces = ColumnPlaces<QuestionKey>;

/** Made-up people, so that the form of the file can be seen. */
export const templateRows: readonly (readonly string[])[] = [
  questionColumns.map(({ title }) => title),
  ["A-0001（記入例・架空）", "01130012", "12345678", "901", "00", "昭和55年2月17日"],
  ["A-0002（記入例・架空）", "138057", "国", "4821", "", "1962-11-03"],
];

export const answerTitles = [
  "資格有効性",
  "資格有効性の内容",
  "説明",
  "次にすること",
  "健診の契約",
  "保険者名称",
  "氏名カナ",
  "本人・家族の別",
  "資格取得年月日",
  "資格喪失年月日",
  "有効終了年月日",
  "エラーの規則",
  "エラーの内容",
  "直し方",
] as const;

export type AnswerTitle = (typeof answerTitles)[number];

/** The columns that the file has, in our order: the line, the question as it came, the answer. */
export function resultTitles(places: QuestionPlaces): readonly string[] {
  return ["行", ...keptKeys(places).map((key) => titleOf(key, places)), ...answerTitles];
}

export function keptKeys(places: QuestionPlaces): QuestionKey[] {
  return questionColumns.map(({ key }) => key).filter((key) => places[key] !== null);
}

function titleOf(key: QuestionKey, places: QuestionPlaces): string {
  return places[key]?.title ?? key;
}

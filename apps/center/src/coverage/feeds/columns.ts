/**
 * The table that an insurer sends: one row is one coverage of one person, under these headers. In a full file (全件) every
 * coverage that is open; in a differential file (差分) what has changed. Values follow the items of the eligibility
 * answer (OQSsiquc01res). Days may be written as `parseDate` reads them. Empty is 記載なし.
 */
import type { ColumnPlace, ColumnPlaces, TableColumn, TableValues } from "@madoguchi/platform";

export type FeedMode = "full" | "diff";

const required = [
  { key: "insurerNumber", title: "保険者番号" },
  { key: "symbol", title: "記号", aliases: ["被保険者証記号"] },
  { key: "number", title: "番号", aliases: ["被保険者証番号"] },
  { key: "branch", title: "枝番", aliases: ["被保険者証枝番"] },
  /** 1 本人, 2 家族 */
  { key: "relationship", title: "本人・家族の別", aliases: ["本人家族"] },
  { key: "name", title: "氏名" },
  { key: "kana", title: "カナ", aliases: ["フリガナ", "氏名カナ"] },
  { key: "birthDate", title: "生年月日" },
  /** 1 男, 2 女, 3 未設定 */
  { key: "sex", title: "性別" },
  { key: "qualifiedOn", title: "資格取得年月日", aliases: ["資格取得日"] },
  /** The first day without it. */
  { key: "disqualifiedOn", title: "資格喪失年月日", aliases: ["喪失日"] },
  /** 01 死亡, 02 生活保護受給開始, 03 医療保険等の資格取得, 99 その他 */
  { key: "lossReason", title: "喪失事由" },
  { key: "validFrom", title: "有効開始年月日", aliases: ["有効開始日"] },
  /** The last day with it. */
  { key: "validTo", title: "有効終了年月日", aliases: ["有効終了日"] },
  /** 030 or 3割 */
  { key: "copay", title: "一部負担金割合", aliases: ["負担割合"] },
] as const satisfies readonly TableColumn<string>[];

const optional = [
  /** 01 to 07; 01 一般 where it is empty */
  { key: "classification", title: "被保険者証区分" },
  { key: "nameOther", title: "氏名（その他）" },
  { key: "kanaOther", title: "カナ（その他）" },
  { key: "insuredName", title: "被保険者氏名", aliases: ["世帯主氏名"] },
  { key: "postalCode", title: "郵便番号" },
  { key: "address", title: "住所" },
  { key: "issuedOn", title: "証交付年月日" },
  /** 1 未就学 */
  { key: "preschool", title: "未就学区分" },
  /** 1: the insurer has made sure that this is the person whom we know under another name or birth date */
  { key: "confirmed", title: "本人確認済区分" },
  { key: "elderlyCopay", title: "高齢受給者証負担割合" },
  { key: "elderlyIssuedOn", title: "高齢受給者証交付年月日" },
  { key: "elderlyFrom", title: "高齢受給者証有効開始年月日" },
  { key: "elderlyTo", title: "高齢受給者証有効終了年月日" },
  /** 01 限度額, 02 限度額・標準負担額減額, 03 標準負担額減額 */
  { key: "limit", title: "限度額適用認定証区分" },
  /** A01 to B10, or as people say it: ウ */
  { key: "limitCategory", title: "限度額適用区分" },
  { key: "limitIssuedOn", title: "限度額交付年月日" },
  { key: "limitFrom", title: "限度額有効開始年月日" },
  { key: "limitTo", title: "限度額有効終了年月日" },
  { key: "limitLongTermFrom", title: "限度額長期入院該当年月日" },
] as const satisfies readonly TableColumn<string>[];

/** 1 人工透析, 2 血友病, 3 HIV: a person may have one certificate of each. */
const diseases = ([1, 2, 3] as const).flatMap(
  (n) =>
    [
      { key: `disease${n}`, title: `特定疾病${n}区分` },
      { key: `disease${n}IssuedOn`, title: `特定疾病${n}交付年月日` },
      { key: `disease${n}From`, title: `特定疾病${n}有効開始年月日` },
      { key: `disease${n}To`, title: `特定疾病${n}有効終了年月日` },
      /** Yen. */
      { key: `disease${n}SelfPay`, title: `特定疾病${n}自己負担限度額` },
    ] as const,
);

/** 1 登録: new, changed or ended. 9 取消: registered by mistake, never true. */
const operation = { key: "operation", title: "異動区分" } as const;

export type FeedKey =
  | (typeof required)[number]["key"]
  | (typeof optional)[number]["key"]
  | (typeof diseases)[number]["key"]
  | (typeof operation)["key"];

export type FeedValues = TableValues<FeedKey>;

export function feedColumns(mode: FeedMode): readonly TableColumn<FeedKey>[] {
  return [
    { ...operation, isOptional: mode === "full" },
    ...required,
    ...[...optional, ...diseases].map((column) => ({ ...column, isOptional: true })),
  ];
}

const titles = new Map<FeedKey, string>(feedColumns("diff").map(({ key, title }) => [key, title]));

/** Also of a column that the file lacks: its title then says what is missing. */
export function placeOf(places: ColumnPlaces<FeedKey>, key: FeedKey): ColumnPlace {
  return places[key] ?? { title: titles.get(key) ?? key, position: null };
}

/** The demo's official lists: made-up facilities of every kind in every prefecture, as 地方厚生局 would list them (架空). */
import { seeding } from "@madoguchi/center";
import { PREFECTURES, checkDigit } from "@madoguchi/notation";
import { transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";

const SOURCE = "架空厚生局 コード内容別医療機関一覧表（実演用）";
const LISTED_ON = Temporal.PlainDate.from("2026-11-01");
const PER_KIND = 20;

const kinds = [
  { kind: "medical", feeSchedule: "1", word: "医院" },
  { kind: "dental", feeSchedule: "3", word: "歯科医院" },
  { kind: "pharmacy", feeSchedule: "4", word: "薬局" },
  { kind: "treatment", feeSchedule: "", word: "接骨院" },
  { kind: "midwifery", feeSchedule: "1", word: "助産院" },
] as const;

/** None where there are lists already. */
export async function seedFacilityLists(
  db: Db,
  more: readonly seeding.MasterRecord[] = [],
): Promise<void> {
  if ((await seeding.countMaster(db)) > 0) return;
  const records = PREFECTURES.flatMap((prefecture) =>
    kinds.flatMap((kind, index) =>
      Array.from({ length: PER_KIND }, (_, number) =>
        madeUp(prefecture, kind, index * 1000 + number),
      ),
    ),
  );
  await transaction(db, (tx) => seeding.insertMaster(tx, [...more, ...records]));
}

function madeUp(
  prefecture: (typeof PREFECTURES)[number],
  { kind, feeSchedule, word }: (typeof kinds)[number],
  number: number,
): seeding.MasterRecord {
  const serial = number + 1;
  const digits = String(serial).padStart(6, "0");
  return {
    ...listed,
    code:
      kind === "treatment"
        ? `協${prefecture.code}${digits}000`
        : withCheckDigit(`${prefecture.code}${feeSchedule}97${digits.slice(2)}`),
    kind,
    prefectureCode: prefecture.code,
    name: `架空${prefecture.name}第${serial}${word}`,
    founder: `架空 ${prefecture.name}${serial}郎`,
    postalCode: `${prefecture.code}0${String(serial).padStart(4, "0")}`,
    address: `${prefecture.name}窓口市見本町${(serial % 9) + 1}丁目${serial}番（架空）`,
    phone: `0${prefecture.code}0${digits}`.slice(0, 10),
  };
}

export const listed = {
  designatedOn: Temporal.PlainDate.from("2024-04-01"),
  designatedUntil: Temporal.PlainDate.from("2030-03-31"),
  source: SOURCE,
  listedOn: LISTED_ON,
  leftOn: null,
  became: null,
};

function withCheckDigit(payload: string): string {
  return payload + checkDigit(payload);
}

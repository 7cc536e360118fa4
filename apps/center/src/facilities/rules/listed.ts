/**
 * One line of an official list, as 地方厚生局 publish them: what its columns are called, and what a line says. Lists differ from
 * bureau to bureau, so a column may be known by any of its names, and an import may name its own.
 */
import {
  PREFECTURES,
  foldListedCode,
  parseDate,
  parsePhone,
  parsePostalCode,
  prefectureByName,
} from "@madoguchi/notation";
import type { ColumnPlaces, TableColumn, TableProblem, TableValues } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { feeScheduleOf, readFacilityCode } from "./kinds.ts";
import type { FacilityKind } from "./kinds.ts";

export const listColumns = [
  {
    key: "code",
    title: "医療機関コード",
    aliases: ["医療機関番号", "登録記号番号", "契約記号番号", "薬局コード"],
  },
  {
    key: "prefecture",
    title: "都道府県コード",
    aliases: ["都道府県番号", "都道府県名", "都道府県"],
    isOptional: true,
  },
  {
    key: "name",
    title: "医療機関名称",
    aliases: ["名称", "施設名", "施設の名称", "施術所名", "施術所の名称", "薬局名称"],
  },
  { key: "founder", title: "開設者氏名", aliases: ["開設者", "開設者名"], isOptional: true },
  {
    key: "postalCode",
    title: "郵便番号",
    aliases: ["医療機関所在地（郵便番号）"],
    isOptional: true,
  },
  {
    key: "address",
    title: "所在地",
    aliases: ["医療機関所在地（住所）", "医療機関所在地", "住所", "施術所の所在地"],
    isOptional: true,
  },
  { key: "phone", title: "電話番号", aliases: ["電話"], isOptional: true },
  {
    key: "designatedOn",
    title: "指定年月日",
    aliases: ["指定期間始", "登録年月日"],
    isOptional: true,
  },
  { key: "designatedUntil", title: "指定期間終", aliases: ["指定終了年月日"], isOptional: true },
] as const satisfies readonly TableColumn<string>[];

export type ListKey = (typeof listColumns)[number]["key"];

export function isListKey(text: string): text is ListKey {
  return listColumns.some(({ key }) => key === text);
}

/** As the list itself names them, where it names them otherwise. */
export function columnsNamed(
  own: Readonly<Partial<Record<ListKey, string>>>,
): readonly TableColumn<ListKey>[] {
  return listColumns.map((column) => {
    const title = own[column.key];

    return title === undefined ? column : { ...column, aliases: [...column.aliases, title] };
  });
}

export type ListedFacility = {
  readonly code: string;
  readonly kind: FacilityKind;
  readonly prefectureCode: string;
  readonly name: string;
  readonly founder: string | null;
  readonly postalCode: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly designatedOn: Temporal.PlainDate | null;
  readonly designatedUntil: Temporal.PlainDate | null;
};

export type ListScope = {
  readonly kind: FacilityKind;
  /** Of the whole list, where its lines do not say. */
  readonly prefectureCode: string | null;
};

export type LineReading =
  | { readonly ok: true; readonly value: ListedFacility }
  | { readonly ok: false; readonly problems: readonly TableProblem[] };

export function readListLine(
  line: number,
  values: TableValues<ListKey>,
  places: ColumnPlaces<ListKey>,
  scope: ListScope,
): LineReading {
  const problems: TableProblem[] = [];
  const refuse = (key: ListKey, rule: string, message: string, mend: string): null => {
    problems.push({ line, column: places[key], rule, message, mend });

    return null;
  };
  const prefecture = prefectureOf(values.prefecture) ?? scope.prefectureCode;
  const text = wholeCode(values.code, prefecture, scope.kind);
  const reading = readFacilityCode(scope.kind, text);
  if (!reading.ok) refuse("code", "code", reading.message, "名簿の番号の列を確かめてください。");
  const name = tidy(values.name);
  if (name === null) {
    refuse("name", "name-empty", "名称がありません。", "名称の列を確かめてください。");
  }
  const split = splitAddress(values.postalCode, values.address);
  const phone = phoneOf(values.phone);
  if (phone === "unreadable") {
    refuse("phone", "phone", "電話番号を読み取れません。", "市外局番から書いてください。");
  }
  if (split.postalCode === "unreadable") {
    refuse("postalCode", "postal-code", "郵便番号が7桁ではありません。", "7桁で書いてください。");
  }
  const designatedOn = dateOf(values.designatedOn);
  const designatedUntil = dateOf(values.designatedUntil);
  for (const [key, date] of Object.entries({ designatedOn, designatedUntil })) {
    if (date === "unreadable" && isListKey(key)) {
      refuse(key, "date", "日付を読み取れません。", "令和8年1月31日の形で書いてください。");
    }
  }
  if (
    !reading.ok ||
    name === null ||
    phone === "unreadable" ||
    split.postalCode === "unreadable" ||
    designatedOn === "unreadable" ||
    designatedUntil === "unreadable"
  ) {
    return { ok: false, problems };
  }

  return {
    ok: true,
    value: {
      code: reading.code,
      kind: scope.kind,
      prefectureCode: reading.prefectureCode,
      name,
      founder: tidy(values.founder),
      postalCode: split.postalCode,
      address: split.address,
      phone,
      designatedOn,
      designatedUntil,
    },
  };
}

/** Lists know ten digits, or seven and say elsewhere of which prefecture and 点数表. */
function wholeCode(text: string, prefecture: string | null, kind: FacilityKind): string {
  const digits = foldListedCode(text);
  const feeSchedule = feeScheduleOf(kind);

  return kind !== "treatment" && /^\d{7}$/.test(digits) && prefecture && feeSchedule
    ? prefecture + feeSchedule + digits
    : text;
}

function prefectureOf(text: string): string | null {
  const folded = text.normalize("NFKC").trim();
  if (/^\d{1,2}$/.test(folded)) {
    const code = folded.padStart(2, "0");

    return PREFECTURES.some((prefecture) => prefecture.code === code) ? code : null;
  }

  return prefectureByName(folded)?.code ?? null;
}

function tidy(text: string): string | null {
  const tidied = text.normalize("NFC").replaceAll(/\s+/gu, " ").trim();

  return tidied === "" ? null : tidied;
}

/** Some lists put the postal code before the address: 「〒100-0013 東京都…」. */
function splitAddress(
  postal: string,
  address: string,
): { postalCode: string | null | "unreadable"; address: string | null } {
  const [, inside, rest] =
    /^\s*〒?\s*([0-9０-９]{3}[-－ー‐−][0-9０-９]{4})\s*(.*)$/su.exec(address) ?? [];
  const own = postal.trim() === "" ? (inside ?? "") : postal;
  const parsed = own === "" ? null : parsePostalCode(own);

  return {
    postalCode: parsed === null ? null : parsed.ok ? parsed.value : "unreadable",
    address: tidy(rest ?? address),
  };
}

/** Lists put more into the cell than the number: 「03-0000-0000 (常勤：1)」. */
function phoneOf(text: string): string | null | "unreadable" {
  const [first = ""] = /^[\d()+－ー‐−\s-]+/u.exec(text.normalize("NFKC").trim()) ?? [];
  const number = first.replace(/\s*\(\s*$/u, "");
  if (text.trim() === "") return null;
  const parsed = parsePhone(number);

  return parsed.ok ? parsed.value : "unreadable";
}

const ERA_LETTERS: Readonly<Record<string, string>> = {
  令: "R",
  平: "H",
  昭: "S",
  大: "T",
  明: "M",
};

/** Also with one character of the era and spaces: 「平 5. 4. 1」. */
function dateOf(text: string): Temporal.PlainDate | null | "unreadable" {
  const folded = text.normalize("NFKC").replaceAll(/\s/gu, "");
  if (folded === "") return null;
  const parsed = parseDate(
    folded.replace(/^([令平昭大明])(?=[\d元])/u, (era) => ERA_LETTERS[era] ?? era),
  );

  return parsed.ok ? parsed.value : "unreadable";
}

/**
 * Dates as Japan writes them. Eras change at the start of the day named in the law or edict; both sides of that day exist
 * in 和暦 and only the right one is accepted. Months and days are Gregorian throughout, also before 1873, when the
 * calendar of the day was still lunisolar: registers that hold such birth dates have converted them.
 */
import { Temporal } from "temporal-polyfill";
import { err, ok } from "./result.ts";
import type { Result } from "./result.ts";

export type EraName = "明治" | "大正" | "昭和" | "平成" | "令和";

type Era = { readonly name: EraName; readonly letter: string; readonly start: Temporal.PlainDate };

/** Newest first. */
const ERAS: readonly Era[] = [
  { name: "令和", letter: "R", start: Temporal.PlainDate.from("2019-05-01") },
  { name: "平成", letter: "H", start: Temporal.PlainDate.from("1989-01-08") },
  { name: "昭和", letter: "S", start: Temporal.PlainDate.from("1926-12-25") },
  { name: "大正", letter: "T", start: Temporal.PlainDate.from("1912-07-30") },
  { name: "明治", letter: "M", start: Temporal.PlainDate.from("1868-10-23") },
];

const WEEKDAYS = "月火水木金土日";

export type EraYear = { readonly era: EraName; readonly year: number };

/** Undefined before 明治 (1868-10-23). Year 1 is 元年. */
export function eraYear(date: Temporal.PlainDate): EraYear | undefined {
  const era = ERAS.find(({ start }) => Temporal.PlainDate.compare(date, start) >= 0);
  return era && { era: era.name, year: date.year - era.start.year + 1 };
}

/** 「土」 of 「（土）」. */
export function weekdayName(date: Temporal.PlainDate): string {
  return WEEKDAYS.charAt(date.dayOfWeek - 1);
}

/** 「令和8年1月31日（土）」; dates before 明治 keep the western year. */
export function formatDate(
  date: Temporal.PlainDate,
  options: { readonly weekday?: boolean } = {},
): string {
  const japanese = eraYear(date);
  const year =
    japanese === undefined
      ? String(date.year)
      : `${japanese.era}${japanese.year === 1 ? "元" : japanese.year}`;
  const weekday = options.weekday === false ? "" : `（${weekdayName(date)}）`;
  return `${year}年${date.month}月${date.day}日${weekday}`;
}

export type DateProblem = "empty" | "format" | "not-in-calendar" | "outside-era" | "weekday";

const WESTERN =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))(?:\(([月火水木金土日])\))?$/u;
const JAPANESE =
  /^(明治|大正|昭和|平成|令和|[MTSHR])(元|\d{1,2})(?:年(\d{1,2})月(\d{1,2})日|[./-](\d{1,2})[./-](\d{1,2}))(?:\(([月火水木金土日])\))?$/u;

/**
 * Reads 令和8年1月31日（土）, 令和元年5月1日, R8.1.31, 2026-01-31, 2026/1/31, 2026年1月31日 and 20260131, in either width.
 * A weekday, where written, must be the right one.
 */
export function parseDate(text: string): Result<Temporal.PlainDate, DateProblem> {
  const folded = text.normalize("NFKC").replaceAll(/\s/gu, "").toUpperCase();
  if (folded === "") return err("empty");
  const western = WESTERN.exec(folded);
  if (western !== null) {
    const [, year, ...rest] = western;
    const [month, day] = rest.slice(0, 10).filter((part) => part !== undefined);
    return calendarDate(Number(year), Number(month), Number(day), rest[10]);
  }
  const japanese = JAPANESE.exec(folded);
  if (japanese === null) return err("format");
  const [, name, year, m1, d1, m2, d2, weekday] = japanese;
  const era = ERAS.find((each) => each.name === name || each.letter === name);
  if (era === undefined) return err("format");
  const number = year === "元" ? 1 : Number(year);
  if (number === 0) return err("not-in-calendar");
  const date = calendarDate(
    era.start.year + number - 1,
    Number(m1 ?? m2),
    Number(d1 ?? d2),
    weekday,
  );
  return date.ok && eraYear(date.value)?.era !== era.name ? err("outside-era") : date;
}

function calendarDate(
  year: number,
  month: number,
  day: number,
  weekday: string | undefined,
): Result<Temporal.PlainDate, DateProblem> {
  if (month < 1 || month > 12 || day < 1) return err("not-in-calendar");
  const lastDay = Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
  if (day > lastDay) return err("not-in-calendar");
  const date = Temporal.PlainDate.from({ year, month, day });
  return weekday !== undefined && weekday !== weekdayName(date) ? err("weekday") : ok(date);
}

const MESSAGES: Record<DateProblem, string> = {
  empty: "日付を入力してください。",
  format: "日付として読めません。「令和8年1月31日」または「2026-01-31」の形で入力してください。",
  "not-in-calendar": "暦にない日付です。年、月、日を確かめてください。",
  "outside-era": "その元号にない日付です。元号と年の組み合わせを確かめてください。",
  weekday: "曜日が日付と合いません。日付と曜日のどちらかを直してください。",
};

export function dateMessage(problem: DateProblem): string {
  return MESSAGES[problem];
}

/** 「40分」, 「24時間」, 「1時間30分」. @param minutes a whole number, 0 or more */
export function formatMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [hours > 0 && `${hours}時間`, (rest > 0 || hours === 0) && `${rest}分`];

  return parts.filter(Boolean).join("");
}

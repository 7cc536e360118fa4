/** The little of the calendar that a card needs. Dates are ISO 8601 texts, which order as the days do. */

export type EraName = "明治" | "大正" | "昭和" | "平成" | "令和";

/** Newest first; an era begins with the day named. */
const eras: readonly (readonly [name: EraName, start: string])[] = [
  ["令和", "2019-05-01"],
  ["平成", "1989-01-08"],
  ["昭和", "1926-12-25"],
  ["大正", "1912-07-30"],
  ["明治", "1868-10-23"],
];

export type EraDate = {
  readonly era: EraName;
  /** 元年 is 1. */
  readonly year: number;
  readonly month: number;
  readonly day: number;
};

/** Whether the text is YYYY-MM-DD and the day exists. */
export function isCalendarDay(iso: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(iso)) return false;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
}

/** Undefined for a day that does not exist or lies before 明治. */
export function eraYear(iso: string): { era: EraName; year: number } | undefined {
  if (!isCalendarDay(iso)) return undefined;
  const found = eras.find(([, start]) => iso >= start);
  if (found === undefined) return undefined;
  const [era, start] = found;
  return { era, year: Number(iso.slice(0, 4)) - Number(start.slice(0, 4)) + 1 };
}

/** YYYY-MM-DD; undefined when the day does not exist or belongs to another era. */
export function fromEra({ era, year, month, day }: EraDate): string | undefined {
  const start = eras.find(([name]) => name === era)?.[1];
  if (start === undefined) return undefined;
  const digits = (value: number, length: number) => String(value).padStart(length, "0");
  const western = Number(start.slice(0, 4)) + year - 1;
  const iso = `${digits(western, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
  return eraYear(iso)?.era === era ? iso : undefined;
}

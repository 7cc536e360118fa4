import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import {
  age,
  deadline,
  eraYear,
  formatDate,
  formatDateTime,
  formatMinutes,
  parseDate,
  startOfDay,
  tokyoDate,
  tokyoToday,
} from "./index.ts";

const day = (text: string) => Temporal.PlainDate.from(text);
const MEIJI = day("1868-10-23");
const anyDay = fc
  .integer({ min: 0, max: MEIJI.until(day("2100-12-31")).days })
  .map((days) => MEIJI.add({ days }));

/** The first and last day of each era, where an error of one day shows. */
const BOUNDARIES = [
  ["1868-10-23", "明治元年10月23日（金）"],
  ["1912-07-29", "明治45年7月29日（月）"],
  ["1912-07-30", "大正元年7月30日（火）"],
  ["1926-12-24", "大正15年12月24日（金）"],
  ["1926-12-25", "昭和元年12月25日（土）"],
  ["1989-01-07", "昭和64年1月7日（土）"],
  ["1989-01-08", "平成元年1月8日（日）"],
  ["2019-04-30", "平成31年4月30日（火）"],
  ["2019-05-01", "令和元年5月1日（水）"],
  ["2026-01-31", "令和8年1月31日（土）"],
] as const;

describe("和暦", () => {
  test.each(BOUNDARIES)("%s is %s, both ways", (iso, japanese) => {
    expect(formatDate(day(iso))).toBe(japanese);
    expect(parseDate(japanese)).toEqual({ ok: true, value: day(iso) });
  });

  test("every day from 明治 on is read back as written, with and without its weekday", () => {
    fc.assert(
      fc.property(anyDay, fc.boolean(), (date, weekday) => {
        expect(parseDate(formatDate(date, { weekday }))).toEqual({ ok: true, value: date });
        expect(parseDate(date.toString())).toEqual({ ok: true, value: date });
      }),
      { numRuns: 2000 },
    );
  });

  test("agrees with the platform's own Japanese calendar", () => {
    const platform = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", {
      era: "long",
      year: "numeric",
      timeZone: "UTC",
    });
    fc.assert(
      fc.property(
        anyDay.filter((date) => date.year >= 1873),
        (date) => {
          const parts = platform.formatToParts(new Date(`${date.toString()}T00:00:00Z`));
          const part = (type: string) => parts.find((each) => each.type === type)?.value;
          const year = part("year") === "元" ? 1 : Number(part("year"));
          expect(eraYear(date)).toEqual({ era: part("era"), year });
        },
      ),
    );
  });

  test.each([
    "R8.1.31",
    "ｒ８／１／３１",
    "令和８年 １月３１日",
    "2026/1/31",
    "20260131",
    "2026年1月31日(土)",
  ])("%s is read", (text) =>
    expect(parseDate(text)).toEqual({ ok: true, value: day("2026-01-31") }),
  );

  test.each([
    ["", "empty"],
    ["きのう", "format"],
    ["2026-01", "format"],
    ["令和8年2月29日", "not-in-calendar"],
    ["2026-13-01", "not-in-calendar"],
    ["19400500", "not-in-calendar"],
    ["令和0年1月1日", "not-in-calendar"],
    ["昭和64年1月8日", "outside-era"],
    ["平成31年5月1日", "outside-era"],
    ["令和元年4月30日", "outside-era"],
    ["令和8年1月31日（日）", "weekday"],
  ])("%s is refused: %s", (text, reason) => {
    expect(parseDate(text)).toEqual({ ok: false, reason });
  });

  test("before 明治 the western year stays", () => {
    expect(formatDate(day("1868-10-22"), { weekday: false })).toBe("1868年10月22日");
  });
});

describe("days in Tokyo", () => {
  const newYear = Temporal.Instant.from("2026-12-31T15:00:00Z");

  test("the day changes at 15:00 UTC", () => {
    expect(tokyoDate(newYear).toString()).toBe("2027-01-01");
    expect(tokyoToday({ now: () => newYear.subtract({ nanoseconds: 1 }) }).toString()).toBe(
      "2026-12-31",
    );
  });

  test("a deadline is the first instant too late, on every day", () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        expect(tokyoDate(deadline(date).subtract({ nanoseconds: 1 })).equals(date)).toBe(true);
        expect(deadline(date).equals(startOfDay(date.add({ days: 1 })))).toBe(true);
      }),
    );
  });

  test("date and time as a result shows them", () => {
    expect(formatDateTime(Temporal.Instant.from("2026-11-22T00:04:59Z"))).toBe(
      "令和8年11月22日（日） 9:04",
    );
  });
});

test.each([
  ["1980-02-17", "2026-02-16", 45],
  ["1980-02-17", "2026-02-17", 46],
  ["2000-02-29", "2026-02-28", 25],
  ["2000-02-29", "2026-03-01", 26],
  ["2000-02-29", "2028-02-29", 28],
])("born %s, on %s: %i", (birth, on, years) => {
  expect(age(day(birth), day(on))).toBe(years);
});

test.each([
  [0, "0分"],
  [40, "40分"],
  [60, "1時間"],
  [90, "1時間30分"],
  [1440, "24時間"],
])("%i minutes as people say it", (minutes, words) => {
  expect(formatMinutes(minutes)).toBe(words);
});

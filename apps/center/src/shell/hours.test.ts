import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { answeringWords, closingWords, holidaysFrom } from "./hours.ts";

test.each([
  ["2026-11-24T07:59:59", "ただいま受付時間外です。本日8:00から受け付けます。"],
  ["2026-11-24T08:00:00", "ただいま受付中です（18:00まで）。"],
  ["2026-11-24T17:59:59", "ただいま受付中です（18:00まで）。"],
  [
    "2026-11-24T18:00:00",
    "ただいま受付時間外です。次は令和8年11月25日（水）8:00から受け付けます。",
  ],
  ["2026-11-28T15:59:00", "ただいま受付中です（16:00まで）。"],
  // A Saturday evening, a Sunday, and the Monday is a holiday.
  [
    "2026-11-21T16:00:00",
    "ただいま受付時間外です。次は令和8年11月24日（火）8:00から受け付けます。",
  ],
  // The day between two holidays is one itself.
  ["2026-09-22T12:00:00", "ただいま受付時間外です。次は令和8年9月24日（木）8:00から受け付けます。"],
])("at %s: %s", (local, words) => {
  const now = Temporal.PlainDateTime.from(local).toZonedDateTime("Asia/Tokyo").toInstant();
  expect(answeringWords(now)).toBe(words);
});

const newYear = {
  fromOn: Temporal.PlainDate.from("2026-12-29"),
  untilOn: Temporal.PlainDate.from("2027-01-03"),
  reason: "年末年始",
};
const at = (local: string) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime("Asia/Tokyo").toInstant();

test.each([
  ["2026-12-28T12:00:00", "ただいま受付中です（18:00まで）。"],
  ["2026-12-29T12:00:00", "ただいま受付時間外です。次は令和9年1月4日（月）8:00から受け付けます。"],
  ["2027-01-04T12:00:00", "ただいま受付中です（18:00まで）。"],
])("around the days on which it stays closed, at %s: %s", (local, words) => {
  expect(answeringWords(at(local), [newYear])).toBe(words);
});

test("a closing is told a month ahead, until it is over", () => {
  const told = ["令和8年12月29日（火）から令和9年1月3日（日）まで休みます（年末年始）。"];
  expect(closingWords(at("2026-11-28T12:00:00"), [newYear])).toEqual([]);
  expect(closingWords(at("2026-11-29T12:00:00"), [newYear])).toEqual(told);
  expect(closingWords(at("2027-01-03T12:00:00"), [newYear])).toEqual(told);
  expect(closingWords(at("2027-01-04T12:00:00"), [newYear])).toEqual([]);
});

test("holidays are the library's", () => {
  const day = (text: string) => Temporal.PlainDate.from(text);
  expect(
    holidaysFrom(day("2026-11-03"), day("2026-11-23")).map(({ date, name }) => `${date} ${name}`),
  ).toEqual(["2026-11-03 文化の日", "2026-11-23 勤労感謝の日"]);
});

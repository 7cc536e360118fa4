import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { answeringWords } from "./hours.ts";

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

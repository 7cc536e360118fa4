import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { durationWords, expectationOf, waitingWords } from "./review-time.ts";

describe("how long a review takes", () => {
  test.each([
    [
      { count: 0, medianHours: null, goalDays: 7 },
      { days: 7, reviews: null },
    ],
    [
      { count: 4, medianHours: 5, goalDays: 10 },
      { days: 10, reviews: null },
    ],
    [
      { count: 5, medianHours: 0.2, goalDays: 7 },
      { days: 1, reviews: 5 },
    ],
    [
      { count: 34, medianHours: 24, goalDays: 7 },
      { days: 1, reviews: 34 },
    ],
    [
      { count: 34, medianHours: 24.1, goalDays: 7 },
      { days: 2, reviews: 34 },
    ],
  ])("%j is %j", (times, expectation) => {
    expect(expectationOf(times)).toEqual(expectation);
  });

  test("is said with what it rests on", () => {
    expect(durationWords({ days: 7, reviews: null })).toContain("実績からの計算ではありません");
    expect(durationWords({ days: 2, reviews: 34 })).toContain("34件の半分は、2日以内");
  });

  test("is a day, until that day is past", () => {
    const submittedAt = Temporal.Instant.from("2026-11-29T15:30:00Z");
    const words = (today: string) =>
      waitingWords({ days: 2, reviews: 34 }, submittedAt, Temporal.PlainDate.from(today));
    expect(words("2026-12-02")[0]).toBe("結果は、令和8年12月2日（水）ごろの見込みです。");
    expect(words("2026-12-03").join("")).toContain("コールセンター");
  });
});

import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { noticeState } from "./rules/notice.ts";
import type { Notice } from "./rules/notice.ts";
import { NoticeBoard } from "./shown.ts";

const instant = fc
  .bigInt({ min: 0n, max: 5_000_000n })
  .map((nanoseconds) => Temporal.Instant.fromEpochNanoseconds(nanoseconds));
const notice = fc
  .record({
    publishedAt: instant,
    expiresAt: fc.option(instant),
    withdrawnAt: fc.option(instant, { freq: 5 }),
  })
  .map((times): Omit<Notice, "number"> => ({
    id: "",
    weight: "information",
    title: "",
    body: "",
    revisedAt: null,
    withdrawnBecause: null,
    audienceCondition: "",
    replacedBy: null,
    version: 1,
    audienceKinds: [],
    audiencePrefectures: [],
    ...times,
  }));

test("at any moment, in any order of moments, exactly what is published is shown", () => {
  fc.assert(
    fc.property(fc.array(notice, { maxLength: 8 }), fc.array(instant), (given, moments) => {
      const notices = given.map((each, index) => ({ ...each, number: `00-${index}` }));
      const board = new NoticeBoard<Notice>();
      for (const now of moments) {
        const published = notices.filter((each) => noticeState(each, now) === "published");
        const shown = board.at(notices, now);
        expect(shown.notices).toEqual(published);
        expect(notices.filter(({ number }) => shown.has(number))).toEqual(published);
      }
    }),
  );
});

test("what is given anew is sorted out anew", () => {
  const now = Temporal.Instant.fromEpochMilliseconds(0);
  const board = new NoticeBoard<Notice>();
  expect(board.at([], now).notices).toHaveLength(0);
  const [first] = fc.sample(notice, 1);
  if (!first) throw new Error("no sample");
  const published = { ...first, number: "00-1", publishedAt: now, expiresAt: null };
  expect(board.at([{ ...published, withdrawnAt: null }], now).has("00-1")).toBe(true);
});

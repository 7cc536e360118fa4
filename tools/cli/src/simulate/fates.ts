/** What becomes of each simulated application, and what that must come to in yen: drawn from its number alone, and worked out without the center's rules. */
import { drawFrom } from "../demo/draws.ts";
import type { Draws } from "../demo/draws.ts";

const courses = [
  ["straight", 68],
  ["corrected", 8],
  ["correctedTwice", 3],
  ["lapsed", 3],
  ["refused", 4],
  ["bounced", 5],
  ["recalled", 2],
  ["revokedUnpaid", 2],
  ["repaid", 5],
] as const;
export type Course = (typeof courses)[number][0];

export type Fate = {
  readonly course: Course;
  /** What one line of the breakdown says; a second line never counts. */
  readonly costYen: number;
  readonly otherYen: number;
  readonly withSecondLine: boolean;
  /** What the programme must decide for it. */
  readonly amountYen: number;
  /** Of that, what is asked back in the end. */
  readonly principalYen: number;
};

export function fateOf(number: number): Fate {
  const draws = drawFrom(`simulate:grant:${number}`);
  const course = draws.weighed(courses) ?? "straight";
  // From the least that is paid for to well above the cap, with the edges more often than chance would have them.
  const costYen = draws.chance(0.1) ? edge(draws) : 1334 + draws.below(60_000);
  const otherYen = draws.chance(0.1) ? draws.below(costYen - 1333) : 0;
  const amountYen = Math.min(31_000, Math.floor(((costYen - otherYen) * 3) / 4 / 1000) * 1000);

  return {
    course,
    costYen,
    otherYen,
    withSecondLine: draws.chance(0.2),
    amountYen,
    principalYen: principalOf(course, amountYen, draws),
  };
}

function edge(draws: Draws): number {
  return [1334, 5000, 14_500, 41_333, 41_334][draws.below(5)] ?? 1334;
}

function principalOf(course: Course, amountYen: number, draws: Draws): number {
  if (course === "revokedUnpaid") return amountYen;
  if (course !== "repaid") return 0;

  return draws.chance(0.5) ? amountYen : 1 + draws.below(amountYen);
}

export function isPaid({ course }: Fate): boolean {
  return course !== "lapsed" && course !== "refused" && course !== "revokedUnpaid";
}

/** 加算金 at 10.95% a year of 365 days, cut to whole yen. */
export function interestOf({ principalYen }: Fate, days: number): number {
  return Number((BigInt(principalYen) * 1095n * BigInt(days)) / 3_650_000n);
}

/**
 * The number of a simulated account: what its bank will do, then whose it is. 1: takes the money; 8: takes it and gives it
 * back later; 9: is not there.
 */
export function accountNumberOf(number: number, kind: "1" | "8" | "9"): string {
  return kind + String(number).padStart(6, "0");
}

export function firstAccountOf(number: number, { course }: Fate): string {
  return accountNumberOf(number, course === "bounced" ? "9" : course === "recalled" ? "8" : "1");
}

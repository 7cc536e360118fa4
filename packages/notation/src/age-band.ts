import type { Temporal } from "temporal-polyfill";

export type AgeBand = "preschool" | "standard" | "from-70" | "from-75";

/**
 * What the age alone says about the copay (健康保険法 §74, §110; 高齢者の医療の確保に関する法律 §50).
 * An age is reached on the day before the birthday (年齢計算ニ関する法律), except that 75 counts from the birthday.
 * By numbers, for every check asks.
 */
export function ageBand(birth: Temporal.PlainDate, on: Temporal.PlainDate): AgeBand {
  const { year, month, day } = birth;
  const today = asNumber(on.year, on.month, on.day);
  // The 1 April after six was reached: who is born on 1 April reached it on 31 March.
  const isBeforeApril2 = month < 4 || (month === 4 && day === 1);
  if (today < asNumber(year + (isBeforeApril2 ? 6 : 7), 4, 1)) {
    return "preschool";
  }
  // 70歳に達する日の属する月の翌月から: who is born on the first of a month reached it in the month before.
  if (today < asNumber(year + 70, day === 1 ? month : month + 1, 1)) {
    return "standard";
  }
  // Who is born on 29 February has their 75th birthday on the 28th.
  const is29February = month === 2 && day === 29;

  return today < asNumber(year + 75, month, is29February ? 28 : day) ? "from-70" : "from-75";
}

/** Sorts as days do; of the 13th month there is only the first day, which 1 January follows. */
function asNumber(year: number, month: number, day: number): number {
  return (year * 100 + month) * 100 + day;
}

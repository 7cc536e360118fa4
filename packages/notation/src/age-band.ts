import { Temporal } from "temporal-polyfill";

export type AgeBand = "preschool" | "standard" | "from-70" | "from-75";

/**
 * What the age alone says about the copay (健康保険法 §74, §110; 高齢者の医療の確保に関する法律 §50).
 * An age is reached on the day before the birthday (年齢計算ニ関する法律), except that 75 counts from the birthday.
 */
export function ageBand(birth: Temporal.PlainDate, on: Temporal.PlainDate): AgeBand {
  const reached = (years: number) => birth.add({ years }).subtract({ days: 1 });
  const isBefore = (limit: Temporal.PlainDate) => Temporal.PlainDate.compare(on, limit) < 0;
  if (isBefore(firstSchoolDay(reached(6)))) {
    return "preschool";
  }
  // 70歳に達する日の属する月の翌月から.
  if (isBefore(reached(70).with({ day: 1 }).add({ months: 1 }))) {
    return "standard";
  }

  return isBefore(birth.add({ years: 75 })) ? "from-70" : "from-75";
}

/** The 1 April after the first 31 March on or after the day on which six is reached. */
function firstSchoolDay(reachedSix: Temporal.PlainDate): Temporal.PlainDate {
  const april = reachedSix.with({ month: 4, day: 1 });

  return Temporal.PlainDate.compare(reachedSix, april) < 0 ? april : april.add({ years: 1 });
}

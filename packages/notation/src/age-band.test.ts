import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { ageBand } from "./age-band.ts";

test.each([
  ["2020-04-01", "2026-03-31", "preschool"],
  ["2020-04-01", "2026-04-01", "standard"],
  ["2020-04-02", "2027-03-31", "preschool"],
  ["2020-04-02", "2027-04-01", "standard"],
  ["1956-11-15", "2026-11-30", "standard"],
  ["1956-11-15", "2026-12-01", "from-70"],
  ["1956-12-01", "2026-12-01", "from-70"],
  ["1951-11-23", "2026-11-22", "from-70"],
  ["1951-11-22", "2026-11-22", "from-75"],
] as const)("born on %s, on %s: %s", (birth, on, band) => {
  expect(ageBand(Temporal.PlainDate.from(birth), Temporal.PlainDate.from(on))).toBe(band);
});

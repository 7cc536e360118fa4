import { expect, test } from "vitest";
import { closest } from "./closest.ts";

test.each([
  ["strat", "start"],
  ["tset", "test"],
  ["chek", "check"],
  ["migrate", "migrate"],
  ["backup", undefined],
])("%s is taken for %s", (typed, meant) => {
  expect(closest(typed, ["start", "test", "check", "migrate"])).toBe(meant);
});

import { age } from "@madoguchi/notation";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { demoPeople } from "./people.ts";

const anyDay = fc
  .integer({ min: 0, max: 366 * 8 })
  .map((days) => Temporal.PlainDate.from("2026-01-01").add({ days }));

test("ages are right whenever the demo is made", () => {
  fc.assert(
    fc.property(anyDay, (today) => {
      const ages = Object.fromEntries(
        demoPeople(today).map(({ id, birthDate }) => [
          id,
          age(Temporal.PlainDate.from(birthDate), today),
        ]),
      );
      expect(ages).toMatchObject({
        child: 3,
        "late-elderly": 82,
        elderly: 72,
        "limit-and-disease": 58,
      });
    }),
  );
});

test("fourteen different people with the names that trouble systems, none of them from a real place", () => {
  const people = demoPeople(Temporal.PlainDate.from("2026-11-22"));
  expect(people).toHaveLength(14);
  for (const key of ["id", "name", "title", "birthDate"] as const) {
    expect(new Set(people.map((person) => person[key])).size).toBe(14);
  }
  const names = people.map(({ name, nameAtInsurer }) => nameAtInsurer ?? name).join();
  for (const piece of ["髙橋", "𠮷田", "ＧＡＲＣＩＡ", "渡●"]) expect(names).toContain(piece);
  expect(people.filter(({ address }) => !address.startsWith("架空県"))).toEqual([]);
});

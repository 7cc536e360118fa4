import { practiceSchema } from "@madoguchi/contract";
import { ageBand, tokyoDate } from "@madoguchi/notation";
import { systemClock } from "@madoguchi/platform";
import { openCounter } from "@madoguchi/test";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPlace, start } from "../cards.fixture.ts";
import type { Place } from "../cards.fixture.ts";
import { everyAnswer } from "../rules/article.ts";
import { everySituation } from "../rules/situations.ts";
import { cellOf } from "../rules/table.ts";
import { practisedAt } from "./store.ts";
import { isPractised, practicePatients } from "./patients.ts";

const facility = { code: "1312345678", name: "架空医院" };
const patientsAt = (now: Temporal.Instant) => practicePatients({ now, facility });

test("every row of the table, and so of the help article, has its patient", () => {
  const rows = everyAnswer.flatMap(({ topics }) =>
    topics.flatMap(({ entries }) => entries.flatMap(({ codes }) => codes)),
  );
  const practised = new Set(patientsAt(start).map(({ code }) => code));
  expect(rows.filter((code) => !practised.has(code))).toEqual([]);
});

// A leap day, both ends of a year in Tokyo, and the day of the other tests.
const days = ["2028-02-29T03:00:00Z", "2026-12-31T14:59:59Z", "2026-12-31T15:00:00Z"].map((day) =>
  Temporal.Instant.from(day),
);

test.each([start, ...days])(
  "on %s each is answered with their own cell, for their own age",
  (now) => {
    const patients = patientsAt(now);
    const situations = everySituation.filter(isPractised);
    expect(new Set(patients.map(({ id }) => id)).size).toBe(situations.length);
    for (const situation of situations) {
      const asOf = tokyoDate(now);
      const cell = cellOf(situation, { asOf, coverages: [], certificateEndedOn: null });
      const ofCell = patients.filter(({ code }) => code === cell.code);
      expect(ofCell.length).toBeGreaterThan(0);
      for (const { answer, refusal } of ofCell) {
        if (cell.result.kind === "problem") {
          expect(refusal?.problem.type).toBe(`/problems/${cell.result.slug}`);
        } else {
          expect(answer.outcome).toBe(cell.result.outcome);
          // Where there is nothing to explain, the answer explains nothing.
          if (answer.guidance) expect(answer.guidance.code).toBe(cell.code);
        }
      }
    }
    for (const { answer, variant } of patients) {
      const age =
        answer.person && ageBand(Temporal.PlainDate.from(answer.person.birthDate), tokyoDate(now));
      if (variant.startsWith("70〜74歳")) expect(age ?? "from-70").toBe("from-70");
      if (variant.startsWith("75歳以上")) expect(age ?? "from-75").toBe("from-75");
      if (variant.startsWith("就学前")) expect(age ?? "preschool").toBe("preschool");
      if (variant.startsWith("就学後")) expect(age ?? "standard").toBe("standard");
    }
  },
);

test("who has not agreed is told nothing of certificates until they do", () => {
  const asked = patientsAt(start).filter(({ agreed }) => agreed !== null);
  expect(asked.length).toBeGreaterThan(10);
  for (const { answer, agreed, variant } of asked) {
    const [coverage] = answer.coverages;
    const isAgreed = variant.includes("同意済み");
    expect([variant, coverage?.limitCertificate !== null]).toEqual([variant, isAgreed]);
    expect(agreed?.consents.limitCertificate.state).toBe("given");
  }
  const shown = asked.filter(({ agreed }) => agreed?.coverages[0]?.limitCertificate);
  expect(shown.length).toBeGreaterThan(10);
});

let place: Place;
beforeAll(async () => {
  place = await openPlace(systemClock);
});
afterAll(() => place[Symbol.asyncDispose]());

async function rowsOf(table: string): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from ${sql.table(table)}`.execute(place.db);

  return rows[0]?.n ?? 0;
}

test("a terminal is given patients whom no table holds, and leaves nothing but that it practised", async () => {
  const counter = await openCounter(place.center);
  const before = [await rowsOf("person"), await rowsOf("challenge")];
  const given = await counter.client.practice(counter.identity);
  if (!given.ok) throw new Error("no patients", { cause: given });
  expect(practiceSchema.parse(given.value).patients.length).toBeGreaterThan(100);
  expect(JSON.stringify(given.value)).toContain(counter.facilityCode);
  expect(await practisedAt(place.db, counter.facilityId)).toBeNull();

  const first = await counter.client.practised(counter.identity);
  const again = await counter.client.practised(counter.identity);
  if (!first.ok) throw new Error("not kept", { cause: first });
  expect(again).toEqual(first);
  expect((await practisedAt(place.db, counter.facilityId))?.toString()).toBe(
    Temporal.Instant.from(first.value.finishedAt).toString(),
  );
  expect([await rowsOf("person"), await rowsOf("challenge")]).toEqual(before);
  expect(await rowsOf("check_record")).toBe(0);
  const { rows } = await sql<{ action: string }>`
    select action from audit_event where facility_id = ${counter.facilityId}`.execute(place.db);
  expect(rows.map(({ action }) => action)).toEqual(["practice.finished"]);
});

test("nobody who is no terminal of a facility is given them", async () => {
  const counter = await openCounter(place.center);
  const stranger = { ...counter.identity, terminalId: crypto.randomUUID() };
  const refused = { ok: false, kind: "problem", problem: { type: "/problems/terminal-unknown" } };
  expect(await counter.client.practice(stranger)).toMatchObject(refused);
  expect(await counter.client.practised(stranger)).toMatchObject(refused);
});

test("those of the course are there", () => {
  const codes = new Set(patientsAt(start).map(({ code }) => code));
  // As apps/reception/ui/practice/course.ts asks for them.
  for (const code of ["valid", "unlinked", "invalid-other-insurance", "certificate-expired"]) {
    expect(codes).toContain(code);
  }
  const [first] = patientsAt(start).filter(({ code }) => code === "unlinked");
  expect(first?.afterFirstUse?.outcome).toBe("valid");
});

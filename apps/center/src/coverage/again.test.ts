/** Whatever happens to a person, every answer that was given can be given again. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  correctCoverage,
  decide,
  decideAsOf,
  endCoverage,
  findHolder,
  linkCertificate,
  moveCoverage,
  registerCoverage,
  resumePerson,
  suspendPerson,
} from "./index.ts";
import type { Decision } from "./index.ts";
import { employed, hanako, official, openRegistry, resident } from "./registry.fixture.ts";
import type { TestRegistry } from "./registry.fixture.ts";
import type { CoverageFacts } from "./rules/registry.ts";

const start = Temporal.Instant.from("2026-06-01T00:00:00Z");

let registry: TestRegistry;

beforeAll(async () => {
  registry = await openRegistry(start.toString());
});
afterAll(() => registry[Symbol.asyncDispose]());

const day = fc
  .integer({ min: 0, max: 8 })
  .map((months) => Temporal.PlainDate.from("2026-02-01").add({ months }).toString());
const facts = fc
  .record({
    base: fc.constantFrom(employed, resident),
    number: fc.constantFrom("1", "2"),
    qualifiedOn: day,
    validTo: fc.option(day),
  })
  .map(({ base, number, qualifiedOn, validTo }): CoverageFacts => ({
    ...base,
    number,
    qualifiedOn,
    validFrom: qualifiedOn,
    validTo,
  }));
const which = fc.nat({ max: 2 });
const end = fc.record({ which, on: day, reason: fc.constantFrom("03" as const, "99" as const) });
const step = fc.oneof(
  fc.record({ kind: fc.constant("register" as const), facts }),
  fc.record({ kind: fc.constant("correct" as const), which, facts }),
  fc.record({ kind: fc.constant("end" as const), end }),
  fc.record({ kind: fc.constant("move" as const), end, facts }),
  fc.record({ kind: fc.constantFrom("suspend" as const, "resume" as const) }),
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Never throws: what the rules let pass, the database takes. @returns what became of it */
async function take(personId: string, ids: string[], next: Step): Promise<string> {
  const id = (index: number) => ids[index % (ids.length || 1)] ?? personId;
  switch (next.kind) {
    case "register": {
      const result = await registerCoverage(registry, official, personId, next.facts);
      if (result.kind === "written") ids.push(result.coverageId);
      return result.kind;
    }
    case "correct": {
      const { recordedAt: seen } = await registry.db
        .selectFrom("coverage")
        .select("recordedAt")
        .where("id", "=", id(next.which))
        .executeTakeFirst()
        .then((row) => row ?? { recordedAt: start });
      const of = { personId, coverageId: id(next.which), seen };
      return (await correctCoverage(registry, official, of, next.facts)).kind;
    }
    case "end": {
      const ending = { ...next.end, coverageId: id(next.end.which) };
      return (await endCoverage(registry, official, personId, ending)).kind;
    }
    case "move": {
      const ending = { ...next.end, coverageId: id(next.end.which) };
      const move = { end: ending, begin: next.facts };
      const result = await moveCoverage(registry, official, personId, move);
      if (result.kind === "written") ids.push(result.coverageId);
      return result.kind;
    }
    case "suspend":
      return (await suspendPerson(registry, official, personId)).kind;
    case "resume":
      return (await resumePerson(registry, official, personId)).kind;
  }
}

const since = (qualifiedOn: string, base = resident): CoverageFacts => ({
  ...base,
  qualifiedOn,
  validFrom: qualifiedOn,
});
/** In which all that can become of a step becomes of one, whatever chance brings beside it. */
const full: Step[] = [
  { kind: "register", facts: since("2026-02-01") },
  { kind: "register", facts: since("2026-03-01") },
  { kind: "correct", which: 0, facts: since("2026-03-01") },
  { kind: "end", end: { which: 0, on: "2026-05-01", reason: "99" } },
  { kind: "register", facts: since("2026-05-01", employed) },
  {
    kind: "move",
    end: { which: 1, on: "2026-06-01", reason: "03" },
    facts: since("2026-06-01"),
  },
  { kind: "suspend" },
  { kind: "resume" },
];

test("every answer that a card got can be got again, as of then, however much was corrected since", async () => {
  const outcomes = new Set<string>();
  const asOf = Temporal.PlainDate.from("2026-06-03");
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      let now = start;
      registry.setTime(now.toString());
      const personId = await registry.person();
      const fingerprint = createHash("sha256").update(personId).digest();
      await linkCertificate(registry, official, {
        fingerprint,
        personId,
        via: "portal",
        facilityId: null,
        consentedAt: now,
        stated: { birthDate: hanako.birthDate, kana: null },
      });
      const given: { at: Temporal.Instant; decision: Decision | null }[] = [];
      const ids: string[] = [];
      for (const next of steps) {
        now = now.add({ seconds: 1 });
        registry.setTime(now.toString());
        outcomes.add(`${next.kind}: ${await take(personId, ids, next)}`);
        const holder = await findHolder(registry.db, {
          fingerprint: fingerprint.toString("hex"),
          facilityId: null,
        });
        given.push({
          at: now,
          decision: holder ? decide(asOf, holder.coverages, holder.person) : null,
        });
      }
      for (const { at, decision } of given) {
        expect(await decideAsOf(registry.db, personId, asOf, at)).toEqual(decision);
      }
    }),
    { numRuns: 40, examples: [[full]] },
  );
  for (const outcome of [
    "register: overlaps",
    "correct: written",
    "end: written",
    "move: written",
  ]) {
    expect(outcomes).toContain(outcome);
  }
});

/** Every question asks by its key, and every key opens with whose row it is. */
import { createHash } from "node:crypto";
import { consentScopes } from "@madoguchi/contract";
import { transaction } from "@madoguchi/platform";
import { statementsOf } from "@madoguchi/test";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insurers, randomFrom, randomHistory } from "../histories.fixture.ts";
import { insertInsurers, linkCertificates } from "../index.ts";
import { openRegistry } from "../registry.fixture.ts";
import type { TestRegistry } from "../registry.fixture.ts";
import { putConsent } from "./consents.ts";
import { findHolder, holdersOf, knownHolders, linkedPeople } from "./read.ts";
import { putCoverages, putPeople } from "./write.ts";

const person = "00000000-0000-8000-8000-000000000001";

let registry: TestRegistry;

beforeAll(async () => {
  registry = await openRegistry("2026-06-01T09:00:00Z");
});
afterAll(() => registry[Symbol.asyncDispose]());

type PlanNode = {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Cond"?: string;
  readonly Plans?: readonly PlanNode[];
};

const big = /^((person|coverage|certificate_link)(_history)?|consent|first_use)$/;

function nodesOf(plan: PlanNode): readonly PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** Every reading of a big table, and the condition by which its index was asked. */
async function readings(statement: RawBuilder<unknown>): Promise<readonly string[]> {
  const { rows } = await sql<{ "QUERY PLAN": readonly [{ Plan: PlanNode }] }>`
    explain (format json) ${statement}`.execute(registry.db);
  const plan = Object.values(rows[0] ?? {})[0]?.[0].Plan;

  return (plan ? nodesOf(plan) : [])
    .filter((node) => big.test(node["Relation Name"] ?? ""))
    .map((node) => {
      const condition = node["Index Cond"] ?? node.Plans?.[0]?.["Index Cond"] ?? "no index";

      return `${node["Relation Name"]}: ${condition}`;
    })
    .toSorted();
}

describe("every question asks by its key", () => {
  beforeAll(async () => {
    const random = randomFrom(7);
    const histories = Array.from({ length: 6000 }, () => randomHistory(random));
    await transaction(registry.db, async (tx) => {
      await insertInsurers(
        tx,
        insurers.map((number) => ({ number, name: "架空" })),
      );
      for (const step of [0, 1, 2, 3, 4]) {
        const learnt = histories.flatMap((history) => history.learnt[step] ?? []);
        await putPeople(
          tx,
          learnt.flatMap((each) => (each.kind === "person" ? [each.record] : [])),
        );
        await putCoverages(
          tx,
          learnt.flatMap((each) => (each.kind === "coverage" ? [each.record] : [])),
        );
      }
      await linkCertificates(
        tx,
        histories.map(({ personId }, number) => ({
          fingerprint: createHash("sha256").update(String(number)).digest(),
          personId,
          linkedAt: registry.clock.now(),
        })),
      );
      const givenAt = registry.clock.now();
      const consent = { givenAt, endsAt: givenAt.add({ hours: 1 }), withdrawnAt: null };
      for (const { personId } of histories) {
        for (const scope of consentScopes) {
          const place = { personId, facilityId: person, checkId: person, scope };
          await putConsent(tx, { ...place, ...consent, way: "pinCheck" });
        }
      }
    });
  });

  const byKey = [
    "certificate_link: (fingerprint = ",
    "consent: ((person_id = ",
    "coverage: (person_id = ",
    "person: (id = ",
  ];

  test.each(["as the tables were just filled", "analysed"])("a check, %s", async (state) => {
    if (state === "analysed") await sql`analyze`.execute(registry.db);
    const read = [
      ...(await readings(linkedPeople(["00".repeat(32)]))),
      ...(await readings(holdersOf([{ ordinal: 1, personId: person, facilityId: person }]))),
    ];
    expect(read.map((each) => byKey.find((key) => each.startsWith(key)) ?? each)).toEqual(byKey);
  });

  test("however many check at one moment, two statements tell of all", async () => {
    const fingerprints = Array.from({ length: 60 }, (_, number) =>
      createHash("sha256").update(String(number)).digest("hex"),
    );
    const found: unknown[] = [];
    const sent = await statementsOf(registry.url, async () => {
      const questions = fingerprints.map((fingerprint) => ({ fingerprint, facilityId: person }));
      found.push(
        ...(await Promise.all(questions.map((question) => findHolder(registry.db, question)))),
      );
    });
    expect(found.filter((holder) => holder !== undefined)).toHaveLength(60);
    expect(sent).toHaveLength(2);
  });

  test("of a certificate that nobody linked, one statement tells", async () => {
    const sent = await statementsOf(registry.url, () =>
      findHolder(registry.db, { fingerprint: "00".repeat(32), facilityId: person }),
    );
    expect(sent).toHaveLength(1);
  });

  test("what was known before", async () => {
    const knownAt = registry.clock.now();
    const read = await readings(knownHolders([{ personId: person, knownAt }]));
    expect(read).toHaveLength(4);
    for (const each of read) expect(each).toMatch(/: \(\(?(person_)?id = /);
  });
});

test("the big tables may live on many servers: whose row it is opens every key, and none points at another", async () => {
  const { rows } = await sql<{ relation: string; name: string; leads: string }>`
    select class.relname as relation, key.indexrelid::regclass::text as name, opening.attname as leads
    from pg_index key
    join pg_class class on class.oid = key.indrelid
    join pg_attribute opening on opening.attrelid = key.indrelid and opening.attnum = key.indkey[0]
    where class.relname ~ ${big.source} and (key.indisunique or key.indisexclusion)`.execute(
    registry.db,
  );
  const leads = Object.groupBy(rows, ({ leads: column }) => column);
  const tablesOf = (column: string) => [
    ...new Set((leads[column] ?? []).map(({ relation }) => relation)),
  ];
  expect(Object.keys(leads).toSorted()).toEqual(["fingerprint", "id", "person_id"]);
  expect(tablesOf("id").toSorted()).toEqual(["person", "person_history"]);
  expect(tablesOf("person_id").toSorted()).toEqual([
    "consent",
    "coverage",
    "coverage_history",
    "first_use",
  ]);
  expect(rows).toHaveLength(12);

  const { rows: foreign } = await sql<{ target: string }>`
    select confrelid::regclass::text as target from pg_constraint
    join pg_class class on class.oid = conrelid
    where contype = 'f' and class.relname ~ ${big.source}`.execute(registry.db);
  expect(foreign).toEqual([{ target: "insurer" }]);
});

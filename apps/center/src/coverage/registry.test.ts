import { newId } from "@madoguchi/platform";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  correctCoverage,
  correctPerson,
  decideAsOf,
  decideBeforeAndNow,
  endCoverage,
  moveCoverage,
  registerCoverage,
  registerInsurer,
  registerPerson,
  resumePerson,
  suspendPerson,
} from "./index.ts";
import {
  association,
  employed,
  hanako,
  official,
  openRegistry,
  resident,
} from "./registry.fixture.ts";
import type { TestRegistry } from "./registry.fixture.ts";

const june1 = "2026-06-01T09:00:00Z";
const june3 = Temporal.PlainDate.from("2026-06-03");
const noonOfJune3 = Temporal.Instant.from("2026-06-03T03:00:00Z");
const july = "2026-07-10T09:00:00Z";

let registry: TestRegistry;

beforeAll(async () => {
  registry = await openRegistry(june1);
});
beforeEach(() => {
  registry.setTime(june1);
});
afterAll(() => registry[Symbol.asyncDispose]());

const idOf = (result: object): string =>
  "coverageId" in result && typeof result.coverageId === "string" ? result.coverageId : "";

async function versionsOf(coverageId: string) {
  const { rows } = await sql<{ recordedAt: Temporal.Instant; supersededAt: Temporal.Instant }>`
    select recorded_at, superseded_at from coverage_version where id = ${coverageId}
    order by recorded_at`.execute(registry.db);

  return rows;
}

async function lastSeen(coverageId: string): Promise<Temporal.Instant> {
  const [version] = await versionsOf(coverageId);

  return version?.recordedAt ?? registry.clock.now();
}

async function auditOf(id: string): Promise<readonly string[]> {
  const rows = await registry.db
    .selectFrom("auditEvent")
    .select("action")
    .where("subjectId", "=", id)
    .orderBy("id")
    .execute();

  return rows.map(({ action }) => action);
}

describe("what we answered on 3 June, and what we would answer now about 3 June", () => {
  test("a loss that was told later", async () => {
    const person = await registry.person();
    const registered = await registerCoverage(registry, official, person, employed);
    registry.setTime(july);
    const end = { coverageId: idOf(registered), on: "2026-06-01", reason: "03" } as const;
    expect((await endCoverage(registry, official, person, end)).kind).toBe("written");

    const known = { before: noonOfJune3, now: registry.clock.now() };
    const both = await decideBeforeAndNow(registry.db, person, june3, known);
    expect(both.before).toMatchObject({ outcome: "valid", coverages: [{ disqualifiedOn: null }] });
    expect(both.now).toMatchObject({ outcome: "invalid", coverages: [{ lossReason: "03" }] });
    expect(await decideAsOf(registry.db, person, june3, noonOfJune3)).toEqual(both.before);
  });

  test("nobody was known before the first file came", async () => {
    const person = await registry.person();
    const before = Temporal.Instant.from("2026-05-31T00:00:00Z");
    expect(await decideAsOf(registry.db, person, june3, before)).toBeNull();
    expect(await decideAsOf(registry.db, person, june3, noonOfJune3)).toMatchObject({
      outcome: "none",
    });
  });

  test("a suspension is known while it lasts", async () => {
    const person = await registry.person();
    await registerCoverage(registry, official, person, employed);
    registry.setTime("2026-06-03T00:00:00Z");
    await suspendPerson(registry, official, person);
    registry.setTime(july);
    await resumePerson(registry, official, person);
    const known = { before: noonOfJune3, now: registry.clock.now() };
    expect(await decideBeforeAndNow(registry.db, person, june3, known)).toMatchObject({
      before: { outcome: "suspended" },
      now: { outcome: "valid" },
    });
    expect(await auditOf(person)).toEqual([
      "person.registered",
      "person.suspended",
      "person.resumed",
    ]);
  });

  test("a name that was corrected", async () => {
    const person = await registry.person({ name: "山●　花子" });
    registry.setTime(july);
    expect(await correctPerson(registry, official, person, hanako)).toEqual({ kind: "written" });
    expect(await correctPerson(registry, official, person, hanako)).toEqual({ kind: "unchanged" });
    const { rows } = await sql<{ name: string }>`
      select name from person_version where id = ${person} order by recorded_at`.execute(
      registry.db,
    );
    expect(rows.map(({ name }) => name)).toEqual(["山●　花子", "山田　花子"]);
  });
});

describe("a coverage", () => {
  test("registered twice is registered once", async () => {
    const person = await registry.person();
    const first = await registerCoverage(registry, official, person, employed);
    expect(first.kind).toBe("written");
    expect(await registerCoverage(registry, official, person, { ...employed })).toEqual({
      ...first,
      kind: "unchanged",
    });
    expect(await auditOf(idOf(first))).toEqual(["coverage.registered"]);
  });

  test("in the way of another of the same insurer is named, with what to do", async () => {
    const person = await registry.person();
    const first = await registerCoverage(registry, official, person, employed);
    const again = {
      ...employed,
      number: "902",
      qualifiedOn: "2026-04-01",
      validFrom: "2026-04-01",
    };
    expect(await registerCoverage(registry, official, person, again)).toEqual({
      kind: "overlaps",
      coverageId: idOf(first),
      insurerNumber: association,
      cause:
        "全国健康保険協会 東京支部の資格（記号12345678、番号901、枝番00、令和3年4月1日取得）と期間が重なります。",
      nextStep: "その資格を先に喪失にするか、どちらかの期間を訂正してください。",
    });
    // With another insurer it is 複数該当, which is an answer.
    expect((await registerCoverage(registry, official, person, resident)).kind).toBe("written");
    expect(await decideAsOf(registry.db, person, june3, noonOfJune3)).toMatchObject({
      outcome: "multiple",
    });
  });

  test("is corrected on top of what its corrector has seen", async () => {
    const person = await registry.person();
    const coverageId = idOf(await registerCoverage(registry, official, person, employed));
    const of = { personId: person, coverageId, seen: await lastSeen(coverageId) };
    const right = { ...employed, copayTenths: 2 };
    registry.setTime(july);
    expect(await correctCoverage(registry, official, of, right)).toEqual({
      kind: "written",
      coverageId,
    });
    // The same again is no quarrel, something else is.
    expect((await correctCoverage(registry, official, of, right)).kind).toBe("unchanged");
    expect((await correctCoverage(registry, official, of, employed)).kind).toBe("changed-since");
    const unknown = { ...of, coverageId: newId() };
    expect((await correctCoverage(registry, official, unknown, right)).kind).toBe(
      "unknown-coverage",
    );
    const [before, after] = await versionsOf(coverageId);
    expect(before?.supersededAt.equals(registry.clock.now())).toBe(true);
    expect(after).toMatchObject({ supersededAt: null });
  });

  test("ends once", async () => {
    const person = await registry.person();
    const coverageId = idOf(await registerCoverage(registry, official, person, employed));
    const end = { coverageId, on: "2026-06-01", reason: "99" } as const;
    const ends = (change: object) => endCoverage(registry, official, person, { ...end, ...change });
    expect(await ends({ on: "2021-03-31" })).toEqual({
      kind: "refused",
      reason: "ends-before-it-begins",
    });
    expect((await ends({})).kind).toBe("written");
    expect((await ends({})).kind).toBe("unchanged");
    expect(await ends({ on: "2026-06-02" })).toEqual({ kind: "refused", reason: "already-ended" });
    expect((await ends({ coverageId: newId() })).kind).toBe("unknown-coverage");
    expect(await auditOf(coverageId)).toEqual(["coverage.registered", "coverage.ended"]);
  });

  test("moves to another insurer as a whole or not at all", async () => {
    const person = await registry.person();
    const coverageId = idOf(await registerCoverage(registry, official, person, employed));
    const end = { coverageId, on: "2026-06-01", reason: "03" } as const;
    const begin = { ...resident, qualifiedOn: "2026-06-01", validFrom: "2026-06-01" };
    const move = (change: object) =>
      moveCoverage(registry, official, person, { end, begin: { ...begin, ...change } });
    expect(await move({ insurerNumber: "39131016" })).toEqual({
      kind: "refused",
      reason: "unknown-insurer",
    });
    expect(await versionsOf(coverageId)).toHaveLength(1);
    const moved = await move({});
    expect(moved.kind).toBe("written");
    expect(await move({})).toEqual({ ...moved, kind: "unchanged" });
    expect(await decideAsOf(registry.db, person, june3, noonOfJune3)).toMatchObject({
      outcome: "valid",
      coverages: [{ number: "4821" }],
    });
    expect(await auditOf(coverageId)).toEqual(["coverage.registered", "coverage.moved"]);
  });

  test("may begin anew with the same insurer on the day it ended", async () => {
    const person = await registry.person();
    const coverageId = idOf(await registerCoverage(registry, official, person, employed));
    const moved = await moveCoverage(registry, official, person, {
      end: { coverageId, on: "2026-06-03", reason: "99" },
      begin: { ...employed, number: "902", qualifiedOn: "2026-06-03", validFrom: "2026-06-03" },
    });
    expect(moved.kind).toBe("written");
    expect(await decideAsOf(registry.db, person, june3, noonOfJune3)).toMatchObject({
      coverages: [{ number: "902" }],
    });
  });

  test("is known in the order in which it was written, whatever the clock says", async () => {
    const person = await registry.person();
    const coverageId = idOf(await registerCoverage(registry, official, person, employed));
    registry.setTime("2026-05-01T00:00:00Z");
    await endCoverage(registry, official, person, { coverageId, on: "2026-06-01", reason: "99" });
    const [before, after] = await versionsOf(coverageId);
    expect(after?.recordedAt.since(before?.recordedAt ?? noonOfJune3).microseconds).toBe(1);
  });

  test("of two who change it at once, one is told so", async () => {
    const person = await registry.person();
    const coverageId = idOf(await registerCoverage(registry, official, person, employed));
    const of = { personId: person, coverageId, seen: await lastSeen(coverageId) };
    const kinds = await Promise.all(
      [1, 2].map(async (copayTenths) => {
        const { kind } = await correctCoverage(registry, official, of, {
          ...employed,
          copayTenths,
        });
        return kind;
      }),
    );
    expect(kinds.toSorted()).toEqual(["changed-since", "written"]);
    const overlapping = await Promise.all(
      ["1", "2", "3"].map(async (number) => {
        const { kind } = await registerCoverage(registry, official, person, {
          ...resident,
          number,
        });
        return kind;
      }),
    );
    expect(overlapping.toSorted()).toEqual(["overlaps", "overlaps", "written"]);
  });

  test("of nobody is nobody's", async () => {
    expect(await registerCoverage(registry, official, newId(), employed)).toEqual({
      kind: "unknown-person",
    });
  });
});

describe("an insurer", () => {
  test("is what its number says, and is registered once", async () => {
    const details = { number: "39131016", name: "東京都後期高齢者医療広域連合" };
    const register = (change: object) =>
      registerInsurer(registry, official, { ...details, ...change });
    expect(await register({ number: "39131017" })).toEqual({
      kind: "refused",
      reason: "check-digit",
    });
    expect((await register({})).kind).toBe("registered");
    expect((await register({})).kind).toBe("unchanged");
    expect(await register({ telephone: "0300009999" })).toEqual({
      kind: "refused",
      reason: "registered-otherwise",
    });
    const rows = await registry.db
      .selectFrom("insurer")
      .select(["kind", "telephone"])
      .where("number", "=", details.number)
      .execute();
    expect(rows).toEqual([{ kind: "elderly-75", telephone: null }]);
    expect(await auditOf(details.number)).toEqual(["insurer.registered"]);
  });

  test("without a contract registers nobody", async () => {
    const number = "39131016";
    const person = await registry.person();
    const begin = {
      ...employed,
      insurerNumber: number,
      symbol: null,
      number: "12345674",
      branch: null,
    };
    await registerInsurer(registry, official, { number, name: "広域連合" });
    expect(await registerCoverage(registry, official, person, begin)).toEqual({
      kind: "refused",
      reason: "insurer-without-contract",
    });
  });
});

test("a person registered twice is one person; another under the same id is a mistake", async () => {
  const person = { ...hanako, id: newId() };
  expect((await registerPerson(registry, official, person)).kind).toBe("written");
  expect((await registerPerson(registry, official, person)).kind).toBe("unchanged");
  const other = { ...person, birthDate: "1980-02-18" };
  expect((await registerPerson(registry, official, other)).kind).toBe("known-otherwise");
});

/** Certificates renewed by the certification authority's notice: in transition, after it, in chains, and whatever goes wrong. */
import { createHash } from "node:crypto";
import { transaction } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  findHolder,
  linkCertificates,
  takeInRenewals,
  unlinkCertificate,
  whyUnlinked,
} from "../index.ts";
import { official, openRegistry } from "../registry.fixture.ts";
import type { TestRegistry } from "../registry.fixture.ts";
import { carryRenewals } from "./carry.ts";
import type { NoticeOutcome } from "./take-in.ts";

const system = { kind: "system", id: "carry-renewals" } as const;
const june1 = "2026-06-01T03:00:00Z";

let registry: TestRegistry;

beforeAll(async () => {
  registry = await openRegistry(june1);
});
afterAll(() => registry[Symbol.asyncDispose]());

const hash = (name: string) => createHash("sha256").update(name).digest();
const hex = (name: string) => hash(name).toString("hex");

const TITLES = "旧証明書のハッシュ値,新証明書のハッシュ値,引き継ぎ日,旧証明書の最終日";
const line = (old: string, renewed: string, from: string, to = "") =>
  [hex(old), hex(renewed), from, to].join(",");

function take(lines: readonly string[], isDryRun = false): Promise<NoticeOutcome> {
  const bytes = Buffer.from([TITLES, ...lines, ""].join("\n"));

  return takeInRenewals(registry, system, { name: "通知.csv", open: () => [bytes], isDryRun });
}

const carry = () => carryRenewals(registry, system);

async function linked(name: string): Promise<string> {
  const personId = await registry.person();
  await transaction(registry.db, (tx) =>
    linkCertificates(tx, [
      {
        fingerprint: hash(name),
        personId,
        linkedAt: Temporal.Instant.from("2026-01-01T00:00:00Z"),
      },
    ]),
  );

  return personId;
}

const holder = async (name: string) =>
  (await findHolder(registry.db, { fingerprint: hex(name), facilityId: null }))?.person.id;

test("both speak from the day on, and the old one to its last day", async () => {
  registry.setTime(june1);
  const person = await linked("a-old");
  expect(await take([line("a-old", "a-new", "2026-06-03", "令和8年6月5日")])).toEqual({
    kind: "accepted",
    lines: 1,
  });
  expect(await carry()).toEqual({ carried: 0, conflicts: 0, ended: 0 });
  expect(await holder("a-new")).toBeUndefined();
  // 3 June in Tokyo begins while it is the 2nd in UTC.
  registry.setTime("2026-06-02T15:00:00Z");
  expect(await carry()).toEqual({ carried: 1, conflicts: 0, ended: 0 });
  expect([await holder("a-old"), await holder("a-new")]).toEqual([person, person]);
  registry.setTime("2026-06-05T14:59:59Z");
  expect(await carry()).toEqual({ carried: 0, conflicts: 0, ended: 0 });
  expect(await holder("a-old")).toBe(person);
  registry.setTime("2026-06-05T15:00:00Z");
  expect(await carry()).toEqual({ carried: 0, conflicts: 0, ended: 1 });
  expect([await holder("a-old"), await holder("a-new")]).toEqual([undefined, person]);
  expect(await whyUnlinked(registry.db, hex("a-old"))).toBe("replaced");
  expect(await carry()).toEqual({ carried: 0, conflicts: 0, ended: 0 });
});

test("without a last day the old one speaks until it ends by itself", async () => {
  registry.setTime(june1);
  const person = await linked("b-old");
  await take([line("b-old", "b-new", "2026-06-01")]);
  expect(await carry()).toMatchObject({ carried: 1 });
  registry.setTime("2026-12-01T00:00:00Z");
  expect(await carry()).toMatchObject({ ended: 0 });
  expect([await holder("b-old"), await holder("b-new")]).toEqual([person, person]);
});

test("a chain of two renewals, told late and backwards, leads from the first to the third", async () => {
  registry.setTime(june1);
  await take([
    line("c-2", "c-3", "2026-04-01", "2026-04-30"),
    line("c-1", "c-2", "2026-02-01", "2026-02-28"),
  ]);
  expect(await carry()).toMatchObject({ carried: 0 });
  // Only now the first card is registered, at a counter.
  const person = await linked("c-1");
  expect(await carry()).toEqual({ carried: 2, conflicts: 0, ended: 2 });
  expect(await Promise.all(["c-1", "c-2", "c-3"].map(holder))).toEqual([
    undefined,
    undefined,
    person,
  ]);
});

test("who had the link undone stays without one", async () => {
  registry.setTime(june1);
  await linked("d-old");
  await unlinkCertificate(registry, official, { fingerprint: hash("d-old"), reason: "asked" });
  await take([line("d-old", "d-new", "2026-06-01")]);
  expect(await carry()).toMatchObject({ carried: 0, conflicts: 0 });
  expect(await holder("d-new")).toBeUndefined();
});

test("a new one that speaks for somebody else is left to officials, and carried when they have undone it", async () => {
  registry.setTime(june1);
  const [person, other] = [await linked("e-old"), await linked("e-new")];
  await take([line("e-old", "e-new", "2026-06-01", "2026-06-01")]);
  registry.setTime("2026-06-02T03:00:00Z");
  expect(await carry()).toEqual({ carried: 0, conflicts: 1, ended: 0 });
  expect([await holder("e-old"), await holder("e-new")]).toEqual([person, other]);
  await unlinkCertificate(registry, official, { fingerprint: hash("e-new"), reason: "mistaken" });
  expect(await carry()).toEqual({ carried: 1, conflicts: 0, ended: 1 });
  expect(await holder("e-new")).toBe(person);
});

test("the same file is taken in once, and a later one may move the last day", async () => {
  registry.setTime(june1);
  const person = await linked("f-old");
  const lines = [line("f-old", "f-new", "2026-06-01", "2026-06-02")];
  expect(await take(lines, true)).toEqual({ kind: "accepted", lines: 1 });
  expect(await carry()).toMatchObject({ carried: 0 });
  expect(await take(lines)).toEqual({ kind: "accepted", lines: 1 });
  expect(await take(lines)).toMatchObject({ kind: "already" });
  await carry();
  await take([line("f-old", "f-new", "2026-06-01", "2026-07-31")]);
  registry.setTime("2026-07-01T00:00:00Z");
  expect(await carry()).toMatchObject({ ended: 0 });
  expect(await holder("f-old")).toBe(person);
});

test("wrong lines are named, and nothing of the file is taken in", async () => {
  registry.setTime(june1);
  await linked("g-old");
  const outcome = await take([
    line("g-old", "g-new", "2026-06-01"),
    ["g", hex("g-new"), "2026-06-01", ""].join(","),
    line("g-2", "g-2", "2026-06-01"),
    line("g-3", "g-4", "2026-06-31"),
    line("g-5", "g-6", "2026-06-02", "2026-06-01"),
    line("g-old", "g-7", "2026-06-01"),
    line("g-8", "g-new", "2026-06-01"),
  ]);
  const found =
    outcome.kind === "refused"
      ? outcome.problems.map((each) => [each.line, each.column?.title, each.rule])
      : [];
  expect(found).toEqual([
    [3, "旧証明書のハッシュ値", "hash"],
    [4, "新証明書のハッシュ値", "same-certificate"],
    [5, "引き継ぎ日", expect.stringMatching(/^date-/)],
    [6, "旧証明書の最終日", "ends-before-it-begins"],
    [7, "旧証明書のハッシュ値", "predecessor-twice"],
    [8, "新証明書のハッシュ値", "fingerprint-twice"],
  ]);
  expect(await carry()).toMatchObject({ carried: 0 });
  expect(
    await takeInRenewals(
      registry,
      { kind: "terminal", id: "t" },
      {
        name: "通知.csv",
        open: () => [],
        isDryRun: false,
      },
    ),
  ).toEqual({ kind: "not-allowed" });
});

test("what was told long ago is forgotten; the link stays, and says from which certificate it came", async () => {
  registry.setTime(june1);
  const person = await linked("h-old");
  await take([line("h-old", "h-new", "2026-06-01", "2026-06-30")]);
  await carry();
  registry.setTime("2027-09-01T00:00:00Z");
  await carry();
  const rows = await registry.db
    .selectFrom("certificateRenewal")
    .select("fingerprint")
    .where("predecessor", "=", hash("h-old"))
    .execute();
  expect(rows).toEqual([]);
  const link = await registry.db
    .selectFrom("certificateLink")
    .select(["personId", "via", "predecessor"])
    .where("fingerprint", "=", hash("h-new"))
    .executeTakeFirstOrThrow();
  expect(link).toEqual({ personId: person, via: "carried", predecessor: hash("h-old") });
});

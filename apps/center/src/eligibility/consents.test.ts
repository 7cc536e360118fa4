/** 限度額 and 特定疾病 over HTTP: what is told with which consent, to whom and until when. */
import type { Answer, CallResult, ConsentChoices } from "@madoguchi/contract";
import { problemSlug } from "@madoguchi/contract";
import { transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { openCounter } from "@madoguchi/test";
import type { Counter } from "@madoguchi/test";
import { VirtualCard, personalise, surfaceRoot } from "@madoguchi/virtual-card";
import type { CardImage, TestPki } from "@madoguchi/virtual-card";
import { hanako as holder, sampleCard, today } from "@madoguchi/virtual-card/sample";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { linkCertificates } from "../coverage/index.ts";
import { linkOf, openPlace, start } from "./cards.fixture.ts";
import type { Place } from "./cards.fixture.ts";
import { installSurfaceRoots } from "./index.ts";
import { believe, insure } from "./insured.fixture.ts";

let now = start;
const clock = { now: () => now };

let place: Place;
let db: Db;
let counter: Counter;
let pki: TestPki;
let certified: CardImage;
let plain: CardImage;
let certifiedPerson: string;

const limit = {
  classification: "01",
  category: "ウ",
  validFrom: "2026-08-01",
  validTo: "2027-07-31",
} as const;
const disease = { disease: "1", validFrom: "2022-06-01", validTo: null, selfPay: 10_000 } as const;
const both: ConsentChoices = { limitCertificate: "given", specificDiseases: "given" };
const none = { state: "none", givenAt: null, until: null };
const untilNovember = { state: "given", givenAt: start.toString(), until: "2026-11-30" };

beforeAll(async () => {
  place = await openPlace(clock);
  ({ db } = place);
  ({ pki } = await sampleCard());
  await believe(db, clock, pki);
  certifiedPerson = await insure(db, {
    number: "1",
    limitCertificate: limit,
    specificDiseases: [disease],
  });
  const other = await insure(db, { number: "2" });
  [certified, plain] = (await Promise.all(
    [400, 401].map((days) => personalise(pki, holder, { issuedOn: today.subtract({ days }) })),
  )) as [CardImage, CardImage];
  await transaction(db, (tx) =>
    linkCertificates(tx, [linkOf(certified, certifiedPerson), linkOf(plain, other)]),
  );
});
afterAll(() => place[Symbol.asyncDispose]());
beforeEach(async () => {
  now = start;
  // A facility that nobody has agreed to anything with.
  counter = await openCounter(place.center, clock);
});

function told<T>(result: CallResult<T>): T {
  if (!result.ok) throw new Error("refused", { cause: result });

  return result.value;
}
const checkWith = async (consents?: ConsentChoices, image = certified): Promise<Answer> =>
  told(await counter.check(VirtualCard.fromImage(image), consents));
const itemsOf = ({ coverages }: Pick<Answer, "coverages">) =>
  coverages.map(({ limitCertificate, specificDiseases }) => [
    limitCertificate !== null,
    specificDiseases.length,
  ]);
const audited = async (checkId: string) =>
  (
    await sql<{ action: string; scope: string }>`
      select action, detail ->> 'scope' as scope from audit_event
      where subject_id = ${checkId} and action like 'consent.%' order by id`.execute(db)
  ).rows.map(({ action, scope }) => `${action} ${scope}`);

test("without consent the answer is the same whether certificates are registered or not", async () => {
  const [held, absent] = [await checkWith(), await checkWith(undefined, plain)];
  for (const answer of [held, absent]) {
    expect(itemsOf(answer)).toEqual([[false, 0]]);
    expect(answer.consents).toEqual({ limitCertificate: none, specificDiseases: none });
  }
  const [{ number: _, ...ofHeld } = { number: "" }] = held.coverages;
  const [{ number: __, ...ofAbsent } = { number: "" }] = absent.coverages;
  expect(ofHeld).toEqual(ofAbsent);
});

test("with the check: what was agreed to is told at once, and again until the month ends, in Tokyo", async () => {
  const first = await checkWith({ limitCertificate: "given", specificDiseases: "declined" });
  expect(itemsOf(first)).toEqual([[true, 0]]);
  expect(first.consents).toEqual({ limitCertificate: untilNovember, specificDiseases: none });
  expect(await audited(first.checkId)).toEqual([
    "consent.given limitCertificate",
    "consent.declined specificDiseases",
  ]);
  now = start.add({ hours: 24 * 8 + 14 });
  expect(now.toString()).toBe("2026-11-30T14:04:00Z");
  expect(itemsOf(await checkWith())).toEqual([[true, 0]]);
  now = now.add({ hours: 1 });
  const after = await checkWith();
  expect(itemsOf(after)).toEqual([[false, 0]]);
  expect(after.consents).toMatchObject({
    limitCertificate: { state: "expired", until: "2026-11-30" },
    specificDiseases: { state: "none" },
  });
});

test("where the center says so, a consent ends with its day", async () => {
  await using strict = await openPlace(clock, { consentValidity: "day" });
  await believe(strict.db, clock, pki);
  const person = await insure(strict.db, { number: "1", limitCertificate: limit });
  await transaction(strict.db, (tx) => linkCertificates(tx, [linkOf(certified, person)]));
  counter = strict.counter;
  expect((await checkWith(both)).consents).toMatchObject({
    limitCertificate: { state: "given", until: "2026-11-22" },
  });
  now = start.add({ hours: 15 });
  expect((await checkWith()).consents).toMatchObject({ limitCertificate: { state: "expired" } });
});

test("by 目視 as by PIN", async () => {
  await transaction(db, (tx) => installSurfaceRoots(tx, clock, [surfaceRoot(pki.surface)]));
  const request = await counter.signVisually(VirtualCard.fromImage(certified));
  const { client, identity } = counter;
  const answer = told(await client.checkVisually(identity, { ...request, consents: both }));
  expect(answer.purpose).toBe("visualCheck");
  expect(itemsOf(answer)).toEqual([[true, 1]]);
});

test("another facility is told nothing", async () => {
  expect(itemsOf(await checkWith(both))).toEqual([[true, 1]]);
  counter = await openCounter(place.center, clock);
  expect(itemsOf(await checkWith())).toEqual([[false, 0]]);
});

describe("after the check", () => {
  const consent = (checkId: string, consents: ConsentChoices, by = counter) =>
    by.client.consent(by.identity, checkId, { consents });
  const slug = (result: CallResult<unknown>) =>
    result.ok || result.kind === "offline" ? "changed" : problemSlug(result.problem);

  test("the items come with the consent, and go with it when it is withdrawn", async () => {
    const { checkId } = await checkWith();
    const given = told(await consent(checkId, both));
    expect(itemsOf(given)).toEqual([[true, 1]]);
    expect(given.consents).toEqual({
      limitCertificate: untilNovember,
      specificDiseases: untilNovember,
    });
    const withdrawn = told(await consent(checkId, { specificDiseases: "declined" }));
    expect(itemsOf(withdrawn)).toEqual([[true, 0]]);
    expect(await audited(checkId)).toEqual([
      "consent.given limitCertificate",
      "consent.given specificDiseases",
      "consent.withdrawn specificDiseases",
    ]);
    expect((await checkWith()).consents).toEqual({
      limitCertificate: untilNovember,
      specificDiseases: none,
    });
  });

  test("another terminal, another facility, no such check, too late: refused, and nothing is kept", async () => {
    const { checkId } = await checkWith();
    const stranger = await openCounter(place.center, clock);
    expect(slug(await consent(checkId, both, stranger))).toBe("consent-too-late");
    expect(slug(await consent(certifiedPerson, both))).toBe("consent-too-late");
    expect(slug(await consent("no-id", both))).toBe("not-found");
    now = start.add({ minutes: 10, milliseconds: 1 });
    expect(slug(await consent(checkId, both))).toBe("consent-too-late");
    now = start.add({ minutes: 10 });
    expect(slug(await consent(checkId, both))).toBe("changed");
    expect(await audited(checkId)).toHaveLength(2);
  });

  test("a second terminal of the same facility cannot add to the first one's check", async () => {
    const { checkId } = await checkWith();
    await db
      .updateTable("checkRecord")
      .set({ terminalId: certifiedPerson })
      .where("facilityId", "=", counter.facilityId)
      .where("id", "=", checkId)
      .execute();
    expect(slug(await consent(checkId, both))).toBe("consent-too-late");
  });
});

test("nothing about the patient stands in the audit of consents", async () => {
  await checkWith(both);
  const { rows } = await sql<{ text: string }>`
    select to_jsonb(audit_event)::text as text from audit_event
    where action like 'consent.%'`.execute(db);
  expect(rows.length).toBeGreaterThan(0);
  for (const secret of ["ヤマダ", "1980-02-17", "12345678", "ウ", certifiedPerson]) {
    expect(rows.filter(({ text }) => text.includes(secret))).toEqual([]);
  }
});

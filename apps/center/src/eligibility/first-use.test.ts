/** 保険証利用登録 over HTTP, with cards that really sign. */
import { createHash } from "node:crypto";
import { exampleCoverage } from "@madoguchi/contract";
import type { Answer, CallResult, StatedCoverage } from "@madoguchi/contract";
import { newId } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { openCounter } from "@madoguchi/test";
import type { Counter } from "@madoguchi/test";
import { VirtualCard, personalise } from "@madoguchi/virtual-card";
import type { CardImage, TestPki } from "@madoguchi/virtual-card";
import { hanako as holder, sampleCard, today } from "@madoguchi/virtual-card/sample";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { moveCoverage, renewCertificate, unlinkCertificate } from "../coverage/index.ts";
import { openPlace, slugOf, start } from "./cards.fixture.ts";
import type { Place } from "./cards.fixture.ts";
import { association, believe, insure } from "./insured.fixture.ts";

let now = start;
const clock = { now: () => now };

let place: Place;
let db: Db;
let counter: Counter;
let pki: TestPki;

beforeAll(async () => {
  place = await openPlace(clock);
  ({ db, counter } = place);
  ({ pki } = await sampleCard());
  await believe(db, clock, pki);
});
afterEach(() => {
  now = start;
});
afterAll(() => place[Symbol.asyncDispose]());

let cards = 0;
/** A card that nobody has seen before: keys are slow to make, so each is used for one story. */
const newCard = () =>
  personalise(pki, holder, { issuedOn: today.subtract({ days: 400 + (cards += 1) }) });
const lay = (image: CardImage) => VirtualCard.fromImage(image);
const fingerprintOf = ({ auth }: CardImage) =>
  createHash("sha256").update(Buffer.from(auth.certificate, "base64")).digest();

const stated = (number: string, change: Partial<StatedCoverage> = {}): StatedCoverage => ({
  insurerNumber: association,
  symbol: "12345678",
  number,
  branch: "00",
  birthDate: "1980-02-17",
  kana: "ヤマダ　ハナコ",
  ...change,
});
const outcomeOf = (result: CallResult<Answer>) =>
  result.ok ? result.value.outcome : slugOf(result);

async function linksOf(personId: string) {
  return db
    .selectFrom("certificateLink")
    .select(["via", "facilityId", "consentedAt"])
    .where("personId", "=", personId)
    .execute();
}

test("a card that was not linked is, by consent and PIN, and answered in the same call", async () => {
  const person = await insure(db, { number: "1001" });
  const image = await newCard();
  expect(outcomeOf(await counter.check(lay(image)))).toBe("unlinked");
  const request = await counter.signFirstUse(lay(image), {
    // As a person types who has a full-width keyboard.
    ...stated("１００１", { symbol: "１２３４ ５６７８", kana: "ﾔﾏﾀﾞ ﾊﾅｺ" }),
    insurerNumber: "０１１３００１２",
  });
  const result = await counter.client.firstUse(counter.identity, request);
  expect(result).toMatchObject({
    ok: true,
    value: { outcome: "valid", purpose: "pinCheck", person: { kana: "ヤマダ　ハナコ" } },
  });
  expect(outcomeOf(await counter.check(lay(image)))).toBe("valid");
  expect(await linksOf(person)).toEqual([
    { via: "counter", facilityId: counter.facilityId, consentedAt: start },
  ]);
  const [proof] = await db
    .selectFrom("firstUse")
    .selectAll()
    .where("personId", "=", person)
    .execute();
  expect(new TextDecoder().decode(proof?.context)).toContain('"purpose":"firstUse"');
  expect(proof?.fingerprint).toEqual(fingerprintOf(image));
  const { rows } = await sql<{ action: string; text: string }>`
    select action, to_jsonb(audit_event)::text as text from audit_event
    where facility_id = ${counter.facilityId} and at = ${start.toString()}::timestamptz`.execute(
    db,
  );
  expect(rows.map(({ action }) => action)).toContain("certificate.linked");
  for (const secret of ["ヤマダ", "1980-02-17", "12345678"]) {
    expect(rows.filter(({ text }) => text.includes(secret))).toEqual([]);
  }
  expect(slugOf(await counter.client.firstUse(counter.identity, request))).toBe("challenge-used");
});

describe("whatever is wrong", () => {
  let image: CardImage;
  beforeAll(async () => {
    image = await newCard();
    await insure(db, { number: "2001" });
    await insure(db, { number: "2002", disqualifiedOn: "2026-11-22", lossReason: "03" });
    // Twins whose insurer gives no branch: the reading tells them apart, and without it nothing does.
    await insure(db, { number: "2003", branch: null }, { kana: "ヤマダ　ハナコ" });
    await insure(db, { number: "2003", branch: null }, { kana: "ヤマダ　ハナエ" });
  });

  test.each([
    ["birth date", stated("2001", { birthDate: "1980-02-18" })],
    ["reading", stated("2001", { kana: "ヤマダ　ハルコ" })],
    ["symbol", stated("2001", { symbol: "12345679" })],
    ["branch", stated("2001", { branch: "01" })],
    ["branch left out", stated("2001", { branch: "" })],
    ["insurer", stated("2001", { insurerNumber: "138057" })],
    ["a number that is none", stated("2001", { insurerNumber: "01130013" })],
    ["nobody", stated("2999")],
    ["a coverage that has ended", stated("2002")],
    ["one of two", stated("2003", { branch: "", kana: null })],
  ])("%s: one and the same refusal, and nothing is linked", async (_what, statement) => {
    // A counter and a card of its own day, so that no limit speaks instead.
    now = start.add({ hours: 25 * (refusals += 1) });
    const result = await counter.firstUse(lay(image), statement);
    const plain = result.ok || result.kind === "offline" ? null : result.problem;
    const { instance: _, ...words } = plain ?? { instance: "" };
    seen.add(JSON.stringify(words));
    expect([...seen]).toEqual([expect.stringContaining("first-use-refused")]);
    expect(outcomeOf(await counter.check(lay(image)))).toBe("unlinked");
  });
  const seen = new Set<string>();
  let refusals = 0;

  test("the reading is enough to tell two people apart", async () => {
    const own = await newCard();
    const result = await counter.firstUse(lay(own), stated("2003", { branch: "" }));
    expect(outcomeOf(result)).toBe("valid");
  });
});

test("five statements that lead nowhere, and the card must wait a day; a right one would not help", async () => {
  const person = await insure(db, { number: "3001" });
  const image = await newCard();
  const elsewhere = await openCounter(place.center, clock);
  for (const attempt of [1, 2, 3, 4, 5]) {
    const by = attempt % 2 === 0 ? elsewhere : counter;
    expect(outcomeOf(await by.firstUse(lay(image), stated(`399${attempt}`)))).toBe(
      "first-use-refused",
    );
  }
  expect(outcomeOf(await elsewhere.firstUse(lay(image), stated("3001")))).toBe("first-use-limit");
  expect(await linksOf(person)).toEqual([]);
  now = start.add({ hours: 24, seconds: 1 });
  expect(outcomeOf(await elsewhere.firstUse(lay(image), stated("3001")))).toBe("valid");
});

test("a terminal that keeps guessing is stopped, whichever card lies there; another is not", async () => {
  const guessing = await openCounter(place.center, clock);
  const images = await Promise.all(Array.from({ length: 5 }, newCard));
  const tries = images.slice(0, 4).flatMap((image) => Array.from({ length: 5 }, () => image));
  for (const image of tries) {
    expect(outcomeOf(await guessing.firstUse(lay(image), stated("4999")))).toBe(
      "first-use-refused",
    );
  }
  await insure(db, { number: "4001" });
  const [last] = images.slice(-1);
  if (!last) throw new Error("no card");
  expect(outcomeOf(await guessing.firstUse(lay(last), stated("4001")))).toBe("first-use-limit");
  const other = await openCounter(place.center, clock);
  expect(outcomeOf(await other.firstUse(lay(last), stated("4001")))).toBe("valid");
});

test("registrations that succeed use up nothing", async () => {
  const busy = await openCounter(place.center, clock);
  const image = await newCard();
  await insure(db, { number: "5001" });
  expect(outcomeOf(await busy.firstUse(lay(image), stated("5001")))).toBe("valid");
  // The same once more, as after a broken line: it is linked already, and that is the answer.
  for (const _ of Array.from({ length: 6 })) {
    expect(outcomeOf(await busy.firstUse(lay(image), stated("5001")))).toBe("valid");
  }
});

test("照会停止中, another living link, and a card that speaks for somebody else are refused", async () => {
  const suspended = { suspendedAt: start.subtract({ hours: 1 }) };
  await insure(db, { number: "6001" }, suspended);
  const linked = await insure(db, { number: "6002" });
  await insure(db, { number: "6003" });
  const [first, second] = [await newCard(), await newCard()];
  expect(outcomeOf(await counter.firstUse(lay(first), stated("6001")))).toBe("first-use-suspended");
  expect(outcomeOf(await counter.firstUse(lay(first), stated("6002")))).toBe("valid");
  expect(outcomeOf(await counter.firstUse(lay(second), stated("6002")))).toBe(
    "first-use-already-linked",
  );
  for (const number of ["6003", "6999"]) {
    expect(outcomeOf(await counter.firstUse(lay(first), stated(number)))).toBe(
      "first-use-card-linked",
    );
  }
  expect(await linksOf(linked)).toHaveLength(1);
});

test("of two cards at two counters at once, one becomes the first", async () => {
  const person = await insure(db, { number: "7001" });
  const images = [await newCard(), await newCard()];
  const counters = [await openCounter(place.center, clock), await openCounter(place.center, clock)];
  const requests = await Promise.all(
    images.map((image, index) => counters[index]?.signFirstUse(lay(image), stated("7001"))),
  );
  const results = await Promise.all(
    requests.map(async (request, index) => {
      const at = counters[index];
      return request && at ? outcomeOf(await at.client.firstUse(at.identity, request)) : null;
    }),
  );
  expect(results.toSorted()).toEqual(["first-use-already-linked", "valid"]);
  expect(await linksOf(person)).toHaveLength(1);
});

test("a signature for a check is no consent, and one for a consent no check", async () => {
  await insure(db, { number: "8001" });
  const image = await newCard();
  const check = await counter.sign(lay(image));
  const asConsent = { ...check, agreed: true, stated: stated("8001") } as const;
  expect(slugOf(await counter.client.firstUse(counter.identity, asConsent))).toBe(
    "challenge-other-purpose",
  );
  const {
    agreed: _,
    stated: __,
    ...consent
  } = await counter.signFirstUse(lay(image), stated("8001"));
  expect(slugOf(await counter.client.check(counter.identity, consent))).toBe(
    "challenge-other-purpose",
  );
  const unsigned = { ...(await counter.signFirstUse(lay(image), stated("8001"))) };
  const { signature } = await counter.signFirstUse(lay(image), stated("8001"));
  expect(slugOf(await counter.client.firstUse(counter.identity, { ...unsigned, signature }))).toBe(
    "card-signature-invalid",
  );
});

test("a renewed certificate and the old one both answer, and the old one can be unlinked alone", async () => {
  await insure(db, { number: "9001" });
  const [old, renewed] = [await newCard(), await newCard()];
  expect(outcomeOf(await counter.firstUse(lay(old), stated("9001")))).toBe("valid");
  const carry = { kind: "system", id: "renewals" } as const;
  const pair = { fingerprint: fingerprintOf(renewed), predecessor: fingerprintOf(old) };
  expect((await renewCertificate({ db, clock }, carry, pair)).kind).toBe("linked");
  const both = [await counter.check(lay(old)), await counter.check(lay(renewed))];
  expect(both.map(outcomeOf)).toEqual(["valid", "valid"]);
  const gone = { fingerprint: fingerprintOf(old), reason: "replaced" } as const;
  await unlinkCertificate({ db, clock }, carry, gone);
  const after = [await counter.check(lay(old)), await counter.check(lay(renewed))];
  expect(after.map(outcomeOf)).toEqual(["unlinked", "valid"]);
});

test("somebody who moved to another insurer is registered by the new numbers, and the card stays theirs", async () => {
  const coverageId = newId();
  const person = await insure(db, { id: coverageId, number: "9101" });
  const [early, late] = [await newCard(), await newCard()];
  const moved = await moveCoverage({ db, clock }, { kind: "system", id: "move" }, person, {
    end: { coverageId, on: "2026-11-01", reason: "03" },
    begin: {
      ...exampleCoverage,
      classification: "01",
      issuedOn: null,
      insurerNumber: "138057",
      symbol: "国",
      number: "77",
      qualifiedOn: "2026-11-01",
      validFrom: "2026-11-01",
    },
  });
  expect(moved.kind).toBe("written");
  expect(outcomeOf(await counter.firstUse(lay(late), stated("9101")))).toBe("first-use-refused");
  const anew = stated("77", { insurerNumber: "138057", symbol: "国" });
  expect(await counter.firstUse(lay(early), anew)).toMatchObject({
    value: { outcome: "valid", coverages: [{ insurerNumber: "138057" }] },
  });
  expect(await counter.check(lay(early))).toMatchObject({ value: { outcome: "valid" } });
});

import { fromBase64Url, problemSlug, toBase64Url } from "@madoguchi/contract";
import type { Answer, CallResult, CheckRequest, Outcome } from "@madoguchi/contract";
import { transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { openCounter } from "@madoguchi/test";
import type { Counter, TestCenter } from "@madoguchi/test";
import { VirtualCard, createTestPki, personalise } from "@madoguchi/virtual-card";
import type { CardImage, TestPki } from "@madoguchi/virtual-card";
import { hanako as holder, sampleCard, today } from "@madoguchi/virtual-card/sample";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  insertCoverages,
  insertInsurers,
  insertPeople,
  linkCertificates,
  unlinkCertificate,
} from "../coverage/index.ts";
import { linkOf, openPlace, revocationListOf, slugOf, start } from "./cards.fixture.ts";
import type { Place } from "./cards.fixture.ts";
import { firstCheckAt, installTrust } from "./index.ts";

let now = start;
const clock = { now: () => now };

let place: Place;
let center: TestCenter;
let db: Db;
let counter: Counter;
let pki: TestPki;
let hanako: CardImage;
let stranger: CardImage;

const PERSON = "00000000-0000-7000-8000-000000000001";

beforeAll(async () => {
  place = await openPlace(clock);
  ({ center, db, counter } = place);
  ({ pki, image: hanako } = await sampleCard());
  stranger = await personalise(await createTestPki(today), holder, { issuedOn: today });
  await transaction(db, async (tx) => {
    await insertInsurers(tx, [{ number: "01130012", name: "全国健康保険協会 東京支部" }]);
    await insertPeople(
      tx,
      [
        {
          id: PERSON,
          name: holder.name,
          kana: "ヤマダ　ハナコ",
          sex: holder.sex,
          birthDate: holder.birthDate,
          address: holder.address,
          suspendedAt: null,
        },
      ],
      start,
    );
    await insertCoverages(
      tx,
      [
        {
          id: PERSON,
          personId: PERSON,
          insurerNumber: "01130012",
          symbol: "12345678",
          number: "901",
          branch: "00",
          relationship: "insured",
          insuredName: "山田　花子",
          qualifiedOn: "2021-04-01",
          disqualifiedOn: null,
          lossReason: null,
          validFrom: "2021-04-01",
          validTo: null,
          copayTenths: 3,
          preschool: false,
          elderlyCertificate: null,
          limitCertificate: null,
          specificDiseases: [],
        },
      ],
      start,
    );
  });
  await install();
  await link(hanako);
});
afterEach(() => {
  now = start;
});
afterAll(() => place[Symbol.asyncDispose]());

const card = (image: CardImage) => VirtualCard.fromImage(image);

async function install(revoked: readonly CardImage[] = [], thisUpdate = start): Promise<void> {
  await transaction(db, (tx) =>
    installTrust(tx, clock, {
      roots: pki.auth.map((root) => root.certificate),
      crls: pki.auth.map((root) => revocationListOf(root, { thisUpdate, hours: 24 * 3, revoked })),
    }),
  );
}

async function link(image: CardImage): Promise<void> {
  await transaction(db, (tx) => linkCertificates(tx, [linkOf(image, PERSON)]));
}

function outcomeOf(result: CallResult<Answer>): Outcome | null {
  return result.ok ? result.value.outcome : null;
}

/** What the audit holds about a check, a challenge or a terminal. */
async function audited(subjectId: string): Promise<string[]> {
  const { rows } = await sql<{ action: string; reason: string }>`
    select action, coalesce(detail ->> 'reason', detail ->> 'outcome') as reason
    from audit_event where subject_id = ${subjectId}`.execute(db);

  return rows.map(({ action, reason }) => `${action} ${reason}`);
}

async function expectRefusal(request: CheckRequest, slug: string, by = counter): Promise<void> {
  expect(slugOf(await by.client.check(by.identity, request))).toBe(slug);
  expect(await audited(request.challengeId)).toContain(`check.refused ${slug}`);
}

test("a card that holds is answered, recorded and audited without a word about the patient", async () => {
  expect(await firstCheckAt(db, counter.facilityId)).toBeNull();
  const result = await counter.check(card(hanako));
  const answer = result.ok ? result.value : null;
  expect(answer).toMatchObject({
    outcome: "valid",
    asOf: "2026-11-22",
    person: { name: "山田　花子", kana: "ヤマダ　ハナコ", birthDate: "1980-02-17" },
    coverages: [{ insurerName: "全国健康保険協会 東京支部", symbol: "12345678", copayTenths: 3 }],
    guidance: null,
    remarks: [],
  });
  expect(await firstCheckAt(db, counter.facilityId)).toEqual(start);
  expect(await audited(answer?.checkId ?? "")).toEqual(["check.answered valid"]);
  const { rows } = await sql<{
    text: string;
  }>`select to_jsonb(audit_event)::text as text from audit_event`.execute(db);
  expect(rows.some(({ text }) => text.includes("check.answered"))).toBe(true);
  for (const secret of ["山田", "ヤマダ", "1980-02-17", "12345678", PERSON]) {
    expect(rows.filter(({ text }) => text.includes(secret))).toEqual([]);
  }
});

test("every item of the person is told, and null where the insurer says nothing", async () => {
  await sql`update person set name_other = ${"佐藤　花子"}, postal_code = ${"9990001"}`.execute(db);
  const result = await counter.check(card(hanako));
  expect(result.ok && result.value.person).toEqual({
    name: "山田　花子",
    kana: "ヤマダ　ハナコ",
    sex: holder.sex,
    birthDate: "1980-02-17",
    address: holder.address,
    nameOther: "佐藤　花子",
    kanaOther: null,
    postalCode: "9990001",
  });
});

test("a challenge is good for one check", async () => {
  const request = await counter.sign(card(hanako));
  expect(outcomeOf(await counter.client.check(counter.identity, request))).toBe("valid");
  await expectRefusal(request, "challenge-used");
});

test("of the same check sent twice at once, one is answered", async () => {
  const request = await counter.sign(card(hanako));
  const results = await Promise.all(
    [1, 2, 3, 4].map(() => counter.client.check(counter.identity, request)),
  );
  expect(results.map(slugOf).toSorted()).toEqual(["answered", ...Array(3).fill("challenge-used")]);
});

test("a challenge ends after 120 seconds, and stays ended", async () => {
  const last = await counter.sign(card(hanako));
  now = start.add({ seconds: 120 });
  expect(outcomeOf(await counter.client.check(counter.identity, last))).toBe("valid");
  now = start;
  const late = await counter.sign(card(hanako));
  now = start.add({ seconds: 120, milliseconds: 1 });
  await expectRefusal(late, "challenge-expired");
  now = start;
  await expectRefusal(late, "challenge-used");
});

test("a signature over anything else is refused and spends the challenge", async () => {
  const other = await counter.sign(card(hanako));
  const request = await counter.sign(card(hanako));
  await expectRefusal({ ...request, signature: other.signature }, "card-signature-invalid");
  await expectRefusal(request, "challenge-used");

  const altered = await counter.sign(card(hanako));
  const bytes = fromBase64Url(altered.signature);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  await expectRefusal({ ...altered, signature: toBase64Url(bytes) }, "card-signature-invalid");
});

test("another terminal can neither use a challenge nor spend it", async () => {
  const request = await counter.sign(card(hanako));
  await expectRefusal(request, "challenge-foreign", await openCounter(center, clock));
  expect(outcomeOf(await counter.client.check(counter.identity, request))).toBe("valid");
});

test("a terminal's name does not help whoever lacks its key", async () => {
  const request = await counter.sign(card(hanako));
  const { identity } = await openCounter(center, clock);
  const forged = { ...identity, terminalId: counter.identity.terminalId };
  expect(slugOf(await counter.client.check(forged, request))).toBe("signature-invalid");
  expect(await audited(counter.identity.terminalId)).toContain(
    "terminal.refused signature-invalid",
  );
  expect(outcomeOf(await counter.client.check(counter.identity, request))).toBe("valid");
});

test("a challenge that nobody issued is unknown", async () => {
  const request = await counter.sign(card(hanako));
  await expectRefusal({ ...request, challengeId: PERSON }, "challenge-unknown");
});

test("certificates that prove nothing are refused, each for its own reason", async () => {
  const unknown = await counter.sign(card(stranger));
  await expectRefusal(unknown, "certificate-unknown-issuer");

  const malformed = await counter.sign(card(hanako));
  await expectRefusal({ ...malformed, certificate: "AAAA" }, "certificate-malformed");

  const signingRootAsOurs = { ...pki, sign: pki.auth[1] };
  const { sign } = await personalise(signingRootAsOurs, holder, { issuedOn: today });
  const purpose = await counter.sign(card(hanako));
  await expectRefusal(
    {
      ...purpose,
      certificate: Buffer.from(sign?.certificate ?? "", "base64").toString("base64url"),
    },
    "certificate-wrong-purpose",
  );

  const future = await personalise(pki, holder, { issuedOn: today.add({ days: 1 }) });
  await expectRefusal(await counter.sign(card(future)), "certificate-not-yet-valid");

  now = start.add({ hours: 24 * 4 + 1 });
  await expectRefusal(await counter.sign(card(hanako)), "revocation-unknown");
});

test("a certificate ends in steps: three months of warning, three of grace, then no more", async () => {
  const image = await personalise(pki, holder, {
    issuedOn: today.subtract({ years: 1 }),
    validUntil: Temporal.PlainDate.from("2026-12-31"),
  });
  await link(image);
  const checkOn = async (instant: string): Promise<Answer | null> => {
    now = Temporal.Instant.from(instant);
    await install([], now);
    const result = await counter.check(card(image));
    return result.ok ? result.value : null;
  };
  const expiring = await checkOn("2026-12-31T14:59:59Z");
  expect(expiring).toMatchObject({
    outcome: "valid",
    remarks: [{ kind: "certificate-expiring" }],
  });
  const grace = await checkOn("2027-03-31T14:59:59Z");
  expect(grace).toMatchObject({
    outcome: "valid",
    asOf: "2027-03-31",
    remarks: [{ kind: "certificate-expired-grace" }],
  });
  expect(grace?.remarks[0]?.text).toContain("令和9年3月31日（水）までできます");
  const expired = await checkOn("2027-03-31T15:00:00Z");
  expect(expired).toMatchObject({ outcome: "certificate-expired", person: null, coverages: [] });
  expect(expired?.guidance?.cause).toContain("令和8年12月31日");
});

test("a new revocation list counts from the next check on, and an old one cannot replace it", async () => {
  const image = await personalise(pki, holder, { issuedOn: today.subtract({ days: 10 }) });
  await link(image);
  now = Temporal.Instant.from("2027-05-01T00:00:00Z");
  await install([], now);
  expect(outcomeOf(await counter.check(card(image)))).toBe("valid");
  await install([image], now.add({ seconds: 1 }));
  now = now.add({ seconds: 2 });
  expect(outcomeOf(await counter.check(card(image)))).toBe("certificate-revoked");
  await install([], now.subtract({ seconds: 2 }));
  expect(outcomeOf(await counter.check(card(image)))).toBe("certificate-revoked");

  const request = await counter.sign(card(image));
  const other = await counter.sign(card(image));
  await expectRefusal({ ...request, signature: other.signature }, "card-signature-invalid");
});

test("a card nobody has linked is told apart from a person nobody has insured", async () => {
  now = Temporal.Instant.from("2027-06-01T00:00:00Z");
  await install([], now);
  const image = await personalise(pki, holder, { issuedOn: today });
  const result = await counter.check(card(image));
  expect(result.ok && result.value).toMatchObject({ outcome: "unlinked", person: null });
});

test("why a card is linked no more is told, as far as it helps the patient", async () => {
  now = Temporal.Instant.from("2027-06-02T00:00:00Z");
  await install([], now);
  const registry = { db, clock };
  const official = { kind: "official", id: PERSON } as const;
  for (const reason of ["asked", "replaced"] as const) {
    const image = await personalise(pki, holder, { issuedOn: today });
    await link(image);
    await unlinkCertificate(registry, official, { ...linkOf(image, PERSON), reason });
    const result = await counter.check(card(image));
    expect(result.ok && result.value).toMatchObject({
      outcome: "unlinked",
      guidance: { code: `unlinked-${reason}`, owner: "patient" },
    });
  }
});

test("a stopped account gets neither challenge nor answer, and that is on record", async () => {
  const other = await openCounter(center, clock);
  const request = await other.sign(card(hanako));
  await sql`update app_account set stopped_at = now() where id = ${other.appAccountId}`.execute(db);
  expect(slugOf(await other.client.check(other.identity, request))).toBe("account-stopped");
  const challenge = await other.client.challenge(other.identity);
  expect(!challenge.ok && challenge.kind === "problem" && problemSlug(challenge.problem)).toBe(
    "account-stopped",
  );
  expect(await audited(other.identity.terminalId)).toEqual([
    "terminal.refused account-stopped",
    "terminal.refused account-stopped",
  ]);
});

test("a request that holds anything more than the contract names is refused", async () => {
  const request = { ...(await counter.sign(card(hanako))), pin: "1234" };
  expect(slugOf(await counter.client.check(counter.identity, request))).toBe("invalid-request");
});

/** 目視 over HTTP, from a virtual card to the answer and the record. */
import { fromBase64Url, toBase64Url } from "@madoguchi/contract";
import type { VisualCheckRequest } from "@madoguchi/contract";
import { transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import type { Counter } from "@madoguchi/test";
import {
  VirtualCard,
  createSurfaceAuthority,
  personalise,
  personaliseSurface,
  surfaceRoot,
} from "@madoguchi/virtual-card";
import type { CardImage, TestPki } from "@madoguchi/virtual-card";
import { hanako as holder, sampleCard, today } from "@madoguchi/virtual-card/sample";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { insertPeople, linkCertificates } from "../coverage/index.ts";
import { linkOf, openPlace, revocationListOf, slugOf, start } from "./cards.fixture.ts";
import type { Place } from "./cards.fixture.ts";
import { installSurfaceRoots, installTrust } from "./index.ts";

let now = start;
const clock = { now: () => now };

let place: Place;
let db: Db;
let counter: Counter;
let pki: TestPki;
let hanako: CardImage;
let ichiro: CardImage;

const people = {
  hanako: holder,
  ichiro: { ...holder, name: "渡邉　一郎", sex: "male", birthDate: "1954-06-17" },
} as const;
const ids = {
  hanako: "00000000-0000-7000-8000-000000000001",
  ichiro: "00000000-0000-7000-8000-000000000002",
} as const;

beforeAll(async () => {
  place = await openPlace(clock);
  ({ db, counter } = place);
  ({ pki, image: hanako } = await sampleCard());
  ichiro = await personalise(pki, people.ichiro, { issuedOn: today.subtract({ years: 1 }) });
  await transaction(db, async (tx) => {
    await insertPeople(
      tx,
      (["hanako", "ichiro"] as const).map((who) => {
        const { name, sex, birthDate, address } = people[who];
        return { id: ids[who], name, kana: "カナ", sex, birthDate, address, suspendedAt: null };
      }),
      start,
    );
    await installTrust(tx, clock, {
      roots: pki.auth.map((root) => root.certificate),
      crls: pki.auth.map((root) => revocationListOf(root, { thisUpdate: start })),
    });
    await installSurfaceRoots(tx, clock, [surfaceRoot(pki.surface)]);
    await linkCertificates(tx, [linkOf(hanako, ids.hanako), linkOf(ichiro, ids.ichiro)]);
  });
});
afterEach(() => {
  now = start;
});
afterAll(() => place[Symbol.asyncDispose]());

const card = (image: CardImage) => VirtualCard.fromImage(image);

async function expectRefusal(request: VisualCheckRequest, slug: string): Promise<void> {
  const result = await counter.client.checkVisually(counter.identity, request);
  expect(slugOf(result)).toBe(slug);
  expect(await detailsOf(request.challengeId)).toContainEqual({
    action: "check.refused",
    actorId: counter.identity.terminalId,
    detail: { purpose: "visualCheck", reason: slug },
  });
}

async function detailsOf(subjectId: string) {
  const { rows } = await sql`
    select action, actor_id, detail from audit_event where subject_id = ${subjectId}`.execute(db);

  return rows;
}

/** The request with one bit of the text at hand turned. */
function turned(text: string, at: number): string {
  const bytes = fromBase64Url(text);
  bytes[at] = (bytes[at] ?? 0) ^ 1;

  return toBase64Url(bytes);
}

test("a face that a root of ours signed, and a card that is there, are answered", async () => {
  const result = await counter.checkVisually(card(hanako));
  const answer = result.ok ? result.value : null;
  expect(answer).toMatchObject({
    outcome: "none",
    purpose: "visualCheck",
    person: { name: "山田　花子", birthDate: "1980-02-17" },
  });
  expect(await detailsOf(answer?.checkId ?? "")).toEqual([
    {
      action: "check.answered",
      actorId: counter.identity.terminalId,
      detail: { purpose: "visualCheck", outcome: "none", photoCompared: "chip" },
    },
  ]);
  const { rows } = await sql`
    select purpose, photo_compared, photo_matched_at, person_id from check_record
    where id = ${answer?.checkId}`.execute(db);
  expect(rows).toEqual([
    {
      purpose: "visualCheck",
      photoCompared: "chip",
      photoMatchedAt: start,
      personId: ids.hanako,
    },
  ]);
});

test("a terminal learns with the challenge whose photos it may show", async () => {
  const { client, identity } = counter;
  const visual = await client.challenge(identity, "visualCheck");
  const { keyId, publicKey } = surfaceRoot(pki.surface);
  expect(visual.ok && visual.value.surfaceRoots).toEqual([
    { keyId: toBase64Url(keyId), modulus: toBase64Url(publicKey.modulus) },
  ]);
  const pin = await client.challenge(identity);
  expect(pin.ok && pin.value.surfaceRoots).toBeUndefined();
});

test("a PIN check says that it was one", async () => {
  const result = await counter.check(card(hanako));
  expect(result.ok && result.value.purpose).toBe("pinCheck");
});

test("a challenge is good for one check, of the kind that was asked for, for five minutes", async () => {
  const request = await counter.signVisually(card(hanako));
  const { client, identity } = counter;
  const pinRequest = await counter.sign(card(hanako));
  const { challengeId, certificate } = request;
  const asPin = await client.check(identity, { ...pinRequest, challengeId, certificate });
  expect(slugOf(asPin)).toBe("challenge-other-purpose");
  await expectRefusal(
    { ...request, challengeId: pinRequest.challengeId },
    "challenge-other-purpose",
  );

  now = start.add({ seconds: 300 });
  expect(slugOf(await client.checkVisually(identity, request))).toBe("answered");
  await expectRefusal(request, "challenge-used");
  now = start;
  const late = await counter.signVisually(card(hanako));
  now = start.add({ seconds: 300, milliseconds: 1 });
  await expectRefusal(late, "challenge-expired");
});

test("a presence signed for another challenge, or by another card, is refused", async () => {
  const first = await counter.signVisually(card(hanako));
  const second = await counter.signVisually(card(hanako));
  await expectRefusal({ ...second, presence: first.presence }, "card-signature-invalid");

  const own = await counter.signVisually(card(hanako));
  const other = await counter.signVisually(card(ichiro));
  await expectRefusal({ ...own, face: other.face }, "card-signature-invalid");

  const pinSigned = await counter.sign(card(hanako));
  const again = await counter.signVisually(card(hanako));
  await expectRefusal({ ...again, presence: pinSigned.signature }, "card-signature-invalid");
});

test("a face record of another authority is refused, also under our root's identifier", async () => {
  const stranger = await createSurfaceAuthority();
  const forged = { ...hanako, surface: await personaliseSurface(stranger, hanako) };
  await expectRefusal(await counter.signVisually(card(forged)), "face-record-forged");

  const request = await counter.signVisually(card(forged));
  // 7F21 82 len, 5F4E 82 len: the issuer's key identifier begins with the tenth byte.
  const certificate = turned(request.face.certificate, 10);
  await expectRefusal(
    { ...request, face: { ...request.face, certificate } },
    "face-record-unknown-issuer",
  );
});

test("nothing in what was signed can be changed: person, pictures, signature", async () => {
  const request = await counter.signVisually(card(hanako));
  const { face } = request;
  const person = Buffer.from(face.person, "base64url");
  const born = person.indexOf("19800217");
  const younger = Buffer.from(person);
  younger.write("1981", born);
  const [texts, photo] = face.pictureHashes;
  const forgeries: readonly VisualCheckRequest["face"][] = [
    { ...face, person: younger.toString("base64url") },
    { ...face, pictureHashes: [texts, turned(photo, 0)] },
    { ...face, pictureHashes: [photo, texts] },
    { ...face, signature: turned(face.signature, 100) },
  ];
  for (const forged of forgeries) {
    const fresh = await counter.signVisually(card(hanako));
    await expectRefusal({ ...fresh, face: forged }, "face-record-forged");
  }
  const noPerson = { ...face, person: toBase64Url(person.subarray(0, born)) };
  await expectRefusal({ ...request, face: noPerson }, "face-record-malformed");
});

test("a certificate copied off another person's card is not answered for", async () => {
  const own = await counter.signVisually(card(ichiro));
  const { certificate } = await counter.signVisually(card(hanako));
  await expectRefusal({ ...own, certificate }, "face-record-other-person");
});

test("what the insurer registered differently from the card is not answered for; an open sex is no difference", async () => {
  const update = (column: "sex" | "birth_date", value: string) =>
    sql`update person set ${sql.ref(column)} = ${value} where id = ${ids.hanako}`.execute(db);
  await update("birth_date", "1980-02-18");
  await expectRefusal(await counter.signVisually(card(hanako)), "face-record-other-person");
  await update("birth_date", "1980-02-17");
  await update("sex", "male");
  await expectRefusal(await counter.signVisually(card(hanako)), "face-record-other-person");
  await update("sex", "unset");
  expect(slugOf(await counter.checkVisually(card(hanako)))).toBe("answered");
  await update("sex", "female");
});

test("a certificate that proves nothing is refused as it is with a PIN, but only after the face", async () => {
  const request = await counter.signVisually(card(hanako));
  await expectRefusal({ ...request, certificate: "AAAA" }, "certificate-malformed");
  const both = await counter.signVisually(card(hanako));
  const signature = turned(both.face.signature, 7);
  await expectRefusal(
    { ...both, certificate: "AAAA", face: { ...both.face, signature } },
    "face-record-forged",
  );
  now = start.add({ hours: 48 });
  await expectRefusal(await counter.signVisually(card(hanako)), "revocation-unknown");
});

test("a card that nobody linked is told so, and a photo that does not match cannot be sent", async () => {
  const fresh = await personalise(pki, people.hanako, { issuedOn: today });
  const result = await counter.checkVisually(card(fresh));
  expect(result.ok && result.value).toMatchObject({ outcome: "unlinked", person: null });

  const request = await counter.signVisually(card(hanako));
  const statement = { ...request.statement, photoMatches: false };
  const { client, identity } = counter;
  const denied = await client.checkVisually(
    identity,
    JSON.parse(JSON.stringify({ ...request, statement })),
  );
  expect(slugOf(denied)).toBe("invalid-request");
  const withPhoto = { ...request, photo: "AAAA" };
  expect(slugOf(await client.checkVisually(identity, withPhoto))).toBe("invalid-request");
});

test("neither the audit nor the record holds a word about the patient", async () => {
  await counter.checkVisually(card(hanako));
  const { rows } = await sql<{ text: string }>`
    select to_jsonb(audit_event)::text as text from audit_event
    union all select (to_jsonb(check_record) - 'person_id')::text from check_record`.execute(db);
  expect(rows.length).toBeGreaterThan(0);
  for (const secret of ["山田", "1980-02-17", "19800217", hanako.securityCode]) {
    const told = rows.filter(({ text }) =>
      new RegExp(`(?<![0-9a-f-])${secret}(?![0-9a-f-])`).test(text),
    );
    expect(told).toEqual([]);
  }
});

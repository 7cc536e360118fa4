import { encodeOfflineContext, fromBase64Url, problemSlug, toBase64Url } from "@madoguchi/contract";
import type { OfflineEntry, OfflineResult } from "@madoguchi/contract";
import { newId, newToken, transaction } from "@madoguchi/platform";
import { openCounter } from "@madoguchi/test";
import type { Counter } from "@madoguchi/test";
import { VirtualCard } from "@madoguchi/virtual-card";
import type { CardImage, TestPki } from "@madoguchi/virtual-card";
import { sampleCard } from "@madoguchi/virtual-card/sample";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { endCoverage, linkCertificates } from "../../coverage/index.ts";
import { linkOf, openPlace, revocationListOf, start } from "../cards.fixture.ts";
import type { Place } from "../cards.fixture.ts";
import { activityOf, forgetOfflineAnswers, installTrust } from "../index.ts";
import { believe, insure } from "../insured.fixture.ts";

let now = start;
const clock = { now: () => now };
let place: Place;
let counter: Counter;
let card: VirtualCard;
let pki: TestPki;
let image: CardImage;
let personId: string;

beforeAll(async () => {
  place = await openPlace(clock);
  ({ counter } = place);
  ({ pki, image } = await sampleCard());
  await believe(place.db, clock, pki);
  card = VirtualCard.fromImage(image);
  personId = await insure(place.db, { number: "901" });
  await transaction(place.db, (tx) => linkCertificates(tx, [linkOf(image, personId)]));
});
beforeEach(() => {
  now = start;
});
afterAll(() => place[Symbol.asyncDispose]());

const hours = (count: number) => start.add({ hours: count });

async function send(
  entries: readonly OfflineEntry[],
  by = counter,
): Promise<readonly OfflineResult[]> {
  const sent = await by.client.sendOfflineChecks(by.identity, { entries: [...entries] });
  if (!sent.ok) throw new Error("not taken", { cause: sent });

  return sent.value.results;
}

const said = (result: OfflineResult | undefined): string => {
  if (!result) return "nothing";
  return result.kind === "answered" ? result.answer.outcome : problemSlug(result.problem);
};

async function sayOf(entry: OfflineEntry, by = counter): Promise<string> {
  return said((await send([entry], by))[0]);
}

async function recorded(id: string): Promise<unknown> {
  const { rows } = await sql`
    select
      (select count(*)::int from check_record where id = ${id}) as checks,
      (select count(*)::int from offline_check where id = ${id}) as entries,
      (select count(*)::int from audit_event where subject_id = ${id}) as events`.execute(place.db);

  return rows[0];
}

test("what held at the visit is answered, marked as asked later, and on record once however often it is sent", async () => {
  const entry = await counter.signOffline(card, start);
  now = hours(5);
  const [first] = await send([entry]);
  expect(first).toMatchObject({
    kind: "answered",
    answer: {
      checkId: entry.entryId,
      outcome: "valid",
      checkedAt: start.toString(),
      asOf: "2026-11-22",
      purpose: "pinCheck",
      person: { kana: "ヤマダ　ハナコ" },
      offline: { receivedAt: now.toString() },
    },
  });
  now = hours(6);
  // Later, several times in one request, and at the same moment: the same is said.
  expect(await send([entry, entry])).toEqual([first, first]);
  expect(await Promise.all([send([entry]), send([entry])])).toEqual([[first], [first]]);
  expect(await recorded(entry.entryId)).toEqual({ checks: 1, entries: 1, events: 1 });

  const fresh = await counter.signOffline(card, hours(6));
  const both = await Promise.all([send([fresh, fresh]), send([fresh])]);
  expect(new Set(both.flat().map((result) => JSON.stringify(result))).size).toBe(1);
  expect(await recorded(fresh.entryId)).toEqual({ checks: 1, entries: 1, events: 1 });
});

test("another facility's, another terminal's, another number's, an online check's and a broken context are refused, on record", async () => {
  const other = await openCounter(place.center, clock);
  const entry = await other.signOffline(card, start);
  expect(await sayOf(entry)).toBe("offline-foreign");
  expect(await recorded(entry.entryId)).toEqual({ checks: 0, entries: 1, events: 1 });
  // Its owner is not hindered by it.
  expect(await sayOf(entry, other)).toBe("valid");

  expect(await sayOf({ ...(await counter.signOffline(card, start)), entryId: newId() })).toBe(
    "offline-foreign",
  );
  const { challengeId, ...online } = await counter.sign(card);
  const context = toBase64Url(new TextEncoder().encode("{}"));
  expect(await sayOf({ entryId: challengeId, context, ...online })).toBe("offline-foreign");
});

test("what the card did not sign is refused, and so is a moment that is too far away", async () => {
  const entry = await counter.signOffline(card, start);
  const context = toBase64Url(
    encodeOfflineContext({
      facilityCode: counter.facilityCode,
      terminalId: counter.identity.terminalId,
      entryId: entry.entryId,
      nonce: newToken(),
      checkedAt: start.toString({ smallestUnit: "millisecond" }),
    }),
  );
  expect(await sayOf({ ...entry, context })).toBe("card-signature-invalid");
  // The number is used up, and says to whoever sends something else under it that it is.
  expect(await sayOf(entry)).toBe("offline-other-content");

  expect(await sayOf(await counter.signOffline(card, start.add({ minutes: 6 })))).toBe(
    "offline-from-future",
  );
  const old = await counter.signOffline(card, start);
  now = start.add({ hours: 24 * 7, seconds: 1 });
  expect(await sayOf(old)).toBe("offline-too-old");
});

test("while the center's own lists are too old nothing is decided, and nothing recorded", async () => {
  const entry = await counter.signOffline(card, hours(24 * 62));
  now = hours(24 * 63);
  expect(await send([entry])).toMatchObject([{ kind: "later" }]);
  expect(await recorded(entry.entryId)).toEqual({ checks: 0, entries: 0, events: 0 });
});

test("it is counted once, as offline, on the day on which it came; its answer is forgotten after a while", async () => {
  const day = Temporal.PlainDate.from("2026-12-20");
  const at = Temporal.Instant.from("2026-12-19T14:00:00Z");
  const entry = await counter.signOffline(card, at);
  now = at.add({ hours: 3 });
  await send([entry]);
  await send([entry]);
  const { facilityId } = counter;
  const span = { from: day.subtract({ days: 1 }), until: day, facilityId };
  expect(
    (await activityOf(place.db, span)).map(({ day: on, way, count }) => [
      on.toString(),
      way,
      count,
    ]),
  ).toEqual([["2026-12-20", "offlineCheck", 1]]);

  now = at.add({ hours: 24 * 32 });
  expect(await forgetOfflineAnswers({ db: place.db, clock })).toBeGreaterThan(0);
  expect(await sayOf(entry)).toBe("offline-answer-gone");
});

test("a counter is told whom the center trusts", async () => {
  const told = await counter.client.trustAnchors(counter.identity);
  expect(told.ok && told.value.anchors.map((each) => fromBase64Url(each).length > 300)).toEqual(
    pki.auth.map(() => true),
  );
});

test("coverage is that of the visit, as it is known now; the check may be asked for again without the card", async () => {
  const before = await counter.signOffline(card, start);
  const after = await counter.signOffline(card, hours(48));
  const { rows } = await sql<{ id: string }>`
    select id from coverage where person_id = ${personId}`.execute(place.db);
  now = hours(50);
  const official = { kind: "official", id: newId() } as const;
  await endCoverage({ db: place.db, clock }, official, personId, {
    coverageId: rows[0]?.id ?? "",
    on: "2026-11-23",
    reason: "99",
  });
  expect((await send([before, after])).map(said)).toEqual(["valid", "invalid"]);
  const again = await counter.client.recheck(counter.identity, {
    checkId: before.entryId,
    reason: "claim-preparation",
  });
  expect(again).toMatchObject({ ok: true, value: { outcome: "invalid" } });
});

test("a revocation counts from its own moment on", async () => {
  const before = await counter.signOffline(card, start);
  const after = await counter.signOffline(card, hours(3));
  now = hours(5);
  const install = (revoked: readonly CardImage[], thisUpdate: Temporal.Instant) =>
    transaction(place.db, (tx) =>
      installTrust(tx, clock, {
        roots: pki.auth.map((root) => root.certificate),
        crls: pki.auth.map((root) =>
          revocationListOf(root, { thisUpdate, hours: 24 * 60, revoked }),
        ),
      }),
    );
  await install([image], hours(2));
  expect((await send([before, after])).map(said)).toEqual(["valid", "certificate-revoked"]);
});

import { problemSlug } from "@madoguchi/contract";
import type { CallResult, RecentChecksRequest, RecheckRequest } from "@madoguchi/contract";
import { newId, transaction } from "@madoguchi/platform";
import { openCounter } from "@madoguchi/test";
import type { Counter } from "@madoguchi/test";
import { VirtualCard, surfaceRoot } from "@madoguchi/virtual-card";
import { sampleCard } from "@madoguchi/virtual-card/sample";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { endCoverage, linkCertificates } from "../../coverage/index.ts";
import { linkOf, openPlace, start } from "../cards.fixture.ts";
import type { Place } from "../cards.fixture.ts";
import { believe, insure } from "../insured.fixture.ts";
import { installSurfaceRoots } from "../index.ts";
import { isSameMonth, kanaPrefix, startOfMonth } from "./rules.ts";

let now = start;
const clock = { now: () => now };
let place: Place;
let counter: Counter;
let card: VirtualCard;
let personId: string;

beforeAll(async () => {
  place = await openPlace(clock);
  const { pki, image } = await sampleCard();
  await believe(place.db, clock, pki);
  await transaction(place.db, (tx) => installSurfaceRoots(tx, clock, [surfaceRoot(pki.surface)]));
  card = VirtualCard.fromImage(image);
  personId = await insure(place.db, { number: "901" });
  await transaction(place.db, (tx) => linkCertificates(tx, [linkOf(image, personId)]));
});
beforeEach(async () => {
  now = start;
  counter = await openCounter(place.center, clock);
});
afterAll(() => place[Symbol.asyncDispose]());

const slugOf = (result: CallResult<unknown>): string =>
  !result.ok && result.kind === "problem" ? problemSlug(result.problem) : "answered";

async function checkedByCard(by = counter): Promise<string> {
  const result = await by.check(card);
  if (!result.ok) throw new Error("no answer", { cause: result });

  return result.value.checkId;
}

const recheck = (checkId: string, request: Partial<RecheckRequest> = {}, by = counter) =>
  by.client.recheck(by.identity, { checkId, reason: "same-month-visit", ...request });

async function listed(request: RecentChecksRequest = {}, by = counter) {
  const result = await by.client.recentChecks(by.identity, request);
  if (!result.ok) throw new Error("no list", { cause: result });

  return result.value;
}

async function audited(subjectId: string): Promise<unknown[]> {
  const { rows } = await sql<{ action: string; detail: unknown }>`
    select action, detail from audit_event where subject_id = ${subjectId} order by at, id`.execute(
    place.db,
  );

  return rows.map(({ action, detail }) => [action, detail]);
}

test("a patient who was here with the card is answered as of today, marked as without it, and on record", async () => {
  const checkId = await checkedByCard();
  now = start.add({ hours: 24 * 3 });
  const result = await recheck(checkId, { reason: "coverage-change" });
  if (!result.ok) throw new Error("refused", { cause: result });
  const { value: answer } = result;
  expect(answer).toMatchObject({
    outcome: "valid",
    asOf: "2026-11-25",
    purpose: "pinCheck",
    person: { kana: "ヤマダ　ハナコ" },
    recheck: {
      earlierCheckId: checkId,
      earlierCheckedAt: "2026-11-22T00:04:00Z",
      reason: "coverage-change",
    },
  });
  expect(answer.checkId).not.toBe(checkId);
  expect(await audited(answer.checkId)).toEqual([
    ["recheck.answered", { reason: "coverage-change", outcome: "valid", earlierCheck: checkId }],
  ]);
  const { checks, more } = await listed();
  expect(more).toBe(false);
  expect(checks.map(({ checkId: id, way, purpose }) => [id, way, purpose])).toEqual([
    [answer.checkId, "recheck", "pinCheck"],
    [checkId, "card", "pinCheck"],
  ]);
});

test("a check by 目視 is gone by as well, and what has changed since is told", async () => {
  const visual = await counter.checkVisually(card);
  expect(visual).toMatchObject({ ok: true });
  const checkId = visual.ok ? visual.value.checkId : "";
  const gone = await insure(place.db, { number: "955" });
  await sql`update check_record set person_id = ${gone} where id = ${checkId}`.execute(place.db);
  const { rows } = await sql<{ id: string }>`
    select id from coverage where person_id = ${gone}`.execute(place.db);
  await transaction(place.db, (tx) =>
    linkCertificates(tx, [{ fingerprint: new Uint8Array(32), personId: gone, linkedAt: start }]),
  );
  now = start.add({ hours: 24 });
  const official = { kind: "official", id: newId() } as const;
  await endCoverage({ db: place.db, clock }, official, gone, {
    coverageId: rows[0]?.id ?? "",
    on: "2026-11-23",
    reason: "99",
  });
  const result = await recheck(checkId);
  expect(result).toMatchObject({
    ok: true,
    value: { outcome: "invalid", purpose: "visualCheck", guidance: { owner: "insurer" } },
  });
});

test("it is refused, with cause, owner and next step, wherever the earlier check does not carry it", async () => {
  const checkId = await checkedByCard();
  const other = await openCounter(place.center, clock);
  expect(slugOf(await recheck(checkId, {}, other))).toBe("recheck-unknown");
  expect(slugOf(await recheck(newId()))).toBe("recheck-unknown");

  const again = await recheck(checkId);
  expect(slugOf(await recheck(again.ok ? again.value.checkId : ""))).toBe("recheck-not-by-card");

  // The last moment of November in Tokyo, and the first of December.
  now = Temporal.Instant.from("2026-11-30T14:59:59Z");
  expect(slugOf(await recheck(checkId))).toBe("answered");
  now = Temporal.Instant.from("2026-11-30T15:00:00Z");
  const late = await recheck(checkId);
  expect(late).toMatchObject({
    ok: false,
    problem: { owner: "patient", nextStep: expect.stringContaining("カード") },
  });
  expect(slugOf(late)).toBe("recheck-other-month");
  expect(await audited(checkId)).toContainEqual([
    "recheck.refused",
    { reason: "recheck-other-month" },
  ]);
  expect((await listed()).checks).toEqual([]);
  now = start;

  await sql`update check_record set person_id = null where id = ${checkId}`.execute(place.db);
  expect(slugOf(await recheck(checkId))).toBe("recheck-nobody");
  const unlinked = await insure(place.db, { number: "966" });
  await sql`update check_record set person_id = ${unlinked} where id = ${checkId}`.execute(
    place.db,
  );
  expect(slugOf(await recheck(checkId))).toBe("recheck-unlinked");
});

test("another reason is said in words, which the record keeps and the audit does not", async () => {
  const checkId = await checkedByCard();
  expect(slugOf(await recheck(checkId, { reason: "other" }))).toBe("invalid-request");
  expect(slugOf(await recheck(checkId, { reason: "other", note: "　" }))).toBe("invalid-request");
  const result = await recheck(checkId, { reason: "other", note: "家族からの電話" });
  const id = result.ok ? result.value.checkId : "";
  const { rows } = await sql<{ note: string }>`select note from recheck where id = ${id}`.execute(
    place.db,
  );
  expect(rows).toEqual([{ note: "家族からの電話" }]);
  expect(JSON.stringify(await audited(id))).not.toContain("電話");
});

test("the list is searched by the beginning of the reading and by birth date", async () => {
  await checkedByCard();
  const count = async (request: RecentChecksRequest) => (await listed(request)).checks.length;
  expect(await count({ kana: "やまだ" })).toBe(1);
  expect(await count({ kana: "ﾔﾏﾀﾞ ﾊﾅ" })).toBe(1);
  expect(await count({ kana: "ハナコ" })).toBe(0);
  expect(await count({ kana: "%" })).toBe(0);
  expect(await count({ birthDate: "1980-02-17" })).toBe(1);
  expect(await count({ kana: "ヤマダ", birthDate: "1980-02-18" })).toBe(0);
  expect(await audited(counter.facilityId)).toContainEqual([
    "recent-checks.listed",
    { listed: 1, byKana: true, byBirthDate: false },
  ]);
  await sql`update person set suspended_at = ${start} where id = ${personId}`.execute(place.db);
  expect(await count({})).toBe(0);
  await sql`update person set suspended_at = null where id = ${personId}`.execute(place.db);
});

test("a terminal asks so often a day, and no oftener until midnight", async () => {
  const checkId = await checkedByCard();
  await place.db
    .insertInto("recheckLimit")
    .values({ facilityId: counter.facilityId, rechecks: 2, lists: 1 })
    .execute();
  const both = async () => [slugOf(await recheck(checkId)), slugOf(await recheck(checkId))];
  expect(await both()).toEqual(["answered", "answered"]);
  expect(slugOf(await recheck(checkId))).toBe("recheck-limit");
  await listed();
  expect(slugOf(await counter.client.recentChecks(counter.identity, {}))).toBe("recheck-limit");
  now = Temporal.Instant.from("2026-11-22T15:00:00Z");
  expect(slugOf(await recheck(checkId))).toBe("answered");
});

test("a month is Tokyo's, and a reading is compared without width, spaces and hiragana", () => {
  const at = (text: string) => Temporal.Instant.from(text);
  expect(startOfMonth(at("2026-10-31T15:00:00Z")).toString()).toBe("2026-10-31T15:00:00Z");
  expect(isSameMonth(at("2026-10-31T14:59:59Z"), at("2026-10-31T15:00:00Z"))).toBe(false);
  expect(isSameMonth(at("2026-12-31T14:59:59Z"), at("2026-12-01T00:00:00Z"))).toBe(true);
  expect(isSameMonth(at("2025-11-22T00:00:00Z"), at("2026-11-22T00:00:00Z"))).toBe(false);
  expect(kanaPrefix(" ゔぁｲｵﾘﾝ　わ")).toBe("ヴァイオリンワ");
});

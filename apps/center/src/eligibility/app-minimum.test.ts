/** The oldest version of the reception app: decided by two, told kindly, and from its day on a reason to begin no new check. */
import { APP_VERSION, createClient, problemSlug } from "@madoguchi/contract";
import type { CallResult } from "@madoguchi/contract";
import { transaction } from "@madoguchi/platform";
import { official, openCounter } from "@madoguchi/test";
import type { Counter, Visitor } from "@madoguchi/test";
import { VirtualCard } from "@madoguchi/virtual-card";
import { sampleCard } from "@madoguchi/virtual-card/sample";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linkCertificates } from "../coverage/index.ts";
import { linkOf, openPlace, start } from "./cards.fixture.ts";
import type { Place } from "./cards.fixture.ts";
import { believe, insure } from "./insured.fixture.ts";

const PAGE = "/office/app-minimum";
const OLD = "0.0.9";

let now = start;
const clock = { now: () => now };
let place: Place;
let card: VirtualCard;

beforeAll(async () => {
  place = await openPlace(clock);
  const { pki, image } = await sampleCard();
  await believe(place.db, clock, pki);
  card = VirtualCard.fromImage(image);
  const personId = await insure(place.db, { number: "901" });
  await transaction(place.db, (tx) => linkCertificates(tx, [linkOf(image, personId)]));
});
afterAll(() => place[Symbol.asyncDispose]());

const slugOf = (result: CallResult<unknown>): string =>
  !result.ok && result.kind === "problem" ? problemSlug(result.problem) : "taken";

/** The counter's own calls as an app of that version makes them. */
const clientOf = (appVersion?: string): Counter["client"] =>
  createClient({
    baseUrl: place.center.url,
    now: () => now.epochMilliseconds,
    ...(appVersion !== undefined && { appVersion }),
  });

const day = (name: string, text: string) => {
  const { year, month, day: date } = Temporal.PlainDate.from(text);

  return { [`${name}.year`]: `${year}`, [`${name}.month`]: `${month}`, [`${name}.day`]: `${date}` };
};

const propose = (by: Visitor, version: string, noticeFrom: string, refusedFrom: string) =>
  by.post(PAGE, { version, ...day("noticeFrom", noticeFrom), ...day("refusedFrom", refusedFrom) });

test("what cannot be had, or comes without notice, is not even proposed", async () => {
  const administrator = await official(place.center, ["administrator"]);
  const [major = ""] = APP_VERSION.split(".", 1);
  const newer = await propose(
    administrator,
    `${Number(major) + 1}.0.0`,
    "2026-11-23",
    "2026-12-31",
  );
  expect([newer.status, newer.html]).toEqual([409, expect.stringContaining(APP_VERSION)]);
  const past = await propose(administrator, APP_VERSION, "2026-11-21", "2026-12-31");
  expect([past.status, past.html]).toEqual([409, expect.stringContaining("日が過ぎています")]);
  const soon = await propose(administrator, APP_VERSION, "2026-11-23", "2026-11-29");
  expect([soon.status, soon.html]).toEqual([422, expect.stringContaining("7日以上あとの日")]);
  const none = await propose(administrator, "新しい版", "2026-11-23", "2026-11-30");
  expect([none.status, none.html]).toEqual([422, expect.stringContaining("3つの数字と点")]);
  expect((await administrator.get(PAGE)).html).toContain("まだ決めていません");
});

test("two decide; an old app is told in time, and refused nothing that is under way or waits", async () => {
  const [first, second] = [
    await official(place.center, ["administrator"]),
    await official(place.center, ["administrator"]),
  ];
  const made = await propose(first, ` ${APP_VERSION} `, "2026-11-23", "2026-11-30");
  const proposal = made.path;
  expect((await first.post(`${proposal}/confirm`, {})).status).toBe(409);
  expect((await first.get(PAGE)).html).toContain("確認を待つ提案があります");
  expect((await second.post(`${proposal}/confirm`, {})).status).toBe(200);
  expect((await first.get(PAGE)).html).toContain("令和8年11月30日（月）");

  const counter = await openCounter(place.center, clock);
  const { identity } = counter;
  const [old, current] = [clientOf(OLD), clientOf(APP_VERSION)];
  const told = async (appVersion: string) => {
    const reported = await old.report(identity, { appVersion });
    if (!reported.ok) throw new Error("no report", { cause: reported });

    return reported.value.update;
  };
  expect(await told(OLD)).toBeUndefined();
  now = Temporal.Instant.from("2026-11-22T15:00:00Z");
  expect(await told(OLD)).toEqual({ version: APP_VERSION, refusedFrom: "2026-11-30" });
  expect(await told(APP_VERSION)).toBeUndefined();
  expect(await told("next")).toBeUndefined();
  expect(slugOf(await old.challenge(identity))).toBe("taken");

  // A minute before the day begins in Tokyo a patient has laid the card down.
  now = Temporal.Instant.from("2026-11-29T14:59:30Z");
  const underWay = await counter.sign(card);
  const entry = await counter.signOffline(card, now);
  now = Temporal.Instant.from("2026-11-29T15:00:10Z");
  const refused = await old.challenge(identity);
  expect(refused).toMatchObject({
    ok: false,
    problem: { status: 403, owner: "facility", nextStep: expect.stringContaining("新しい版") },
  });
  expect(slugOf(refused)).toBe("app-too-old");
  const checked = await old.check(identity, underWay);
  expect(checked).toMatchObject({ ok: true, value: { outcome: "valid" } });
  expect(await old.sendOfflineChecks(identity, { entries: [entry] })).toMatchObject({
    ok: true,
    value: { results: [{ kind: "answered" }] },
  });
  const checkId = checked.ok ? checked.value.checkId : "";
  expect(slugOf(await old.recheck(identity, { checkId, reason: "same-month-visit" }))).toBe(
    "taken",
  );
  expect(await told(OLD)).toEqual({ version: APP_VERSION, refusedFrom: "2026-11-30" });

  // An app that says its version only when it is opened is judged by that; what says none is no app of ours.
  expect(slugOf(await clientOf().challenge(identity))).toBe("app-too-old");
  expect(slugOf(await current.challenge(identity))).toBe("taken");
  await told(APP_VERSION);
  expect(slugOf(await clientOf().challenge(identity))).toBe("taken");
  const other = await openCounter(place.center, clock);
  expect(slugOf(await clientOf().challenge(other.identity))).toBe("taken");

  const { length } = await place.db
    .selectFrom("auditEvent")
    .select("id")
    .where("action", "=", "terminal.refused")
    .where("subjectId", "=", identity.terminalId)
    .execute();
  expect(length).toBe(2);
});

test("practice goes on in an old app, and the minimum is given up like it was made", async () => {
  const counter = await openCounter(place.center, clock);
  const old = clientOf(OLD);
  expect(slugOf(await old.challenge(counter.identity))).toBe("app-too-old");
  expect(slugOf(await old.practice(counter.identity))).toBe("taken");
  const [first, second] = [
    await official(place.center, ["administrator"]),
    await official(place.center, ["administrator"]),
  ];
  expect((await first.get(PAGE)).html).toContain("1台");
  const made = await propose(first, "0.0.0", "2026-11-30", "2026-12-07");
  const proposal = made.path;
  expect((await second.get(proposal)).html).toContain("提案したときの決まり");
  expect((await second.post(`${proposal}/confirm`, {})).status).toBe(200);
  expect(slugOf(await old.challenge(counter.identity))).toBe("taken");
  expect((await first.get(PAGE)).html).toContain("これまでの決まり");
});

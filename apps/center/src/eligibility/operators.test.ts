/** 担当者 over HTTP: whoever is at the counter stands beside each of their deeds, and nowhere else. */
import { createClient, toBase64Url } from "@madoguchi/contract";
import type { CallResult } from "@madoguchi/contract";
import { transaction } from "@madoguchi/platform";
import { official } from "@madoguchi/test";
import type { Counter } from "@madoguchi/test";
import { VirtualCard, personalise, surfaceRoot } from "@madoguchi/virtual-card";
import type { CardImage, TestPki } from "@madoguchi/virtual-card";
import { hanako as holder, sampleCard, today } from "@madoguchi/virtual-card/sample";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linkCertificates } from "../coverage/index.ts";
import { linkOf, openPlace, start } from "./cards.fixture.ts";
import type { Place } from "./cards.fixture.ts";
import { installSurfaceRoots } from "./index.ts";
import { association, believe, insure } from "./insured.fixture.ts";

const clock = { now: () => start };
let place: Place;
let counter: Counter;
let pki: TestPki;
let image: CardImage;
let atCounter: string | undefined;
let client: Counter["client"];

beforeAll(async () => {
  place = await openPlace(clock);
  ({ counter } = place);
  ({ pki, image } = await sampleCard());
  await believe(place.db, clock, pki);
  const personId = await insure(place.db, { number: "901" });
  await transaction(place.db, async (tx) => {
    await installSurfaceRoots(tx, clock, [surfaceRoot(pki.surface)]);
    await linkCertificates(tx, [linkOf(image, personId)]);
  });
  client = createClient({
    baseUrl: place.center.url,
    now: () => start.epochMilliseconds,
    operatorOf: (terminalId) =>
      terminalId === counter.identity.terminalId ? atCounter : "another terminal's",
  });
});
afterAll(() => place[Symbol.asyncDispose]());

const card = (of = image) => VirtualCard.fromImage(of);

function told<T>(result: CallResult<T>): T {
  if (!result.ok) throw new Error("refused", { cause: result });

  return result.value;
}

async function audited(): Promise<readonly string[]> {
  const { rows } = await sql<{ action: string; operator: string | null }>`
    select action, operator from audit_event
    where facility_id = ${counter.facilityId} order by at, id`.execute(place.db);

  return rows.map(({ action, operator }) => `${action} ${operator}`);
}

test("each deed at the counter is on record with whoever did it, and told where the facility sees its checks", async () => {
  const { identity } = counter;
  atCounter = "佐藤";
  const checked = told(await client.check(identity, await counter.sign(card())));
  atCounter = "鈴木 2";
  const consents = { limitCertificate: "given" } as const;
  told(await client.consent(identity, checked.checkId, { consents }));
  told(await client.checkVisually(identity, await counter.signVisually(card())));
  const rechecked = told(
    await client.recheck(identity, { checkId: checked.checkId, reason: "same-month-visit" }),
  );
  await insure(place.db, { number: "1001" });
  const fresh = await personalise(pki, holder, { issuedOn: today.subtract({ days: 401 }) });
  const first = await counter.signFirstUse(card(fresh), {
    insurerNumber: association,
    symbol: "12345678",
    number: "1001",
    branch: "00",
    birthDate: "1980-02-17",
    kana: null,
  });
  told(await client.firstUse(identity, first));
  // Used before: a refusal is somebody's deed too.
  expect(await client.firstUse(identity, first)).toMatchObject({ ok: false });
  // Whoever sends what was checked without the center need not be who checked.
  const entry = { ...(await counter.signOffline(card(), start)), operator: "高橋" };
  const offline = told(await client.sendOfflineChecks(identity, { entries: [entry] }));
  atCounter = undefined;
  told(await client.check(identity, await counter.sign(card())));

  expect([checked.operator, rechecked.operator]).toEqual(["佐藤", "鈴木 2"]);
  expect(offline.results[0]).toMatchObject({ answer: { operator: "高橋" } });
  expect((await audited()).toSorted()).toEqual(
    [
      "check.answered 佐藤",
      "consent.given 鈴木 2",
      "check.answered 鈴木 2",
      "recheck.answered 鈴木 2",
      "certificate.linked 鈴木 2",
      "check.answered 鈴木 2",
      "check.refused 鈴木 2",
      "check.answered 高橋",
      "check.answered null",
    ].toSorted(),
  );
  const { checks } = told(await client.recentChecks(identity, {}));
  expect(checks.find(({ checkId }) => checkId === checked.checkId)?.operator).toBe("佐藤");
  expect(checks.find(({ checkId }) => checkId === rechecked.checkId)?.operator).toBe("鈴木 2");
  expect(checks.map(({ operator = "" }) => operator).toSorted()).toEqual(
    ["佐藤", "鈴木 2", "鈴木 2", "鈴木 2", "高橋", ""].toSorted(),
  );

  const auditor = await official(place.center, ["auditor"]);
  const day = "from.year=2026&from.month=11&from.day=22";
  const { html } = await auditor.get(`/office/audit?kind=terminal&${day}`);
  expect(html).toContain("担当者：佐藤");
  expect(html).toContain("担当者：高橋");
  const file = await auditor.ask("POST", `/office/audit/export?kind=terminal&${day}`);
  expect(file.html).toMatch(/（端末）,鈴木 2,/u);
});

test("a name stands in no row but the entry's own, and only what the terminal signed is taken", async () => {
  const { rows } = await sql<{ text: string }>`
    select to_jsonb(audit_event) - 'operator' as text from audit_event
    union all select to_jsonb(check_record) from check_record
    union all select to_jsonb(recheck) from recheck
    union all select to_jsonb(consent) from consent
    union all select to_jsonb(challenge) from challenge`.execute(place.db);
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter(({ text }) => /佐藤|鈴木|高橋/u.test(JSON.stringify(text)))).toEqual([]);

  const request = await counter.sign(card());
  const changed = createClient({
    baseUrl: place.center.url,
    now: () => start.epochMilliseconds,
    operatorOf: () => "佐藤",
    // Somebody on the way puts another name in.
    fetch: (url, init) => {
      const body = new TextDecoder().decode(init?.body as Uint8Array<ArrayBuffer>);
      return fetch(url, { ...init, body: body.replace("佐藤", "田中") });
    },
  });
  expect(await changed.check(counter.identity, request)).toMatchObject({
    ok: false,
    problem: { status: 401 },
  });
});

test.each(["", "   ", "改\n行", "\u202e逆", "あ".repeat(31)])(
  "a name that is none is refused: %j",
  async (operator) => {
    const certificate = toBase64Url(new Uint8Array(8));
    const { challengeId } = await counter.sign(card());
    const request = { challengeId, certificate, signature: certificate, operator };
    expect(await counter.client.check(counter.identity, request)).toMatchObject({
      ok: false,
      problem: { status: 400 },
    });
  },
);

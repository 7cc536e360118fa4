/** A running center that fetches its revocation list from a real server, through its worker, and tells an official about it. */
import { enqueue, newToken, openDatabase, transaction } from "@madoguchi/platform";
import { freshDatabase, official } from "@madoguchi/test";
import { VirtualCard, createTestPki, personalise } from "@madoguchi/virtual-card";
import type { CardImage, TestPki } from "@madoguchi/virtual-card";
import { hanako, sampleCard, today } from "@madoguchi/virtual-card/sample";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCenter } from "../../server.ts";
import { openPlace, revocationListOf, start } from "../cards.fixture.ts";
import type { Place } from "../cards.fixture.ts";
import { installTrust } from "../index.ts";
import { Publisher } from "./publisher.fixture.ts";

let now = start;
const clock = { now: () => now };

let pki: TestPki;
let card: CardImage;
let place: Place;
let address: string;
let publisher: Publisher;
const running = new AsyncDisposableStack();

beforeAll(async () => {
  ({ pki } = await sampleCard());
  card = await personalise(pki, hanako, { issuedOn: today.subtract({ days: 1 }) });
  publisher = running.use(new Publisher());
  address = await publisher.open();
  place = running.use(await openPlace(clock, { crlUrls: [address] }));
  await transaction(place.db, (tx) =>
    installTrust(tx, clock, { roots: pki.auth.map(({ certificate }) => certificate), crls: [] }),
  );
});
afterAll(() => running.disposeAsync());

/** Published now, under a new name of its state. */
function publish(list: Uint8Array): void {
  publisher.list = list;
  publisher.etag = `"${now.epochMilliseconds}"`;
}

const listOf = (revoked: readonly CardImage[] = [], number?: number) =>
  revocationListOf(pki.auth[1], { thisUpdate: now, revoked, number });

/** The newest first. */
async function attempts(): Promise<string[]> {
  const { rows } = await sql<{ words: string }>`
    select concat_ws(': ', outcome, reason) as words from revocation_fetch
    order by at desc, id desc`.execute(place.db);

  return rows.map(({ words }) => words);
}

/** Lets the worker do its job once, and hands back the attempts that were added, and how the server was asked. */
async function fetched(how: "button" | "due"): Promise<readonly [string[], string[]]> {
  const [before, asked] = [(await attempts()).length, publisher.answers.length];
  const jobs = async () => {
    const { rows } = await sql<{ count: number }>`
      select count(*) from graphile_worker.jobs where task_identifier = 'fetch-revocation-lists'`.execute(
      place.db,
    );

    return rows[0]?.count;
  };
  if (how === "button") {
    // Signed in anew each time: hours may have passed.
    const visitor = await official(place.center);
    const { status, html } = await visitor.post("/office/revocation-lists/fetch", {});
    expect(status).toBe(200);
    expect(html).toContain("取りに行くように伝えました。");
  } else {
    await transaction(place.db, (tx) => enqueue(tx, "fetch-revocation-lists", { which: "due" }));
  }
  await expect.poll(jobs, { timeout: 20_000 }).toBe(0);
  const after = await attempts();

  return [after.slice(0, after.length - before), publisher.answers.slice(asked)];
}

async function checked(): Promise<string> {
  const result = await place.counter.check(VirtualCard.fromImage(card));

  return result.ok ? result.value.outcome : "refused";
}

async function page(): Promise<string> {
  const visitor = await official(place.center);

  return (await visitor.get("/office/revocation-lists")).html.replaceAll(/<[^>]+>/g, " ");
}

describe("the list", () => {
  test("is fetched when its time has come, and every check goes by it from then on", async () => {
    expect(await checked()).toBe("refused");
    expect(await fetched("due")).toEqual([["unreachable: http-503"], ["503"]]);
    expect(await fetched("due")).toEqual([[], []]);
    publish(listOf());
    now = now.add({ minutes: 5 });
    expect(await fetched("due")).toEqual([["swapped"], ["200"]]);
    expect(await checked()).toBe("unlinked");
    expect(await fetched("due")).toEqual([[], []]);
  });

  test("is not sent again while it is the same", async () => {
    const state = publisher.etag;
    now = now.add({ hours: 1 });
    expect(await fetched("button")).toEqual([["same"], [`304 if ${state}`]]);
    expect(await fetched("button")).toEqual([["same"], [`304 if ${state}`]]);
    publisher.etag = '"another name for the same bytes"';
    expect(await fetched("button")).toEqual([["same"], [`200 if ${state}`]]);
  });

  test("is replaced by the next one, and a revocation counts from the next check on", async () => {
    publish(listOf([card]));
    expect((await fetched("button"))[0]).toEqual(["swapped"]);
    expect(await checked()).toBe("certificate-revoked");
    const { rows } = await sql`
      select actor_kind, actor_id, detail->'entries' as entries from audit_event
      where action = 'revocation-list.swapped' order by at`.execute(place.db);
    expect(rows).toEqual([
      { actorKind: "system", actorId: "fetch-revocation-lists", entries: 0 },
      { actorKind: "system", actorId: "fetch-revocation-lists", entries: 1 },
    ]);
  });

  test("stays while what comes is no list, is forged, older, or of a wrong number", async () => {
    const good = publisher.list ?? new Uint8Array();
    const spoilt = Uint8Array.from(good);
    spoilt[spoilt.length - 1] = (spoilt.at(-1) ?? 0) ^ 1;
    const { auth } = await createTestPki(today);
    now = now.add({ hours: 1 });
    const refused = async (list: Uint8Array) => {
      publish(list);
      now = now.add({ seconds: 1 });

      return (await fetched("button"))[0];
    };
    expect(await refused(Buffer.from("<html>captive portal</html>"))).toEqual([
      expect.stringMatching(/^refused: der-/),
    ]);
    expect(await refused(spoilt)).toEqual(["refused: crl-issuer"]);
    expect(await refused(revocationListOf(auth[1], { thisUpdate: now }))).toEqual([
      "refused: crl-issuer",
    ]);
    expect(await refused(revocationListOf(pki.auth[1], { thisUpdate: start }))).toEqual([
      "refused: older",
    ]);
    expect(await refused(listOf([], 1))).toEqual(["refused: number"]);
    expect(await checked()).toBe("certificate-revoked");
    expect(await page()).toContain("番号が、今のリストより進んでいませんでした。");
  });

  test("is asked for whatever its state is called once it is past its end, and the page says until when it serves", async () => {
    publish(listOf([card]));
    expect((await fetched("button"))[0]).toEqual(["swapped"]);
    const state = publisher.etag;
    expect(await page()).toContain("期限内");
    now = now.add({ hours: 25 });
    const late = await page();
    expect(late).toContain("期限を過ぎています");
    expect(late).toMatch(/令和8年11月2\d日（.）[^。]*までは、このリストで確認を続けます。/);
    // A cache that knows no better than to say: the same.
    expect(await fetched("due")).toEqual([["same"], ["200"]]);
    expect(publisher.etag).toBe(state);
    now = now.add({ hours: 24 });
    expect(await page()).toMatch(/期限切れ\s+この範囲のカードは、いま確認できません。/);
    publish(listOf([]));
    expect(await fetched("due")).toEqual([["swapped"], ["200"]]);
    expect(await page()).toContain("期限内");
  });

  test("that another instance took up meanwhile is no fault", async () => {
    now = now.add({ hours: 1 });
    const next = listOf([card]);
    await transaction(place.db, (tx) => installTrust(tx, clock, { roots: [], crls: [next] }));
    publish(next);
    expect(await fetched("button")).toEqual([["same"], [expect.stringMatching(/^200/)]]);
  });
});

test("the page and its button are for officials", async () => {
  const stranger = place.center.visitor();
  expect((await stranger.get("/office/revocation-lists")).path).toContain("/office/sign-in");
  expect((await stranger.post("/office/revocation-lists/fetch", {})).path).toBe("/office/sign-in");
});

test("attempts are forgotten after ninety days", async () => {
  const kept = (await attempts()).length;
  now = now.add({ hours: 91 * 24 });
  publish(listOf());
  await fetched("button");
  expect(kept).toBeGreaterThan(1);
  expect(await attempts()).toEqual(["swapped"]);
});

test("a center that ends does not wait for a publisher that keeps silent, and notes no attempt", async () => {
  await using silent = new Publisher();
  silent.isSilent = true;
  await using database = await freshDatabase();
  const center = await createCenter({
    databaseUrl: database.url,
    publicUrl: "http://localhost",
    secretKey: newToken(),
    smtpUrl: "smtp://127.0.0.1:9",
    filesDirectory: "never-written",
    logLevel: "silent",
    crlUrls: [await silent.open()],
  });
  await center.startWorker();
  const db = openDatabase(database.url, { max: 1 });
  await transaction(db, (tx) => enqueue(tx, "fetch-revocation-lists", { which: "due" }));
  await expect.poll(() => silent.answers.length, { timeout: 20_000 }).toBe(1);
  await center.close();
  const { rows } = await sql`select from revocation_fetch`.execute(db);
  expect(rows).toEqual([]);
  await db.destroy();
});

/** Insurers' own systems: a key, a file by its raw body, and what became of it. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { feedSchema, problemSchema } from "@madoguchi/contract";
import type { FeedStatus } from "@madoguchi/contract";
import { official } from "@madoguchi/test";
import type { Visitor } from "@madoguchi/test";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { csv, nth, twenty } from "./feeds/feed.fixture.ts";
import { FEED_BYTES, startCenterWithInsurers } from "./office.fixture.ts";
import { association, town } from "./registry.fixture.ts";

let center: Awaited<ReturnType<typeof startCenterWithInsurers>>;
let visitor: Visitor;
let key: string;

beforeAll(async () => {
  center = await startCenterWithInsurers();
  visitor = await official(center);
  key = await issue(town, "適用システム（架空）");
});
afterAll(() => center.close());

async function issue(insurer: string, label: string): Promise<string> {
  const { html } = await visitor.post(`/office/insurers/${insurer}/keys/new`, { label });
  const [issued] = /mdg_[\w-]{43}/.exec(html) ?? [];
  if (issued === undefined) throw new Error("no key was shown");

  return issued;
}

type Sent = {
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
};

const call = (path: string, init: RequestInit = {}, by = key) =>
  fetch(center.url + path, {
    ...init,
    headers: { authorization: `Bearer ${by}`, ...Object.fromEntries(new Headers(init.headers)) },
  });

const post = ({ query = "mode=full", headers = {}, body }: Sent, by = key) =>
  call(
    `/api/v1/feeds?${query}`,
    { method: "POST", body, headers: { "content-type": "text/csv", ...headers } },
    by,
  );

async function ended(answer: Response): Promise<FeedStatus> {
  expect(answer.status).toBe(202);
  const { statusUrl } = feedSchema.parse(await answer.json());
  let status: FeedStatus | undefined;
  await expect
    .poll(async () => (status = feedSchema.parse(await (await call(statusUrl)).json())).state, {
      timeout: 30_000,
    })
    .not.toMatch(/waiting|running/);
  if (!status) throw new Error("no status");

  return status;
}

async function slugOf(answer: Response): Promise<string> {
  const problem = problemSchema.parse(await answer.json());
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(problem.nextStep).toMatch(/。$/);
  const page = await visitor.get(problem.type);
  expect(page.status).toBe(200);

  return `${answer.status} ${problem.type}`;
}

test("a file is taken in, as gzip too, and the same sending again is the same", async () => {
  const body = Uint8Array.from(gzipSync(csv(twenty)));
  const headers = { "content-encoding": "gzip", "idempotency-key": "2026-11-29/1" };
  const answer = await post({ headers, body });
  const location = answer.headers.get("location");
  const status = await ended(answer);
  expect(status).toMatchObject({ state: "accepted", counts: { peopleAdded: 20 }, dryRun: false });
  const again = await post({ headers, body });
  expect(again.headers.get("location")).toBe(location);
  expect(await slugOf(await post({ headers, body: csv(twenty) }))).toBe(
    "422 /problems/feed-idempotency-key-reused",
  );
  expect(await readdir(join(center.filesDirectory, "spool"))).toEqual([]);
  const { rows } = await sql`
    select actor_kind, actor_id like 'insurer-key:%' as by_key from audit_event where action = 'feed.accepted'`.execute(
    center.db,
  );
  expect(rows).toEqual([{ actorKind: "system", byKey: true }]);
});

test("refused and held lines are told with line, column, rule and mend", async () => {
  const refused = await ended(await post({ body: csv([...twenty, nth(21, { 性別: "5" })]) }));
  expect(refused).toMatchObject({ state: "refused", problemCount: 1 });
  const list = await call(refused.problemsUrl);
  expect(list.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(await list.text()).toContain("22,I,性別,code,");
  const held = await ended(
    await post({
      query: "mode=diff",
      body: csv([{ 異動区分: "1", ...nth(8, { カナ: "ホカノ　タロウ" }) }]),
    }),
  );
  expect(held).toMatchObject({ state: "accepted", counts: { linesHeld: 1, peopleSuspended: 1 } });
  expect(await (await call(held.problemsUrl)).text()).toContain("other-person");
});

test("a dry run says the same and changes nothing; too many endings wait for the office", async () => {
  const dry = await ended(
    await post({ query: "mode=full&dryRun=true", body: csv([...twenty, nth(22)]) }),
  );
  expect(dry).toMatchObject({ state: "accepted", dryRun: true, counts: { peopleAdded: 1 } });
  const few = await ended(await post({ body: csv([nth(1)]) }));
  expect(few).toMatchObject({ state: "unconfirmed", counts: { coveragesEnded: 19 } });
  await visitor.post(`/office/feeds/${few.feedId}/confirm`, {});
  await expect
    .poll(async () => feedSchema.parse(await (await call(few.statusUrl)).json()).state)
    .toBe("accepted");
});

test.each([
  ["without a key", { headers: { authorization: "" }, body: "" }, "401 /problems/feed-key-missing"],
  [
    "with a key of nobody",
    { headers: { authorization: `Bearer mdg_${"x".repeat(43)}` }, body: "" },
    "401 /problems/feed-key-unknown",
  ],
  ["of no kind", { query: "", body: "" }, "400 /problems/feed-request-invalid"],
  ["of a wrong kind", { query: "mode=all", body: "" }, "400 /problems/feed-request-invalid"],
  [
    "as a picture",
    { headers: { "content-type": "image/png" }, body: "x" },
    "415 /problems/feed-type-unknown",
  ],
  [
    "in a packing we do not know",
    { headers: { "content-encoding": "br" }, body: "x" },
    "415 /problems/feed-type-unknown",
  ],
  ["too large", { body: "x".repeat(FEED_BYTES + 1) }, "413 /problems/feed-too-large"],
] as const)("a sending %s is refused", async (_, sent, slug) => {
  expect(await slugOf(await post(sent))).toBe(slug);
  expect(await readdir(join(center.filesDirectory, "spool"))).toEqual([]);
});

test("a key sees what was sent with it and nothing else, and nothing once it is revoked", async () => {
  const { statusUrl } = await ended(await post({ query: "mode=full&dryRun=true", body: "" }));
  const other = await issue(association, "ほかの保険者（架空）");
  expect(await slugOf(await call(statusUrl, {}, other))).toBe("404 /problems/feed-not-found");
  expect(await slugOf(await call(`${statusUrl}/problems`, {}, other))).toBe(
    "404 /problems/feed-not-found",
  );
  expect(await slugOf(await call("/api/v1/feeds/1"))).toBe("404 /problems/feed-not-found");
  const { html } = await visitor.get(`/office/insurers/${town}`);
  const [, revoke = ""] = /href="([^"]+\/revoke)"/.exec(html) ?? [];
  expect((await visitor.get(revoke)).html).toContain("取り消しますか");
  await visitor.post(revoke, {});
  expect(await slugOf(await call(statusUrl))).toBe("401 /problems/feed-key-unknown");
  const { rows } = await sql<{ count: number }>`
    select count(*)::int from insurer_key where position(convert_to(${key}, 'UTF8') in secret_hash) > 0`.execute(
    center.db,
  );
  expect(rows).toEqual([{ count: 0 }]);
});

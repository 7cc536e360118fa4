/** A check whose database connection is cut in the middle: the patient gets an answer, once, and nobody outside is asked twice. */
import { once } from "node:events";
import { createServer } from "node:http";
import { openDatabase, transaction } from "@madoguchi/platform";
import { VirtualCard, refuseOcsp } from "@madoguchi/virtual-card";
import { sampleCard } from "@madoguchi/virtual-card/sample";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { openPlace, revocationListOf, start } from "./cards.fixture.ts";
import type { Place } from "./cards.fixture.ts";
import { installTrust } from "./index.ts";

const patience = { timeout: 20_000 };
const clock = { now: () => start };

/** The backends that wait for a lock in the place's database. */
async function waiting({ db }: Place): Promise<readonly number[]> {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db);

  return rows.map(({ pid }) => pid);
}

test("a check that loses its connection is answered on another one, and recorded once", async () => {
  let asked = 0;
  const responder = createServer((_request, response) => {
    asked += 1;
    response.end(refuseOcsp("tryLater"));
  }).listen(0, "127.0.0.1");
  await once(responder, "listening");
  const address = responder.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  await using running = new AsyncDisposableStack();
  running.defer(() => void responder.close());
  const place = running.use(
    await openPlace(clock, { ocspUrl: `http://127.0.0.1:${address.port}/` }),
  );
  const { pki, image } = await sampleCard();
  await transaction(place.db, (tx) =>
    installTrust(tx, clock, {
      roots: pki.auth.map(({ certificate }) => certificate),
      crls: [revocationListOf(pki.auth[1], { thisUpdate: start })],
    }),
  );
  const { client, identity } = place.counter;
  const request = await place.counter.sign(VirtualCard.fromImage(image));

  const holding = openDatabase(place.center.databaseUrl, { max: 1 });
  running.defer(() => holding.destroy());
  const answered = await holding.transaction().execute(async (tx) => {
    await sql`lock table check_record in access exclusive mode`.execute(tx);
    const check = client.check(identity, request);
    await expect.poll(() => waiting(place), patience).toHaveLength(1);
    const [first] = await waiting(place);
    await sql`select pg_terminate_backend(${first})`.execute(place.db);
    await expect
      .poll(async () => (await waiting(place)).filter((pid) => pid !== first), patience)
      .toHaveLength(1);

    return { check };
  });

  expect(await answered.check).toMatchObject({ ok: true, value: { outcome: "unlinked" } });
  expect(asked).toBe(1);
  const { rows } = await sql`
    select (select count(*) from check_record) as records,
      (select count(*) from audit_event where action like 'check.%') as entries`.execute(place.db);
  expect(rows).toEqual([{ records: 1, entries: 1 }]);
});

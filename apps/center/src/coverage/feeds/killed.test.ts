/** kill -9, and a database that goes away, anywhere in a file: it is repeated, and all is as if nothing had happened. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createHash } from "node:crypto";
import { newId, transaction } from "@madoguchi/platform";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { randomFrom } from "../histories.fixture.ts";
import { official, openRegistry, town } from "../registry.fixture.ts";
import type { TestRegistry } from "../registry.fixture.ts";
import { findDelivery, insertDelivery } from "../store/deliveries.ts";
import { csv, nth, takeIn } from "./feed.fixture.ts";
import type { Row } from "./feed.fixture.ts";
import { count, everything } from "./store/look.fixture.ts";

/** Each is disturbed some times, and then done. More of them on demand. */
const FILES = Number(process.env["FEED_FILES"] ?? 3);
const DISTURBANCES = 3;
const PEOPLE = 2000;

/** Every process takes some seconds on a busy machine. */
const PATIENCE = 60_000 + FILES * 120_000;

const start = Temporal.Instant.from("2026-06-01T00:00:00Z");
const program = join(import.meta.dirname, "work.fixture.ts");
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000_007);
const random = randomFrom(seed);

/** One whose files are disturbed, and one whose files are not. */
let disturbed: TestRegistry;
let model: TestRegistry;
let spool: string;

beforeAll(async () => {
  disturbed = await openRegistry(start.toString());
  model = await openRegistry(start.toString());
  spool = await mkdtemp(join(tmpdir(), "madoguchi-killed-"));
  for (const { db } of [disturbed, model]) {
    await sql`insert into feed_limit values (${town}, 1)`.execute(db);
  }
});
afterAll(async () => {
  await disturbed[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
  await rm(spool, { recursive: true });
});

/** Registers, changes, ends and holds some, other ones each time. */
function fileNumber(version: number): readonly Row[] {
  return Array.from({ length: PEOPLE }, (_, index) => index + 1)
    .filter((n) => n % 50 !== version % 50 || n < 100)
    .map((n) =>
      nth(n + version * 20, {
        一部負担金割合: n % 7 === version % 7 ? "020" : "030",
        氏名: n % 11 === version % 11 ? "見本　次郎" : "見本　太郎",
        カナ: n === 500 + version ? "ホカノ　ヒト" : "ミホン　タロウ",
      }),
    );
}

async function deliver(rows: readonly Row[]): Promise<string> {
  const id = newId();
  const file = new TextEncoder().encode(csv(rows));
  await writeFile(join(spool, id), file);
  await transaction(disturbed.db, (tx) =>
    insertDelivery(tx, {
      id,
      insurerNumber: town,
      mode: "full",
      isDryRun: false,
      fileName: "全件.csv",
      bytes: file.length,
      sha256: createHash("sha256").update(file).digest(),
      senderKind: "official",
      senderId: official.id,
      idempotencyKey: null,
      receivedAt: disturbed.clock.now(),
    }),
  );

  return id;
}

type Disturbance = "kill" | "lose-database";

/** @returns in how many milliseconds the work ended by itself */
async function work(
  id: string,
  at: Temporal.Instant,
  disturb?: { readonly kind: Disturbance; readonly after: number },
): Promise<number> {
  const child = spawn(process.execPath, [program, disturbed.url, spool, id, at.toString()], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const exited = once(child, "exit");
  await once(child.stdout, "data");
  const begun = performance.now();
  if (disturb) {
    await Promise.race([delay(disturb.after), exited]);
    if (disturb.kind === "kill") child.kill("SIGKILL");
    else await loseDatabase();
  }
  await exited;

  return performance.now() - begun;
}

async function loseDatabase(): Promise<void> {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(disturbed.db);
}

test(
  `repeated after being killed anywhere (SEED=${seed})`,
  async () => {
    let usual = 2000;
    let interrupted = 0;
    for (let version = 0; version < FILES; version += 1) {
      const id = await deliver(fileNumber(version));
      // An hour later each time: whoever died has then been silent for long enough.
      let at = start.add({ hours: version * 24 });
      model.setTime(at.toString());
      const later = () => (at = at.add({ hours: 1 }));
      for (let time = 0; time < DISTURBANCES; time += 1) {
        const kind = time % 3 === 2 ? "lose-database" : "kill";
        await work(id, later(), { kind, after: random(Math.ceil(usual)) });
        if ((await findDelivery(disturbed.db, id))?.finishedAt === null) interrupted += 1;
      }
      usual = Math.max(100, await work(id, later()));
      expect(await findDelivery(disturbed.db, id)).toMatchObject({ state: "accepted" });
      await takeIn(model, fileNumber(version));
      expect(await everything(disturbed)).toBe(await everything(model));
      for (const table of [
        "person",
        "person_history",
        "coverage",
        "coverage_history",
        "feed_file",
      ]) {
        expect(`${table} ${await count(disturbed, table)}`).toBe(
          `${table} ${await count(model, table)}`,
        );
      }
      expect(await readdir(spool)).toEqual([]);
    }
    expect(interrupted).toBeGreaterThan(0);
  },
  PATIENCE,
);

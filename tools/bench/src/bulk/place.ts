/** A center with its worker, a health-check site, 100,000 insured people, and a file that asks for each of them. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCenter, migrationsDirectory, seeding } from "@madoguchi/center";
import type { TerminalIdentity } from "@madoguchi/contract";
import {
  migrate,
  newId,
  newToken,
  openDatabase,
  startPostgres,
  systemClock,
  transaction,
} from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { coverage, INSURER, person } from "../check/insured.ts";
import { insertTerminal } from "../check/place.ts";

export const LINES = 100_000;

const INSERTED_AT_ONCE = 10_000;

/** Prime to the number of lines: every number comes once, and neighbours lie far from each other. */
const STRIDE = 7919;

export type BulkPlace = AsyncDisposable & {
  readonly origin: string;
  readonly databaseUrl: string;
  readonly directory: string;
  readonly identity: TerminalIdentity;
};

export async function openBulkPlace(): Promise<BulkPlace> {
  await using started = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), "madoguchi-bench-"));
  started.defer(() => rm(directory, { recursive: true }));
  const postgres = await startPostgres({ dataDir: join(directory, "postgres"), log: () => {} });
  started.defer(() => postgres.stop());
  await migrate(postgres.url, migrationsDirectory);
  const db = openDatabase(postgres.url, { max: 1 });
  const identity = await transaction(db, async (tx) => {
    await seeding.checkOverlapsOnce(tx, () => insertAll(tx));

    return insertTerminal(tx, "checkup");
  });
  await db.destroy();
  const center = await createCenter({
    databaseUrl: postgres.url,
    publicUrl: "http://localhost",
    secretKey: newToken(),
    host: "127.0.0.1",
    port: 0,
    smtpUrl: "smtp://localhost:1",
    filesDirectory: join(directory, "files"),
    logLevel: "silent",
  });
  started.defer(() => center.close());
  const origin = await center.listen();
  await center.startWorker();
  const stack = started.move();

  return {
    origin,
    databaseUrl: postgres.url,
    directory,
    identity,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function insertAll(tx: Tx): Promise<void> {
  await seeding.insertInsurers(tx, [INSURER]);
  const now = systemClock.now();
  for (let start = 0; start < LINES; start += INSERTED_AT_ONCE) {
    const ids = Array.from({ length: INSERTED_AT_ONCE }, () => newId());
    await seeding.insertPeople(tx, ids.map(person), now);
    await seeding.insertCoverages(
      tx,
      ids.map((id, index) => coverage(id, start + index)),
      now,
    );
  }
}

export type Question = readonly [
  insurer: string,
  symbol: string,
  number: string,
  branch: string,
  birthDate: string,
];

/** One in a hundred names nobody. */
export const questions: readonly Question[] = Array.from({ length: LINES }, (_, index) => [
  INSURER.number,
  "国",
  String(index % 100 === 0 ? LINES + index : (index * STRIDE) % LINES),
  "00",
  "1980-02-17",
]);

export function questionFile(): Uint8Array<ArrayBuffer> {
  const rows = questions.map((question, index) => `A-${index},${question.join(",")}`);

  return new TextEncoder().encode(
    ["照会番号,保険者番号,記号,番号,枝番,生年月日", ...rows].join("\r\n"),
  );
}

/** A center with its worker, a health-check site, 100,000 insured people, and a file that asks for each of them. */
import { seeding } from "@madoguchi/center";
import type { TerminalIdentity } from "@madoguchi/contract";
import { newId, systemClock, transaction } from "@madoguchi/platform";
import type { Db, Tx } from "@madoguchi/platform";
import { openBenchCenter } from "../bench-center.ts";
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
  const center = await openBenchCenter({ fill, withWorker: true });
  const { origin, databaseUrl, directory, filled } = center;

  return {
    origin,
    databaseUrl,
    directory,
    identity: filled,
    [Symbol.asyncDispose]: () => center[Symbol.asyncDispose](),
  };
}

function fill(db: Db): Promise<TerminalIdentity> {
  return transaction(db, async (tx) => {
    await seeding.checkOverlapsOnce(tx, () => insertAll(tx));

    return insertTerminal(tx, "checkup");
  });
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

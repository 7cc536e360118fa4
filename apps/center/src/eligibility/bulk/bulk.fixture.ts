/** A health-check site with a terminal, the examinees whom it asks for (架空), and files of them. */
import { exampleRegistered } from "@madoguchi/contract";
import type { BulkStatus, CallResult } from "@madoguchi/contract";
import type { Clock } from "@madoguchi/notation";
import { newId, openDatabase, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { openCounter, startTestCenter } from "@madoguchi/test";
import type { Counter, TestCenter } from "@madoguchi/test";
import { Temporal } from "temporal-polyfill";
import { expect } from "vitest";
import { insertCoverages, insertInsurers, insertPeople } from "../../coverage/index.ts";
import type { CoverageRow, PersonRow } from "../../coverage/index.ts";

export const start = Temporal.Instant.from("2026-11-22T00:04:00Z");

export const association = "01130012";
export const town = "138057";

export type Site = AsyncDisposable & {
  readonly center: TestCenter;
  readonly db: Db;
  readonly counter: Counter;
};

export async function openSite(clock: Clock): Promise<Site> {
  await using opened = new AsyncDisposableStack();
  const center = await startTestCenter(clock);
  opened.defer(() => center.close());
  const db = openDatabase(center.databaseUrl, { max: 2 });
  opened.defer(() => db.destroy());
  await registerExaminees(db);
  const counter = await openCounter(center, clock, "checkup");
  const kept = opened.move();

  return { center, db, counter, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

type Examinee = {
  readonly person?: Partial<PersonRow>;
  readonly coverages: readonly Partial<CoverageRow>[];
};

const ended = { disqualifiedOn: "2026-09-01", lossReason: "01" } as const;

/** By the number under which each is asked for. */
const examinees: readonly Examinee[] = [
  { coverages: [{ number: "901" }] },
  { coverages: [{ number: "902", ...ended }] },
  // Left the association, and lives in the town's insurance since.
  {
    coverages: [
      { number: "903", ...ended },
      {
        number: "4821",
        insurerNumber: town,
        symbol: "国",
        qualifiedOn: "2026-09-01",
        validFrom: "2026-09-01",
      },
    ],
  },
  // Twins, who share a number.
  { coverages: [{ number: "904", branch: "01", relationship: "dependent" }] },
  {
    person: { kana: "ヤマダ　ハナエ" },
    coverages: [{ number: "904", branch: "02", relationship: "dependent" }],
  },
  { person: { suspendedAt: start }, coverages: [{ number: "905" }] },
];

export async function registerExaminees(db: Db): Promise<void> {
  await transaction(db, async (tx) => {
    await insertInsurers(tx, [
      { number: association, name: "全国健康保険協会 東京支部", telephone: "0300001234" },
      { number: town, name: "窓口市（架空）" },
    ]);
    for (const { person, coverages } of examinees) {
      const personId = newId();
      await insertPeople(tx, [{ ...hanako, ...person, id: personId }], start);
      await insertCoverages(
        tx,
        coverages.map((coverage) => ({ ...exampleRegistered, ...coverage, personId, id: newId() })),
        start,
      );
    }
  });
}

const hanako: Omit<PersonRow, "id"> = {
  name: "山田　花子",
  kana: "ヤマダ　ハナコ",
  sex: "female",
  birthDate: "1980-02-17",
  address: "架空県窓口市見本町一丁目２番３号",
  suspendedAt: null,
};

export const header = "保険者番号,記号,番号,枝番,生年月日";

/** A line that asks for whoever has this number with the association. */
export const asking = (number: string, branch = "00"): string =>
  `${association},12345678,${number},${branch},昭和55年2月17日`;

export function bytesOf(lines: readonly string[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(lines.join("\r\n"));
}

/** @returns the receipt number */
export async function ask(
  { bulk, identity }: Counter,
  file: Uint8Array<ArrayBuffer>,
  mediaType: "text/csv" | "application/gzip" = "text/csv",
): Promise<string> {
  const sent = await bulk.inquire(identity, {
    purpose: "specific-checkup",
    mediaType,
    file,
  });
  if (!sent.ok) throw new Error("not accepted", { cause: sent });

  return sent.value.receiptNumber;
}

export async function untilFinished(
  { bulk, identity }: Counter,
  receiptNumber: string,
): Promise<BulkStatus> {
  let status: CallResult<BulkStatus> | undefined;
  await expect
    .poll(
      async () => {
        status = await bulk.status(identity, receiptNumber);

        return status.ok && status.value.finishedAt !== null;
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  if (!status?.ok) throw new Error("no status", { cause: status });

  return status.value;
}

/** The lines of a table, as the receiver's program reads them. */
export async function tableOf(
  { bulk, identity }: Counter,
  path: string | null,
  encoding: "utf-8" | "shift_jis" = "utf-8",
): Promise<string[]> {
  const file = await bulk.file(identity, path ?? "");
  if (!file.ok) throw new Error("no file", { cause: file });
  const text = new TextDecoder(encoding).decode(file.value);

  return text.split("\r\n").filter((line) => line !== "");
}

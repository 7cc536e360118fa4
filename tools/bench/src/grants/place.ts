/** A center on a database of its own, with facilities that are ready to apply and signed in. */
import { readFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { seeding } from "@madoguchi/center";
import { tokyoToday } from "@madoguchi/notation";
import {
  newId,
  newToken,
  openDatabase,
  sha256,
  systemClock,
  transaction,
} from "@madoguchi/platform";
import type { Db, Tx } from "@madoguchi/platform";
import { openBenchCenter } from "../bench-center.ts";
import { codeOf, insertAdministrator, insertFacility } from "../facility.ts";

const FACILITIES_AT_ONCE = 250;

export type GrantsPlace = AsyncDisposable & {
  readonly origin: string;
  /** One facility each. */
  readonly cookies: readonly string[];
  /** Who is about to apply has just given the second factor; one from an hour ago no longer opens the page of the account. */
  prove(cookie: string): Promise<void>;
  /** Of the applications at these paths: how many were submitted, and how many of their photos lie in the store unharmed. */
  arrived(paths: readonly string[]): Promise<{ submitted: number; photos: number }>;
};

export async function openGrantsPlace(applicants: number): Promise<GrantsPlace> {
  await using started = new AsyncDisposableStack();
  const center = started.use(await openBenchCenter({ fill: (db) => fill(db, applicants) }));
  const { origin, filesDirectory, filled } = center;
  const db = openDatabase(center.databaseUrl, { max: 2 });
  started.defer(() => db.destroy());
  const stack = started.move();

  return {
    origin,
    cookies: filled,
    prove: (cookie) => prove(db, cookie),
    arrived: (paths) => countArrived(db, filesDirectory, paths),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function fill(db: Db, applicants: number): Promise<string[]> {
  const cookies: string[] = [];
  await transaction(db, (tx) => seeding.seedProgrammes(tx, tokyoToday(systemClock)));
  for (let from = 0; from < applicants; from += FACILITIES_AT_ONCE) {
    const until = Math.min(applicants, from + FACILITIES_AT_ONCE);
    const made = await transaction(db, async (tx) => {
      const some: string[] = [];
      for (let number = from; number < until; number += 1) {
        some.push(await insertApplicant(tx, number));
      }

      return some;
    });
    cookies.push(...made);
  }

  return cookies;
}

const COOKIE = "madoguchi=";

async function prove(db: Db, cookie: string): Promise<void> {
  const now = systemClock.now();
  await db
    .updateTable("session")
    .set({ lastSeenAt: now, provenAt: now })
    .where("tokenHash", "=", sha256(cookie.slice(COOKIE.length)))
    .execute();
}

/** Signed in with both factors. @returns the cookie */
async function insertApplicant(tx: Tx, number: number): Promise<string> {
  const appAccountId = newId();
  const createdAt = systemClock.now();
  const facilityId = await insertFacility(tx, {
    code: codeOf(number),
    name: `架空第${number}医院`,
    goLiveOn: tokyoToday(systemClock),
    createdAt,
  });
  const accountId = await insertAdministrator(tx, {
    facilityId,
    mail: `uketsuke${number}@example.jp`,
    passwordHash: "!",
    createdAt,
  });
  const userId = `W${String(number).padStart(7, "0")}`;
  await seeding.insertAppAccount(tx, { id: appAccountId, facilityId, userId, createdAt });
  await seeding.insertTerminal(tx, {
    id: newId(),
    appAccountId,
    facilityId,
    // No key: nobody can sign as this terminal.
    keyX: "",
    keyY: "",
    name: "受付",
    kind: "windows",
    registeredAt: createdAt,
    lastSeenAt: createdAt,
    removedAt: null,
  });
  const token = newToken();
  await tx
    .insertInto("session")
    .values({
      tokenHash: sha256(token),
      id: newId(),
      accountId,
      createdAt,
      lastSeenAt: createdAt,
      actingFor: null,
      provenAt: createdAt,
      userAgent: "bench",
    })
    .execute();

  return COOKIE + token;
}

async function countArrived(db: Db, filesDirectory: string, paths: readonly string[]) {
  const ids = paths.map((path) => path.split("/").at(-1) ?? "");
  const rows = await db
    .selectFrom("grantSubmission")
    .innerJoin(
      "grantSubmissionReceipt",
      "grantSubmissionReceipt.submissionId",
      "grantSubmission.id",
    )
    .innerJoin("grantReceipt", "grantReceipt.id", "grantSubmissionReceipt.receiptId")
    .select(["grantSubmission.applicationId", "grantReceipt.fileHash"])
    .where("grantSubmission.applicationId", "in", ids)
    .execute();
  let photos = 0;
  for (const { fileHash } of rows) {
    const bytes = await readFile(join(filesDirectory, fileHash.slice(0, 2), fileHash));
    if (createHash("sha256").update(bytes).digest("hex") === fileHash) photos += 1;
  }

  return { submitted: new Set(rows.map(({ applicationId }) => applicationId)).size, photos };
}

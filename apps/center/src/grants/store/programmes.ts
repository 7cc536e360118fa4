import { nested } from "@madoguchi/platform";
import type { Executor, Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { Programme } from "../rules/programme.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

declare module "@madoguchi/platform" {
  interface Tables {
    grantProgramme: Mutable<Programme>;
  }
}

/** Within another record's statement. */
export const nestedProgramme = nested<Programme>({
  id: "plain",
  code: "plain",
  version: "plain",
  effectiveFrom: "day",
  name: "plain",
  legalBasis: "plain",
  facilityKinds: "plain",
  itemKinds: "plain",
  rateNumerator: "plain",
  rateDenominator: "plain",
  capYen: "plain",
  roundingYen: "plain",
  rounding: "plain",
  taxIncluded: "plain",
  purchaseFrom: "day",
  purchaseUntil: "day",
  intakeFrom: "instant",
  intakeUntil: "instant",
  oncePerFacility: "plain",
  budgetYen: "plain",
  whenExhausted: "plain",
  repaymentInterestBp: "plain",
  approvalsRequired: "plain",
  correctionDays: "plain",
  retentionYears: "plain",
  papers: "plain",
});

export async function insertProgramme(tx: Tx, programme: Programme): Promise<void> {
  await tx.insertInto("grantProgramme").values(programme).execute();
}

/** Of each programme the version that holds on that day, the one that closes last first. */
export async function currentProgrammes(
  executor: Executor,
  today: Temporal.PlainDate,
): Promise<Programme[]> {
  const programmes = await executor
    .selectFrom("grantProgramme")
    .selectAll()
    .distinctOn("code")
    .where("effectiveFrom", "<=", today)
    .orderBy("code")
    .orderBy("effectiveFrom", "desc")
    .execute();

  return programmes.toSorted(
    (left, right) => right.intakeUntil.epochMilliseconds - left.intakeUntil.epochMilliseconds,
  );
}

export async function currentProgramme(
  executor: Executor,
  code: string,
  today: Temporal.PlainDate,
): Promise<Programme | undefined> {
  return executor
    .selectFrom("grantProgramme")
    .selectAll()
    .where("code", "=", code)
    .where("effectiveFrom", "<=", today)
    .orderBy("effectiveFrom", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** The very version with this id, however old. */
export async function programmeVersion(executor: Executor, id: string): Promise<Programme> {
  return executor
    .selectFrom("grantProgramme")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
}

/** All versions of one, the newest first. */
export async function versionsOf(executor: Executor, code: string): Promise<Programme[]> {
  return executor
    .selectFrom("grantProgramme")
    .selectAll()
    .where("code", "=", code)
    .orderBy("version", "desc")
    .execute();
}

/** Of each programme the newest version, whether it holds already or not. */
export async function newestProgrammes(executor: Executor): Promise<Programme[]> {
  return executor
    .selectFrom("grantProgramme")
    .selectAll()
    .distinctOn("code")
    .orderBy("code")
    .orderBy("version", "desc")
    .execute();
}

/** How far the simulated applications have come, read from the center's own tables. */
import type { seeding } from "@madoguchi/center";
import type { Db, Tables, Tx } from "@madoguchi/platform";

/** Whether the database holds anything that no simulation made. */
export async function isForeign(db: Db, programmeCode: string): Promise<boolean> {
  const programmes = await db.selectFrom("grantProgramme").select("code").distinct().execute();
  if (programmes.length > 0) return programmes.some(({ code }) => code !== programmeCode);
  const someone = await Promise.all([
    db.selectFrom("facility").select("id").limit(1).executeTakeFirst(),
    db.selectFrom("account").select("id").limit(1).executeTakeFirst(),
    db.selectFrom("person").select("id").limit(1).executeTakeFirst(),
  ]);

  return someone.some(Boolean);
}

export async function countFacilities(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom("facility")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();

  return Number(count);
}

type Rows<Insert extends (...args: never) => unknown> = readonly Parameters<Insert>[1][];

type Ready = {
  readonly facilities: Rows<typeof seeding.insertFacility>;
  readonly versions: readonly Tables["facilityVersion"][];
  readonly accounts: Rows<typeof seeding.insertAccount>;
  readonly memberships: Rows<typeof seeding.insertMembership>;
  readonly appAccounts: Rows<typeof seeding.insertAppAccount>;
  readonly terminals: Rows<typeof seeding.insertTerminal>;
};

export async function insertFacilities(tx: Tx, ready: Ready): Promise<void> {
  await tx.insertInto("facility").values(ready.facilities).execute();
  await tx.insertInto("facilityVersion").values(ready.versions).execute();
  await tx.insertInto("account").values(ready.accounts).execute();
  await tx.insertInto("membership").values(ready.memberships).execute();
  await tx.insertInto("appAccount").values(ready.appAccounts).execute();
  await tx.insertInto("terminal").values(ready.terminals).execute();
}

export type Standing = {
  readonly id: string;
  readonly facilityId: string;
  readonly state: "draft" | "submitted" | "returned" | "approved" | "refused";
  readonly version: number;
  /** How often it was submitted. */
  readonly submissions: number;
  /** Who approved the newest submission. */
  readonly approvers: readonly string[];
  /** Of the newest attempt; null before a decision. */
  readonly payment: "due" | "batched" | "paid" | "bounced" | "cancelled" | null;
  readonly attempts: number;
  readonly revocation: "proposed" | "confirmed" | "received" | null;
};

/** Read by one who acts alone: nothing changes between these questions. */
export async function standings(db: Db): Promise<readonly Standing[]> {
  const applications = await db
    .selectFrom("grantApplication")
    .select(["id", "facilityId", "state", "version"])
    .execute();
  const submissions = newestOf(
    await db
      .selectFrom("grantSubmission")
      .select(["applicationId", "id", "number"])
      .orderBy("number")
      .execute(),
  );
  const approvals = Map.groupBy(
    await db.selectFrom("grantApproval").select(["submissionId", "officialId"]).execute(),
    ({ submissionId }) => submissionId,
  );
  const payments = newestOf(
    await db
      .selectFrom("grantPayment")
      .select(["applicationId", "state", "attempt"])
      .orderBy("attempt")
      .execute(),
  );
  const revocations = newestOf(
    await db
      .selectFrom("grantRevocation")
      .select(["applicationId", "confirmedAt", "receivedOn"])
      .execute(),
  );

  return applications.map((application) => {
    const submission = submissions.get(application.id);
    const payment = payments.get(application.id);
    const revocation = revocations.get(application.id);

    return {
      ...application,
      submissions: submission?.number ?? 0,
      approvers: (approvals.get(submission?.id ?? "") ?? []).map(({ officialId }) => officialId),
      payment: payment?.state ?? null,
      attempts: payment?.attempt ?? 0,
      revocation: revocation
        ? revocation.receivedOn
          ? "received"
          : revocation.confirmedAt
            ? "confirmed"
            : "proposed"
        : null,
    };
  });
}

/** The last of each application's. */
function newestOf<T extends { readonly applicationId: string }>(
  rows: readonly T[],
): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.applicationId, row]));
}

/** The batch that the last run left in the middle. */
export async function unsettledBatch(
  db: Db,
): Promise<{ readonly id: string; readonly number: number; readonly state: string } | undefined> {
  return db
    .selectFrom("grantBatch")
    .select(["id", "number", "state"])
    .where("state", "in", ["made", "approved"])
    .executeTakeFirst();
}

export type Counts = {
  readonly decisions: number;
  readonly payments: number;
  readonly batches: number;
  readonly deeds: number;
};

export async function counts(db: Db): Promise<Counts> {
  const count = async (table: "grantDecision" | "grantPayment" | "grantBatch" | "auditEvent") => {
    const row = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();

    return Number(row.count);
  };

  return {
    decisions: await count("grantDecision"),
    payments: await count("grantPayment"),
    batches: await count("grantBatch"),
    deeds: await count("auditEvent"),
  };
}

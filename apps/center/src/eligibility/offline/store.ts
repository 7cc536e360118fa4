/** Checks made without the center, one for each entry however often it came. */
import type { Outcome } from "@madoguchi/contract";
import { gathering, insertion } from "@madoguchi/platform";
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

type OfflineCheckTable = {
  facilityId: string;
  id: string;
  terminalId: string;
  context: Uint8Array;
  certificate: Uint8Array;
  signature: Uint8Array;
  digest: Uint8Array;
  checkedAt: Temporal.Instant | null;
  receivedAt: Temporal.Instant;
  outcome: Outcome | null;
  refusal: string | null;
  result: Uint8Array | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    offlineCheck: OfflineCheckTable;
  }
}

export type OfflineCheck = Selectable<OfflineCheckTable>;
export type OfflineKey = Pick<OfflineCheck, "facilityId" | "id">;
export type KnownOffline = Pick<OfflineCheck, "id" | "terminalId" | "digest" | "result">;

export const findOfflineCheck = gathering(
  async (
    executor: Executor,
    keys: readonly OfflineKey[],
  ): Promise<readonly (KnownOffline | undefined)[]> => {
    const { rows } = await sql<KnownOffline & OfflineKey>`
      select o.facility_id, o.id, o.terminal_id, o.digest, o.result
      from unnest(
        ${keys.map(({ facilityId }) => facilityId)}::uuid[], ${keys.map(({ id }) => id)}::uuid[]
      ) asked (facility_id, id)
      join offline_check o on o.facility_id = asked.facility_id and o.id = asked.id`.execute(
      executor,
    );
    const found = new Map(rows.map((row) => [nameOf(row), row]));

    return keys.map((key) => found.get(nameOf(key)));
  },
);

/** Of several with one id, also among these, the first stays. @returns whether each is the one */
export async function insertOfflineChecks(
  tx: Tx,
  checks: readonly OfflineCheck[],
): Promise<readonly boolean[]> {
  const rows = checks.map((check) => ({
    ...check,
    context: hex(check.context),
    certificate: hex(check.certificate),
    signature: hex(check.signature),
    digest: hex(check.digest),
    result: check.result && hex(check.result),
  }));
  const kept = await sql<OfflineKey>`
    ${insertion("offline_check", types, rows, { present: "keep" })}
    returning facility_id, id`.execute(tx);
  const fresh = new Set(kept.rows.map(nameOf));

  return checks.map((check) => fresh.delete(nameOf(check)));
}

/** The answers alone: that there was a check, and of what kind, stays on record. */
export async function forgetOfflineResults(
  executor: Executor,
  before: Temporal.Instant,
): Promise<number> {
  const { numUpdatedRows } = await executor
    .updateTable("offlineCheck")
    .set({ result: null })
    .where("receivedAt", "<", before)
    .where("result", "is not", null)
    .executeTakeFirst();

  return Number(numUpdatedRows);
}

const types = {
  facilityId: "uuid",
  id: "uuid",
  terminalId: "uuid",
  context: "bytea",
  certificate: "bytea",
  signature: "bytea",
  digest: "bytea",
  checkedAt: "timestamptz",
  receivedAt: "timestamptz",
  outcome: "text",
  refusal: "text",
  result: "bytea",
} as const satisfies Record<keyof OfflineCheck, string>;

function hex(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString("hex")}`;
}

function nameOf({ facilityId, id }: OfflineKey): string {
  return `${facilityId}/${id}`;
}

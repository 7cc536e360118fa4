/** How an offline check ended: what it was, the check it became and the audit entry, together or not at all, and once. */
import { gathering, within } from "@madoguchi/platform";
import { auditAll } from "../../audit/index.ts";
import type { DatedEntry } from "../../audit/index.ts";
import { insertCheckRecords } from "../store/checks.ts";
import type { CheckRecord } from "../store/checks.ts";
import { insertOfflineChecks } from "./store.ts";
import type { OfflineCheck } from "./store.ts";

export type OfflineEnding = {
  readonly check: OfflineCheck;
  /** Null for a refusal. */
  readonly record: CheckRecord | null;
  readonly entry: DatedEntry;
};

/** @returns whether it is on record by this call; if not, one of its number was there before */
export const recordOffline = gathering(async (executor, endings: readonly OfflineEnding[]) =>
  within(executor, async (tx): Promise<readonly boolean[]> => {
    const isFirst = await insertOfflineChecks(
      tx,
      endings.map(({ check }) => check),
    );
    const first = endings.filter((_, index) => isFirst[index]);
    await insertCheckRecords(
      tx,
      first.flatMap(({ record }) => record ?? []),
    );
    await auditAll(
      tx,
      first.map(({ entry }) => entry),
    );

    return isFirst;
  }),
);

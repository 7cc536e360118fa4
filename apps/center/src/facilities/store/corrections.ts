import type { Executor, Tx } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { DetailField } from "../rules/details.ts";

type FacilityCorrectionTable = {
  facilityId: string;
  field: DetailField;
  masterValue: string;
  proposedValue: string;
  proposedAt: Temporal.Instant;
  proposedBy: string;
};

declare module "@madoguchi/platform" {
  interface Tables {
    facilityCorrection: FacilityCorrectionTable;
  }
}

export type Correction = Selectable<FacilityCorrectionTable>;

export async function insertCorrections(tx: Tx, corrections: readonly Correction[]): Promise<void> {
  if (corrections.length > 0) {
    await tx.insertInto("facilityCorrection").values(corrections).execute();
  }
}

export async function correctionsOf(executor: Executor, facilityId: string): Promise<Correction[]> {
  return executor
    .selectFrom("facilityCorrection")
    .selectAll()
    .where("facilityId", "=", facilityId)
    .orderBy("proposedAt")
    .orderBy("field")
    .execute();
}

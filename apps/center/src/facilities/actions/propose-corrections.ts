/** For the transaction that registers a facility: where it was told what the lists say, and wrote something else. */
import type { Clock } from "@madoguchi/notation";
import type { Tx } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import { differencesOf } from "../rules/details.ts";
import type { Details } from "../rules/details.ts";
import { insertCorrections } from "../store/corrections.ts";
import { findMaster } from "../store/master.ts";

type Registered = Details & { readonly id: string; readonly kind: string; readonly code: string };

export async function proposeCorrections(
  tx: Tx,
  clock: Clock,
  facility: Registered,
  accountId: string,
): Promise<void> {
  const master = await findMaster(tx, facility.kind, facility.code);
  const differences = master ? differencesOf(master, facility) : [];
  if (differences.length === 0) {
    return;
  }
  await insertCorrections(
    tx,
    differences.map(({ field, before, after }) => ({
      facilityId: facility.id,
      field,
      masterValue: before,
      proposedValue: after,
      proposedAt: clock.now(),
      proposedBy: accountId,
    })),
  );
  await audit(tx, clock, {
    action: "facility.corrections-proposed",
    actor: { kind: "person", id: accountId },
    facilityId: facility.id,
    subject: { kind: "facility", id: facility.id },
    // What was written may name somebody: it stays with the correction.
    detail: { fields: differences.map(({ field }) => field).join(" ") },
  });
}

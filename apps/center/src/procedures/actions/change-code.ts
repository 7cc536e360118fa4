/** コードの変更: a new record linked to the old one. What was done under the old code stays there; who works there goes on. */
import { newId } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { copyMemberships } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { insertFacility, isFacilityKind, readFacilityCode } from "../../facilities/index.ts";
import type { Facility } from "../../facilities/index.ts";
import { carryOver } from "../../onboarding/index.ts";
import { issueAppAccount, stopAppAccounts } from "../../terminals/index.ts";

const SYSTEM = { kind: "system", id: "procedures" } as const;

/** For the transaction of the day on which the code changes; the old record is closed from that day on. */
export async function changeCode(
  tx: Tx,
  { clock }: Pick<Center, "clock">,
  old: Facility,
  { code, from }: { readonly code: string; readonly from: Temporal.PlainDate },
): Promise<{ facility: Facility; accounts: number }> {
  const reading = isFacilityKind(old.kind) ? readFacilityCode(old.kind, code) : null;
  if (!reading?.ok) {
    throw new Error(`the new code of facility ${old.id} cannot be read`);
  }
  const now = clock.now();
  const { kind, name, founder, postalCode, address, phone } = old;
  const { goLiveOn, statedTarget, suspendedFrom, suspendedUntil } = old;
  const facility: Facility = {
    kind,
    name,
    founder,
    postalCode,
    address,
    phone,
    goLiveOn,
    statedTarget,
    suspendedFrom,
    suspendedUntil,
    id: newId(),
    code: reading.code,
    prefectureCode: reading.prefectureCode,
    closedOn: null,
    predecessorId: old.id,
    createdAt: now,
  };
  await insertFacility(tx, facility, from);
  await copyMemberships(tx, old.id, facility.id, now);
  await carryOver(tx, old.id, facility.id, now);
  const accounts = await stopAppAccounts(tx, clock, old.id, SYSTEM);
  for (let issued = 0; issued < accounts; issued += 1) {
    await issueAppAccount(tx, clock, facility.id, SYSTEM);
  }
  await audit(tx, clock, {
    action: "facility.succeeded",
    actor: SYSTEM,
    facilityId: facility.id,
    subject: { kind: "facility", id: facility.id },
    detail: { predecessor: old.id, code: facility.code, accounts },
  });

  return { facility, accounts };
}

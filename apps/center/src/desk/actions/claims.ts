/** Taking a case, letting go of it, taking it from a colleague with a reason, and giving several to one person. */
import { transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { officialsWith } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { AuditAction } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { claimHours, isHeldByOther } from "../rules/claims.ts";
import type { Claim, TakeOverReason } from "../rules/claims.ts";
import { claimOf, dropClaim, putClaim } from "../store/claims.ts";
import type { Case } from "../store/claims.ts";

export type FacilityCase = Case & { readonly facilityId: string };

/** @returns false where a colleague holds it */
export async function takeCase(
  center: Center,
  actor: OfficialActor,
  taken: FacilityCase,
): Promise<boolean> {
  return transaction(center.db, async (tx) => {
    const held = await putClaim(tx, taken, actor.id, spanOf(center, "taken"), "nobody");
    if (held) await record(tx, center, actor, taken, "case.taken");

    return held;
  });
}

/** @returns false where it was not theirs any more */
export async function releaseCase(
  center: Center,
  actor: OfficialActor,
  released: FacilityCase,
): Promise<boolean> {
  return transaction(center.db, async (tx) => {
    const held = await dropClaim(tx, released, actor.id);
    if (held) await record(tx, center, actor, released, "case.released");

    return held;
  });
}

export async function takeOver(
  center: Center,
  actor: OfficialActor,
  taken: FacilityCase,
  reason: TakeOverReason,
): Promise<void> {
  await transaction(center.db, async (tx) => {
    const span = spanOf(center, "taken");
    const before = await claimOf(tx, taken, span.now);
    await putClaim(tx, taken, actor.id, span, "anybody");
    await record(tx, center, actor, taken, "case.taken-over", {
      reason,
      from: before?.officialId ?? null,
    });
  });
}

/** @returns how many are theirs now; null where there is no such official */
export async function giveCases(
  center: Center,
  actor: OfficialActor,
  to: string,
  cases: readonly FacilityCase[],
): Promise<number | null> {
  return transaction(center.db, async (tx) => {
    if (!(await officialsWith(tx, "cases.handle", center.clock.now())).some(({ id }) => id === to))
      return null;
    let given = 0;
    for (const each of cases) {
      if (!(await putClaim(tx, each, to, spanOf(center, "given"), "nobody"))) continue;
      await record(tx, center, actor, each, "case.given", { to });
      given += 1;
    }

    return given;
  });
}

/** For whoever decides, inside their transaction. @returns the claim of a colleague, which stands in the way; else null */
export async function heldByOther(
  tx: Tx,
  actor: OfficialActor,
  held: Case,
  now: Temporal.Instant,
): Promise<Claim | null> {
  const claim = await claimOf(tx, held, now);

  return isHeldByOther(actor, claim) ? claim : null;
}

/** Inside the transaction that decides: with its decision a case is off the desk. */
export async function clearFromDesk(tx: Tx, actor: OfficialActor, held: Case): Promise<void> {
  await dropClaim(tx, held, actor.id);
}

function spanOf({ clock }: Center, how: keyof typeof claimHours) {
  const now = clock.now();

  return { now, until: now.add({ hours: claimHours[how] }) };
}

async function record(
  tx: Tx,
  center: Center,
  actor: OfficialActor,
  { work, id, facilityId }: FacilityCase,
  action: Extract<AuditAction, `case.${string}`>,
  detail: Readonly<Record<string, string | null>> = {},
): Promise<void> {
  await audit(tx, center.clock, {
    action,
    actor: { kind: "official", id: actor.id },
    facilityId,
    subject: { kind: work, id },
    detail,
  });
}

/** What becomes of a decision: it is counted, held for a while, or takes effect at once; and what is held takes effect, or is taken back. */
import { tokyoDate } from "@madoguchi/notation";
import { newId, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { AuditAction, AuditActor } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import type { Queue } from "../queue.ts";
import { claimHours } from "../rules/claims.ts";
import { canUndo, deciderOf, missingApprovers } from "../rules/held.ts";
import type { UndoRefusal } from "../rules/held.ts";
import { approvalsOf, deleteApproval, insertApproval } from "../store/approvals.ts";
import { dropClaim, passWithClaim, putClaim } from "../store/claims.ts";
import { dueHeld, endHeld, heldOf, insertHeld, lockHeld } from "../store/held.ts";
import type { Decision, Held } from "../store/held.ts";
import { termsOn } from "../store/terms.ts";
import type { FacilityCase } from "./claims.ts";

export type DecidedCase = FacilityCase & {
  /** As the official saw it. */
  readonly version: number;
  /** What was handed in. */
  readonly aboutId: string;
};

export type Settled =
  /** Nothing is waited for: the noun carries it out in this transaction. */
  | { readonly kind: "now" }
  | { readonly kind: "held"; readonly until: Temporal.Instant }
  /** Other officials have to approve as well. */
  | { readonly kind: "counted" }
  | { readonly kind: "already-yours" }
  | { readonly kind: "already-held" };

/** Inside the transaction of the noun that decides, once it knows that this can be decided. */
export async function settle(
  tx: Tx,
  center: Center,
  actor: Pick<OfficialActor, "id">,
  decided: DecidedCase,
  answer: Decision,
): Promise<Settled> {
  const now = center.clock.now();
  const terms = await termsOn(tx, decided.work, tokyoDate(now));
  if (await heldOf(tx, decided)) return { kind: "already-held" };
  if (answer.action === "approve" && terms.approvers !== null) {
    const given = await approvalsOf(tx, decided.aboutId);
    if (given.some(({ officialId }) => officialId === actor.id)) return { kind: "already-yours" };
    const { aboutId, id: itemId } = decided;
    await insertApproval(tx, { aboutId, itemId, officialId: actor.id, approvedAt: now });
    await dropClaim(tx, decided, actor.id);
    if (missingApprovers(terms.approvers, [...given, { officialId: actor.id }]) > 0) {
      await record(tx, center, byOfficial(actor), decided, "case.approval-given", {
        approvals: given.length + 1,
      });

      return { kind: "counted" };
    }
  }
  await dropClaim(tx, decided, actor.id);
  if (terms.holdMinutes === 0) return { kind: "now" };
  const until = now.add({ minutes: terms.holdMinutes });
  const by = { officialId: actor.id, rule: null };
  const isHeld = await hold(tx, center, { ...decided, ...by, answer, until });

  return isHeld ? { kind: "held", until } : { kind: "already-held" };
}

/**
 * What a rule approves, and no person: never what an official holds, or has begun to decide, and never at once.
 * @returns whether it is held now
 */
export async function settleByRule(
  tx: Tx,
  center: Pick<Center, "clock">,
  rule: string,
  decided: DecidedCase,
  holdMinutes: number,
): Promise<boolean> {
  const now = center.clock.now();
  const isFree = await passWithClaim(tx, decided, now);
  if (!isFree || (await approvalsOf(tx, decided.aboutId)).length > 0) return false;
  const until = now.add({ minutes: holdMinutes });
  const answer = { action: "approve" } as const;

  return hold(tx, center, { ...decided, officialId: null, rule, answer, until });
}

type NewlyHeld = DecidedCase & {
  readonly officialId: string | null;
  readonly rule: string | null;
  readonly answer: Decision;
  readonly until: Temporal.Instant;
};

/** @returns false where something is decided of it already */
async function hold(
  tx: Tx,
  center: Pick<Center, "clock">,
  { work, id, facilityId, version, aboutId, officialId, rule, answer, until }: NewlyHeld,
): Promise<boolean> {
  const isHeld = await insertHeld(tx, {
    id: newId(),
    work,
    itemId: id,
    facilityId,
    version,
    aboutId,
    officialId,
    rule,
    answer,
    decidedAt: center.clock.now(),
    effectiveAt: until,
  });
  if (isHeld) {
    const by = deciderOf({ officialId, rule });
    await record(tx, center, by, { work, id, facilityId }, "case.decided", {
      action: answer.action,
      until: until.toString(),
    });
  }

  return isHeld;
}

/** What the worker needs of a center. */
type Place = Pick<Center, "config" | "db" | "clock">;

/** Each in a transaction of its own: one that fails does not hold up the others. @throws the first failure, at the end */
export async function takeEffects(center: Place, queues: readonly Queue[]): Promise<void> {
  const failures: unknown[] = [];
  for (const { id, work } of await dueHeld(center.db, center.clock.now())) {
    const carryOut = queues.find((each) => each.work === work)?.carryOut;
    if (!carryOut) continue;
    await transaction(center.db, async (tx) => {
      // Whoever held the lock before may have done it, or taken it back.
      const held = await lockHeld(tx, id);
      if (held) await takeEffect(tx, center, carryOut, held);
    }).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

async function takeEffect(
  tx: Tx,
  center: Place,
  carryOut: NonNullable<Queue["carryOut"]>,
  held: Held,
): Promise<void> {
  const isDone = await carryOut(tx, center, held);
  await endHeld(tx, held.id, { state: isDone ? "done" : "dropped" }, center.clock.now());
  if (isDone) return;
  const { work, itemId: id, facilityId } = held;
  await record(tx, center, desk, { work, id, facilityId }, "case.decision-dropped");
}

export async function undo(
  center: Center,
  actor: OfficialActor,
  seen: { readonly id: string; readonly work: FacilityCase["work"] },
): Promise<"done" | UndoRefusal> {
  return transaction(center.db, async (tx) => {
    const now = center.clock.now();
    const open = await heldOf(tx, seen);
    const held = open && (await lockHeld(tx, open.id));
    if (!held) return "too-late";
    const allowed = canUndo(actor, held, now);
    if (allowed !== true) return allowed;
    await endHeld(tx, held.id, { state: "undone", undoneBy: actor.id }, now);
    // Only their own: what colleagues approved before stays.
    if (held.answer.action === "approve") await deleteApproval(tx, held.aboutId, actor.id);
    const { work, itemId: id, facilityId } = held;
    const span = { now, until: now.add({ hours: claimHours.taken }) };
    await putClaim(tx, { work, id }, actor.id, span, "nobody");
    await record(tx, center, byOfficial(actor), { work, id, facilityId }, "case.decision-undone", {
      action: held.answer.action,
      of: held.rule ?? "official",
    });

    return "done";
  });
}

/** Where nobody did anything. */
const desk: AuditActor = { kind: "system", id: "desk" };

function byOfficial({ id }: Pick<OfficialActor, "id">): AuditActor {
  return { kind: "official", id };
}

async function record(
  tx: Tx,
  center: Pick<Center, "clock">,
  actor: AuditActor,
  { work, id, facilityId }: FacilityCase,
  action: Extract<AuditAction, `case.${string}`>,
  detail: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  await audit(tx, center.clock, {
    action,
    actor,
    facilityId,
    subject: { kind: work, id },
    detail,
  });
}

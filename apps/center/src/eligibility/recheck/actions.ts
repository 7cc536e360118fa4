/** 再照会: the person of an earlier check by card, answered as of today. */
import type {
  Answer,
  RecentChecks,
  RecentChecksRequest,
  RecheckRequest,
} from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import { allowAttempt, newId, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { consentsOf, isLinked, readKnown } from "../../coverage/index.ts";
import { atTerminal } from "../../terminals/index.ts";
import type { TerminalActor } from "../../terminals/index.ts";
import { findPerson } from "../answer.ts";
import { remarksFor } from "../rules/remarks.ts";
import { findCheckRecord } from "../store/checks.ts";
import { LISTED, can, kanaPrefix, startOfMonth, usualLimits } from "./rules.ts";
import type { RecheckRefusal } from "./rules.ts";
import { insertRecheck, isRecheck, recentChecks, recheckLimitOf } from "./store.ts";

export type RecheckResult =
  | { readonly kind: "answered"; readonly answer: Answer }
  | { readonly kind: "refused"; readonly reason: RecheckRefusal };

export async function recheck(
  center: Center,
  actor: TerminalActor,
  request: RecheckRequest,
): Promise<RecheckResult> {
  const isAllowed = await mayAsk(center, actor, "rechecks");

  return transaction(center.db, async (tx): Promise<RecheckResult> => {
    const result: RecheckResult = isAllowed
      ? await answer(tx, center, actor, request)
      : { kind: "refused", reason: "recheck-limit" };
    if (result.kind === "refused") {
      await audit(tx, center.clock, {
        action: "recheck.refused",
        actor: atTerminal(actor),
        facilityId: actor.facilityId,
        subject: { kind: "check", id: request.checkId },
        detail: { reason: result.reason },
      });
    }

    return result;
  });
}

async function answer(
  tx: Tx,
  center: Center,
  actor: TerminalActor,
  { checkId, reason, note = "" }: RecheckRequest,
): Promise<RecheckResult> {
  const { facilityId } = actor;
  const now = center.clock.now();
  const key = { facilityId, id: checkId };
  const earlier = await findCheckRecord(tx, key);
  const may = can.recheck(earlier, !earlier && (await isRecheck(tx, key)), now);
  if (may !== true) return { kind: "refused", reason: may };
  const personId = earlier?.personId;
  const [holder] = personId ? await readKnown(tx, [{ personId, knownAt: now }]) : [];
  if (!earlier || !personId || !holder) return { kind: "refused", reason: "recheck-nobody" };
  if (!(await isLinked(tx, personId))) return { kind: "refused", reason: "recheck-unlinked" };
  const given = await consentsOf(tx, personId, facilityId);
  const { personId: _, ...found } = findPerson(holder, given, now, "valid");
  const { purpose } = earlier;
  const id = newId();
  await insertRecheck(tx, {
    facilityId,
    id,
    terminalId: actor.id,
    earlierCheckId: checkId,
    purpose,
    reason,
    note: note === "" ? null : note,
    personId,
    outcome: found.outcome,
    asOf: found.asOf,
    checkedAt: now,
  });
  await audit(tx, center.clock, {
    action: "recheck.answered",
    actor: atTerminal(actor),
    facilityId,
    subject: { kind: "check", id },
    detail: { reason, outcome: found.outcome, earlierCheck: checkId },
  });

  return {
    kind: "answered",
    answer: {
      ...found,
      remarks: remarksFor({ ...found, certificate: null }),
      checkId: id,
      checkedAt: now.toString(),
      purpose,
      asOf: found.asOf.toString(),
      operator: actor.operator,
      recheck: {
        earlierCheckId: checkId,
        earlierCheckedAt: earlier.checkedAt.toString(),
        reason,
      },
    },
  };
}

/** @returns null when this terminal has listed too often today */
export async function listRecentChecks(
  center: Center,
  actor: TerminalActor,
  { kana = "", birthDate }: RecentChecksRequest,
): Promise<RecentChecks | null> {
  if (!(await mayAsk(center, actor, "lists"))) return null;
  const { facilityId } = actor;

  return transaction(center.db, async (tx) => {
    const rows = await recentChecks(tx, {
      facilityId,
      since: startOfMonth(center.clock.now()),
      kanaPrefix: kanaPrefix(kana),
      birthDate: birthDate ?? null,
      limit: LISTED + 1,
    });
    const listed = rows.slice(0, LISTED);
    await audit(tx, center.clock, {
      action: "recent-checks.listed",
      actor: atTerminal(actor),
      facilityId,
      subject: { kind: "facility", id: facilityId },
      detail: {
        listed: listed.length,
        byKana: kana !== "",
        byBirthDate: birthDate !== undefined,
      },
    });
    const checks = listed.map(({ operator, ...row }) => ({
      ...row,
      checkedAt: row.checkedAt.toString(),
      operator: operator ?? undefined,
    }));

    return { checks, more: rows.length > LISTED };
  });
}

const A_DAY = 24 * 60 * 60;

/** The day is Tokyo's: every midnight the count begins anew. */
async function mayAsk(
  { db, clock }: Center,
  { id, facilityId }: TerminalActor,
  what: keyof typeof usualLimits,
): Promise<boolean> {
  const limits = (await recheckLimitOf(db, facilityId)) ?? usualLimits;
  const day = tokyoDate(clock.now()).toString();

  return allowAttempt(db, clock, `${what}:${id}:${day}`, {
    attempts: limits[what],
    seconds: A_DAY,
  });
}

/** The contract of an insurer: lengthened at once, shortened when a second official agrees (四つの目). */
import { newId, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { AuditEntry } from "../../audit/index.ts";
import { can, isSamePeriod, takesDaysAway } from "../rules/contracts.ts";
import type { ContractDecision, ContractPeriod, ContractReason } from "../rules/contracts.ts";
import {
  decideContractChange,
  insertContractChange,
  lockContractChange,
  waitingChangeOf,
} from "../store/contract-changes.ts";
import { lockInsurer, putInsurer } from "../store/insurers.ts";
import type { Registry } from "./change.ts";

type Official = { readonly id: string };

export type ContractProposal = "changed" | "waiting" | "unchanged" | "another-waits" | "not-found";

export async function changeContract(
  center: Registry,
  actor: Official,
  number: string,
  { reason, ...period }: ContractPeriod & { readonly reason: ContractReason },
): Promise<ContractProposal> {
  return transaction(center.db, async (tx): Promise<ContractProposal> => {
    const before = await lockInsurer(tx, number);
    if (!before) return "not-found";
    if (await waitingChangeOf(tx, number)) return "another-waits";
    if (isSamePeriod(before, period)) return "unchanged";
    if (takesDaysAway(before, period)) {
      const id = newId();
      await insertContractChange(tx, {
        id,
        insurerNumber: number,
        ...period,
        reason,
        proposedBy: actor.id,
        proposedAt: center.clock.now(),
        state: "waiting",
        decidedBy: null,
        decidedAt: null,
      });
      await record(tx, center, actor, number, "insurer.contract-change-proposed", { id, reason });

      return "waiting";
    }
    await putInsurer(tx, { ...before, ...period }, center.clock.now());
    await record(tx, center, actor, number, "insurer.contract-changed", { reason });

    return "changed";
  });
}

export type ContractDecisionResult =
  | "decided"
  | "not-found"
  | "not-waiting"
  | "same-person"
  | "not-proposer";

const endStates = { confirm: "confirmed", decline: "declined", withdraw: "withdrawn" } as const;

export async function decideContract(
  center: Registry,
  actor: Official,
  { id, number }: { readonly id: string; readonly number: string },
  decision: ContractDecision,
): Promise<ContractDecisionResult> {
  return transaction(center.db, async (tx): Promise<ContractDecisionResult> => {
    // The insurer first, as whoever proposes does: two transactions then never wait for each other.
    const insurer = await lockInsurer(tx, number);
    const change = await lockContractChange(tx, id);
    if (!insurer || change?.insurerNumber !== number) return "not-found";
    const allowed = can.decideContract(actor, change, decision);
    if (allowed !== true) return allowed;
    const state = endStates[decision];
    const { contractFrom, contractTo, reason } = change;
    const now = center.clock.now();
    await decideContractChange(tx, id, { state, decidedBy: actor.id, decidedAt: now });
    if (decision === "confirm") await putInsurer(tx, { ...insurer, contractFrom, contractTo }, now);
    await record(tx, center, actor, number, `insurer.contract-change-${state}`, { id, reason });

    return "decided";
  });
}

async function record(
  tx: Tx,
  center: Registry,
  actor: Official,
  number: string,
  action: AuditEntry["action"],
  detail: NonNullable<AuditEntry["detail"]>,
): Promise<void> {
  await audit(tx, center.clock, {
    action,
    actor: { kind: "official", id: actor.id },
    facilityId: null,
    subject: { kind: "insurer", id: number },
    detail,
  });
}

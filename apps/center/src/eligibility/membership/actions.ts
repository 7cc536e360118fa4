/** The contracts that a health-check site keeps: entered, ended, taken back before they begin. */
import type { Answer } from "@madoguchi/contract";
import { tokyoToday } from "@madoguchi/notation";
import { newId, sqlState, transaction } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { findInsurer } from "../../coverage/index.ts";
import type { TerminalActor } from "../../terminals/index.ts";
import { can, contractedOn, membershipsOf } from "./rules.ts";
import type { CheckupContract, ContractProblem } from "./rules.ts";
import { contractsOf, deleteContractRow, endContractRow, insertContract } from "./store.ts";

export type AddResult = { readonly kind: "added" } | { readonly kind: ContractProblem };

export async function addContract(
  center: Center,
  actor: FacilityActor,
  contract: CheckupContract,
): Promise<AddResult> {
  const { insurerNumber, validFrom, validTo } = contract;
  if (validTo && Temporal.PlainDate.compare(validTo, validFrom) < 0) {
    return { kind: "ends-before-it-begins" };
  }
  if (!(await findInsurer(center.db, insurerNumber))) return { kind: "unknown-insurer" };
  const { facilityId } = actor;
  const id = newId();
  try {
    await transaction(center.db, async (tx) => {
      const createdAt = center.clock.now();
      await insertContract(tx, { id, facilityId, ...contract, createdAt });
      await audit(tx, center.clock, {
        action: "checkup-contract.added",
        actor: { kind: "person", id: actor.id },
        facilityId,
        subject: { kind: "checkup-contract", id },
        detail: {
          insurerNumber,
          validFrom: validFrom.toString(),
          validTo: validTo?.toString() ?? null,
        },
      });
    });

    return { kind: "added" };
  } catch (error) {
    if (sqlState(error) !== "23P01") throw error;

    return { kind: "overlaps" };
  }
}

/** Today is its last day; one that has not begun yet is taken back. */
export async function endContract(
  center: Center,
  actor: FacilityActor,
  id: string,
): Promise<"ended" | "not-found"> {
  const today = tokyoToday(center.clock);
  const { facilityId } = actor;

  return transaction(center.db, async (tx) => {
    const key = { facilityId, id };
    const isEnded = await endContractRow(tx, key, today);
    if (!isEnded && !(await deleteContractRow(tx, key, today))) return "not-found";
    await audit(tx, center.clock, {
      action: isEnded ? "checkup-contract.ended" : "checkup-contract.taken-back",
      actor: { kind: "person", id: actor.id },
      facilityId,
      subject: { kind: "checkup-contract", id },
      detail: { on: today.toString() },
    });

    return "ended";
  });
}

/**
 * The answer with whom it is for; and for a health-check site, whether the examinee belongs to an insurer of a contract.
 * That is said only of coverages that hold.
 */
export async function answerFor(
  { db }: Center,
  { facilityId, facilityKind, facilityCode, facilityName }: TerminalActor,
  found: Answer,
): Promise<Answer> {
  const answer = { ...found, facility: { code: facilityCode, name: facilityName } };
  const holds = answer.outcome === "valid" || answer.outcome === "multiple";
  if (!can.haveContracts({ kind: facilityKind }) || !holds) return answer;
  const contracts = await contractsOf(db, facilityId);
  const contracted = contractedOn(contracts, Temporal.PlainDate.from(answer.asOf));

  return { ...answer, memberships: membershipsOf(answer.coverages, contracted) };
}

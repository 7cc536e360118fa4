/** Changing a programme: one official proposes a version, another makes it true. */
import { tokyoDate } from "@madoguchi/notation";
import type { FormValues, Tx } from "@madoguchi/platform";
import { newId, sqlState, transaction } from "@madoguchi/platform";
import type { OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { readProgramme } from "../programme-form.ts";
import type { ProgrammeTerms } from "../rules/programme.ts";
import { canPropose } from "../rules/proposal.ts";
import type { ProposalRefusal } from "../rules/proposal.ts";
import { budgetGiven, lockAvailable } from "../store/ledger.ts";
import { versionsOf } from "../store/programmes.ts";
import { changeProposal, insertProposal, lockProposal } from "../store/proposals.ts";
import type { Proposal } from "../store/proposals.ts";
import { addProgramme } from "./budget.ts";

export type ProposeResult =
  | { readonly kind: "proposed"; readonly id: string }
  | { readonly kind: "refused"; readonly reason: ProposalRefusal };

/** @param isNew whether it is to be a programme that was not there before */
export async function proposeVersion(
  center: Center,
  official: OfficialActor,
  terms: ProgrammeTerms,
  form: FormValues,
  isNew: boolean,
): Promise<ProposeResult> {
  try {
    return await transaction(center.db, async (tx): Promise<ProposeResult> => {
      const now = center.clock.now();
      const [newest] = await versionsOf(tx, terms.code);
      if (isNew !== (newest === undefined)) {
        return { kind: "refused", reason: isNew ? "code-taken" : "not-found" };
      }
      const allowed = canPropose.startOn(
        terms.effectiveFrom,
        newest?.effectiveFrom ?? null,
        tokyoDate(now),
      );
      if (allowed !== true) return { kind: "refused", reason: allowed };
      if (await isPromised(tx, terms)) return { kind: "refused", reason: "budget-promised" };
      const id = newId();
      await insertProposal(tx, {
        id,
        code: terms.code,
        basedOn: newest?.id ?? null,
        form,
        state: "proposed",
        proposedBy: official.id,
        proposedAt: now,
        decidedBy: null,
        decidedAt: null,
        programmeId: null,
      });
      await auditProposal(tx, center, official, { id, code: terms.code }, "proposed");

      return { kind: "proposed", id };
    });
  } catch (error) {
    if (sqlState(error) === "23505") return { kind: "refused", reason: "already-proposed" };
    throw error;
  }
}

export type DecideProposalResult = "done" | ProposalRefusal;

export async function confirmVersion(
  center: Center,
  official: OfficialActor,
  id: string,
): Promise<DecideProposalResult> {
  return transaction(center.db, async (tx): Promise<DecideProposalResult> => {
    const now = center.clock.now();
    const proposal = await lockProposal(tx, id);
    if (!proposal) return "not-found";
    const allowed = canPropose.confirm(official, proposal);
    if (allowed !== true) return allowed;
    const [newest] = await versionsOf(tx, proposal.code);
    if ((newest?.id ?? null) !== proposal.basedOn) return "outdated";
    const form = readProgramme(proposal.form);
    if (!form.ok) return "outdated";
    const terms = form.value;
    const inTime = canPropose.startOn(
      terms.effectiveFrom,
      newest?.effectiveFrom ?? null,
      tokyoDate(now),
    );
    if (inTime !== true) return inTime;
    if (await isPromised(tx, terms)) return "budget-promised";
    const programmeId = newId();
    const version = (newest?.version ?? 0) + 1;
    await addProgramme(tx, { ...terms, id: programmeId, version }, now);
    await changeProposal(tx, id, {
      state: "confirmed",
      decidedBy: official.id,
      decidedAt: now,
      programmeId,
    });
    await auditProposal(tx, center, official, proposal, "confirmed", { version });

    return "done";
  });
}

/** By whoever sees that it is wrong; the proposer included. */
export async function withdrawVersion(
  center: Center,
  official: OfficialActor,
  id: string,
): Promise<DecideProposalResult> {
  return transaction(center.db, async (tx): Promise<DecideProposalResult> => {
    const proposal = await lockProposal(tx, id);
    if (!proposal) return "not-found";
    const allowed = canPropose.withdraw(proposal);
    if (allowed !== true) return allowed;
    await changeProposal(tx, id, {
      state: "withdrawn",
      decidedBy: official.id,
      decidedAt: center.clock.now(),
    });
    await auditProposal(tx, center, official, proposal, "withdrawn");

    return "done";
  });
}

/** Whether the new budget would take back what is no longer there to be taken. */
async function isPromised(tx: Tx, { code, budgetYen }: ProgrammeTerms): Promise<boolean> {
  if (budgetYen === null) return false;
  const cut = (await budgetGiven(tx, code)) - budgetYen;

  return cut > 0 && cut > (await lockAvailable(tx, code));
}

function auditProposal(
  tx: Tx,
  center: Center,
  official: OfficialActor,
  { id, code }: Pick<Proposal, "id" | "code">,
  what: "proposed" | "confirmed" | "withdrawn",
  detail: Readonly<Record<string, number>> = {},
): Promise<void> {
  return audit(tx, center.clock, {
    action: `grant.programme-${what}`,
    actor: { kind: "official", id: official.id },
    facilityId: null,
    subject: { kind: "grant-proposal", id },
    detail: { programme: code, ...detail },
  });
}

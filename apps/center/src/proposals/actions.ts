/** Proposing, confirming and withdrawing, for every subject alike; a subject says what its changes are and makes them. */
import { newId, sqlState, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import type { OfficialActor } from "../accounts/index.ts";
import { audit } from "../audit/index.ts";
import type { AuditEntry } from "../audit/index.ts";
import type { Center } from "../center.ts";
import { can } from "./rules.ts";
import type { ProposalRefusal } from "./rules.ts";
import { closeProposal, insertProposal, lockProposal } from "./store.ts";
import type { Proposal } from "./store.ts";

type Detail = NonNullable<AuditEntry["detail"]>;

/** One kind of thing that is changed by two people. */
export type Subject<Change, Refusal extends string> = {
  readonly name: string;
  readonly audited: Readonly<Record<"proposed" | "confirmed" | "withdrawn", AuditEntry["action"]>>;
  /** Null for what can no longer be read: the rules of the form have changed since. */
  read(content: unknown): Change | null;
  /** Which of the subject's things it changes. */
  keyOf(change: Change): string;
  /** What holds now, under a name that changes with it; null where there is nothing. */
  holds(tx: Tx, change: Change): Promise<string | null>;
  /** Asked when it is proposed and when it is confirmed; null where nothing stands against it. */
  refuse(tx: Tx, center: Center, change: Change): Promise<Refusal | null>;
  /** False where one official may decide alone. */
  needsTwo(change: Change): boolean;
  /** @returns what it became, and what the record says of it */
  apply(
    tx: Tx,
    center: Center,
    official: OfficialActor,
    change: Change,
  ): Promise<{ readonly became: string; readonly detail?: Detail }>;
};

type Named = Pick<Subject<never, never>, "name" | "audited">;

export type Proposed<Refusal extends string> =
  | { readonly kind: "proposed"; readonly id: string }
  | { readonly kind: "refused"; readonly reason: Refusal | ProposalRefusal };

/** @param content as it was filled in; it must be readable */
export async function propose<Change, Refusal extends string>(
  center: Center,
  official: OfficialActor,
  subject: Subject<Change, Refusal>,
  content: unknown,
): Promise<Proposed<Refusal>> {
  const change = subject.read(content);
  if (change === null) throw new Error(`a ${subject.name} that cannot be read was proposed`);
  try {
    return await transaction(center.db, async (tx): Promise<Proposed<Refusal>> => {
      const reason = await subject.refuse(tx, center, change);
      if (reason !== null) return { kind: "refused", reason };
      const id = newId();
      const key = subject.keyOf(change);
      await insertProposal(tx, {
        id,
        subject: subject.name,
        key,
        basedOn: await subject.holds(tx, change),
        content,
        needsTwo: subject.needsTwo(change),
        state: "proposed",
        proposedBy: official.id,
        proposedAt: center.clock.now(),
        decidedBy: null,
        decidedAt: null,
        became: null,
      });
      await auditProposal(tx, center, official, subject, { id, key }, "proposed");

      return { kind: "proposed", id };
    });
  } catch (error) {
    if (sqlState(error) === "23505") return { kind: "refused", reason: "already-proposed" };
    throw error;
  }
}

export async function confirm<Change, Refusal extends string>(
  center: Center,
  official: OfficialActor,
  subject: Subject<Change, Refusal>,
  id: string,
): Promise<"done" | Refusal | ProposalRefusal> {
  return transaction(center.db, async (tx): Promise<"done" | Refusal | ProposalRefusal> => {
    const proposal = await lockProposal(tx, subject.name, id);
    if (!proposal) return "not-found";
    const allowed = can.confirm(official, proposal);
    if (allowed !== true) return allowed;
    const change = subject.read(proposal.content);
    if (change === null || (await subject.holds(tx, change)) !== proposal.basedOn) {
      return "outdated";
    }
    const reason = await subject.refuse(tx, center, change);
    if (reason !== null) return reason;
    const { became, detail } = await subject.apply(tx, center, official, change);
    await closeProposal(tx, id, {
      state: "confirmed",
      decidedBy: official.id,
      decidedAt: center.clock.now(),
      became,
    });
    await auditProposal(tx, center, official, subject, proposal, "confirmed", detail);

    return "done";
  });
}

export async function withdraw(
  center: Center,
  official: OfficialActor,
  subject: Named,
  id: string,
): Promise<"done" | ProposalRefusal> {
  return transaction(center.db, async (tx): Promise<"done" | ProposalRefusal> => {
    const proposal = await lockProposal(tx, subject.name, id);
    if (!proposal) return "not-found";
    const allowed = can.withdraw(proposal);
    if (allowed !== true) return allowed;
    await closeProposal(tx, id, {
      state: "withdrawn",
      decidedBy: official.id,
      decidedAt: center.clock.now(),
      became: null,
    });
    await auditProposal(tx, center, official, subject, proposal, "withdrawn");

    return "done";
  });
}

function auditProposal(
  tx: Tx,
  center: Center,
  official: OfficialActor,
  subject: Named,
  { id, key }: Pick<Proposal, "id" | "key">,
  what: keyof Named["audited"],
  detail: Detail = {},
): Promise<void> {
  return audit(tx, center.clock, {
    action: subject.audited[what],
    actor: { kind: "official", id: official.id },
    facilityId: null,
    subject: { kind: `${subject.name}-proposal`, id },
    detail: { of: key, ...detail },
  });
}

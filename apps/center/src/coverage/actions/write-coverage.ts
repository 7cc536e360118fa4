/** 資格: registered, corrected, ended, and moved to another insurer. A repeated call changes nothing and says so. */
import { tokyoDate } from "@madoguchi/notation";
import { newId } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { AuditActor } from "../../audit/index.ts";
import { can, inTheWay, overlapWords } from "../rules/changes.ts";
import type { CoverageRefusal, EndRefusal, LossReason } from "../rules/changes.ts";
import { saySame } from "../rules/registry.ts";
import type { CoverageFacts, CoverageRecord } from "../rules/registry.ts";
import { findInsurer } from "../store/insurers.ts";
import { putCoverages } from "../store/write.ts";
import { auditChange, changePerson } from "./change.ts";
import type { Change, Registry, UnknownPerson } from "./change.ts";

export type Written = { readonly kind: "written" | "unchanged"; readonly coverageId: string };

type Unregistrable =
  | { readonly kind: "refused"; readonly reason: CoverageRefusal }
  | {
      readonly kind: "overlaps";
      /** The coverage of the same insurer that stands in the way. */
      readonly coverageId: string;
      readonly insurerNumber: string;
      readonly cause: string;
      readonly nextStep: string;
    };

type Unendable =
  | { readonly kind: "refused"; readonly reason: EndRefusal }
  | { readonly kind: "unknown-coverage" };

export type Registration = Written | Unregistrable | UnknownPerson;
export type Correction =
  | Registration
  | { readonly kind: "unknown-coverage" }
  /** Somebody was quicker: look again at what is known now. */
  | { readonly kind: "changed-since" };
export type Ending = Written | Unendable | UnknownPerson;
export type Move = Registration | Ending;

export type End = {
  readonly coverageId: string;
  /** 資格喪失年月日: the first day without it. */
  readonly on: string;
  readonly reason: LossReason;
};

/** What is to be written, unless it is there already. */
type Plan = { readonly kind: "write"; readonly coverage: CoverageRecord } | Written;

export async function registerCoverage(
  center: Registry,
  actor: AuditActor,
  personId: string,
  facts: CoverageFacts,
): Promise<Registration> {
  return changePerson(center, actor, personId, async (change) => {
    const plan = await planRegistration(change, change.known.coverages, facts);

    return plan.kind === "write" ? write(change, "coverage.registered", [plan.coverage]) : plan;
  });
}

/**
 * Other facts in the place of those that were wrong; what we said before stays known.
 * @param of.seen the `recordedAt` of what is being corrected
 */
export async function correctCoverage(
  center: Registry,
  actor: AuditActor,
  of: { readonly personId: string; readonly coverageId: string; readonly seen: Temporal.Instant },
  facts: CoverageFacts,
): Promise<Correction> {
  const { personId, coverageId, seen } = of;

  return changePerson(center, actor, personId, async (change) => {
    const { known, recordedAt } = change;
    const before = known.coverages.find(({ id }) => id === coverageId);
    if (!before) {
      return { kind: "unknown-coverage" };
    }
    const after = { ...facts, personId, id: coverageId, recordedAt };
    if (saySame(before, after)) {
      return { kind: "unchanged", coverageId };
    }
    if (!before.recordedAt.equals(seen)) {
      return { kind: "changed-since" };
    }
    const why = await whyNot(change, known.coverages, after);

    return why ?? write(change, "coverage.corrected", [after]);
  });
}

export async function endCoverage(
  center: Registry,
  actor: AuditActor,
  personId: string,
  end: End,
): Promise<Ending> {
  return changePerson(center, actor, personId, async (change) => {
    const plan = planEnd(change, end);

    return plan.kind === "write" ? write(change, "coverage.ended", [plan.coverage]) : plan;
  });
}

/** 保険者の異動: the one ends and the other begins, or neither. */
export async function moveCoverage(
  center: Registry,
  actor: AuditActor,
  personId: string,
  move: { readonly end: End; readonly begin: CoverageFacts },
): Promise<Move> {
  return changePerson(center, actor, personId, async (change): Promise<Move> => {
    const end = planEnd(change, move.end);
    if (end.kind !== "write" && end.kind !== "unchanged") {
      return end;
    }
    const ended = end.kind === "write" ? [end.coverage] : [];
    const coverages = change.known.coverages.map(
      (each) => ended.find(({ id }) => id === each.id) ?? each,
    );
    const begin = await planRegistration(change, coverages, move.begin);
    switch (begin.kind) {
      case "refused":
      case "overlaps":
        return begin;
      case "unchanged":
      case "written":
        return ended.length === 0 ? begin : write(change, "coverage.moved", ended);
      case "write":
        return write(change, "coverage.moved", [...ended, begin.coverage]);
    }
  });
}

async function planRegistration(
  change: Change,
  coverages: readonly CoverageRecord[],
  facts: CoverageFacts,
): Promise<Plan | Unregistrable> {
  const { known, recordedAt } = change;
  const { id: personId } = known.person;
  // An insurer may send it twice.
  const same = coverages.find((each) =>
    saySame(each, { ...facts, personId, id: each.id, recordedAt }),
  );
  if (same) {
    return { kind: "unchanged", coverageId: same.id };
  }
  const coverage = { ...facts, personId, id: newId(), recordedAt };

  return (await whyNot(change, coverages, coverage)) ?? { kind: "write", coverage };
}

function planEnd({ known, actor, recordedAt }: Change, end: End): Plan | Unendable {
  const { coverageId, on, reason } = end;
  const coverage = known.coverages.find(({ id }) => id === coverageId);
  if (!coverage) {
    return { kind: "unknown-coverage" };
  }
  const allowed = can.endCoverage(actor, coverage, end);
  if (allowed === "unchanged") {
    return { kind: "unchanged", coverageId };
  }

  return allowed === true
    ? {
        kind: "write",
        coverage: { ...coverage, disqualifiedOn: on, lossReason: reason, recordedAt },
      }
    : { kind: "refused", reason: allowed };
}

async function whyNot(
  { tx, actor, center }: Change,
  coverages: readonly CoverageRecord[],
  coverage: CoverageRecord,
): Promise<Unregistrable | undefined> {
  const { insurerNumber } = coverage;
  const insurer = await findInsurer(tx, insurerNumber);
  const allowed = can.writeCoverage(actor, insurer, coverage, tokyoDate(center.clock.now()));
  if (allowed !== true) {
    return { kind: "refused", reason: allowed };
  }
  const obstacle = inTheWay(coverage, coverages);

  return (
    obstacle && {
      kind: "overlaps",
      coverageId: obstacle.id,
      insurerNumber,
      ...overlapWords(obstacle, insurer?.name ?? insurerNumber),
    }
  );
}

/** @param coverages what ends comes before what begins. @returns the last of them */
async function write(
  change: Change,
  action: "coverage.registered" | "coverage.corrected" | "coverage.ended" | "coverage.moved",
  coverages: readonly CoverageRecord[],
): Promise<Written> {
  await putCoverages(change.tx, coverages);
  for (const { id, insurerNumber, lossReason } of coverages) {
    await auditChange(change, { action, coverageId: id, detail: { insurerNumber, lossReason } });
  }

  return { kind: "written", coverageId: coverages.at(-1)?.id ?? "" };
}

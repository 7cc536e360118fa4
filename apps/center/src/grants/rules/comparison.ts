/** Past applications under new rules: what each would have come to, by the function that decides. */
import type { Temporal } from "temporal-polyfill";
import { grantAmount } from "./amount.ts";
import type { Cost } from "./amount.ts";
import type { GrantState } from "./application.ts";
import { missingPapers } from "./papers.ts";
import type { PaperKind } from "./papers.ts";
import { intakeAt } from "./programme.ts";
import type { Programme, ProgrammeTerms } from "./programme.ts";

export type PastApplication = {
  readonly id: string;
  readonly state: GrantState;
  readonly facilityName: string;
  readonly facilityKind: string;
  readonly submittedAt: Temporal.Instant;
  /** The version that it was submitted under. */
  readonly programme: Programme;
  readonly lines: readonly Cost[];
  /** What was sent with it. */
  readonly papers: readonly PaperKind[];
};

export type Compared = {
  readonly application: PastApplication;
  readonly oldYen: number;
  readonly newYen: number;
  /** Why nothing would be paid, where it is not the amount. */
  readonly reason: string | null;
};

export type Comparison = {
  /** The largest difference first. */
  readonly rows: readonly Compared[];
  readonly oldYen: number;
  readonly newYen: number;
  readonly more: number;
  readonly less: number;
  readonly same: number;
  /** Papers that some of them lack, and how many. */
  readonly lacking: readonly { readonly name: string; readonly count: number }[];
};

export function compareRules(
  terms: ProgrammeTerms,
  applications: readonly PastApplication[],
): Comparison {
  const rows = applications
    .map((application) => compared(terms, application))
    .toSorted((left, right) => differenceOf(right) - differenceOf(left));
  const sum = (yen: (row: Compared) => number) => rows.reduce((total, row) => total + yen(row), 0);

  return {
    rows,
    oldYen: sum(({ oldYen }) => oldYen),
    newYen: sum(({ newYen }) => newYen),
    more: rows.filter(({ oldYen, newYen }) => newYen > oldYen).length,
    less: rows.filter(({ oldYen, newYen }) => newYen < oldYen).length,
    same: rows.filter(({ oldYen, newYen }) => newYen === oldYen).length,
    lacking: lackingOf(terms, applications),
  };
}

function lackingOf(
  terms: ProgrammeTerms,
  applications: readonly PastApplication[],
): Comparison["lacking"] {
  const missing = applications.flatMap(({ facilityKind, lines, papers }) =>
    missingPapers(terms.papers, {
      facilityKind,
      eligibleYen: grantAmount(terms, lines).eligibleYen,
      kinds: papers,
    }),
  );

  return [...Map.groupBy(missing, ({ name }) => name)].map(([name, of]) => ({
    name,
    count: of.length,
  }));
}

const differenceOf = ({ oldYen, newYen }: Compared) => Math.abs(newYen - oldYen);

function compared(terms: ProgrammeTerms, application: PastApplication): Compared {
  const { programme, lines } = application;
  const reason = exclusion(terms, application);

  return {
    application,
    oldYen: grantAmount(programme, lines).amountYen,
    newYen: reason === null ? grantAmount(terms, lines).amountYen : 0,
    reason,
  };
}

function exclusion(terms: ProgrammeTerms, { facilityKind, submittedAt }: PastApplication) {
  if (!terms.facilityKinds.includes(facilityKind)) return "対象の施設ではなくなります。";
  switch (intakeAt(terms, submittedAt)) {
    case "not-yet":
      return "受付の始まりより前の申請です。";
    case "closed":
      return "受付の終わりより後の申請です。";
    case "open":
      return null;
  }
}

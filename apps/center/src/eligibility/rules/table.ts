/**
 * The one table of answers: what a check may find, and for each what the counter needs. The answer and the problem of the API, the
 * screen, the file for the billing computer and the help article are all made from its cells.
 */
import { fileResult, fileResultOfProblem } from "@madoguchi/contract";
import type { FileResult, Guidance, Outcome, ProblemSlug, ProblemWords } from "@madoguchi/contract";
import type { RevocationReason, Standing } from "@madoguchi/trust";
import type { UnlinkReason } from "../../coverage/index.ts";
import { expiredRow, problemRow, refusedRow, revokedRow } from "./certificate-rows.ts";
import type { Refused } from "./certificate-rows.ts";
import { linkRows } from "./link-rows.ts";
import { registryRows } from "./registry-rows.ts";
import type { RegistryState } from "./registry-state.ts";
import type { Age, Facts, Row } from "./row.ts";
import { whomToCall } from "./steps.ts";

/** Everything but the certificate itself that keeps a check from being answered. */
export type CheckProblem = Exclude<
  ProblemSlug,
  | `certificate-${string}`
  | `activation-${string}`
  | `bulk-${string}`
  | `recheck-${string}`
  | `offline-${string}`
  | "revocation-unknown"
  | "not-found"
>;

export type CardState =
  | { readonly kind: "trusted"; readonly standing: Standing }
  | { readonly kind: "expired" }
  | { readonly kind: "revoked"; readonly reason: RevocationReason }
  | Refused
  | { readonly kind: "unproved"; readonly slug: CheckProblem };

export type LinkState =
  | { readonly kind: "linked" }
  /** Null: nobody ever linked it, as far as is known. */
  | { readonly kind: "unlinked"; readonly reason: UnlinkReason | null };

type Trusted = Extract<CardState, { kind: "trusted" }>;

/** Where the walk of a check ends: at the card, at its link to a person, or with what is registered for that person. */
export type Situation =
  | { readonly card: Exclude<CardState, Trusted> }
  | { readonly card: Trusted; readonly link: Extract<LinkState, { kind: "unlinked" }> }
  | {
      readonly card: Trusted;
      readonly link: Extract<LinkState, { kind: "linked" }>;
      readonly registry: RegistryState;
      readonly age: Age;
    };

export type Result =
  | { readonly kind: "outcome"; readonly outcome: Outcome }
  | { readonly kind: "problem"; readonly slug: ProblemSlug };

export type Cell = Guidance & {
  readonly code: string;
  readonly title: string;
  readonly result: Result;
  readonly file: FileResult;
};

export type Known = Omit<Facts, "age">;

export function cellOf(situation: Situation, known: Known): Cell {
  const { row, result } = rowOf(situation);
  const facts = { ...known, age: "registry" in situation ? situation.age : "unknown" } as const;
  const cause = row.cause(facts);
  const calls = row.owner === "insurer" && row.callsNobody !== true ? whomToCall(facts) : [];

  return {
    code: row.code,
    title: row.title,
    result,
    file:
      result.kind === "outcome"
        ? fileResult(result.outcome, cause)
        : fileResultOfProblem({ title: row.title, detail: cause }),
    cause,
    owner: row.owner,
    patientWords: row.patientWords,
    nextSteps: [...row.nextSteps, ...calls],
    charge: row.charge(facts),
  };
}

/** Of an answer; null where there is nothing to explain. */
export function guidanceOf(cell: Cell): Guidance | null {
  const { code, cause, owner, patientWords, nextSteps, charge } = cell;

  return plain.has(code) ? null : { code, cause, owner, patientWords, nextSteps, charge };
}

const plain: ReadonlySet<string> = new Set(["valid", "valid-short-term"] satisfies RowCode[]);

type RowCode = keyof typeof registryRows;

/** Of a problem. */
export function problemWordsOf({
  cause: detail,
  owner,
  nextSteps,
  patientWords,
  charge,
}: Cell): ProblemWords {
  const [nextStep = ""] = nextSteps;

  return { detail, owner, nextStep, nextSteps, patientWords, charge };
}

type Found = { readonly row: Row; readonly result: Result };

function rowOf(situation: Situation): Found {
  if ("registry" in situation) {
    const { registry } = situation;
    const code = registryCode(registry);

    return answered(registry.outcome, { code, ...registryRows[code] });
  }
  if ("link" in situation) {
    const { reason } = situation.link;
    const code = reason === null ? "unlinked" : (`unlinked-${reason}` as const);

    return answered("unlinked", { code, ...linkRows[code] });
  }

  return atTheCard(situation.card);
}

function atTheCard(card: Exclude<CardState, Trusted>): Found {
  switch (card.kind) {
    case "expired":
      return answered("certificate-expired", expiredRow);
    case "revoked":
      return answered("certificate-revoked", revokedRow(card.reason));
    case "unproved":
      return refused(problemRow(card.slug));
    case "not-yet-valid":
    case "unknown-issuer":
    case "malformed":
    case "wrong-purpose":
    case "revocation-unknown":
      return refused(refusedRow(card));
  }
}

function answered(outcome: Outcome, row: Row): Found {
  return { row, result: { kind: "outcome", outcome } };
}

function refused(row: Row & { readonly slug: ProblemSlug }): Found {
  return { row, result: { kind: "problem", slug: row.slug } };
}

const invalidCodes = {
  died: "invalid-died",
  assistance: "invalid-assistance",
  "other-insurance": "invalid-other-insurance",
  "validity-over": "invalid-validity-over",
  other: "invalid",
} as const;

const validCodes = {
  usual: "valid",
  "short-term": "valid-short-term",
  "all-paid": "valid-all-paid",
} as const;

function registryCode(state: RegistryState): RowCode {
  switch (state.outcome) {
    case "valid":
      return validCodes[state.terms];
    case "invalid":
      return invalidCodes[state.because];
    case "multiple":
      return state.copay === "same" ? "multiple-same-copay" : "multiple";
    case "invalid-newer":
    case "none":
    case "suspended":
      return state.outcome;
  }
}

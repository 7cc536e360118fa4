/** 保険証利用登録 at the counter: whether what was stated is the person who is registered. Exactly, and never by kanji. */
import type { StatedCoverage } from "@madoguchi/contract";
import { parseInsuredNumber, parseInsurerNumber } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import { can } from "./changes.ts";
import { phaseOn } from "./decide.ts";
import type { CoverageRecord, Registered } from "./registry.ts";

/** The statement as the registry writes it. An empty text: the insurer uses none. */
export type Claim = {
  readonly insurerNumber: string;
  readonly symbol: string;
  readonly number: string;
  readonly branch: string;
  readonly birthDate: string;
  readonly kana: string | null;
};

/** @returns null for numbers that no insurer gives out */
export function readClaim({ birthDate, kana, ...stated }: StatedCoverage): Claim | null {
  const insurer = parseInsurerNumber(stated.insurerNumber);
  const insured = insurer.ok ? parseInsuredNumber(insurer.value, stated) : insurer;

  return insurer.ok && insured.ok
    ? { insurerNumber: insurer.value.number, ...insured.value, birthDate, kana }
    : null;
}

/** A coverage that has ended proves nothing: its numbers stand on old papers that anybody may hold. */
export function isTheirs(
  claim: Claim,
  { person, coverages }: Registered,
  today: Temporal.PlainDate,
): boolean {
  const { birthDate, kana } = claim;
  const asked = { via: "counter", stated: { birthDate, kana } } as const;
  const counter = { kind: "terminal" } as const;

  return (
    can.link(counter, person, asked) === true &&
    coverages.some((each) => says(each, claim) && phaseOn(each, today.toString()) !== "ended")
  );
}

/** For officials, who also look for people whose coverage has ended. */
export function wasTheirs(claim: Claim, { person, coverages }: Registered): boolean {
  return person.birthDate === claim.birthDate && coverages.some((each) => says(each, claim));
}

function says(coverage: CoverageRecord, claim: Claim): boolean {
  return (
    coverage.insurerNumber === claim.insurerNumber &&
    (coverage.symbol ?? "") === claim.symbol &&
    coverage.number === claim.number &&
    (coverage.branch ?? "") === claim.branch
  );
}

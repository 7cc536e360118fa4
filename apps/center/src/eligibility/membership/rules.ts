/** 健診の契約: whether an examinee belongs to an insurer that the health-check site has a contract with. */
import type { CoverageAnswer, Membership } from "@madoguchi/contract";
import { Temporal } from "temporal-polyfill";
import type { Facility } from "../../facilities/index.ts";

export type CheckupContract = {
  readonly insurerNumber: string;
  readonly validFrom: Temporal.PlainDate;
  /** The last day. */
  readonly validTo: Temporal.PlainDate | null;
};

export const can = {
  /** Only for these is it asked, and only these keep contracts. */
  haveContracts: ({ kind }: Pick<Facility, "kind">): boolean => kind === "checkup",
};

export type Phase = "upcoming" | "active" | "ended";

export function phaseOn({ validFrom, validTo }: CheckupContract, day: Temporal.PlainDate): Phase {
  const { compare } = Temporal.PlainDate;
  if (compare(day, validFrom) < 0) return "upcoming";

  return validTo === null || compare(day, validTo) <= 0 ? "active" : "ended";
}

/** @returns the numbers of all insurers with a contract on the day */
export function contractedOn(
  contracts: readonly CheckupContract[],
  day: Temporal.PlainDate,
): ReadonlySet<string> {
  const active = contracts.filter((contract) => phaseOn(contract, day) === "active");

  return new Set(active.map(({ insurerNumber }) => insurerNumber));
}

/** One for each insurer, in the order of the coverages. */
export function membershipsOf(
  coverages: readonly CoverageAnswer[],
  contracted: ReadonlySet<string>,
): Membership[] {
  const names = new Map(coverages.map((each) => [each.insurerNumber, each.insurerName]));

  return [...names].map(([insurerNumber, insurerName]) => ({
    insurerNumber,
    insurerName,
    ...membershipWords(contracted.has(insurerNumber)),
  }));
}

export function membershipWords(
  contracted: boolean,
): Pick<Membership, "contracted" | "text" | "nextStep"> {
  return contracted
    ? { contracted, text: "契約している保険者の加入者です。", nextStep: null }
    : {
        contracted,
        text: "この保険者とは、健診の契約がありません。",
        nextStep:
          "受診券か利用券の保険者番号を確かめてください。契約があるときは、ポータルの「健診の契約」に加えてください。",
      };
}

export type ContractProblem = "unknown-insurer" | "overlaps" | "ends-before-it-begins";

export const contractProblemWords = {
  "unknown-insurer":
    "この保険者番号の保険者は登録されていません。受診券の保険者番号と見比べてください。",
  overlaps: "この保険者との契約は、その期間にもうあります。一覧を確かめてください。",
  "ends-before-it-begins": "終わりの日が、始まりの日より前です。どちらかを直してください。",
} as const satisfies Record<ContractProblem, string>;

/** What may be done to the registry, and why not. The same for an official at a screen and for an insurer's file. */
import { formatDate, nameKey, parseInsuredNumber } from "@madoguchi/notation";
import type { InsuredNumberProblem } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import type { AuditActor } from "../../audit/index.ts";
import { firstDay, phaseOn } from "./decide.ts";
import type { Days } from "./decide.ts";
import { hasContract } from "./registry.ts";
import type {
  CoverageFacts,
  CoverageRecord,
  Insurer,
  PersonFacts,
  PersonRecord,
} from "./registry.ts";

type Actor = Pick<AuditActor, "kind">;

export type LossReason = NonNullable<CoverageFacts["lossReason"]>;

export type CoverageRefusal =
  | "not-allowed"
  | "unknown-insurer"
  | "insurer-without-contract"
  | "ends-before-it-begins"
  | "reason-without-loss"
  | InsuredNumberProblem;

export type EndRefusal = "not-allowed" | "ends-before-it-begins" | "already-ended";

export type Stated = {
  /** From the card's face, as the person at the counter or the holder gave it. */
  readonly birthDate: string;
  readonly kana: string | null;
};

export type Via = "counter" | "portal" | "atm";

export const can = {
  registerInsurer(actor: Actor): true | "not-allowed" {
    return keepsRegistry(actor) || "not-allowed";
  },

  /** Insurers register through the office or by their files. */
  writeCoverage(
    actor: Actor,
    insurer: Insurer | undefined,
    facts: CoverageFacts,
    today: Temporal.PlainDate,
  ): true | CoverageRefusal {
    if (!keepsRegistry(actor)) return "not-allowed";
    if (!insurer) return "unknown-insurer";
    if (!hasContract(insurer, today)) return "insurer-without-contract";
    if (facts.lossReason !== null && facts.disqualifiedOn === null) return "reason-without-loss";
    if (isBefore(facts.disqualifiedOn, facts.qualifiedOn)) return "ends-before-it-begins";
    if (isBefore(facts.validTo, facts.validFrom)) return "ends-before-it-begins";
    const { symbol, number, branch } = facts;
    const parsed = parseInsuredNumber(insurer, {
      symbol: symbol ?? "",
      number,
      branch: branch ?? "",
    });

    return parsed.ok || parsed.reason;
  },

  /** 喪失, once: another day or reason afterwards is a correction. */
  endCoverage(
    actor: Actor,
    facts: CoverageFacts,
    end: { readonly on: string; readonly reason: LossReason },
  ): true | "unchanged" | EndRefusal {
    if (!keepsRegistry(actor)) return "not-allowed";
    if (facts.disqualifiedOn !== null) {
      return facts.disqualifiedOn === end.on && facts.lossReason === end.reason
        ? "unchanged"
        : "already-ended";
    }

    return isBefore(end.on, facts.qualifiedOn) ? "ends-before-it-begins" : true;
  },

  suspend(actor: Actor, { suspendedAt }: PersonRecord): true | "unchanged" | "not-allowed" {
    if (!keepsRegistry(actor)) return "not-allowed";

    return suspendedAt === null || "unchanged";
  },

  resume(actor: Actor, { suspendedAt }: PersonRecord): true | "unchanged" | "not-allowed" {
    if (!keepsRegistry(actor)) return "not-allowed";

    return suspendedAt !== null || "unchanged";
  },

  correctPerson(actor: Actor): true | "not-allowed" {
    return keepsRegistry(actor) || "not-allowed";
  },

  /** 保険証利用登録: the holder agreed by the PIN, and is by birth and reading the person who is registered; never by kanji. */
  link(
    actor: Actor,
    person: PersonFacts,
    { via, stated }: { readonly via: Via; readonly stated: Stated },
  ): true | "not-allowed" | "other-person" {
    if (actor.kind === "person") return "not-allowed";
    if (actor.kind === "terminal" && via !== "counter") return "not-allowed";
    if (stated.birthDate !== person.birthDate) return "other-person";
    const readings = [person.kana, person.kanaOther].filter((kana) => kana !== null);

    return stated.kana === null || readings.some((kana) => sameReading(kana, stated.kana ?? ""))
      ? true
      : "other-person";
  },

  /** By the certification authority's word, which officials and the machine's operator bring. */
  renew(actor: Actor): true | "not-allowed" {
    return keepsRegistry(actor) || "not-allowed";
  },

  unlink(actor: Actor): true | "not-allowed" {
    return keepsRegistry(actor) || "not-allowed";
  },

  lookUpLinks(actor: Actor): true | "not-allowed" {
    return keepsRegistry(actor) || "not-allowed";
  },
};

function keepsRegistry({ kind }: Actor): boolean {
  return kind === "official" || kind === "system";
}

function isBefore(end: string | null, begin: string): boolean {
  return end !== null && end < begin;
}

function sameReading(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b);
}

/** Whether there is a day on which both hold. */
export function overlap(a: Days, b: Days): boolean {
  const day = firstDay(a) > firstDay(b) ? firstDay(a) : firstDay(b);

  return phaseOn(a, day) === "active" && phaseOn(b, day) === "active";
}

/** The coverage of the same insurer that stands in the way. Other insurers' are 複数該当, an answer and no error. */
export function inTheWay(
  facts: CoverageFacts & { readonly id: string },
  coverages: readonly CoverageRecord[],
): CoverageRecord | undefined {
  return coverages.find(
    (each) =>
      each.id !== facts.id && each.insurerNumber === facts.insurerNumber && overlap(each, facts),
  );
}

/** Which coverage of which insurer it is, and what to do. */
export function overlapWords(
  { symbol, number, branch, qualifiedOn }: CoverageFacts,
  insurerName: string,
): { readonly cause: string; readonly nextStep: string } {
  const parts = [
    symbol === null ? [] : [`記号${symbol}`],
    [`番号${number}`],
    branch === null ? [] : [`枝番${branch}`],
  ];
  const from = formatDate(Temporal.PlainDate.from(qualifiedOn), { weekday: false });

  return {
    cause: `${insurerName}の資格（${parts.flat().join("、")}、${from}取得）と期間が重なります。`,
    nextStep: "その資格を先に喪失にするか、どちらかの期間を訂正してください。",
  };
}

/** What the registry keeps: insurers, people and their coverages, each as it is known at one time. */
import type { CoverageAnswer, PersonAnswer } from "@madoguchi/contract";
import { parseInsurerNumber } from "@madoguchi/notation";
import type { InsurerKind, InsurerNumberProblem } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";

export type Insurer = {
  readonly number: string;
  readonly name: string;
  readonly kind: InsurerKind;
  readonly kana: string | null;
  /** Digits only. */
  readonly telephone: string | null;
  /** When somebody answers there: 「平日9時〜17時」. */
  readonly hours: string | null;
  readonly postalCode: string | null;
  readonly address: string | null;
  readonly contractFrom: Temporal.PlainDate | null;
  /** The last day. */
  readonly contractTo: Temporal.PlainDate | null;
};

/** What one says of an insurer; the kind is its number's. */
export type InsurerDetails = Pick<Insurer, "number" | "name"> & Partial<Omit<Insurer, "kind">>;

export type InsurerReading =
  | { readonly ok: true; readonly insurer: Insurer }
  | { readonly ok: false; readonly reason: InsurerNumberProblem };

const nothingMore = {
  kana: null,
  telephone: null,
  hours: null,
  postalCode: null,
  address: null,
  contractFrom: null,
  contractTo: null,
};

/** The check digit and the 法別番号 must be right: they say what kind of insurer it is. */
export function readInsurer(details: InsurerDetails): InsurerReading {
  const parsed = parseInsurerNumber(details.number);
  if (!parsed.ok) {
    return { ok: false, reason: parsed.reason };
  }
  const { number, kind } = parsed.value;

  return { ok: true, insurer: { ...nothingMore, ...details, number, kind } };
}

export function hasContract(
  { contractFrom, contractTo }: Pick<Insurer, "contractFrom" | "contractTo">,
  on: Temporal.PlainDate,
): boolean {
  const { compare } = Temporal.PlainDate;

  return (
    contractFrom !== null &&
    compare(contractFrom, on) <= 0 &&
    (contractTo === null || compare(on, contractTo) <= 0)
  );
}

/** All that an insurer says about one coverage. Its days say when it is true. */
export type CoverageFacts = Omit<
  CoverageAnswer,
  "insurerName" | "insurerContact" | "classification" | "issuedOn"
> & {
  readonly classification: NonNullable<CoverageAnswer["classification"]>;
  readonly issuedOn: string | null;
};

export type PersonFacts = PersonAnswer & {
  /** 氏名（その他）, フリガナ（その他） */
  readonly nameOther: string | null;
  readonly kanaOther: string | null;
  readonly postalCode: string | null;
};

/** Facts as they have been known since `recordedAt`. */
export type Known<Facts> = Facts & { readonly recordedAt: Temporal.Instant };

export type PersonRecord = Known<PersonFacts> & {
  readonly id: string;
  /** 照会停止中（保険者確認中） since. */
  readonly suspendedAt: Temporal.Instant | null;
};

export type CoverageRecord = Known<CoverageFacts> & {
  readonly personId: string;
  readonly id: string;
};

/** One person with everything that is known now. */
export type Registered = {
  readonly person: PersonRecord;
  readonly coverages: readonly CoverageRecord[];
};

/** When a change to this person becomes known: now, but later than all that is known already, whatever the clocks say. */
export function knownFrom(
  now: Temporal.Instant,
  { person, coverages }: Registered,
): Temporal.Instant {
  // As fine as the database keeps it.
  const instant = now.round({ smallestUnit: "microsecond", roundingMode: "floor" });
  const latest = [person, ...coverages]
    .map(({ recordedAt }) => recordedAt)
    .reduce((a, b) => (Temporal.Instant.compare(a, b) < 0 ? b : a));

  return Temporal.Instant.compare(latest, instant) < 0 ? instant : latest.add({ microseconds: 1 });
}

/** Whether two records say the same, whenever they said it. */
export function saySame<Facts extends object>(a: Facts, b: Facts): boolean {
  return canonical(a) === canonical(b);
}

function canonical(facts: object): string {
  return JSON.stringify(facts, (key, value: unknown) => {
    if (key === "recordedAt") {
      return undefined;
    }

    return isPlain(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  });
}

function isPlain(value: unknown): value is object {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

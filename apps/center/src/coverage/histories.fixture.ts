/** Random histories of what the registry learns about people, and beside them the simplest memory that can answer for them. */
import { Temporal } from "temporal-polyfill";
import { overlap } from "./rules/changes.ts";
import type { CoverageRecord, PersonRecord } from "./rules/registry.ts";

export type Learnt =
  | { readonly kind: "person"; readonly record: PersonRecord }
  | { readonly kind: "coverage"; readonly record: CoverageRecord };

/** All that is known from one moment on, whole: nothing is worked out later. */
type Memory = {
  readonly at: Temporal.Instant;
  readonly person: PersonRecord;
  readonly coverages: readonly CoverageRecord[];
};

export type History = {
  readonly personId: string;
  readonly learnt: readonly Learnt[];
  readonly memories: readonly Memory[];
};

export type Random = (below: number) => number;

/** Xorshift32 (Marsaglia 2003). */
export function randomFrom(seed: number): Random {
  let state = seed | 1;

  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;

    return (state >>> 0) % below;
  };
}

export const insurers = ["138057", "01130012", "39131016"] as const;

// Few enough that days meet.
const days = Array.from({ length: 24 }, (_, month) =>
  Temporal.PlainDate.from("2025-01-01").add({ months: month }).toString(),
);
const began = Temporal.Instant.from("2026-01-01T00:00:00Z");

export function randomHistory(random: Random): History {
  const personId = randomId(random);
  let now: Memory = {
    at: began.add({ seconds: random(1000) }),
    person: {
      id: personId,
      ...nobody,
      name: `架空　${random(1_000_000)}`,
      recordedAt: began,
      suspendedAt: null,
    },
    coverages: [],
  };
  now = { ...now, person: { ...now.person, recordedAt: now.at } };
  const learnt: Learnt[] = [{ kind: "person", record: now.person }];
  const memories: Memory[] = [now];
  for (let step = 1 + random(4); step > 0; step -= 1) {
    const at = now.at.add(random(4) === 0 ? { microseconds: 1 } : { seconds: 1 + random(1000) });
    const next = random(5) === 0 ? anotherPerson(now, at) : anotherCoverage(now, at, random);
    if (!next) continue;
    learnt.push(next);
    now =
      next.kind === "person"
        ? { ...now, at, person: next.record }
        : { ...now, at, coverages: withCoverage(now.coverages, next.record) };
    memories.push(now);
  }

  return { personId, learnt, memories };
}

const nobody = {
  nameOther: null,
  kana: "カクウ",
  kanaOther: null,
  sex: "female",
  birthDate: "1980-02-17",
  postalCode: null,
  address: null,
} as const;

function anotherPerson({ person }: Memory, at: Temporal.Instant): Learnt {
  const suspendedAt = person.suspendedAt === null ? at : null;

  return { kind: "person", record: { ...person, suspendedAt, recordedAt: at } };
}

/** A new one, or other facts about one that is there. Undefined where the insurer covers those days already. */
function anotherCoverage(
  { person, coverages }: Memory,
  at: Temporal.Instant,
  random: Random,
): Learnt | undefined {
  const before = coverages[random(4)];
  const qualified = random(days.length);
  const record: CoverageRecord = {
    ...usual,
    personId: person.id,
    id: before?.id ?? randomId(random),
    insurerNumber: before?.insurerNumber ?? insurers[random(insurers.length)] ?? "",
    number: before?.number ?? String(coverages.length + 1),
    qualifiedOn: days[qualified] ?? "",
    disqualifiedOn: random(3) === 0 ? (days[qualified + random(6)] ?? null) : null,
    validFrom: days[qualified + random(2)] ?? days[qualified] ?? "",
    validTo: random(3) === 0 ? (days[qualified + 1 + random(6)] ?? null) : null,
    copayTenths: random(4),
    recordedAt: at,
  };
  const taken = coverages.some(
    (each) =>
      each.id !== record.id && each.insurerNumber === record.insurerNumber && overlap(each, record),
  );

  return taken ? undefined : { kind: "coverage", record };
}

const usual = {
  classification: "01" as const,
  symbol: null,
  branch: null,
  relationship: "insured" as const,
  insuredName: null,
  lossReason: null,
  issuedOn: null,
  preschool: false,
  elderlyCertificate: null,
  limitCertificate: null,
  specificDiseases: [],
} satisfies Partial<CoverageRecord>;

function withCoverage(
  coverages: readonly CoverageRecord[],
  record: CoverageRecord,
): readonly CoverageRecord[] {
  return [...coverages.filter(({ id: other }) => other !== record.id), record];
}

function randomId(random: Random): string {
  const hex = Array.from({ length: 8 }, () => random(65_536).toString(16).padStart(4, "0"));

  return `${hex[0]}${hex[1]}-${hex[2]}-${hex[3]}-${hex[4]}-${hex.slice(5).join("")}`;
}

export type Question = {
  readonly personId: string;
  readonly asOf: string;
  readonly knownAt: Temporal.Instant;
};

/** Often at the very moment of a change, or just before it. */
export function randomQuestion({ personId, memories }: History, random: Random): Question {
  const at = memories[random(memories.length)]?.at ?? began;
  const aside = random(3);
  const knownAt =
    aside === 0 ? at : aside === 1 ? at.subtract({ microseconds: 1 }) : at.add({ seconds: 300 });

  return { personId, asOf: days[random(days.length)] ?? "", knownAt };
}

export type Expected = {
  readonly outcome: string;
  readonly name: string | null;
  /** 番号 and 一部負担金 of what holds or begins later. */
  readonly shown: readonly string[];
};

/** The definition, day by day. */
export function remember({ memories }: History, { asOf, knownAt }: Question): Expected {
  const memory = memories.findLast(({ at }) => Temporal.Instant.compare(at, knownAt) <= 0);
  if (!memory) return { outcome: "unknown", name: null, shown: [] };
  const { name, suspendedAt } = memory.person;
  if (suspendedAt !== null) return { outcome: "suspended", name, shown: [] };
  const held = memory.coverages.filter((each) => holds(each, asOf));
  const later = memory.coverages.filter((each) =>
    [...days, "2027-06-01"].some((day) => day > asOf && holds(each, day)),
  );
  if (held.length > 0) {
    return { outcome: held.length === 1 ? "valid" : "multiple", name, shown: labels(held) };
  }
  if (later.length > 0) return { outcome: "invalid-newer", name, shown: labels(later) };

  return { outcome: memory.coverages.length > 0 ? "invalid" : "none", name, shown: [] };
}

function holds(
  { qualifiedOn, validFrom, disqualifiedOn, validTo }: CoverageRecord,
  day: string,
): boolean {
  return (
    qualifiedOn <= day &&
    validFrom <= day &&
    (disqualifiedOn === null || day < disqualifiedOn) &&
    (validTo === null || day <= validTo)
  );
}

export function labels(
  coverages: readonly Pick<CoverageRecord, "number" | "copayTenths">[],
): readonly string[] {
  return coverages.map(({ number, copayTenths }) => `${number}:${copayTenths}`).toSorted();
}

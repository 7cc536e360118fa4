/** Facilities with a past, drawn anew from the same seed. */
import { startOfDay } from "@madoguchi/notation";
import { newId, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import fc from "fast-check";
import type { Temporal } from "temporal-polyfill";
import type { CheckRecord } from "../eligibility/index.ts";
import * as seeding from "../seeding.ts";

let facilities = 0;

export async function addFacility(
  db: Db,
  {
    kind,
    prefectureCode,
    createdAt,
  }: {
    readonly kind: string;
    readonly prefectureCode: string;
    readonly createdAt: Temporal.Instant;
  },
): Promise<string> {
  facilities += 1;
  const id = newId();
  await transaction(db, (tx) =>
    seeding.insertFacility(tx, {
      id,
      kind,
      code: `架空${facilities}`,
      prefectureCode,
      name: `架空第${facilities}施設`,
      founder: "架空 太郎",
      postalCode: "100-0013",
      address: "架空",
      phone: "03-0000-0000",
      goLiveOn: null,
      createdAt,
    }),
  );

  return id;
}

export type Visit = {
  /** Days before the last one. */
  readonly ago: number;
  readonly minute: number;
  readonly way: "pinCheck" | "visualCheck" | "recheck";
  /** Null: refused. */
  readonly outcome: CheckRecord["outcome"] | null;
  readonly person: number;
};

export const visits = fc.array(
  fc.record<Visit>({
    ago: fc.nat({ max: 40 }),
    minute: fc.nat({ max: 24 * 60 - 1 }),
    way: fc.constantFrom("pinCheck", "visualCheck", "recheck"),
    outcome: fc.option(fc.constantFrom("valid", "valid", "invalid", "none"), { freq: 6 }),
    person: fc.nat({ max: 20 }),
  }),
  { minLength: 1, maxLength: 60 },
);

/** @param today the last day on which somebody came */
export async function addVisits(
  db: Db,
  facilityId: string,
  today: Temporal.PlainDate,
  came: readonly Visit[],
): Promise<void> {
  const at = ({ ago, minute }: Visit) =>
    startOfDay(today.subtract({ days: ago })).add({ minutes: minute });
  await transaction(db, async (tx) => {
    const answered = came.flatMap((visit) =>
      visit.outcome === null || visit.way === "recheck"
        ? []
        : [{ visit, purpose: visit.way, outcome: visit.outcome }],
    );
    await seeding.insertCheckRecords(
      tx,
      answered.map(({ visit, purpose, outcome }) => ({
        facilityId,
        id: newId(),
        terminalId: newId(),
        challengeId: newId(),
        purpose,
        photoCompared: purpose === "visualCheck" ? "chip" : null,
        photoMatchedAt: purpose === "visualCheck" ? at(visit) : null,
        personId: `00000000-0000-4000-8000-${String(visit.person).padStart(12, "0")}`,
        outcome,
        asOf: today,
        checkedAt: at(visit),
        receivedAt: null,
      })),
    );
    await seeding.auditAll(
      tx,
      came
        .filter(({ outcome }) => outcome === null)
        .map((visit) => ({
          at: at(visit),
          action: visit.way === "recheck" ? "recheck.refused" : "check.refused",
          actor: { kind: "terminal", id: "t" },
          facilityId,
          subject: { kind: "challenge", id: "c" },
          detail: { purpose: visit.way, reason: "challenge-expired" },
        })),
    );
  });
}

/** A usage application, with the events that it went through. */
export async function addApplication(
  db: Db,
  {
    facilityId,
    accountId,
    submittedAt,
    decidedAt,
  }: {
    readonly facilityId: string;
    readonly accountId: string;
    readonly submittedAt: Temporal.Instant;
    /** Null: it waits. */
    readonly decidedAt: Temporal.Instant | null;
  },
): Promise<void> {
  const id = newId();
  await transaction(db, async (tx) => {
    await seeding.insertApplication(tx, {
      id,
      facilityId,
      state: decidedAt ? "approved" : "submitted",
      form: "{}",
      formVersion: 1,
      createdAt: submittedAt,
      updatedAt: decidedAt ?? submittedAt,
      submittedAt,
      decidedAt,
    });
    const event = { applicationId: id, actorId: accountId };
    await seeding.insertApplicationEvent(tx, {
      ...event,
      at: submittedAt,
      kind: "submitted",
      role: "applicant",
      form: {},
    });
    if (decidedAt) {
      await seeding.insertApplicationEvent(tx, {
        ...event,
        at: decidedAt,
        kind: "approved",
        role: "reviewer",
        form: null,
      });
    }
  });
}

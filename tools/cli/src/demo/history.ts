/**
 * A made-up past, so that figures have something to show: a facility of the demo's that has been open for sixty days, and some
 * four hundred others in all stages of getting ready. Drawn from fixed numbers: each start makes the same past, up to today.
 */
import { seeding } from "@madoguchi/center";
import type { Outcome, ProblemSlug } from "@madoguchi/contract";
import { checkDigit, prefectureByCode, startOfDay } from "@madoguchi/notation";
import { newId, transaction } from "@madoguchi/platform";
import type { Db, Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { drawFrom } from "./draws.ts";
import type { Draws } from "./draws.ts";
import { stableId } from "./stable-id.ts";

type Kind = "medical" | "dental" | "pharmacy" | "treatment" | "checkup" | "midwifery";

/** How many of each kind in a prefecture: also some with so few that nothing may be told of them. */
const others: readonly (readonly [prefectureCode: string, kind: Kind, facilities: number])[] = [
  ["13", "medical", 34],
  ["13", "dental", 16],
  ["13", "pharmacy", 22],
  ["13", "treatment", 60],
  ["13", "checkup", 12],
  ["13", "midwifery", 11],
  ["27", "medical", 24],
  ["27", "dental", 12],
  ["27", "pharmacy", 14],
  ["27", "treatment", 44],
  ["14", "medical", 18],
  ["14", "treatment", 36],
  ["23", "medical", 15],
  ["23", "treatment", 32],
  ["01", "medical", 12],
  ["01", "treatment", 24],
  ["40", "medical", 11],
  ["40", "treatment", 20],
  ["33", "medical", 4],
  ["33", "treatment", 7],
  ["47", "treatment", 3],
];

const DAYS = 60;

/** @param accountId of the demo's facility that has this past: it stands for whoever entered what others entered */
export async function seedHistory(
  db: Db,
  { facilityId, accountId }: { readonly facilityId: string; readonly accountId: string },
  today: Temporal.PlainDate,
): Promise<void> {
  await transaction(db, async (tx) => {
    const past: Past = { tx, today, accountId, checks: [], refusals: [] };
    await addPreparation(past, facilityId);
    addCounter(past, { facilityId, draws: drawFrom("history"), perDay: 14, number: 0 });
    let number = 0;
    for (const [prefectureCode, kind, facilities] of others) {
      for (let serial = 0; serial < facilities; serial += 1) {
        number += 1;
        await addFacility(past, { prefectureCode, kind, number });
      }
    }
    await seeding.insertCheckRecords(tx, past.checks);
    await seeding.auditAll(tx, past.refusals);
  });
}

/** From the choice of a device to the first patient, in three weeks. */
async function addPreparation(past: Past, facilityId: string): Promise<void> {
  const { tx, today, accountId } = past;
  const day = (ago: number) => today.subtract({ days: ago });
  await seeding.putDeviceChoice(tx, {
    facilityId,
    way: "pc",
    answers: {
      owned: "pc",
      internet: "wired",
      seats: "1",
      outside: "no",
      handsFree: "no",
      readAloud: "no",
    },
    chosenAt: noon(day(84)),
    accountId,
  });
  await seeding.insertTick(tx, { facilityId, item: "buy", tickedAt: noon(day(75)), accountId });
  await addApplication(past, facilityId, "medical", day(80));
  await addTerminal(tx, facilityId, 0, day(70));
  await seeding.insertTick(tx, {
    facilityId,
    item: "reception",
    tickedAt: noon(day(65)),
    accountId,
  });
}

type Past = {
  readonly tx: Tx;
  readonly today: Temporal.PlainDate;
  readonly accountId: string;
  /** Written together at the end. */
  readonly checks: seeding.CheckRecord[];
  readonly refusals: seeding.DatedEntry[];
};

const feeSchedules = { medical: "1", dental: "3", pharmacy: "4", checkup: "1", midwifery: "1" };

async function addFacility(
  past: Past,
  {
    prefectureCode,
    kind,
    number,
  }: { readonly prefectureCode: string; readonly kind: Kind; readonly number: number },
): Promise<void> {
  const { tx, today, accountId } = past;
  const draws = drawFrom(`facility:${number}`);
  const serial = `98${String(number).padStart(4, "0")}`;
  const payload = kind === "treatment" ? "" : `${prefectureCode}${feeSchedules[kind]}${serial}`;
  const code =
    kind === "treatment" ? `協${prefectureCode}00${serial}` : payload + checkDigit(payload);
  const registeredOn = today.subtract({ days: 75 + draws.below(300) });
  const facilityId = stableId(`facility:history:${number}`);
  const appliedOn = draws.chance(0.86) ? registeredOn.add({ days: 1 + draws.below(9) }) : null;
  const preparedOn =
    appliedOn && draws.chance(0.92) ? appliedOn.add({ days: 3 + draws.below(9) }) : null;
  const liveOn =
    preparedOn && draws.chance(0.78) ? preparedOn.add({ days: draws.below(20) }) : null;
  await seeding.insertFacility(tx, {
    id: facilityId,
    kind,
    code,
    prefectureCode,
    name: `架空第${number}施設`,
    founder: "架空 三郎",
    postalCode: "100-0013",
    address: `${prefectureByCode(prefectureCode)?.name ?? ""}（架空）`,
    phone: "03-0000-0002",
    goLiveOn: liveOn,
    createdAt: noon(registeredOn),
  });
  if (appliedOn) await addApplication(past, facilityId, kind, appliedOn);
  if (preparedOn) await addTerminal(tx, facilityId, number, preparedOn);
  if (liveOn && draws.chance(0.9)) {
    const people = addCounter(past, { facilityId, draws, perDay: 1 + draws.below(6), number });
    const month = today.with({ day: 1 }).subtract({ months: 1 });
    const patients = Math.max(1, Math.round(people * (1.3 + draws.below(250) / 100)));
    const enteredAt = noon(today);
    await seeding.setPatients(tx, { facilityId, month, patients, enteredAt, accountId });
  }
}

const reasons = {
  medical: "paperClaims",
  dental: "paperClaims",
  pharmacy: "paperClaims",
  treatment: "treatment",
  checkup: "checkup",
  midwifery: "midwifery",
} as const satisfies Record<Kind, string>;

/** Handed in, and approved three days later. */
async function addApplication(
  { tx, accountId }: Past,
  facilityId: string,
  kind: Kind,
  on: Temporal.PlainDate,
): Promise<void> {
  const id = newId();
  const submittedAt = noon(on);
  const decidedAt = noon(on.add({ days: 3 }));
  const form = {
    eligibility: reasons[kind],
    devices: "pc",
    accountCount: "1",
    "plannedStartOn.year": String(on.year),
    "plannedStartOn.month": String(on.month),
    "plannedStartOn.day": String(on.day),
    contactName: "架空 三郎",
    contactPhone: "0300000002",
    confirmPurpose: "yes",
    confirmTruth: "yes",
  };
  await seeding.insertApplication(tx, {
    id,
    facilityId,
    state: "approved",
    form: JSON.stringify(form),
    formVersion: 1,
    createdAt: submittedAt,
    updatedAt: decidedAt,
    submittedAt,
    decidedAt,
  });
  const event = { applicationId: id, actorId: accountId };
  await seeding.insertApplicationEvent(tx, {
    ...event,
    at: submittedAt,
    kind: "submitted",
    role: "applicant",
    form,
  });
  await seeding.insertApplicationEvent(tx, {
    ...event,
    at: decidedAt,
    kind: "approved",
    role: "reviewer",
    form: null,
  });
}

async function addTerminal(
  tx: Tx,
  facilityId: string,
  number: number,
  on: Temporal.PlainDate,
): Promise<void> {
  const appAccountId = stableId(`app-account:history:${number}`);
  const userId = `W8${String(number).padStart(6, "0")}`;
  await seeding.insertAppAccount(tx, { id: appAccountId, facilityId, userId, createdAt: noon(on) });
  await seeding.insertTerminal(tx, {
    id: terminalIdOf(number),
    appAccountId,
    facilityId,
    // No key: nobody can sign as this terminal.
    keyX: "",
    keyY: "",
    name: "受付",
    kind: "windows",
    registeredAt: noon(on),
    lastSeenAt: noon(on),
    removedAt: null,
  });
}

function terminalIdOf(number: number): string {
  return stableId(`terminal:history:${number}`);
}

const outcomes: readonly (readonly [Outcome, number])[] = [
  ["valid", 930],
  ["invalid", 14],
  ["invalid-newer", 9],
  ["none", 14],
  ["certificate-expired", 16],
  ["unlinked", 10],
  ["multiple", 3],
  ["suspended", 2],
  ["certificate-revoked", 2],
];

const problems: readonly (readonly [ProblemSlug, number])[] = [
  ["challenge-expired", 40],
  ["card-signature-invalid", 22],
  ["certificate-unknown-issuer", 14],
  ["face-record-other-person", 8],
  ["challenge-used", 8],
];

type Counter = {
  readonly facilityId: string;
  readonly draws: Draws;
  readonly perDay: number;
  readonly number: number;
};

/** A counter's sixty days up to yesterday, closed on Sundays. @returns how many people came in the last full month */
function addCounter(
  { today, checks, refusals }: Past,
  { facilityId, draws, perDay, number }: Counter,
): number {
  const terminalId = terminalIdOf(number);
  const lastMonth = today.with({ day: 1 }).subtract({ months: 1 });
  const people = new Set<number>();
  const photoShare = 0.04 + draws.below(20) / 100;
  for (let ago = DAYS; ago > 0; ago -= 1) {
    const day = today.subtract({ days: ago });
    if (day.dayOfWeek === 7) continue;
    const patients = Math.max(0, perDay + draws.below(perDay + 1) - Math.floor(perDay / 2));
    for (let patient = 0; patient < patients; patient += 1) {
      const at = startOfDay(day).add({ minutes: 9 * 60 + draws.below(8 * 60) });
      const isPhoto = draws.chance(photoShare);
      const purpose = isPhoto ? "visualCheck" : "pinCheck";
      const challengeId = newId();
      if (draws.chance(0.03)) {
        const reason = draws.weighed(problems) ?? "challenge-expired";
        refusals.push({
          at,
          action: "check.refused",
          actor: { kind: "terminal", id: terminalId },
          facilityId,
          subject: { kind: "challenge", id: challengeId },
          detail: { purpose, reason },
        });
      }
      const person = draws.below(perDay * 9);
      const outcome = draws.weighed(outcomes) ?? "valid";
      const isKnown = !outcome.startsWith("certificate") && outcome !== "unlinked";
      if (outcome === "valid" && day.with({ day: 1 }).equals(lastMonth)) people.add(person);
      checks.push({
        facilityId,
        id: newId(),
        terminalId,
        challengeId,
        purpose,
        photoCompared: isPhoto ? "chip" : null,
        photoMatchedAt: isPhoto ? at : null,
        // Nobody of the registry: these people are made up once more.
        personId: isKnown ? stableId(`patient:${number}:${person}`) : null,
        outcome,
        asOf: day,
        checkedAt: at,
        receivedAt: null,
      });
    }
  }

  return people.size;
}

function noon(day: Temporal.PlainDate): Temporal.Instant {
  return startOfDay(day).add({ hours: 12 });
}

/** Made-up facilities with people and officials, and a center in which they act at any hour: what they do is what people do. */
import { join } from "node:path";
import { deeds, openCenter, seeding } from "@madoguchi/center";
import type { Center, FacilityActor, FacilityRole, OfficialActor } from "@madoguchi/center";
import type { OfficialRole } from "@madoguchi/center";
import { checkDigit, startOfDay } from "@madoguchi/notation";
import { hashPassword, transaction } from "@madoguchi/platform";
import type { Db, Tx } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { demoPassword, sampleMails } from "../desk.ts";
import type { SeedOptions } from "../demo.ts";
import { stableId } from "../stable-id.ts";

/** So many facilities: none is in two states at once. */
const FACILITIES = 10;
/** The first four have not been approved yet. */
const APPLYING = 4;

export type World = AsyncDisposable & {
  readonly center: Center;
  readonly today: Temporal.PlainDate;
  /** From here on it is that hour of the day so many days from today; without a day it is now. */
  at(days?: number, hour?: number): void;
  /** Whoever acts for the facility of that number, from 1 on. */
  facility(number: number): FacilityActor;
  readonly officials: Readonly<Record<"reviewer" | "approver" | "one" | "two", OfficialActor>>;
};

export function openWorld(
  { databaseUrl, varDir, secretKey, centerUrl = "http://localhost:3000" }: SeedOptions,
  today: Temporal.PlainDate,
): World {
  let then: Temporal.Instant | null = null;
  const clock = { now: () => then ?? Temporal.Now.instant() };
  const center = openCenter(
    {
      databaseUrl,
      secretKey,
      publicUrl: centerUrl,
      smtpUrl: "smtp://localhost:1",
      filesDirectory: join(varDir, "files"),
    },
    clock,
  );

  return {
    center,
    today,
    at: (days, hour = 10) => {
      then = days === undefined ? null : startOfDay(today.add({ days })).add({ hours: hour });
    },
    facility: (number) => actorOf(number),
    officials: {
      reviewer: official("reviewer", "審査 一郎", ["reviewer", "approver", "payer", "insurerDesk"]),
      approver: official("approver", "承認 京子", ["approver", "payer"]),
      one: official("kanri1", "管理 和子", ["administrator"]),
      two: official("kanri2", "管理 次男", ["administrator"]),
    },
    [Symbol.asyncDispose]: () => center.db.destroy(),
  };
}

/** @throws when it was anything but what was to come: then the demo would not hold what it promises */
export function expectWord(result: unknown, ...expected: readonly string[]): void {
  const word =
    typeof result === "object" && result !== null && "kind" in result ? result.kind : result;
  if (typeof word !== "string" || !expected.includes(word)) {
    throw new Error(`${JSON.stringify(result)} instead of ${expected.join(" or ")}`);
  }
}

function official(key: string, name: string, roles: readonly OfficialRole[]): OfficialActor {
  const rights = deeds.accountDeeds.officeRightsOf(roles);

  return { kind: "official", id: stableId(`account:${key}`), name, roles, rights };
}

const kindOf = (number: number) => (number > APPLYING && number % 5 === 0 ? "checkup" : "medical");
export const facilityIdOf = (number: number) => stableId(`facility:sample:${number}`);
const nameOf = (number: number) => `架空見本第${number}医院`;

function codeOf(number: number): string {
  const payload = `13196${String(number).padStart(4, "0")}`;

  return payload + checkDigit(payload);
}

function actorOf(number: number): FacilityActor {
  const membership = {
    facilityId: facilityIdOf(number),
    facilityName: nameOf(number),
    facilityKind: kindOf(number),
    facilityCode: codeOf(number),
    prefectureCode: "13",
    closedOn: null,
    roles: ["administrator"],
  } as const;

  return {
    ...membership,
    kind: "person",
    id: stableId("account:sample:administrator"),
    name: "見本 太郎",
    mail: sampleMails.administrator,
    rights: deeds.accountDeeds.rightsOf(["administrator"]),
    memberships: [membership],
  };
}

const people = [
  { role: "administrator", name: "見本 太郎" },
  { role: "reception", name: "見本 次子" },
  { role: "accounting", name: "見本 三郎" },
] as const satisfies readonly { readonly role: FacilityRole; readonly name: string }[];

/** @returns false where they are there already */
export async function insertFacilities(db: Db, today: Temporal.PlainDate): Promise<boolean> {
  if (await seeding.findFacilityByCode(db, codeOf(1))) return false;
  const createdAt = startOfDay(today.subtract({ days: 100 })).add({ hours: 10 });
  const passwordHash = await hashPassword(demoPassword);
  await transaction(db, async (tx) => {
    for (const { role, name } of people) {
      await seeding.insertAccount(tx, {
        id: stableId(`account:sample:${role}`),
        realm: "facility",
        mail: sampleMails[role],
        name,
        passwordHash,
        createdAt,
      });
    }
    for (let number = 1; number <= FACILITIES; number += 1) {
      await insertFacility(tx, number, today, createdAt);
    }
  });

  return true;
}

/** All three act for it; whoever is past the application has a device and a day of 運用開始. */
async function insertFacility(
  tx: Tx,
  number: number,
  today: Temporal.PlainDate,
  createdAt: Temporal.Instant,
): Promise<void> {
  const facilityId = facilityIdOf(number);
  const isReady = number > APPLYING;
  await seeding.insertFacility(tx, {
    id: facilityId,
    kind: kindOf(number),
    code: codeOf(number),
    prefectureCode: "13",
    name: nameOf(number),
    founder: `見本 ${number}郎`,
    postalCode: "100-0013",
    address: `東京都千代田区霞が関1-2-${number}（架空）`,
    phone: `03-0000-1${String(number).padStart(3, "0")}`,
    goLiveOn: isReady ? today.subtract({ days: 60 }) : null,
    createdAt,
  });
  // The first that was joined is the one that a sign-in leads to: the one with most to see.
  const joinedAt = createdAt.add({ seconds: FACILITIES - number });
  for (const { role } of people) {
    const accountId = stableId(`account:sample:${role}`);
    await seeding.insertMembership(tx, { accountId, facilityId, roles: [role], joinedAt });
  }
  if (!isReady) return;
  await insertApproved(tx, number, createdAt);
  const appAccountId = stableId(`app-account:sample:${number}`);
  const userId = `W7${String(number).padStart(6, "0")}`;
  await seeding.insertAppAccount(tx, { id: appAccountId, facilityId, userId, createdAt });
  await seeding.insertTerminal(tx, {
    id: stableId(`terminal:sample:${number}`),
    appAccountId,
    facilityId,
    // No key: nobody can sign as this terminal.
    keyX: "",
    keyY: "",
    name: "受付",
    kind: "windows",
    registeredAt: createdAt,
    lastSeenAt: createdAt,
    removedAt: null,
  });
}

/** As history makes it: handed in and approved, without a mail to anybody who would look for news of today. */
async function insertApproved(tx: Tx, number: number, at: Temporal.Instant): Promise<void> {
  const id = stableId(`application:sample:${number}`);
  const form = { ...applicationForm(at.toZonedDateTimeISO("Asia/Tokyo").toPlainDate(), number) };
  await seeding.insertApplication(tx, {
    id,
    facilityId: facilityIdOf(number),
    state: "approved",
    form: JSON.stringify(form),
    formVersion: 1,
    createdAt: at,
    updatedAt: at,
    submittedAt: at,
    decidedAt: at,
  });
  const actorId = stableId("account:sample:administrator");
  const event = { applicationId: id, at, actorId } as const;
  await seeding.insertApplicationEvent(tx, {
    ...event,
    kind: "submitted",
    role: "applicant",
    form,
  });
  const approved = { kind: "approved", role: "reviewer", form: null } as const;
  await seeding.insertApplicationEvent(tx, { ...event, ...approved });
}

export function applicationForm(planned: Temporal.PlainDate, number: number) {
  return {
    eligibility: kindOf(number) === "checkup" ? "checkup" : "paperClaims",
    devices: "pc",
    accountCount: "1",
    ...dateFields("plannedStartOn", planned),
    contactName: "見本 太郎",
    contactPhone: "0300001000",
    confirmPurpose: "yes",
    confirmTruth: "yes",
  };
}

export function dateFields(name: string, { year, month, day }: Temporal.PlainDate) {
  return {
    [`${name}.year`]: String(year),
    [`${name}.month`]: String(month),
    [`${name}.day`]: String(day),
  };
}

/** Five hundred facilities with two months behind them, and those whose people read the pages. */
import { recountAll, seeding } from "@madoguchi/center";
import { startOfDay, tokyoToday } from "@madoguchi/notation";
import { hashPassword, newId, systemClock, transaction } from "@madoguchi/platform";
import type { Db, Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { codeOf, insertAdministrator, insertFacility } from "../facility.ts";

export const FACILITIES = 500;
/** Of each sort. */
export const READERS = 40;
export const PASSWORD = "窓口で 毎日 たすかる 言葉";
const DAYS = 60;
const CHECKS_A_DAY = 10;
const FACILITIES_AT_ONCE = 250;

const today = tokyoToday(systemClock);

export type Reader = {
  readonly facilityId: string;
  readonly accountId: string;
  readonly mail: string;
};

export type Readers = {
  /** In the middle of their application. */
  readonly applying: readonly Reader[];
  /** With terminals, checks, inquiries and figures. */
  readonly open: readonly Reader[];
};

export async function insertFacilities(db: Db): Promise<Readers> {
  const readers: { applying: Reader[]; open: Reader[] } = { applying: [], open: [] };
  const passwordHash = await hashPassword(PASSWORD);
  for (let from = 0; from < FACILITIES; from += FACILITIES_AT_ONCE) {
    await transaction(db, async (tx) => {
      for (let number = from; number < from + FACILITIES_AT_ONCE; number += 1) {
        const reader = await insertReader(tx, number, passwordHash);
        if (number < READERS) {
          readers.applying.push(reader);
          await insertDraft(tx, reader.facilityId);
          continue;
        }
        await insertPast(tx, reader, number);
        if (number < 2 * READERS) readers.open.push(reader);
      }
    });
  }
  await recountAll({ db, clock: systemClock });

  return readers;
}

async function insertReader(tx: Tx, number: number, passwordHash: string): Promise<Reader> {
  const mail = `uketsuke${number}@example.jp`;
  const createdAt = startOfDay(today.subtract({ days: DAYS + 20 }));
  const facilityId = await insertFacility(tx, {
    code: codeOf(number),
    name: `架空第${number}医院`,
    goLiveOn: number < READERS ? null : today.subtract({ days: DAYS }),
    createdAt,
  });
  const accountId = await insertAdministrator(tx, { facilityId, mail, passwordHash, createdAt });

  return { facilityId, accountId, mail };
}

const form = {
  eligibility: "paperClaims",
  devices: "pc",
  accountCount: "1",
  contactName: "架空 太郎",
  contactPhone: "0300000000",
};

async function insertDraft(tx: Tx, facilityId: string): Promise<void> {
  const now = systemClock.now();
  await seeding.insertApplication(tx, {
    id: newId(),
    facilityId,
    state: "draft",
    form: JSON.stringify(form),
    formVersion: 1,
    createdAt: now,
    updatedAt: now,
  });
}

async function insertPast(tx: Tx, reader: Reader, number: number): Promise<void> {
  const { facilityId, accountId } = reader;
  const id = newId();
  const at = startOfDay(today.subtract({ days: DAYS + 10 }));
  await seeding.insertApplication(tx, {
    id,
    facilityId,
    state: "approved",
    form: JSON.stringify(form),
    formVersion: 1,
    createdAt: at,
    updatedAt: at,
    submittedAt: at,
    decidedAt: at,
  });
  const event = { applicationId: id, actorId: accountId };
  const submitted = { ...event, at, kind: "submitted", role: "applicant", form } as const;
  await seeding.insertApplicationEvent(tx, submitted);
  const approved = { ...event, at, kind: "approved", role: "reviewer", form: null } as const;
  await seeding.insertApplicationEvent(tx, approved);
  const terminalId = await insertTerminals(tx, facilityId, number, at);
  // Those who read have the longest past; the others are what they are compared with.
  const perDay = number < 2 * READERS ? CHECKS_A_DAY : 1;
  await seeding.insertCheckRecords(tx, checksOf(facilityId, terminalId, perDay));
  if (number < 2 * READERS) await insertInquiries(tx, reader, number);
}

/** @returns the first */
async function insertTerminals(tx: Tx, facilityId: string, number: number, at: Temporal.Instant) {
  const ids = [newId(), newId()] as const;
  for (const [place, id] of ids.entries()) {
    const appAccountId = newId();
    const userId = `W${String(2 * number + place).padStart(7, "0")}`;
    await seeding.insertAppAccount(tx, { id: appAccountId, facilityId, userId, createdAt: at });
    await seeding.insertTerminal(tx, {
      id,
      appAccountId,
      facilityId,
      // No key: nobody can sign as this terminal.
      keyX: "",
      keyY: "",
      name: `受付${place + 1}`,
      kind: "windows",
      registeredAt: at,
      lastSeenAt: at,
      removedAt: null,
    });
  }

  return ids[0];
}

const outcomes = ["valid", "valid", "valid", "valid", "none", "certificate-expired"] as const;

function checksOf(facilityId: string, terminalId: string, perDay: number): seeding.CheckRecord[] {
  return Array.from({ length: DAYS * perDay }, (_, index) => {
    const day = today.subtract({ days: Math.floor(index / perDay) });
    const at = startOfDay(day).add({ minutes: index % perDay });

    return {
      facilityId,
      id: newId(),
      terminalId,
      challengeId: newId(),
      purpose: index % 7 === 0 ? "visualCheck" : "pinCheck",
      photoCompared: index % 7 === 0 ? "chip" : null,
      photoMatchedAt: index % 7 === 0 ? at : null,
      personId: newId(),
      outcome: outcomes[index % outcomes.length] ?? "valid",
      asOf: day,
      checkedAt: at,
      receivedAt: null,
    };
  });
}

async function insertInquiries(
  tx: Tx,
  { facilityId, accountId }: Reader,
  reader: number,
): Promise<void> {
  const at = systemClock.now();
  for (let index = 0; index < 10; index += 1) {
    const id = newId();
    await seeding.insertInquiry(tx, {
      id,
      number: `Q-${today.toString().replaceAll("-", "")}-${reader}-${index}`,
      facilityId,
      accountId,
      guestName: null,
      guestMail: null,
      category: "device",
      relatedPath: "/terminals",
      subject: "受付のパソコンを買い替えるときの手順",
      state: index % 2 === 0 ? "answered" : "new",
      assigneeId: null,
      escalatedAt: null,
      createdAt: at,
      stateSince: at,
      remindedAt: null,
    });
    const message = { inquiryId: id, at, accountId, text: "何をすればよいでしょうか。" };
    await seeding.insertMessage(tx, { ...message, id, kind: "question", author: "facility" });
  }
}

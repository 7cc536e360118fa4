/** Usage applications that wait, put into the database as if they had come in over many days. */
import { seeding } from "@madoguchi/center";
import { checkDigit, tokyoToday } from "@madoguchi/notation";
import { newId, systemClock, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";

export type Waiting = { readonly id: string; readonly name: string; readonly at: Temporal.Instant };

/** The day of the start lies behind, which the system points out; or it is still to come. */
export const faulty = { startsIn: -3 } as const;
export const spotless = { startsIn: 30 } as const;

type Sort = { readonly startsIn: number };

let facilities = 0;

/** The first is the oldest: each was handed in an hour after the one before, the last one an hour ago. */
export async function insertWaiting(db: Db, sorts: readonly Sort[]): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  await transaction(db, async (tx) => {
    const actorId = newId();
    const now = systemClock.now();
    await seeding.insertAccount(tx, {
      id: actorId,
      realm: "facility",
      mail: `machi${actorId}@example.jp`,
      name: "受付 花子",
      // Nobody signs in as this person.
      passwordHash: "",
      createdAt: now,
    });
    for (const [index, { startsIn }] of sorts.entries()) {
      facilities += 1;
      const payload = `1319${String(facilities).padStart(5, "0")}`;
      const [id, facilityId] = [newId(), newId()];
      const name = `待合第${facilities}施設`;
      const at = now.subtract({ hours: sorts.length - index });
      const form = formStarting(startsIn);
      await seeding.insertFacility(tx, {
        id: facilityId,
        kind: "medical",
        code: payload + checkDigit(payload),
        prefectureCode: "13",
        name,
        founder: "架空 太郎",
        postalCode: "1000013",
        address: "東京都千代田区霞が関1-2-2（架空）",
        phone: `03${String(facilities).padStart(8, "0")}`,
        createdAt: at,
      });
      await seeding.insertApplication(tx, {
        id,
        facilityId,
        state: "submitted",
        form: JSON.stringify(form),
        formVersion: 1,
        createdAt: at,
        updatedAt: at,
        submittedAt: at,
      });
      await seeding.insertApplicationEvent(tx, {
        applicationId: id,
        at,
        kind: "submitted",
        role: "applicant",
        actorId,
        form,
      });
      waiting.push({ id, name, at });
    }
  });

  return waiting;
}

function formStarting(days: number) {
  const start = tokyoToday(systemClock).add({ days });

  return {
    eligibility: "paperClaims",
    devices: "pc",
    accountCount: "1",
    "plannedStartOn.year": String(start.year),
    "plannedStartOn.month": String(start.month),
    "plannedStartOn.day": String(start.day),
    contactName: "架空 太郎",
    contactPhone: "0300000000",
    confirmPurpose: "yes",
    confirmTruth: "yes",
  };
}

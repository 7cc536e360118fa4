/** Applications that nothing speaks against: of facilities that stand in the official list with the same words. */
import { seeding } from "@madoguchi/center";
import { checkDigit, tokyoDate } from "@madoguchi/notation";
import type { Clock } from "@madoguchi/notation";
import { newId, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";

export type Spotless = {
  readonly id: string;
  readonly facilityId: string;
  readonly code: string;
  readonly name: string;
  readonly mail: string;
  readonly path: string;
};

let facilities = 0;

/** @param listed what the list says otherwise; null where the list lacks it */
export async function insertSpotless(
  db: Db,
  clock: Clock,
  listed: Partial<seeding.MasterRecord> | null = {},
): Promise<Spotless> {
  facilities += 1;
  const [id, facilityId, accountId] = [newId(), newId(), newId()];
  const payload = `1337${String(facilities).padStart(5, "0")}`;
  const code = payload + checkDigit(payload);
  const now = clock.now();
  const place = {
    code,
    kind: "dental",
    prefectureCode: "13",
    name: `無垢第${facilities}歯科`,
    founder: "架空 太郎",
    postalCode: "1000013",
    address: "東京都千代田区霞が関1-2-2（架空）",
    phone: `03${String(facilities).padStart(8, "0")}`,
  };
  const mail = `muku${facilities}@example.jp`;
  const start = tokyoDate(now).add({ days: 60 });
  const form = {
    eligibility: "paperClaims",
    devices: "pc",
    accountCount: "2",
    "plannedStartOn.year": String(start.year),
    "plannedStartOn.month": String(start.month),
    "plannedStartOn.day": String(start.day),
    contactName: "受付 花子",
    contactPhone: `06${String(facilities).padStart(8, "0")}`,
    confirmPurpose: "yes",
    confirmTruth: "yes",
  };
  await transaction(db, async (tx) => {
    await seeding.insertFacility(tx, { ...place, id: facilityId, createdAt: now });
    const account = { id: accountId, realm: "facility", mail, passwordHash: "" } as const;
    await seeding.insertAccount(tx, { ...account, name: "受付 花子", createdAt: now });
    const roles = ["administrator"] as const;
    await seeding.insertMembership(tx, { accountId, facilityId, roles, joinedAt: now });
    if (listed) {
      const record = {
        ...place,
        designatedOn: null,
        designatedUntil: null,
        source: "架空の名簿",
        listedOn: tokyoDate(now),
        leftOn: null,
        ...listed,
      };
      await seeding.insertMaster(tx, [record]);
    }
    await seeding.insertApplication(tx, {
      id,
      facilityId,
      state: "submitted",
      form: JSON.stringify(form),
      formVersion: 1,
      createdAt: now,
      updatedAt: now,
      submittedAt: now,
      decidedAt: null,
    });
    const event = { applicationId: id, at: now, kind: "submitted", role: "applicant" } as const;
    await seeding.insertApplicationEvent(tx, { ...event, actorId: accountId, form });
  });
  const { name } = place;

  return { id, facilityId, code, name, mail, path: `/office/usage-applications/${id}` };
}

/** The rule that approves spotless applications, switched on, and one application (架空) for each thing that can come of it. */
import { seeding } from "@madoguchi/center";
import { checkDigit } from "@madoguchi/notation";
import { systemClock, transaction } from "@madoguchi/platform";
import type { Db, Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { listed } from "./facility-lists.ts";
import { stableId } from "./stable-id.ts";

const kinds = ["medical", "dental", "pharmacy", "treatment", "checkup", "midwifery"] as const;
const SAMPLE_PERCENT = 10;
const HOLD_MINUTES = 60;

const cases = [
  // Held: people can stop it for an hour.
  { key: "held", name: "架空すいすい歯科", sampled: false, listedAddress: null },
  { key: "sample", name: "架空くじびき歯科", sampled: true, listedAddress: null },
  { key: "differs", name: "架空ちがい歯科", sampled: false, listedAddress: "大阪府（架空）" },
] as const;

/** Nothing where it is there already. */
export async function seedStraight(db: Db, today: Temporal.PlainDate): Promise<void> {
  if (await seeding.findFacilityByCode(db, codeOf(0))) return;
  await transaction(db, async (tx) => {
    for (const kind of kinds) {
      await seeding.insertStraightTerms(tx, {
        id: stableId(`straight:${kind}`),
        kind,
        version: 2,
        effectiveFrom: today,
        isOn: true,
        samplePercent: SAMPLE_PERCENT,
        holdMinutes: HOLD_MINUTES,
      });
    }
    for (const [nth] of cases.entries()) await addCase(tx, nth, today);
  });
  for (const { key, sampled } of cases) {
    const center = { db, clock: systemClock };
    await seeding.judgeDrawn(center, stableId(`straight:case:${key}`), sampled, SAMPLE_PERCENT);
  }
}

/** Of a facility that the list knows by the same words, or by another address. */
async function addCase(tx: Tx, nth: number, today: Temporal.PlainDate): Promise<void> {
  const found = cases[nth];
  if (!found) return;
  const { key, name, listedAddress } = found;
  const at = systemClock.now();
  const facilityId = stableId(`straight:facility:${key}`);
  const accountId = stableId(`straight:account:${key}`);
  const applicationId = stableId(`straight:case:${key}`);
  const place = {
    code: codeOf(nth),
    kind: "dental",
    prefectureCode: "27",
    name,
    founder: "架空 六郎",
    postalCode: "5400008",
    address: `大阪府大阪市中央区大手前${nth + 1}-1（架空）`,
    phone: `060000009${nth}`,
  };
  const start = today.add({ days: 45 });
  const form = {
    eligibility: "paperClaims",
    devices: "pc",
    accountCount: "1",
    "plannedStartOn.year": String(start.year),
    "plannedStartOn.month": String(start.month),
    "plannedStartOn.day": String(start.day),
    contactName: "架空 六郎",
    contactPhone: `060000008${nth}`,
    confirmPurpose: "yes",
    confirmTruth: "yes",
  };
  await seeding.insertMaster(tx, [
    { ...listed, ...place, address: listedAddress ?? place.address },
  ]);
  await seeding.insertFacility(tx, { ...place, id: facilityId, goLiveOn: null, createdAt: at });
  await seeding.insertAccount(tx, {
    id: accountId,
    realm: "facility",
    mail: `straight-${key}@example.jp`,
    name: "架空 六郎",
    // Nobody signs in as this person.
    passwordHash: "",
    createdAt: at,
  });
  await seeding.insertMembership(tx, {
    accountId,
    facilityId,
    roles: ["administrator"],
    joinedAt: at,
  });
  await seeding.insertApplication(tx, {
    id: applicationId,
    facilityId,
    state: "submitted",
    form: JSON.stringify(form),
    formVersion: 1,
    createdAt: at,
    updatedAt: at,
    submittedAt: at,
    decidedAt: null,
  });
  await seeding.insertApplicationEvent(tx, {
    applicationId,
    at,
    kind: "submitted",
    role: "applicant",
    actorId: accountId,
    form,
  });
}

function codeOf(nth: number): string {
  const payload = `27396000${nth + 1}`;
  return payload + checkDigit(payload);
}

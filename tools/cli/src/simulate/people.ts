/** The people of the simulation, each drawn from the number of their application, and their facilities. */
import type { FacilityActor, OfficialActor } from "@madoguchi/center";
import { checkDigit } from "@madoguchi/notation";
import type { Tx } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { stableId } from "../demo/stable-id.ts";
import { insertFacilities } from "./store.ts";

export const FIRST_DAY = Temporal.PlainDate.from("2026-04-01");

export function official(number: 1 | 2): OfficialActor {
  const id = stableId(`simulate:official:${number}`);

  return { kind: "official", id, name: `審査 ${number}（架空）`, roles: [], rights: [] };
}

export const facilityIdOf = (number: number) => stableId(`simulate:facility:${number}`);

/** Whoever applies for this facility. */
export function applicant(number: number): FacilityActor {
  const membership = {
    facilityId: facilityIdOf(number),
    facilityName: nameOf(number),
    facilityKind: "medical",
    facilityCode: codeOf(number),
    prefectureCode: "13",
    closedOn: null,
    roles: ["administrator"],
  } as const;

  return {
    ...membership,
    kind: "person",
    id: stableId(`simulate:person:${number}`),
    name: "架空 花子",
    mail: mailOf(number),
    rights: [],
    memberships: [membership],
  };
}

const nameOf = (number: number) => `模擬第${number}医院（架空）`;
const mailOf = (number: number) => `mogi${number}@example.jp`;

function codeOf(number: number): string {
  const payload = `131${String(number).padStart(6, "0")}`;

  return payload + checkDigit(payload);
}

/** Facilities with somebody who applies, a terminal and 運用開始日, as rows of many at once. */
export async function insertReady(
  tx: Tx,
  numbers: readonly number[],
  createdAt: Temporal.Instant,
): Promise<void> {
  const ready = numbers.map((number) => ({
    number,
    person: applicant(number),
    appAccountId: stableId(`simulate:app:${number}`),
  }));
  const address = {
    founder: "架空 太郎",
    postalCode: "100-0013",
    address: "東京都千代田区霞が関1-2-2（架空）",
    phone: "03-0000-0000",
  };
  await insertFacilities(tx, {
    facilities: ready.map(({ number, person: { facilityId } }) => ({
      ...address,
      id: facilityId,
      kind: "medical",
      code: codeOf(number),
      prefectureCode: "13",
      name: nameOf(number),
      goLiveOn: FIRST_DAY,
      createdAt,
    })),
    versions: ready.map(({ number, person: { facilityId } }) => ({
      ...address,
      facilityId,
      name: nameOf(number),
      validFrom: FIRST_DAY,
      recordedAt: createdAt,
    })),
    accounts: ready.map(({ number, person: { id, name } }) => ({
      id,
      name,
      createdAt,
      realm: "facility" as const,
      mail: mailOf(number),
      // No password opens it.
      passwordHash: "!",
    })),
    memberships: ready.map(({ person: { id, facilityId } }) => ({
      accountId: id,
      facilityId,
      roles: ["administrator" as const],
      joinedAt: createdAt,
    })),
    appAccounts: ready.map(({ number, person: { facilityId }, appAccountId }) => ({
      id: appAccountId,
      facilityId,
      userId: `W${String(number).padStart(7, "0")}`,
      createdAt,
    })),
    terminals: ready.map(({ number, person: { facilityId }, appAccountId }) => ({
      id: stableId(`simulate:terminal:${number}`),
      appAccountId,
      facilityId,
      // No key: nobody can sign as this terminal.
      keyX: "",
      keyY: "",
      name: "受付",
      kind: "windows" as const,
      registeredAt: createdAt,
      lastSeenAt: createdAt,
      removedAt: null,
    })),
  });
}

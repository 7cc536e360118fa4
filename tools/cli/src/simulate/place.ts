/** Where the simulation happens: a database that holds nothing else, with facilities that are ready to apply. */
import { join } from "node:path";
import { grantDeeds, openCenter, seeding, workingRoles } from "@madoguchi/center";
import type { Center, FacilityActor, OfficialActor } from "@madoguchi/center";
import { checkDigit, deadline, startOfDay } from "@madoguchi/notation";
import { newId, newToken, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { stableId } from "../demo/stable-id.ts";
import { Refusal } from "../refusal.ts";
import { openMigrated } from "../start/database.ts";
import { explain } from "../start/explain.ts";
import { readSettings } from "../start/settings.ts";
import { openBank } from "./bank.ts";
import type { Bank } from "./bank.ts";
import { countFacilities, isForeign } from "./store.ts";

export const PROGRAMME = "simulation";
const FIRST_DAY = Temporal.PlainDate.from("2026-04-01");
const FACILITIES_AT_ONCE = 250;

export type Place = AsyncDisposable & {
  readonly center: Center;
  readonly bank: Bank;
  readonly officials: readonly [OfficialActor, OfficialActor];
  /** What the center takes for the present. */
  setTime(instant: Temporal.Instant): void;
};

/** @throws Refusal when the database holds anything else */
export async function openPlace(): Promise<Place> {
  const settings = readSettings([]);
  const varDir = join(settings.varDir, "simulation");
  await using started = new AsyncDisposableStack();
  const database = await openMigrated({ ...settings, varDir }).catch((error: unknown) => {
    throw explain(error, settings);
  });
  started.defer(() => database.stop());
  let now = startOfDay(FIRST_DAY);
  const center = openCenter(
    {
      databaseUrl: database.url,
      publicUrl: "http://localhost",
      secretKey: newToken(),
      smtpUrl: "smtp://localhost:1",
      filesDirectory: join(varDir, "files"),
    },
    { now: () => now },
  );
  started.defer(() => center.db.destroy());
  if (await isForeign(center.db, PROGRAMME)) {
    throw new Refusal(
      "このデータベースには、模擬でないデータがあります。何も変えずに終わりました。DATABASE_URL に空のデータベースを指定するか、DATABASE_URL を外してください。",
    );
  }
  const bank = await openBank(join(varDir, "bank"));
  const stack = started.move();

  return {
    center,
    bank,
    officials: [official(1), official(2)],
    setTime: (instant) => {
      now = instant;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

function official(number: 1 | 2): OfficialActor {
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

/** What is there already stays. @param budgetYen what the programme has at first */
export async function prepare(
  { center, officials }: Place,
  applications: number,
  budgetYen: number,
): Promise<void> {
  const { db, clock } = center;
  const createdAt = clock.now();
  if (!(await grantDeeds.currentProgramme(db, PROGRAMME, FIRST_DAY))) {
    await transaction(db, async (tx) => {
      await grantDeeds.addProgramme(tx, programme(1, budgetYen), createdAt);
      await grantDeeds.insertPayer(tx, payer);
      for (const { id, name } of officials) {
        await seeding.insertOfficial(tx, {
          id,
          name,
          createdAt,
          roles: workingRoles,
          mail: `${id}@example.go.jp`,
          passwordHash: "!",
        });
      }
    });
  }
  const present = await countFacilities(db);
  for (let from = present; from < applications; from += FACILITIES_AT_ONCE) {
    const until = Math.min(applications, from + FACILITIES_AT_ONCE);
    await transaction(db, async (tx) => {
      for (let number = from; number < until; number += 1) {
        await insertReady(tx, number, createdAt);
      }
    });
  }
}

/** With more money once it has run out. */
export function programme(version: number, budgetYen: number) {
  return {
    id: newId(),
    code: PROGRAMME,
    version,
    effectiveFrom: version === 1 ? FIRST_DAY : FIRST_DAY.add({ days: 40 + version }),
    name: "模擬の補助事業（架空）",
    legalBasis: "架空の要綱です。",
    facilityKinds: ["medical"],
    itemKinds: ["reader", "smartphone", "tablet"],
    rateNumerator: 3,
    rateDenominator: 4,
    capYen: 31_000,
    roundingYen: 1000,
    rounding: "down",
    taxIncluded: true,
    purchaseFrom: null,
    purchaseUntil: null,
    intakeFrom: startOfDay(FIRST_DAY),
    intakeUntil: deadline(FIRST_DAY.add({ days: 30 })),
    oncePerFacility: true,
    budgetYen,
    whenExhausted: "queue",
    repaymentInterestBp: 1095,
    approvalsRequired: 2,
    correctionDays: 14,
    retentionYears: 5,
    papers: { receipt: { name: "領収書（写）", facilityKinds: [], when: "always" } },
  } as const;
}

const payer = {
  id: stableId("simulate:payer"),
  effectiveFrom: FIRST_DAY,
  consignerCode: "0000000001",
  consignerName: "モギシンサシツ",
  bankCode: "0000",
  bankName: "モギチユウオウ",
  branchCode: "001",
  branchName: "ホンテン",
  depositKind: "ordinary",
  accountNumber: "0000001",
} as const;

/** A facility with somebody who applies, a terminal and 運用開始日. */
async function insertReady(tx: Tx, number: number, createdAt: Temporal.Instant): Promise<void> {
  const { id: accountId, facilityId, name } = applicant(number);
  await seeding.insertFacility(tx, {
    id: facilityId,
    kind: "medical",
    code: codeOf(number),
    prefectureCode: "13",
    name: nameOf(number),
    founder: "架空 太郎",
    postalCode: "100-0013",
    address: "東京都千代田区霞が関1-2-2（架空）",
    phone: "03-0000-0000",
    goLiveOn: FIRST_DAY,
    createdAt,
  });
  await seeding.insertAccount(tx, {
    id: accountId,
    name,
    createdAt,
    realm: "facility",
    mail: mailOf(number),
    // No password opens it.
    passwordHash: "!",
  });
  await seeding.insertMembership(tx, {
    accountId,
    facilityId,
    roles: ["administrator"],
    joinedAt: createdAt,
  });
  const appAccountId = stableId(`simulate:app:${number}`);
  const userId = `W${String(number).padStart(7, "0")}`;
  await seeding.insertAppAccount(tx, { id: appAccountId, facilityId, userId, createdAt });
  await seeding.insertTerminal(tx, {
    id: stableId(`simulate:terminal:${number}`),
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

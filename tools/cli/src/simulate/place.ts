/** Where the simulation happens: a database that holds nothing else, with facilities that are ready to apply. */
import { join } from "node:path";
import { grantDeeds, openCenter, seeding, workingRoles } from "@madoguchi/center";
import type { Center, OfficialActor } from "@madoguchi/center";
import { deadline, startOfDay } from "@madoguchi/notation";
import { newId, newToken, transaction } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { stableId } from "../demo/stable-id.ts";
import { Refusal } from "../refusal.ts";
import { openMigrated } from "../start/database.ts";
import { explain } from "../start/explain.ts";
import { readSettings } from "../start/settings.ts";
import { openBank } from "./bank.ts";
import type { Bank } from "./bank.ts";
import { FIRST_DAY, insertReady, official } from "./people.ts";
import { countFacilities, isForeign } from "./store.ts";

export const PROGRAMME = "simulation";
const FACILITIES_AT_ONCE = 250;

/** A center with its own connections, two officials, and what it takes for the present. */
export type Office = AsyncDisposable & {
  readonly center: Center;
  readonly officials: readonly [OfficialActor, OfficialActor];
  setTime(instant: Temporal.Instant): void;
};

export type Place = Office & {
  readonly bank: Bank;
  /** Where others open offices beside this one. */
  readonly address: Address;
};

/** Plain, so that it can be told to a thread. */
export type Address = { readonly databaseUrl: string; readonly varDir: string };

export function openOffice({ databaseUrl, varDir }: Address): Office {
  let now = startOfDay(FIRST_DAY);
  const center = openCenter(
    {
      databaseUrl,
      publicUrl: "http://localhost",
      secretKey: newToken(),
      smtpUrl: "smtp://localhost:1",
      filesDirectory: join(varDir, "files"),
    },
    { now: () => now },
  );

  return {
    center,
    officials: [official(1), official(2)],
    setTime: (instant) => {
      now = instant;
    },
    [Symbol.asyncDispose]: () => center.db.destroy(),
  };
}

/** @throws Refusal when the database holds anything else */
export async function openPlace(): Promise<Place> {
  const settings = readSettings([]);
  const varDir = join(settings.varDir, "simulation");
  await using started = new AsyncDisposableStack();
  const database = await openMigrated({ ...settings, varDir }).catch((error: unknown) => {
    throw explain(error, settings);
  });
  started.defer(() => database.stop());
  const address = { databaseUrl: database.url, varDir };
  const office = started.use(openOffice(address));
  if (await isForeign(office.center.db, PROGRAMME)) {
    throw new Refusal(
      "このデータベースには、模擬でないデータがあります。何も変えずに終わりました。DATABASE_URL に空のデータベースを指定するか、DATABASE_URL を外してください。",
    );
  }
  const bank = await openBank(join(varDir, "bank"));
  const stack = started.move();

  return { ...office, bank, address, [Symbol.asyncDispose]: () => stack.disposeAsync() };
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
    const numbers = Array.from({ length: until - from }, (_, index) => from + index);
    await transaction(db, (tx) => insertReady(tx, numbers, createdAt));
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

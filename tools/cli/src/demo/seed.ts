/** Fills the database with the demo: insurers, insured people, the fourteen cards, a facility and the officials. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { recountAll, seeding } from "@madoguchi/center";
import { sendBatch } from "@madoguchi/center/insured-batch.ts";
import { tokyoDate } from "@madoguchi/notation";
import { createSeal, openDatabase, systemClock, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { seedCommandLine } from "./command-line.ts";
import { demoCoverages, demoPersonId } from "./coverages.ts";
import { seedColleagues } from "./colleagues.ts";
import { type Deck, openDeck } from "./deck.ts";
import type { SeedDemo } from "./demo.ts";
import { demoSignIns, opened, seedDesk, seedOpened } from "./desk.ts";
import { seedGrants } from "./grants.ts";
import { seedHistory } from "./history.ts";
import { seedInquiries } from "./inquiries.ts";
import { seedUnreachable } from "./mails.ts";
import { demoInsurers } from "./insurers.ts";
import { seedOfficials } from "./officials.ts";
import { stableId } from "./stable-id.ts";
import { seedProcedures } from "./procedures.ts";
import { seedStraight } from "./straight.ts";
import { PEOPLE_IN_FILES, seedStates } from "./states/index.ts";
import { batchesOf } from "./batches.ts";

export { demoSignIns } from "./desk.ts";

/** What is there already stays as it is, except that the cards' revocation lists become today's. */
export const seedDemo: SeedDemo = async (options) => {
  const { databaseUrl, varDir, secretKey, insured, today } = options;
  const { centerUrl = "http://localhost:3000" } = options;
  const now = Temporal.Now.instant();
  const day = today ?? tokyoDate(now);
  const deck = await openDeck(join(varDir, "cards"), now);
  const db = openDatabase(databaseUrl, { max: 2 });
  try {
    await seedDeck(db, deck, day, now);
    await seedDesk(db, createSeal(secretKey));
    await seedOfficials(db, createSeal(secretKey));
    await transaction(db, (tx) => seeding.seedProgrammes(tx, day));
    if (await seedOpened(db, day)) {
      await seedHistory(db, opened, day);
      await seedInquiries(db, opened, day);
      await seedUnreachable(db);
      await seedGrants(db, varDir, opened.accountId, day);
      await recountAll({ db, clock: systemClock });
      await seedMasterData(db, day, now);
    }
    await seedColleagues(db);
    await seedProcedures(db);
    await seedStraight(db, day);
    await transaction(db, (tx) => seeding.seedNotices(tx, day, stableId("account:approver")));
    await seedStates(db, options, day);
    await seedCommandLine(db, varDir, centerUrl);
    const added = await seedPopulation(db, insured, day, now);
    return { signIns: demoSignIns, added };
  } finally {
    await db.destroy();
  }
};

/** What waits for a second official, and when nobody answers the telephone. */
async function seedMasterData(
  db: Db,
  today: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<void> {
  const official = stableId("account:reviewer");
  const lastDays = today.with({ month: 12, day: 29 });
  await transaction(db, async (tx) => {
    await seeding.seedNoticeProposal(tx, now, official);
    await seeding.insertClosing(tx, {
      id: stableId("closing:new-year"),
      fromOn: lastDays,
      untilOn: lastDays.add({ days: 5 }),
      reason: "年末年始",
      addedAt: now,
      addedBy: official,
      withdrawnAt: null,
      withdrawnBy: null,
    });
  });
}

/** The people of the cards and what they are insured by: all that a check needs. */
export async function seedDeck(
  db: Db,
  deck: Deck,
  today: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<void> {
  await transaction(db, async (tx) => {
    await seeding.insertInsurers(tx, demoInsurers);
    await seeding.insertPeople(
      tx,
      deck.people.map(({ id, name, nameAtInsurer, kana, sex, birthDate, address }) => ({
        id: demoPersonId(id),
        name: nameAtInsurer ?? name,
        kana,
        sex,
        birthDate,
        address,
        suspendedAt: null,
      })),
      now,
    );
    await seeding.insertCoverages(
      tx,
      deck.people.flatMap((person) => demoCoverages(person, today)),
      now,
    );
    await seeding.linkCertificates(
      tx,
      deck.people
        .filter(({ unlinked }) => !unlinked)
        .map(({ id }) => ({
          fingerprint: createHash("sha256").update(deck.certificateOf(id)).digest(),
          personId: demoPersonId(id),
          linkedAt: now,
        })),
    );
    await seeding.installTrust(tx, systemClock, deck.trust);
    await seeding.installSurfaceRoots(tx, systemClock, deck.trust.surface);
  });
}

/** @returns how many people were added: none where there are as many already */
async function seedPopulation(
  db: Db,
  wanted: number,
  today: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<number> {
  const present = Math.max(0, (await seeding.countPeople(db)) - demoPeopleCount);
  const missing = Math.max(0, wanted - present);
  const batches = batchesOf({ from: present, to: wanted, today, now });
  if (missing > present) {
    await transaction(db, (tx) =>
      seeding.indexOnce(tx, async () => {
        for await (const batch of batches) await sendBatch(tx, batch);
      }),
    );
  } else {
    for await (const batch of batches) await transaction(db, (tx) => sendBatch(tx, batch));
  }
  return missing;
}

/** With a card, and in an insurer's file. */
const demoPeopleCount = 14 + PEOPLE_IN_FILES;

/** Checks that were written without an answer to it: each is tried again, hears the same, and is on record once. */
import { newId, openDatabase } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { freshDatabase, losingOneAnswer } from "@madoguchi/test";
import type { FreshDatabase } from "@madoguchi/test";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordEnding } from "./actions/record-ending.ts";
import { insertChallenge } from "./store/checks.ts";
import type { Ending } from "./store/endings.ts";

/** Of the statement that ends checks. */
const USE = "update challenge";

const at = Temporal.Instant.from("2026-11-22T00:04:00Z");
const facilityId = newId();
const terminalId = newId();

let database: FreshDatabase;
let db: Db;

beforeAll(async () => {
  database = await freshDatabase();
  db = openDatabase(database.url, { max: 2 });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

async function challenge() {
  const id = newId();
  const purpose = "pinCheck";
  const expiresAt = at.add({ minutes: 2 });
  const times = { issuedAt: at, expiresAt, usedAt: null };
  await insertChallenge(db, { id, facilityId, terminalId, purpose, nonce: id, ...times });

  return { id, facilityId };
}

function answered(key: { readonly id: string }): Ending {
  const id = newId();
  const purpose = "pinCheck";

  return {
    challenge: { ...key, facilityId },
    record: {
      facilityId,
      id,
      terminalId,
      challengeId: key.id,
      purpose,
      photoCompared: null,
      photoMatchedAt: null,
      personId: null,
      outcome: "unlinked",
      asOf: Temporal.PlainDate.from("2026-11-22"),
      checkedAt: at,
      receivedAt: null,
    },
    entry: entry("check.answered", { kind: "check", id }),
  };
}

function refused(): Ending {
  return {
    challenge: null,
    record: null,
    entry: entry("check.refused", { kind: "challenge", id: newId() }),
  };
}

function entry(action: "check.answered" | "check.refused", subject: Ending["entry"]["subject"]) {
  const actor = { kind: "terminal", id: terminalId } as const;

  return { id: newId(), at, action, actor, facilityId, subject };
}

async function onRecord(endings: readonly Ending[]): Promise<readonly number[]> {
  const counts = await Promise.all(
    endings.map(({ entry: { id } }) =>
      db.selectFrom("auditEvent").select("id").where("id", "=", id).execute(),
    ),
  );

  return counts.map(({ length }) => length);
}

test("several together: an answer, a refusal without a challenge, and one whose challenge was used before", async () => {
  const used = await challenge();
  expect(await recordEnding(db, answered(used))).toBe(true);
  const endings = [answered(await challenge()), refused(), answered(used)];
  const heard = await losingOneAnswer(USE, () =>
    Promise.all(endings.map((ending) => recordEnding(db, ending))),
  );
  expect(heard).toEqual([true, true, false]);
  expect(await onRecord(endings)).toEqual([1, 1, 0]);
  const { length } = await db.selectFrom("checkRecord").select("id").execute();
  expect(length).toBe(2);
});

test("two for one challenge at one moment: the first gets it, before and after", async () => {
  const key = await challenge();
  const endings = [answered(key), answered(key)];
  const heard = await losingOneAnswer(USE, () =>
    Promise.all(endings.map((ending) => recordEnding(db, ending))),
  );
  expect(heard).toEqual([true, false]);
  expect(await onRecord(endings)).toEqual([1, 0]);
});

/** A registry of its own with a few insurers, and people to fill it with (架空). */
import { exampleCoverage } from "@madoguchi/contract";
import { newId, openDatabase } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { freshDatabase } from "@madoguchi/test";
import { Temporal } from "temporal-polyfill";
import { registerInsurer, registerPerson } from "./index.ts";
import type { CoverageFacts, PersonFacts } from "./rules/registry.ts";

export const official = { kind: "official", id: "00000000-0000-7000-8000-00000000000a" } as const;

export const association = "01130012";
export const town = "138057";

export type TestRegistry = AsyncDisposable & {
  readonly url: string;
  readonly db: Db;
  readonly clock: { now(): Temporal.Instant };
  /** Moves the clock. */
  setTime(text: string): void;
  /** @returns the id of a new person */
  person(facts?: Partial<PersonFacts>): Promise<string>;
};

export async function openRegistry(start: string): Promise<TestRegistry> {
  const database = await freshDatabase();
  const db = openDatabase(database.url, { max: 4 });
  let now = Temporal.Instant.from(start);
  const registry = { db, clock: { now: () => now } };
  const contract = { contractFrom: Temporal.PlainDate.from("2021-10-20"), hours: "平日9時〜17時" };
  for (const insurer of [
    { number: association, name: "全国健康保険協会 東京支部", telephone: "0300001234" },
    { number: town, name: "窓口市（架空）" },
  ]) {
    await registerInsurer(registry, official, { ...insurer, ...contract });
  }

  return {
    ...registry,
    url: database.url,
    setTime: (text) => {
      now = Temporal.Instant.from(text);
    },
    person: async (facts = {}) => {
      const id = newId();
      await registerPerson(registry, official, { ...hanako, ...facts, id });

      return id;
    },
    [Symbol.asyncDispose]: async () => {
      await db.destroy();
      await database.drop();
    },
  };
}

export const hanako: PersonFacts = {
  name: "山田　花子",
  nameOther: null,
  kana: "ヤマダ　ハナコ",
  kanaOther: null,
  sex: "female",
  birthDate: "1980-02-17",
  postalCode: null,
  address: null,
};

const { insurerName: _, ...usual } = exampleCoverage;

export const employed: CoverageFacts = { ...usual, classification: "01", issuedOn: null };

export const resident: CoverageFacts = {
  ...employed,
  insurerNumber: town,
  symbol: "国",
  number: "4821",
};

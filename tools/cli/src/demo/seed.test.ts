import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer } from "@madoguchi/contract";
import {
  LAW_NUMBERS,
  age,
  isKatakana,
  parseInsuredNumber,
  parseInsurerNumber,
  parsePhone,
} from "@madoguchi/notation";
import { openDatabase, systemClock } from "@madoguchi/platform";
import { openCounter, startTestCenter, TEST_SECRET_KEY } from "@madoguchi/test";
import type { Counter, TestCenter } from "@madoguchi/test";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Deck, openDeck } from "./deck.ts";
import { demoInsurers } from "./insurers.ts";
import { paperOf } from "./printed.ts";
import { syntheticInsured } from "./population.ts";
import { demoSignIns, seedDemo } from "./seed.ts";
import { PEOPLE_IN_FILES } from "./states/index.ts";

const insured = 300;

let center: TestCenter;
let counter: Counter;
let varDir: string;
let deck: Deck;

beforeAll(async () => {
  varDir = await mkdtemp(join(tmpdir(), "madoguchi-seed-"));
  const options = { varDir, secretKey: TEST_SECRET_KEY, insured };
  const files = { filesDirectory: join(varDir, "files") };
  center = await startTestCenter(systemClock, files, (databaseUrl) =>
    seedDemo({ ...options, databaseUrl }),
  );
  deck = await openDeck(join(varDir, "cards"));
  counter = await openCounter(center);
});
afterAll(async () => {
  await center.close();
  await rm(varDir, { recursive: true });
});

async function check(id: string): Promise<Answer> {
  // Consents hold from here on, so that later checks tell the certificates too.
  const result = await counter.check(deck.card(id), {
    limitCertificate: "given",
    specificDiseases: "given",
  });
  if (!result.ok) throw new Error(`${id} was refused`, { cause: result });
  return result.value;
}

test.each([
  ["employee", { outcome: "valid", coverages: [{ copayTenths: 3, relationship: "insured" }] }],
  ["child", { outcome: "valid", coverages: [{ copayTenths: 2, preschool: true, branch: "03" }] }],
  [
    "late-elderly",
    { outcome: "valid", coverages: [{ copayTenths: 1, symbol: null, branch: null }] },
  ],
  ["elderly", { outcome: "valid", coverages: [{ elderlyCertificate: { copayTenths: 2 } }] }],
  [
    "limit-and-disease",
    {
      outcome: "valid",
      person: { name: "渡●　一郎" },
      coverages: [{ limitCertificate: { category: "ウ" }, specificDiseases: [{ disease: "1" }] }],
      remarks: [{ kind: "unmappable-name" }],
    },
  ],
  [
    "inactive",
    { outcome: "invalid", coverages: [{ lossReason: "99" }], guidance: { owner: "insurer" } },
  ],
  [
    "inactive-new-coverage",
    { outcome: "invalid-newer", coverages: [{ lossReason: "03" }, { disqualifiedOn: null }] },
  ],
  ["no-coverage", { outcome: "none", person: { name: "伊藤　翔" }, coverages: [] }],
  ["several-coverages", { outcome: "multiple", coverages: [{}, {}] }],
  [
    "expiring-certificate",
    {
      outcome: "valid",
      person: { kana: "ガルシア　マリア" },
      remarks: [{ kind: "certificate-expiring" }],
    },
  ],
  ["expired-certificate", { outcome: "valid", remarks: [{ kind: "certificate-expired-grace" }] }],
  ["next-generation", { outcome: "valid", person: { name: "清水　結衣" }, coverages: [{}] }],
  ["first-use", { outcome: "unlinked", person: null, coverages: [] }],
  ["revoked-certificate", { outcome: "certificate-revoked", person: null, coverages: [] }],
] as const)("the card %s shows what its title says", async (id, expected) => {
  const answer = await check(id);
  expect(answer).toMatchObject(expected);
  expect(answer.guidance === null).toBe(expected.outcome === "valid");
});

test("all fourteen are tried here", () => {
  expect(deck.cards).toHaveLength(14);
});

test("every card that shows its photo is answered as it is with its PIN, and told apart", async () => {
  const shown = deck.cards.filter(({ id }) => deck.card(id).image.surface !== null);
  // What is printed on the next card is not public.
  expect(shown).toHaveLength(deck.cards.length - 1);
  for (const { id } of shown) {
    const result = await counter.checkVisually(deck.card(id));
    if (!result.ok) throw new Error(`${id} was refused`, { cause: result });
    const { outcome, person, coverages } = await check(id);
    expect(result.value).toMatchObject({ outcome, person, coverages, purpose: "visualCheck" });
  }
});

test("the card that nobody has linked is registered with what the tray tells", async () => {
  const person = deck.people.find(({ id }) => id === "first-use");
  if (!person) throw new Error("no such person");
  const paper = paperOf(person, Temporal.Now.plainDateISO("Asia/Tokyo")) ?? "";
  const told = (label: string) => new RegExp(`${label} ([^、]+)`, "u").exec(paper)?.[1] ?? "";
  const result = await counter.firstUse(deck.card("first-use"), {
    insurerNumber: told("保険者番号"),
    symbol: told("記号"),
    number: told("、番号"),
    branch: told("枝番"),
    birthDate: person.birthDate,
    kana: person.kana,
  });
  expect(result).toMatchObject({ value: { outcome: "valid", person: { name: "山口　芽衣" } } });
  expect((await check("first-use")).outcome).toBe("valid");
});

test("everybody signs in where the seed says", async () => {
  for (const { path, id, password } of demoSignIns) {
    const visit = await center.visitor().post(path, { mail: id, password });
    expect(visit.path).not.toBe(path);
  }
});

test("a second seed adds only whom the first did not make", async () => {
  await using db = openDatabase(center.databaseUrl, { max: 1 });
  const count = () =>
    Promise.all(
      (["person", "coverage", "account", "revocationList"] as const).map((table) =>
        db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll<number>().as("rows"))
          .executeTakeFirstOrThrow(),
      ),
    );
  const before = await count();
  const options = {
    secretKey: TEST_SECRET_KEY,
    databaseUrl: center.databaseUrl,
    varDir,
    insured,
  };
  expect(await seedDemo(options)).toMatchObject({ added: 0 });
  expect(await count()).toEqual(before);
  expect(await seedDemo({ ...options, insured: insured + 7 })).toMatchObject({ added: 7 });
  expect((await count())[0]?.rows).toBe(14 + PEOPLE_IN_FILES + insured + 7);
  expect((await check("employee")).outcome).toBe("valid");
});

test("insurers of every kind, with numbers that claims accept", () => {
  const kinds = new Set(demoInsurers.map(({ kind }) => kind));
  expect(kinds.size).toBe(12);
  expect(demoInsurers.length).toBeGreaterThan(1650);
  expect(demoInsurers.length).toBeLessThan(1750);
  const laws = demoInsurers.map(({ number }) => (number.length === 6 ? "" : number.slice(0, 2)));
  expect(new Set(laws)).toEqual(new Set(["", ...Object.keys(LAW_NUMBERS)]));
  const places = new Set(demoInsurers.map(({ number }) => number.slice(-6, -4)));
  expect(places.size).toBe(47);
  // Made up, and said to be, but for those whose names say only what they are.
  const made = demoInsurers.filter(({ name }) => !/架空|見本/u.test(name));
  expect(new Set(made.map(({ number }) => number.slice(0, 2)))).toEqual(
    new Set(["01", "02", "03", "04", "39"]),
  );
  expect(new Set(demoInsurers.map(({ name }) => name)).size).toBe(demoInsurers.length);
  expect(new Set(demoInsurers.map(({ number }) => number)).size).toBe(demoInsurers.length);
  expect(demoInsurers.filter(({ number }) => !parseInsurerNumber(number).ok)).toEqual([]);
  expect(demoInsurers.filter(({ kana }) => !isKatakana(kana ?? ""))).toEqual([]);
  expect(demoInsurers.filter(({ telephone }) => !parsePhone(telephone ?? "").ok)).toEqual([]);
});

test("synthetic people are the same each time, and their numbers and ages fit their insurers", () => {
  const today = Temporal.PlainDate.from("2026-11-22");
  const { people, coverages } = syntheticInsured(0, 2000, today);
  expect(syntheticInsured(0, 2000, today)).toEqual({ people, coverages });
  for (const [
    index,
    { insurerNumber, symbol, number, branch, qualifiedOn },
  ] of coverages.entries()) {
    const insurer = parseInsurerNumber(insurerNumber);
    const kind = insurer.ok ? insurer.value.kind : "mutual-aid";
    const parts = { symbol: symbol ?? "", number, branch: branch ?? "" };
    expect(parseInsuredNumber({ number: insurerNumber, kind }, parts).ok).toBe(true);
    const birth = Temporal.PlainDate.from(people[index]?.birthDate ?? "");
    expect(kind === "elderly-75").toBe(age(birth, today) >= 75);
    expect(qualifiedOn >= birth.toString()).toBe(true);
  }
});

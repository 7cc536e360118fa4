import { X509Certificate } from "node:crypto";
import { access, cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startOfDay } from "@madoguchi/notation";
import { loadAnchors, loadRevocationList, validateAuthCertificate } from "@madoguchi/trust";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Deck, openDeck } from "./deck.ts";

const now = Temporal.Instant.from("2026-11-22T00:04:00Z");
let parent: string;
let directory: string;
let deck: Deck;
let rival: Deck;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "madoguchi-deck-"));
  directory = join(parent, "var", "cards");
  [deck, rival] = await Promise.all([openDeck(directory, now), openDeck(directory, now)]);
});

afterAll(() => rm(parent, { recursive: true }));

const send = (card: ReturnType<Deck["card"]>, hex: string) => card.process(Buffer.from(hex, "hex"));

async function enterPin(id: string, pin: string, opened = deck): Promise<string> {
  const card = opened.card(id);
  await send(card, "00a4040c0ad392f000260100000001");
  const answer = await send(card, `0020009804${Buffer.from(pin).toString("hex")}`);
  return Buffer.from(answer).toString("hex");
}

test("of two first starts at once one makes the deck and both use it", () => {
  expect(rival.trust.roots).toEqual(deck.trust.roots);
  expect(rival.certificateOf("child")).toEqual(deck.certificateOf("child"));
});

test("every certificate stands as its person shows", async () => {
  const roots = loadAnchors(deck.trust.roots);
  const crls = deck.trust.crls.map((crl) => loadRevocationList(crl, roots));
  const standings = {
    valid: "valid",
    expiringWithin3Months: "expiring",
    expiredLessThan3Months: "expired-grace",
    revoked: "revoked",
  };
  for (const { id, card } of deck.people) {
    const certificate = deck.certificateOf(id);
    const verdict = await validateAuthCertificate({ certificate, roots, crls, at: now });
    const found = verdict.kind === "trusted" ? verdict.standing : verdict.kind;
    expect([id, found]).toEqual([id, standings[card.authCertificate]]);
  }
});

test("the two certificates around their end: within three months, ending on a birthday", () => {
  const until = (id: string) => {
    const { validTo } = new X509Certificate(deck.certificateOf(id));
    const person = deck.people.find((each) => each.id === id);
    const last = Temporal.Instant.from(new Date(validTo).toISOString());
    const day = last.toZonedDateTimeISO("Asia/Tokyo").toPlainDate();
    expect(day.toString().slice(5)).toBe(person?.birthDate.slice(5));
    return startOfDay(Temporal.PlainDate.from("2026-11-22")).until(last).total("days");
  };
  expect(until("expiring-certificate")).toBeCloseTo(46, 1);
  expect(until("expired-certificate")).toBeCloseTo(-44, 1);
});

test("all generations of roots are in use", () => {
  const issuers = deck.trust.roots.map((root) => new X509Certificate(root).publicKey);
  const used = deck.cards.map(({ id }) => {
    const certificate = new X509Certificate(deck.certificateOf(id));
    return issuers.findIndex((key) => certificate.verify(key));
  });
  expect(new Set(used)).toEqual(new Set([0, 1, 2]));
});

test("a wrong PIN is remembered by the next reader, also of another process, until the card is reset", async () => {
  expect(await enterPin("employee", "0000")).toBe("63c2");
  const elsewhere = await openDeck(directory, now);
  expect(await enterPin("employee", "0000", elsewhere)).toBe("63c1");
  expect(await enterPin("employee", "0000")).toBe("63c0");
  expect(await enterPin("employee", "1234")).toBe("6984");
  expect(await enterPin("child", "1234"), "other cards are not touched").toBe("9000");
  await deck.reset("employee");
  expect(await enterPin("employee", "1234")).toBe("9000");
});

test("opened again, years later, it is the same deck with a fresh revocation list", async () => {
  const later = await openDeck(directory, now.add({ hours: 24 * 365 }));
  expect(later.people).toEqual(deck.people);
  expect(later.trust.roots).toEqual(deck.trust.roots);
  expect(later.certificateOf("child")).toEqual(deck.certificateOf("child"));
  expect(later.trust.crls).not.toEqual(deck.trust.crls);
});

test("no half-written file stays behind, and an unknown card is refused", async () => {
  const left = await readdir(join(parent, "var"), { recursive: true });
  expect(left.filter((name) => name.endsWith(".tmp"))).toEqual([]);
  await access(join(directory, "root-0.crl"));
  expect(() => deck.card("../deck")).toThrow(RangeError);
});

test("a spoilt file is named, with the way out", async () => {
  const spoilt = join(parent, "spoilt");
  await cp(directory, spoilt, { recursive: true });
  const opened = await openDeck(spoilt, now);
  await writeFile(join(spoilt, "child.json"), "{}");
  expect(() => opened.card("child")).toThrow(
    /child\.json）を読み取れません。.*消すと、作り直します。/,
  );
});

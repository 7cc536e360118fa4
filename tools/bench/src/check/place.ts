/** A center on a database of its own with insured people, cards and one registered terminal. */
import { generateKeyPairSync, randomInt } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { seeding } from "@madoguchi/center";
import type { TerminalIdentity } from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import { newId, systemClock, transaction } from "@madoguchi/platform";
import type { Db, Tx } from "@madoguchi/platform";
import {
  createTestPki,
  crlPartition,
  issueAuthCertificate,
  randomIssueNumber,
  signCrl,
} from "@madoguchi/virtual-card";
import type { Authority } from "@madoguchi/virtual-card";
import { openBenchCenter } from "../bench-center.ts";
import { insertFacility } from "../facility.ts";
import { giveCards, insertInsured } from "./insured.ts";

/** What a card would sign with, without the card: its time is not the center's. */
export type BenchCard = {
  readonly certificate: Uint8Array;
  readonly key: KeyObject;
  readonly publicKey: KeyObject;
};

export type Place = AsyncDisposable & {
  readonly origin: string;
  readonly databaseUrl: string;
  readonly identity: TerminalIdentity;
  readonly cards: readonly BenchCard[];
  readonly root: KeyObject;
};

export const CARDS = 32;
const KEYS = 16;

/** @param seeded a database of insured people that is there already: so many of them get cards */
export async function openPlace(seeded?: {
  readonly dataDir: string;
  readonly cards: number;
}): Promise<Place> {
  const center = await openBenchCenter({
    fill: (db) => fill(db, seeded?.cards ?? CARDS, seeded ? giveCards : insertInsured),
    ...(seeded && { dataDir: seeded.dataDir }),
  });
  const { origin, databaseUrl, filled } = center;

  return {
    ...filled,
    origin,
    databaseUrl,
    [Symbol.asyncDispose]: () => center[Symbol.asyncDispose](),
  };
}

async function fill(
  db: Db,
  count: number,
  insure: (tx: Tx, certificates: readonly Uint8Array[]) => Promise<void>,
): Promise<Pick<Place, "cards" | "identity" | "root">> {
  const { auth } = await createTestPki(tokyoDate(systemClock.now()));
  const [, root] = auth;
  // A certificate each; that some share a key, only the cards would notice.
  const keys = Array.from({ length: KEYS }, () =>
    generateKeyPairSync("rsa", { modulusLength: 2048 }),
  );
  const cards = Array.from({ length: count }, (_, index) => makeCard(root, keys[index % KEYS]));
  const identity = await transaction(db, async (tx) => {
    await insure(
      tx,
      cards.map((card) => card.certificate),
    );
    await seeding.installTrust(tx, systemClock, {
      roots: [root.certificate],
      crls: [emptyList(root)],
    });

    return insertTerminal(tx);
  });

  return { cards, identity, root: root.publicKey };
}

function makeCard(
  root: Authority,
  { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 }),
): BenchCard {
  const today = tokyoDate(systemClock.now());
  const certificate = issueAuthCertificate(root, {
    from: today.subtract({ years: 1 }),
    until: today.add({ years: 3 }),
    issueNumber: randomIssueNumber("99201"),
    publicKey,
  });

  return { certificate, key: privateKey, publicKey };
}

function emptyList(root: Authority): Uint8Array {
  const thisUpdate = systemClock.now().round({ smallestUnit: "second", roundingMode: "floor" });

  return signCrl(root, {
    number: 1,
    thisUpdate,
    nextUpdate: thisUpdate.add({ hours: 24 }),
    partition: crlPartition("auth"),
    revoked: [],
  });
}

export async function insertTerminal(tx: Tx, kind = "medical"): Promise<TerminalIdentity> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(
    { name: "ECDSA", namedCurve: "P-256" },
    true,
    ["sign", "verify"],
  );
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", publicKey);
  const now = systemClock.now();
  const [appAccountId, terminalId] = [newId(), newId()];
  const userId = `W${String(randomInt(10_000_000)).padStart(7, "0")}`;
  const facilityId = await insertFacility(tx, { kind, code: newId(), createdAt: now });
  const account = { id: appAccountId, facilityId, userId, createdAt: now };
  await seeding.insertAppAccount(tx, account);
  await seeding.insertTerminal(tx, {
    id: terminalId,
    appAccountId,
    facilityId,
    keyX: x,
    keyY: y,
    name: "受付1",
    kind: "windows",
    registeredAt: now,
    lastSeenAt: now,
    removedAt: null,
  });

  return { terminalId, privateKey };
}

/** The fourteen demo cards and the test PKI that certifies them, made once and kept in a folder. */
import { randomUUID, X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SurfaceRoot } from "@madoguchi/card";
import { tokyoDate } from "@madoguchi/notation";
import {
  type Authority,
  createTestPki,
  crlPartition,
  exportPki,
  personalise,
  type Personalisation,
  resetPins,
  signCrl,
  surfaceRoot,
  type Switches,
  type TestPki,
  VirtualCard,
} from "@madoguchi/virtual-card";
import { Temporal } from "temporal-polyfill";
import {
  cardExists,
  deckPath,
  readCard,
  readDeckFile,
  replace,
  writeCard,
  writeCardOnce,
  writeDeckFile,
} from "./deck-files.ts";
import { addSignedRecords, wholePki } from "./deck-later.ts";
import { type DemoPerson, demoPeople, demoTown } from "./people.ts";

export type Deck = {
  /** As of the day on which the deck was made, which is what the cards say. */
  readonly people: readonly DemoPerson[];
  readonly cards: readonly {
    readonly id: string;
    readonly title: string;
    readonly holderName: string;
  }[];
  /**
   * What a verifier of these cards needs: the roots and a revocation list of each, DER, the oldest root first; and for
   * what is printed on them, the roots of that.
   */
  readonly trust: {
    readonly roots: readonly Uint8Array[];
    readonly crls: readonly Uint8Array[];
    readonly surface: readonly SurfaceRoot[];
  };
  /** A fresh take of the card, as it was last left. Its counters are on disk before it answers. @throws RangeError for an unknown id */
  card(id: string, switches?: Partial<Switches>): VirtualCard;
  /** The 利用者証明用 certificate, DER. */
  certificateOf(id: string): Uint8Array;
  /** PIN 1234 and full counters again, as after a visit to the town hall. */
  reset(id: string): Promise<void>;
};

/** Days for which a revocation list is good. It is made anew whenever the deck is opened. */
const crlDays = 30;

/** Opens the deck in `directory`; makes it if there is none (a few seconds). */
export async function openDeck(
  directory: string,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<Deck> {
  if (!existsSync(deckPath(directory))) await makeDeck(directory, tokyoDate(now));
  const file = readDeckFile(directory);
  const madeOn = Temporal.PlainDate.from(file.madeOn);
  const people = demoPeople(madeOn);
  const pki = await wholePki(directory, file);
  await Promise.all(
    people.map(async (person) => {
      await makeCard(directory, pki, person, madeOn);
      await addSignedRecords(directory, person.id, pki.surface);
    }),
  );

  const known = (id: string) => {
    if (!people.some((person) => person.id === id)) throw new RangeError(`no card ${id}`);
    return id;
  };
  const certificateOf = (id: string) =>
    new Uint8Array(Buffer.from(readCard(directory, known(id)).auth.certificate, "base64"));
  const revoked = people
    .filter(({ card }) => card.authCertificate === "revoked")
    .map(({ id }) => new X509Certificate(certificateOf(id)));
  const roots = [...pki.auth, pki.nextAuth];
  const crls = roots.map((root) => revocationList(root, revoked, now));
  await Promise.all(crls.map((crl, index) => replace(join(directory, `root-${index}.crl`), crl)));

  return {
    people,
    cards: people.map(({ id, title, name }) => ({ id, title, holderName: name })),
    trust: {
      roots: roots.map((root) => root.certificate),
      crls,
      surface: [surfaceRoot(pki.surface)],
    },
    card: (id, switches) =>
      VirtualCard.fromImage(readCard(directory, known(id)), switches, (image) =>
        writeCard(directory, id, image),
      ),
    certificateOf,
    reset: (id) => writeCard(directory, id, resetPins(readCard(directory, known(id)))),
  };
}

/** Builds the whole deck aside and moves it into place, so that of two first starts one wins and none sees a half. */
async function makeDeck(directory: string, today: Temporal.PlainDate): Promise<void> {
  const aside = `${directory}.${randomUUID()}.tmp`;
  await mkdir(dirname(directory), { recursive: true });
  await mkdir(aside, { mode: 0o700 });
  try {
    const pki = await createTestPki(today);
    await Promise.all(demoPeople(today).map((person) => makeCard(aside, pki, person, today)));
    await writeDeckFile(aside, { madeOn: today.toString(), pki: exportPki(pki) });
    await rename(aside, directory);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(deckPath(directory))) throw error;
  }
}

/** Does nothing for a card that is there. */
async function makeCard(
  directory: string,
  pki: TestPki,
  { id, name, sex, birthDate, address, card }: DemoPerson,
  today: Temporal.PlainDate,
): Promise<void> {
  if (cardExists(directory, id)) return;
  const holder = { name, sex, birthDate, address, ...demoTown };
  const dates = certificateDates(card.authCertificate, Temporal.PlainDate.from(birthDate), today);
  const { generation = "RSA-2048" } = card;
  await writeCardOnce(directory, id, await personalise(pki, holder, { ...dates, generation }));
}

/** Certificates end on the fifth birthday after their issue; for the two that end around today this fixes the issue. */
function certificateDates(
  condition: DemoPerson["card"]["authCertificate"],
  birth: Temporal.PlainDate,
  today: Temporal.PlainDate,
): Personalisation {
  switch (condition) {
    case "valid":
    case "revoked":
      return { issuedOn: today.subtract({ days: 400 }) };
    case "expiringWithin3Months":
      return endingOn(birthday(birth, today.add({ days: 45 }).year));
    case "expiredLessThan3Months":
      return endingOn(birthday(birth, today.subtract({ days: 45 }).year));
  }
}

function endingOn(validUntil: Temporal.PlainDate): Personalisation {
  return { validUntil, issuedOn: validUntil.subtract({ years: 5 }).add({ days: 60 }) };
}

function birthday(birth: Temporal.PlainDate, year: number): Temporal.PlainDate {
  return birth.with({ year });
}

function revocationList(
  root: Authority,
  certificates: readonly X509Certificate[],
  now: Temporal.Instant,
): Uint8Array {
  const thisUpdate = now.round({ smallestUnit: "second", roundingMode: "floor" });
  return signCrl(root, {
    // Rises from list to list, as RFC 5280 §5.2.3 wants it.
    number: Math.floor(thisUpdate.epochMilliseconds / 1000),
    thisUpdate,
    nextUpdate: thisUpdate.add({ hours: 24 * crlDays }),
    partition: crlPartition("auth"),
    revoked: certificates
      .filter((certificate) => certificate.verify(root.publicKey))
      .map((certificate) => ({
        serial: BigInt(`0x${certificate.serialNumber}`),
        at: thisUpdate.subtract({ hours: 24 * 14 }),
        reason: "cessationOfOperation",
      })),
  });
}

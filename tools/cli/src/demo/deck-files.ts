/** The demo deck on disk: a folder of JSON files that are only ever replaced whole. */
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { link, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type {
  AuthorityImage,
  CardImage,
  SurfaceAuthorityImage,
  TestPkiImage,
} from "@madoguchi/virtual-card";
import { z } from "zod";
import { Refusal } from "../refusal.ts";

const base64 = z.base64().min(1);
const date = z.iso.date();
const credential = z.strictObject({ key: base64, certificate: base64, issuer: base64 });
const pin = z.strictObject({ value: z.string(), triesLeft: z.int().min(0).max(10) });
const authority = z.strictObject({ from: date, certificate: base64, key: base64 });
/** Of a number that cards had from the beginning but their images had not. */
const laterPin = pin.default({ value: "1234", triesLeft: 3 });
const surfaceAuthority = z.strictObject({ root: base64, certificate: base64, key: base64 });

const cardImage = z.strictObject({
  generation: z.enum(["RSA-2048", "P-384"]).default("RSA-2048"),
  holder: z.strictObject({
    name: z.string(),
    sex: z.enum(["male", "female"]),
    birthDate: date,
    prefecture: z.string(),
    city: z.string(),
    address: z.string(),
    municipalityCode: z.string().regex(/^\d{5}$/),
  }),
  auth: credential,
  sign: credential.nullable(),
  surface: z
    .strictObject({ key: base64, certificate: base64, birth: base64, face: base64 })
    .nullable()
    .default(null),
  text: z.strictObject({ integrity: base64, signedKey: base64 }).nullable().default(null),
  pins: z.strictObject({
    "jpki-auth": pin,
    "jpki-sign": pin,
    "kenhojo-pin": pin,
    "kenhojo-a": pin,
    "kenhojo-b": pin,
    "kenkaku-birth": pin,
    "kenkaku-a": pin,
    "kenkaku-b": pin,
    "common-pin": laterPin,
    "juki-pin": laterPin,
  }),
  serial: z.string().regex(/^\d{15}$/),
  expiry: date,
  securityCode: z.string().regex(/^\d{4}$/),
}) satisfies z.ZodType<CardImage>;

export type DeckFile = {
  /** The day on which ages and certificate dates were right; ISO 8601. */
  readonly madeOn: string;
  /** Older decks have no authority here for the face record or for cards of the next generation. */
  readonly pki: Omit<TestPkiImage, "surface" | "nextAuth"> & {
    readonly surface: SurfaceAuthorityImage | null;
    readonly nextAuth: AuthorityImage | null;
  };
};

const deckFile = z.strictObject({
  madeOn: date,
  pki: z.strictObject({
    auth: z.tuple([authority, authority]),
    nextAuth: authority.nullable().default(null),
    sign: authority,
    surface: surfaceAuthority.nullable().default(null),
  }),
}) satisfies z.ZodType<DeckFile>;

export const deckPath = (directory: string) => join(directory, "deck.json");
const cardPath = (directory: string, id: string) => join(directory, `${id}.json`);

/** @throws Refusal when the file is not what was written */
export function readDeckFile(directory: string): DeckFile {
  return read(deckPath(directory), deckFile);
}

/** Reads from the disk every time: another process may have played the card since. @throws Refusal */
export function readCard(directory: string, id: string): CardImage {
  return read(cardPath(directory, id), cardImage);
}

function read<T>(path: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw new Refusal(
      `デモのカード（${path}）を読み取れません。フォルダー「${dirname(path)}」を消すと、作り直します。`,
      { cause },
    );
  }
}

export function writeDeckFile(directory: string, deck: DeckFile): Promise<void> {
  return replace(deckPath(directory), JSON.stringify(deck));
}

export function writeCard(directory: string, id: string, image: CardImage): Promise<void> {
  return replace(cardPath(directory, id), JSON.stringify(image));
}

export const cardExists = (directory: string, id: string) => existsSync(cardPath(directory, id));

export function writeCardOnce(directory: string, id: string, image: CardImage): Promise<void> {
  return writeOnce(cardPath(directory, id), JSON.stringify(image));
}

/** What `make` makes when it is not there yet. @throws Refusal when the file is not what was written */
export function keepSurfaceAuthority(
  directory: string,
  make: () => Promise<SurfaceAuthorityImage>,
): Promise<SurfaceAuthorityImage> {
  return keep(join(directory, "surface.json"), surfaceAuthority, make);
}

/** As `keepSurfaceAuthority`. */
export function keepNextAuthority(
  directory: string,
  make: () => Promise<AuthorityImage>,
): Promise<AuthorityImage> {
  return keep(join(directory, "next-auth.json"), authority, make);
}

async function keep<T>(path: string, schema: z.ZodType<T>, make: () => Promise<T>): Promise<T> {
  if (!existsSync(path)) await writeOnce(path, JSON.stringify(await make()));
  return read(path, schema);
}

/** Of several writers at once the first one's file stays. */
async function writeOnce(path: string, content: string): Promise<void> {
  const fresh = `${path}.${randomUUID()}.tmp`;
  await writeFile(fresh, content, { mode: 0o600, flush: true });
  try {
    await link(fresh, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    await rm(fresh);
  }
}

/** A crash leaves the old file or the new one, never a half. */
export async function replace(path: string, content: string | Uint8Array): Promise<void> {
  const fresh = `${path}.${randomUUID()}.tmp`;
  await writeFile(fresh, content, { mode: 0o600, flush: true });
  await rename(fresh, path);
}

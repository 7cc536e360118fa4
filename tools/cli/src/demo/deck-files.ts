/** The demo deck on disk: a folder of JSON files that are only ever replaced whole. */
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { link, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CardImage, SurfaceAuthorityImage, TestPkiImage } from "@madoguchi/virtual-card";
import { z } from "zod";
import { Refusal } from "../refusal.ts";

const base64 = z.base64().min(1);
const date = z.iso.date();
const credential = z.strictObject({ key: base64, certificate: base64, issuer: base64 });
const pin = z.strictObject({ value: z.string(), triesLeft: z.int().min(0).max(10) });
const authority = z.strictObject({ from: date, certificate: base64, key: base64 });
const surfaceAuthority = z.strictObject({ root: base64, certificate: base64, key: base64 });

const cardImage = z.strictObject({
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
  pins: z.strictObject({
    "jpki-auth": pin,
    "jpki-sign": pin,
    "kenhojo-pin": pin,
    "kenhojo-a": pin,
    "kenhojo-b": pin,
    "kenkaku-birth": pin,
    "kenkaku-a": pin,
    "kenkaku-b": pin,
  }),
  serial: z.string().regex(/^\d{15}$/),
  expiry: date,
  securityCode: z.string().regex(/^\d{4}$/),
}) satisfies z.ZodType<CardImage>;

export type DeckFile = {
  /** The day on which ages and certificate dates were right; ISO 8601. */
  readonly madeOn: string;
  /** Decks of before the face record have no authority for it here. */
  readonly pki: Omit<TestPkiImage, "surface"> & { readonly surface: SurfaceAuthorityImage | null };
};

const deckFile = z.strictObject({
  madeOn: date,
  pki: z.strictObject({
    auth: z.tuple([authority, authority]),
    sign: authority,
    surface: surfaceAuthority.nullable().default(null),
  }),
}) satisfies z.ZodType<DeckFile>;

export const deckPath = (directory: string) => join(directory, "deck.json");
const surfacePath = (directory: string) => join(directory, "surface.json");
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

export const surfaceFileExists = (directory: string) => existsSync(surfacePath(directory));

/** @throws Refusal when the file is not what was written */
export function readSurfaceFile(directory: string): SurfaceAuthorityImage {
  return read(surfacePath(directory), surfaceAuthority);
}

/** Of several writers at once the first one's file stays. */
export async function writeSurfaceFileOnce(
  directory: string,
  image: SurfaceAuthorityImage,
): Promise<void> {
  const path = surfacePath(directory);
  const fresh = `${path}.${randomUUID()}.tmp`;
  await writeFile(fresh, JSON.stringify(image), { mode: 0o600, flush: true });
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

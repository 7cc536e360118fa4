/**
 * What a browser page and the agent on the same computer say to each other over one WebSocket: JSON, except that a command
 * for the card goes as bytes. The agent tells readers and tray unasked; every request gets exactly one reply with its id.
 * A page holds one card at a time, and a card that is let go loses its power.
 */
import { linkErrorCodes, linkKinds } from "@madoguchi/card";
import { bytesSchema } from "@madoguchi/contract";
import { z } from "zod";

/** Asked for as the WebSocket's subprotocol, next to the token when there is one: a token has no place in an address. */
export const SUBPROTOCOL = "madoguchi.card.v1";
/** Asked for beside it, and answered in its place by an agent that also writes files: an agent of before knows no such requests. */
export const FILES_SUBPROTOCOL = "madoguchi.card-files.v1";
export const TOKEN_PREFIX = "token.";
export const AGENT_PATH = "/card";
/** In bytes. A short APDU is 261 bytes; a file for the billing computer has some thousands. */
export const MAX_REQUEST = 128 * 1024;

export const hex = z
  .string()
  .max(1024)
  .regex(/^(?:[0-9a-f]{2})*$/u);

export const id = z.int().nonnegative();

export const linkErrorCode = z.enum(linkErrorCodes);

const contactless = z.union([z.boolean(), z.undefined()]);

const readerInfo = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(linkKinds),
    contactless: z.boolean().optional(),
    cardPresent: z.boolean(),
  })
  // JSON leaves undefined out; ReaderInfo wants the key.
  .transform((reader) => ({ ...reader, contactless: contactless.parse(reader.contactless) }));

const trayCard = z.object({
  id: z.string(),
  /** Who it is: 「架空 太郎（3割）」. */
  label: z.string(),
  /** What the card is there to show. */
  description: z.string(),
  /** What stands on it in print, for 目視: a demo's card cannot be taken into the hand. */
  printed: z.string().nullable().default(null),
});

export type TrayCard = Readonly<z.output<typeof trayCard>>;

export type TrayState = {
  readonly cards: readonly TrayCard[];
  /** Which of them lies on the virtual reader. */
  readonly placed: string | undefined;
};

/** 医療機関コード: where several facilities share a counter, each has a folder of its own. */
const facility = z.string().regex(/^[0-9A-Za-z-]{1,20}$/u);

/** Why no file can be written into the folder. */
export const folderProblems = [
  "none-chosen",
  "not-absolute",
  "missing",
  "not-a-folder",
  "not-writable",
  "full",
  "unavailable",
] as const;
export type FolderProblem = (typeof folderProblems)[number];

/** `link` is the id of the request that opened it. */
export const agentRequest = z.discriminatedUnion("type", [
  z.object({ type: z.literal("open"), id, reader: z.string(), exclusive: z.boolean() }),
  z.object({ type: z.literal("close"), id, link: id }),
  z.object({ type: z.literal("put"), id, card: z.string() }),
  z.object({ type: z.literal("remove"), id }),
  z.object({ type: z.literal("reset"), id }),
  z.object({ type: z.literal("folder"), id, facility }),
  z.object({ type: z.literal("choose-folder"), id, facility, path: z.string().max(1024) }),
  z.object({
    type: z.literal("write"),
    id,
    facility,
    /** Made by `fileNameOf`; no other is written. Tried one after the other, until one is not taken. */
    names: z.array(z.string().max(128)).min(1).max(100),
    content: bytesSchema(64 * 1024),
  }),
]);

export type AgentRequest = z.infer<typeof agentRequest>;

type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;
/** A request as its caller writes it: the link numbers it. */
export type Ask = WithoutId<AgentRequest>;

/** A command for the card. It may hold a PIN, so it never becomes a text, which nobody can wipe. */
export type Transmit = { readonly id: number; readonly link: number; readonly apdu: Uint8Array };

/** Id and link in 32 bits each, big-endian. */
const TRANSMIT_HEADER = 8;

export function encodeTransmit({ id, link, apdu }: Transmit): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(TRANSMIT_HEADER + apdu.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, id);
  view.setUint32(4, link);
  bytes.set(apdu, TRANSMIT_HEADER);
  return bytes;
}

/** `apdu` is a view into `bytes`; undefined when they hold no command. */
export function decodeTransmit(bytes: Uint8Array): Transmit | undefined {
  if (bytes.length <= TRANSMIT_HEADER) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return {
    id: view.getUint32(0),
    link: view.getUint32(4),
    apdu: bytes.subarray(TRANSMIT_HEADER),
  };
}

const reply = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("opened"),
    id,
    reader: readerInfo,
    historical: hex,
    limits: z.object({ maxCommand: z.int(), maxResponse: z.int(), extended: z.boolean() }),
  }),
  z.object({ type: z.literal("answer"), id, apdu: hex }),
  z.object({ type: z.literal("done"), id }),
  z.object({ type: z.literal("error"), id, code: linkErrorCode, message: z.string() }),
  /** The folder as it is kept, and what is wrong with it. */
  z.object({
    type: z.literal("folder"),
    id,
    path: z.string().nullable(),
    problem: z.enum(folderProblems).nullable(),
  }),
  z.object({ type: z.literal("written"), id, name: z.string() }),
  z.object({ type: z.literal("not-written"), id, problem: z.enum(folderProblems) }),
]);

export type AgentReply = z.infer<typeof reply>;

export const agentMessage = z.discriminatedUnion("type", [
  reply,
  z.object({ type: z.literal("readers"), readers: z.array(readerInfo) }),
  z.object({ type: z.literal("failed"), code: linkErrorCode, message: z.string() }),
  z.object({ type: z.literal("removed"), link: id }),
  z.object({ type: z.literal("tray"), cards: z.array(trayCard), placed: z.string().nullable() }),
]);

export type AgentMessage = z.infer<typeof agentMessage>;

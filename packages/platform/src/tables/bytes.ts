/** The bytes of a file on their way: counted and hashed as sent, decompressed where gzip, in blocks of an even size. */
import { createHash } from "node:crypto";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { TableLimits } from "./limits.ts";
import { TableRefusal, tableProblem } from "./problem.ts";

export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** What is known of the file so far; complete when the blocks have ended. */
export type SentFile = {
  bytes: number;
  isGzip: boolean;
  /** SHA-256 of the bytes as sent, in hex. */
  sha256(): string;
};

const BLOCK = 64 * 1024;
/** Below this, a ratio says nothing. */
const INFLATION_COUNTS_FROM = 1024 * 1024;

/**
 * Decompressed blocks of 64 to 128 KiB, the last one shorter; pulled, so a slow reader holds back the sender.
 * @throws TableRefusal; whatever the source throws; the signal's reason
 */
export function openBytes(
  source: ByteSource,
  limits: TableLimits,
  signal: AbortSignal | undefined,
): { readonly file: SentFile; readonly blocks: AsyncIterable<Uint8Array> } {
  const hash = createHash("sha256");
  const file: SentFile = { bytes: 0, isGzip: false, sha256: () => hash.copy().digest("hex") };

  async function* sent(): AsyncGenerator<Uint8Array> {
    for await (const chunk of untilAborted(source, signal)) {
      file.bytes += chunk.length;
      if (file.bytes > limits.fileBytes) refuse("too-large");
      hash.update(chunk);
      yield chunk;
    }
  }

  async function* blocks(): AsyncGenerator<Uint8Array> {
    const compressed = inBlocks(sent());
    const first = await compressed.next();
    if (first.done === true) return;
    const all = resume(first.value, compressed);
    file.isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
    yield* file.isGzip ? inBlocks(inflate(all, file, limits)) : all;
  }

  return { file, blocks: blocks() };
}

/** An abort ends the wait for a sender who has gone silent, too; the source is told, and not waited for. */
async function* untilAborted(
  source: ByteSource,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const iterator =
    Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  try {
    for (;;) {
      signal?.throwIfAborted();
      const next = await beforeAbort(Promise.resolve(iterator.next()), signal);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    const leaving = Promise.resolve(iterator.return?.()).catch(() => {});
    if (signal?.aborted !== true) await leaving;
  }
}

function beforeAbort<Value>(
  value: Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  if (signal === undefined) return value;
  const { promise, resolve, reject } = Promise.withResolvers<Value>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort);
  // The sender itself may have aborted while it was asked.
  if (signal.aborted) abort();
  void value.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  return promise;
}

function refuse(rule: "too-large" | "inflates-too-much" | "gzip-damaged"): never {
  throw new TableRefusal([tableProblem(rule, null)]);
}

async function* resume(
  first: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

async function* inflate(
  compressed: AsyncIterable<Uint8Array>,
  file: SentFile,
  limits: TableLimits,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: BLOCK });
  // Errors reach the loop below through `gunzip`, which the pipeline destroys.
  pipeline(Readable.from(compressed), gunzip, () => {});
  let inflated = 0;
  try {
    for await (const chunk of gunzip) {
      inflated += chunk.length;
      if (inflated > limits.inflatedBytes) refuse("too-large");
      if (inflated > INFLATION_COUNTS_FROM && inflated > file.bytes * limits.inflation) {
        refuse("inflates-too-much");
      }
      yield chunk;
    }
  } catch (error) {
    if (isZlibError(error)) refuse("gzip-damaged");
    throw error;
  }
}

function isZlibError(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    error.code.startsWith("Z_")
  );
}

/** Small chunks are gathered and large ones cut, so that neither trickling nor flooding costs more than its bytes. */
async function* inBlocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let gathered: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += BLOCK) {
      const piece = chunk.subarray(start, start + BLOCK);
      gathered.push(piece);
      size += piece.length;
      if (size < BLOCK) continue;
      yield joined(gathered);
      gathered = [];
      size = 0;
    }
  }
  if (size > 0) yield joined(gathered);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  return pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
}

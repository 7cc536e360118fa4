/** For tests of a check over HTTP: a center with a counter, and what the center is told of a card before it lies there. */
import { X509Certificate, createHash } from "node:crypto";
import { problemSlug } from "@madoguchi/contract";
import type { Answer, CallResult } from "@madoguchi/contract";
import type { Clock } from "@madoguchi/notation";
import { openDatabase } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { openCounter, startTestCenter } from "@madoguchi/test";
import type { Counter, TestCenter } from "@madoguchi/test";
import { crlPartition, signCrl } from "@madoguchi/virtual-card";
import type { Authority, CardImage, Revocation } from "@madoguchi/virtual-card";
import { Temporal } from "temporal-polyfill";

/** In the morning of the day of the sample card. */
export const start = Temporal.Instant.from("2026-11-22T00:04:00Z");

export type Place = AsyncDisposable & {
  readonly center: TestCenter;
  readonly db: Db;
  readonly counter: Counter;
};

/** @param config what this center is set up with beside what every test needs */
export async function openPlace(
  clock: Clock,
  config: Parameters<typeof startTestCenter>[1] = {},
): Promise<Place> {
  await using opened = new AsyncDisposableStack();
  const center = await startTestCenter(clock, config);
  opened.defer(() => center.close());
  const db = openDatabase(center.databaseUrl, { max: 2 });
  opened.defer(() => db.destroy());
  const counter = await openCounter(center, clock);
  const kept = opened.move();

  return { center, db, counter, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

type List = {
  readonly thisUpdate: Temporal.Instant;
  /** How long it is in force. */
  readonly hours?: number;
  /** Left out: rises with the time. */
  readonly number?: number | undefined;
  readonly revoked?: readonly CardImage[];
  readonly reason?: Revocation["reason"];
};

export function revocationListOf(
  authority: Authority,
  {
    thisUpdate,
    hours = 24,
    number = Math.floor(thisUpdate.epochMilliseconds / 1000),
    revoked = [],
    reason = "keyCompromise",
  }: List,
): Uint8Array {
  return signCrl(authority, {
    number,
    thisUpdate,
    nextUpdate: thisUpdate.add({ hours }),
    partition: crlPartition("auth"),
    revoked: revoked.map((image) => ({ serial: serialOf(image), at: thisUpdate, reason })),
  });
}

export function serialOf(image: CardImage): bigint {
  return BigInt(`0x${new X509Certificate(certificateOf(image)).serialNumber}`);
}

export function linkOf(image: CardImage, personId: string) {
  const fingerprint = createHash("sha256").update(certificateOf(image)).digest();

  return { fingerprint, personId, linkedAt: start };
}

function certificateOf({ auth }: CardImage): Uint8Array {
  return Buffer.from(auth.certificate, "base64");
}

/** The problem's, or that there is none. */
export function slugOf(result: CallResult<Answer>): string {
  return !result.ok && result.kind === "problem" ? problemSlug(result.problem) : "answered";
}

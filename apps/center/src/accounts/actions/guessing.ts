/**
 * How often one may try a password or a code. A browser in which the person came all the way in before is counted by itself:
 * whoever guesses elsewhere, even at the same address of the network, cannot keep the owner out of it.
 */
import {
  allowAttempt,
  forgetAttempts,
  newToken,
  sha256,
  takeBackAttempt,
} from "@madoguchi/platform";
import type { Limit, Tx } from "@madoguchi/platform";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Center } from "../../center.ts";
import { limits } from "../rules.ts";
import { isDeviceOfMail, putKnownDevice } from "../store/known-devices.ts";
import { ownCookie } from "./own-cookie.ts";

const KNOWN_DAYS = 180;
const TOKEN = /^[\w-]{43}$/;

/** One limit, and what is counted under it. The first is the narrowest. */
type Count = { readonly key: string; readonly limit: Limit };

export type Guess = {
  /** Undefined where one may try; otherwise the limit that is reached. */
  readonly reached: Limit | undefined;
  /** The try succeeded, and so was none. */
  succeeded(): Promise<void>;
};

export async function guessPassword(
  center: Center,
  request: FastifyRequest,
  mail: string,
): Promise<Guess> {
  return guess(center, request, mail, {
    ofDevice: (device) => ({ key: `sign-in:${mail}:device:${device}`, limit: limits.signIn }),
    elsewhere: [
      { key: `sign-in:${mail}:${request.ip}`, limit: limits.signIn },
      { key: `sign-in:${request.ip}`, limit: limits.signInsOfMachine },
      { key: `sign-in:${mail}`, limit: limits.signInsOfAccount },
    ],
  });
}

/** Of who has given the password already. */
export async function guessCode(
  center: Center,
  request: FastifyRequest,
  { id, mail }: { readonly id: string; readonly mail: string },
): Promise<Guess> {
  return guess(center, request, mail, {
    ofDevice: (device) => ({ key: `proof:${id}:device:${device}`, limit: limits.proof }),
    elsewhere: [
      { key: `proof:${id}:${request.ip}`, limit: limits.proof },
      { key: `proof:${id}`, limit: limits.proofsOfAccount },
    ],
  });
}

async function guess(
  center: Center,
  request: FastifyRequest,
  mail: string,
  counts: {
    readonly ofDevice: (device: string) => Count;
    readonly elsewhere: readonly [Count, ...Count[]];
  },
): Promise<Guess> {
  const { db, clock } = center;
  const device = sha256(deviceToken(center, request) ?? "");
  const known = await isDeviceOfMail(db, mail, device, clock.now());
  const [narrowest, ...wider] = known
    ? [counts.ofDevice(Buffer.from(device).toString("hex"))]
    : counts.elsewhere;
  let reached: Limit | undefined;
  for (const { key, limit } of [narrowest, ...wider]) {
    // What is stopped by a narrow limit does not count under a wide one.
    if (!reached && !(await allowAttempt(db, clock, key, limit))) reached = limit;
  }

  return {
    reached,
    async succeeded() {
      await forgetAttempts(db, narrowest.key);
      for (const { key } of wider) await takeBackAttempt(db, key);
    },
  };
}

/** The person came all the way in, with whatever the account asks for. */
export async function rememberDevice(
  center: Center,
  request: FastifyRequest,
  reply: FastifyReply,
  tx: Tx,
  accountId: string,
): Promise<void> {
  const { name, options } = ownCookie(center, "device");
  const token = deviceToken(center, request) ?? newToken();
  const expiresAt = center.clock.now().add({ hours: KNOWN_DAYS * 24 });
  await putKnownDevice(tx, accountId, sha256(token), expiresAt);
  reply.setCookie(name, token, { ...options, maxAge: KNOWN_DAYS * 24 * 60 * 60 });
}

function deviceToken(center: Center, request: FastifyRequest): string | null {
  const token = request.cookies[ownCookie(center, "device").name] ?? "";

  return TOKEN.test(token) ? token : null;
}

/** Passkeys (WebAuthn): registering one, and proving a person with it. Each use asks for face, finger or PIN: two factors in one. */
import { randomBytes } from "node:crypto";
import { allowAttempt, sha256, transaction } from "@madoguchi/platform";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Temporal } from "temporal-polyfill";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import type { SignedIn } from "../signed-in.ts";
import { limits } from "../rules.ts";
import type { Realm } from "../rules/doors.ts";
import { CHALLENGE_MINUTES } from "../rules/passkeys.ts";
import type { Assertion, Attestation } from "../rules/passkeys.ts";
import { findAccount } from "../store.ts";
import type { KnownAccount } from "../store.ts";
import {
  deletePasskey,
  findPasskey,
  findTotp,
  insertPasskey,
  notePasskeyUse,
  passkeysOf,
  recoveryCodesLeft,
  replaceRecoveryCodes,
  useChallenge,
} from "../store/factors.ts";
import { rememberDevice } from "./guessing.ts";
import { partiesOf } from "./parties.ts";
import { hashOf, newRecoveryCodes } from "./second-factor.ts";
import { startSession } from "./sign-in.ts";
import { tellOwner } from "./tell-owner.ts";

/** Loaded when somebody first uses a passkey: it brings a tenth of a second's worth of ASN.1 along. */
const webauthn = () => import("@simplewebauthn/server");

const NONCE_BYTES = 16;
const EXPIRY_BYTES = 8;
const PASSKEYS_MAXIMUM = 10;

/** What the browser is to be asked for a new passkey. */
export async function registrationOptions(center: Center, { account }: SignedIn) {
  const { generateRegistrationOptions } = await webauthn();
  const known = await passkeysOf(center.db, account.id);

  return generateRegistrationOptions({
    rpName: "オンライン資格確認 窓口",
    rpID: relyingPartyId(center),
    userID: new TextEncoder().encode(account.id),
    userName: account.mail,
    userDisplayName: account.name,
    challenge: newChallenge(center, `register:${account.id}`),
    attestationType: "none",
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
}

/** @param account whose passkeys will do; null for anybody's, when somebody signs in */
export async function authenticationOptions(center: Center, account: KnownAccount | null) {
  const { generateAuthenticationOptions } = await webauthn();
  const known = account ? await passkeysOf(center.db, account.id) : [];

  return generateAuthenticationOptions({
    rpID: relyingPartyId(center),
    challenge: newChallenge(center, "authenticate"),
    allowCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] })),
    userVerification: "required",
  });
}

export type PasskeyResult =
  | { readonly kind: "registered"; readonly recoveryCodes: readonly string[] | null }
  | { readonly kind: "refused" | "too-many" };

/** @returns recovery codes with the first factor of all, to be shown this once */
export async function registerPasskey(
  center: Center,
  reply: FastifyReply,
  { account, session }: SignedIn,
  { name, response }: { readonly name: string; readonly response: Attestation },
): Promise<PasskeyResult> {
  const { verifyRegistrationResponse } = await webauthn();
  const { transports } = response.response;
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: (challenge) => redeemChallenge(center, `register:${account.id}`, challenge),
    expectedOrigin: center.config.publicUrl,
    expectedRPID: relyingPartyId(center),
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) {
    return { kind: "refused" };
  }
  const { id, publicKey, counter } = verified.registrationInfo.credential;
  const codes = newRecoveryCodes();

  return transaction(center.db, async (tx): Promise<PasskeyResult> => {
    if ((await passkeysOf(tx, account.id)).length >= PASSKEYS_MAXIMUM) {
      return { kind: "too-many" };
    }
    await insertPasskey(tx, {
      id,
      accountId: account.id,
      publicKey,
      counter,
      transports,
      name,
      createdAt: center.clock.now(),
      lastUsedAt: null,
    });
    const first = (await recoveryCodesLeft(tx, account.id)) === 0;
    if (first) {
      await replaceRecoveryCodes(tx, account.id, codes.map(hashOf));
    }
    await center.sessions.prove(reply, tx, session.id);
    await audit(tx, center.clock, { action: "passkey.registered", ...partiesOf(account) });
    await tellOwner(tx, account, "パスキーを登録しました。");

    return { kind: "registered", recoveryCodes: first ? codes : null };
  });
}

export type AssertionResult = "accepted" | "refused" | "limited";

/** The person is signed in, and proves it again. */
export async function proveByPasskey(
  center: Center,
  request: FastifyRequest,
  reply: FastifyReply,
  { account, session }: SignedIn,
  response: Assertion,
): Promise<AssertionResult> {
  const owner = await ownerOfAssertion(center, request, response);
  if (typeof owner === "string") {
    return owner;
  }
  if (owner.id !== account.id) {
    return "refused";
  }
  await transaction(center.db, async (tx) => {
    await center.sessions.prove(reply, tx, session.id);
    await rememberDevice(center, request, reply, tx, account.id);
    await audit(tx, center.clock, {
      action: "second-factor.accepted",
      ...partiesOf(account),
      detail: { way: "passkey" },
    });
  });

  return "accepted";
}

/** Instead of address, password and code. */
export async function signInByPasskey(
  center: Center,
  request: FastifyRequest,
  reply: FastifyReply,
  realm: Realm,
  response: Assertion,
): Promise<AssertionResult> {
  const owner = await ownerOfAssertion(center, request, response);
  if (typeof owner === "string") {
    return owner;
  }
  if (owner.realm !== realm) {
    return "refused";
  }
  await startSession(center, request, reply, owner, { proven: true, way: "passkey" });

  return "accepted";
}

async function ownerOfAssertion(
  center: Center,
  request: FastifyRequest,
  response: Assertion,
): Promise<KnownAccount | "refused" | "limited"> {
  const { db, clock } = center;
  // Nobody guesses a signature; each costs us its verification.
  if (!(await allowAttempt(db, clock, `passkey:${request.ip}`, limits.signInsOfMachine))) {
    return "limited";
  }
  const passkey = await findPasskey(db, response.id);
  if (!passkey) {
    return "refused";
  }
  const { verifyAuthenticationResponse } = await webauthn();
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => redeemChallenge(center, "authenticate", challenge),
    expectedOrigin: center.config.publicUrl,
    expectedRPID: relyingPartyId(center),
    credential: {
      id: passkey.id,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: passkey.counter,
      transports: [...passkey.transports],
    },
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) {
    return "refused";
  }
  const { newCounter } = verified.authenticationInfo;
  await transaction(db, (tx) => notePasskeyUse(tx, passkey.id, newCounter, clock.now()));

  return (await findAccount(db, passkey.accountId)) ?? "refused";
}

export type RemovePasskeyResult = "removed" | "last-factor" | "not-found";

export async function removePasskey(
  center: Center,
  { account }: SignedIn,
  id: string,
): Promise<RemovePasskeyResult> {
  return transaction(center.db, async (tx): Promise<RemovePasskeyResult> => {
    const totp = await findTotp(tx, account.id);
    const others = (await passkeysOf(tx, account.id)).filter((passkey) => passkey.id !== id);
    const last = !totp?.confirmedAt && others.length === 0;
    if (last && account.realm === "office") {
      return "last-factor";
    }
    if (!(await deletePasskey(tx, account.id, id))) {
      return "not-found";
    }
    if (last) {
      await replaceRecoveryCodes(tx, account.id, []);
    }
    await audit(tx, center.clock, { action: "passkey.removed", ...partiesOf(account) });
    await tellOwner(tx, account, "パスキーの登録を取り消しました。");

    return "removed";
  });
}

function relyingPartyId({ config }: Center): string {
  return new URL(config.publicUrl).hostname;
}

/** Random, with its last moment, under the center's mark: nobody else made it, and it needs no row until it is used. */
function newChallenge({ seal, clock }: Center, use: string): Uint8Array<ArrayBuffer> {
  const body = Buffer.alloc(NONCE_BYTES + EXPIRY_BYTES);
  randomBytes(NONCE_BYTES).copy(body);
  const expiry = clock.now().add({ minutes: CHALLENGE_MINUTES });
  body.writeBigInt64BE(BigInt(expiry.epochMilliseconds), NONCE_BYTES);
  const mark = seal.sign(`challenge:${use}`, body.toString("base64url"));

  return new Uint8Array(Buffer.concat([body, mark]));
}

/** @returns whether it is ours, in time, and used for the first time */
async function redeemChallenge(center: Center, use: string, challenge: string): Promise<boolean> {
  const bytes = Buffer.from(challenge, "base64url");
  if (bytes.length <= NONCE_BYTES + EXPIRY_BYTES) {
    return false;
  }
  const body = bytes.subarray(0, NONCE_BYTES + EXPIRY_BYTES);
  const mark = bytes.subarray(NONCE_BYTES + EXPIRY_BYTES);
  if (!center.seal.isSigned(`challenge:${use}`, body.toString("base64url"), mark)) {
    return false;
  }
  const expiresAt = Temporal.Instant.fromEpochMilliseconds(
    Number(body.readBigInt64BE(NONCE_BYTES)),
  );

  return (
    Temporal.Instant.compare(center.clock.now(), expiresAt) < 0 &&
    useChallenge(center.db, sha256(challenge), expiresAt)
  );
}

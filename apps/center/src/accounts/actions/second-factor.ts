/** Setting up and taking away the authenticator app, and its recovery codes. */
import { newReadableCode, newTotpSecret, sha256, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import type { FastifyReply } from "fastify";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import type { SignedIn } from "../signed-in.ts";
import { readCode, RECOVERY_CODES } from "../rules/proof.ts";
import {
  deleteTotp,
  findTotp,
  passkeysOf,
  putTotp,
  replaceRecoveryCodes,
  useTotpStep,
} from "../store/factors.ts";
import { partiesOf } from "./parties.ts";
import { isRightTotp, totpUse } from "./prove.ts";
import { tellOwner } from "./tell-owner.ts";

const RECOVERY_CODE_LENGTH = 12;

/** A new secret, to be confirmed by a code. @returns false where one is confirmed already */
export async function startTotp(center: Center, { account }: SignedIn): Promise<boolean> {
  const secret = center.seal.close(totpUse(account.id), newTotpSecret());

  return transaction(center.db, (tx) => putTotp(tx, account.id, secret));
}

/** The secret that waits for its first code. */
export async function pendingTotp(
  center: Center,
  { account }: SignedIn,
): Promise<Uint8Array | null> {
  const totp = await findTotp(center.db, account.id);

  return totp && totp.confirmedAt === null
    ? center.seal.open(totpUse(account.id), totp.secret)
    : null;
}

/** @returns the recovery codes, which are shown this once; null when the code was wrong */
export async function confirmTotp(
  center: Center,
  reply: FastifyReply,
  { account, session }: SignedIn,
  code: string,
): Promise<readonly string[] | null> {
  const codes = newRecoveryCodes();

  return transaction(center.db, async (tx) => {
    if (!(await isRightTotp(center, tx, account.id, readCode(code), "new"))) {
      return null;
    }
    await replaceRecoveryCodes(tx, account.id, codes.map(hashOf));
    await center.sessions.prove(reply, tx, session.id);
    await audit(tx, center.clock, { action: "totp.set-up", ...partiesOf(account) });
    await tellOwner(tx, account, "認証アプリを設定しました。");

    return codes;
  });
}

/** @returns false where it is the official's last factor, without which the office stays shut */
export async function removeTotp(center: Center, { account }: SignedIn): Promise<boolean> {
  return transaction(center.db, async (tx) => {
    const passkeys = await passkeysOf(tx, account.id);
    if (account.realm === "office" && passkeys.length === 0) {
      return false;
    }
    await deleteTotp(tx, account.id);
    if (passkeys.length === 0) {
      await replaceRecoveryCodes(tx, account.id, []);
    }
    await audit(tx, center.clock, { action: "totp.removed", ...partiesOf(account) });
    await tellOwner(tx, account, "認証アプリの設定をやめました。");

    return true;
  });
}

/** The codes of before are good no longer. */
export async function renewRecoveryCodes(
  center: Center,
  { account }: SignedIn,
): Promise<readonly string[]> {
  const codes = newRecoveryCodes();
  await transaction(center.db, async (tx) => {
    await replaceRecoveryCodes(tx, account.id, codes.map(hashOf));
    await audit(tx, center.clock, { action: "recovery-codes.renewed", ...partiesOf(account) });
    await tellOwner(tx, account, "回復コードを作り直しました。");
  });

  return codes;
}

export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => newReadableCode(RECOVERY_CODE_LENGTH));
}

/** 59 random bits: no list of guesses is that long, so a plain hash does. */
export function hashOf(code: string): Uint8Array {
  return sha256(readCode(code));
}

/** For filling a database: an authenticator app that is set up. */
export async function insertConfirmedTotp(
  center: Pick<Center, "seal" | "clock">,
  tx: Tx,
  accountId: string,
  secret: Uint8Array,
): Promise<void> {
  await putTotp(tx, accountId, center.seal.close(totpUse(accountId), secret));
  await useTotpStep(tx, accountId, 0, center.clock.now());
}

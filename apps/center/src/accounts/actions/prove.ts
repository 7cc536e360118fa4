/** Giving a second factor: a code of the authenticator app, a recovery code, or a code that came by mail. */
import {
  allowAttempt,
  newDigits,
  queueMail,
  sha256,
  totpStepOf,
  transaction,
} from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import type { FastifyReply, FastifyRequest } from "fastify";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import type { SignedIn } from "../signed-in.ts";
import { limits } from "../rules.ts";
import { MAIL_CODE_ATTEMPTS, MAIL_CODE_MINUTES, mayUseMail, readCode } from "../rules/proof.ts";
import type { CodeWay } from "../rules/proof.ts";
import {
  findTotp,
  putMailCode,
  recoveryCodesLeft,
  useMailCode,
  useRecoveryCode,
  useTotpStep,
} from "../store/factors.ts";
import { codeMail } from "../way-in-mails.ts";
import { guessCode, rememberDevice } from "./guessing.ts";
import { partiesOf } from "./parties.ts";
import { tellOwner } from "./tell-owner.ts";

export type ProofResult = "proven" | "wrong" | "limited";

export async function proveByCode(
  center: Center,
  request: FastifyRequest,
  reply: FastifyReply,
  { account, session }: SignedIn,
  { way, code }: { readonly way: CodeWay; readonly code: string },
): Promise<ProofResult> {
  const { db, clock } = center;
  const guess = await guessCode(center, request, account);
  if (guess.reached) {
    return "limited";
  }
  const result = await transaction(db, async (tx): Promise<ProofResult> => {
    const right = await isRight(center, tx, account, way, readCode(code));
    await audit(tx, clock, {
      action: right ? "second-factor.accepted" : "second-factor.refused",
      ...partiesOf(account),
      detail: { way },
    });
    if (right) {
      await center.sessions.prove(reply, tx, session.id);
      await rememberDevice(center, request, reply, tx, account.id);
    }
    if (right && way === "recovery") {
      const left = await recoveryCodesLeft(tx, account.id);
      await tellOwner(
        tx,
        account,
        `回復コードが1つ使われました。残りは${left}個です。`,
        "スマートフォンをなくしたときは、「アカウント」の「2つ目の確認方法」で設定し直してください。",
      );
    }

    return right ? "proven" : "wrong";
  });
  if (result === "proven") {
    await guess.succeeded();
  }

  return result;
}

async function isRight(
  center: Center,
  tx: Tx,
  account: SignedIn["account"],
  way: CodeWay,
  code: string,
): Promise<boolean> {
  switch (way) {
    case "totp":
      return isRightTotp(center, tx, account.id, code, "confirmed");
    case "recovery":
      return useRecoveryCode(tx, account.id, sha256(code), center.clock.now());
    case "mail":
      return (
        mayUseMail(account) &&
        useMailCode(tx, account.id, mailCodeHash(center, account.id, code), center.clock.now())
      );
  }
}

/** @param state of the secret: a new one is confirmed by its first code */
export async function isRightTotp(
  center: Center,
  tx: Tx,
  accountId: string,
  code: string,
  state: "new" | "confirmed",
): Promise<boolean> {
  const totp = await findTotp(tx, accountId);
  if (!totp || (totp.confirmedAt === null) !== (state === "new")) {
    return false;
  }
  const secret = center.seal.open(totpUse(accountId), totp.secret);
  const now = center.clock.now();
  const step = secret && totpStepOf(secret, code, now, totp.lastStep);

  return step !== null && useTotpStep(tx, accountId, step, now);
}

/** What the secret is sealed for. */
export function totpUse(accountId: string): string {
  return `totp:${accountId}`;
}

export async function sendMailCode(
  center: Center,
  { account }: SignedIn,
): Promise<"sent" | "limited" | "not-by-mail"> {
  const { db, clock } = center;
  if (!mayUseMail(account)) {
    return "not-by-mail";
  }
  if (!(await allowAttempt(db, clock, `mail-code:${account.id}`, limits.mailCode))) {
    return "limited";
  }
  const code = newDigits(6);
  await transaction(db, async (tx) => {
    await putMailCode(tx, {
      accountId: account.id,
      codeHash: mailCodeHash(center, account.id, code),
      expiresAt: clock.now().add({ minutes: MAIL_CODE_MINUTES }),
      attempts: MAIL_CODE_ATTEMPTS,
    });
    const letter = codeMail(center.config.publicUrl, account.name, account.realm, code);
    await queueMail(tx, { to: account.mail, ...letter });
    await audit(tx, clock, { action: "mail-code.sent", ...partiesOf(account) });
  });

  return "sent";
}

/** Six digits are soon tried out by who has the hash; not without the center's key. */
function mailCodeHash({ seal }: Center, accountId: string, code: string): Uint8Array {
  return seal.sign(`mail-code:${accountId}`, code);
}

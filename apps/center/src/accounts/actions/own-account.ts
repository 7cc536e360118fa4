/** What people change about their own account. */
import {
  allowAttempt,
  forgetAttempts,
  hashPassword,
  newToken,
  queueMail,
  sha256,
  sqlState,
  transaction,
  verifyPassword,
} from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { limits, MAIL_LINK_HOURS } from "../rules.ts";
import { passwordProblem } from "../rules/passwords.ts";
import type { SignedIn } from "../signed-in.ts";
import { findAccountByMail, setMail, setName, setPasswordHash } from "../store.ts";
import { deleteLinks, findLink, replaceLink, takeLink } from "../store/links.ts";
import type { AccountLink } from "../store/links.ts";
import { addressTakenMail, newAddressMail } from "../way-in-mails.ts";
import { knownWordsOf } from "./forgotten.ts";
import { partiesOf } from "./parties.ts";
import { tellOwner } from "./tell-owner.ts";

export async function rename(center: Center, { account }: SignedIn, name: string): Promise<void> {
  await transaction(center.db, async (tx) => {
    await setName(tx, account.id, name);
    await audit(tx, center.clock, { action: "account.renamed", ...partiesOf(account) });
  });
}

export type PasswordChange = "changed" | "wrong" | "limited" | { readonly problem: string };

/** Ends all other sessions: whoever knew the old password may sit in one of them. */
export async function changePassword(
  center: Center,
  { account, session }: SignedIn,
  { current, password }: { readonly current: string; readonly password: string },
): Promise<PasswordChange> {
  const { db, clock } = center;
  const key = `own-password:${account.id}`;
  if (!(await allowAttempt(db, clock, key, limits.ownPassword))) {
    return "limited";
  }
  if (!(await verifyPassword(current, account.passwordHash))) {
    return "wrong";
  }
  await forgetAttempts(db, key);
  const problem = await passwordProblem(password, await knownWordsOf(center, account));
  if (problem !== null) {
    return { problem };
  }
  const passwordHash = await hashPassword(password);
  await transaction(db, async (tx) => {
    await setPasswordHash(tx, account.id, passwordHash);
    await deleteLinks(tx, account.id, "password");
    const ended = await center.sessions.endAll(tx, account.id, session.id);
    await audit(tx, clock, {
      action: "password.changed",
      ...partiesOf(account),
      detail: { ended },
    });
    await tellOwner(tx, account, "パスワードを変えました。ほかの端末はログアウトしました。");
  });

  return "changed";
}

/** The new address must answer before it counts; the old one is told at once. */
export async function askForMailChange(
  center: Center,
  { account }: SignedIn,
  mail: string,
): Promise<"sent" | "limited"> {
  const { db, clock } = center;
  if (!(await allowAttempt(db, clock, `mail-change:${account.id}`, limits.mailChange))) {
    return "limited";
  }
  const token = newToken();
  const now = clock.now();
  await transaction(db, async (tx) => {
    await replaceLink(tx, {
      tokenHash: sha256(token),
      accountId: account.id,
      purpose: "mail",
      mail,
      createdAt: now,
      expiresAt: now.add({ hours: MAIL_LINK_HOURS }),
    });
    // The page says the same: it does not tell who has an account.
    const letter = (await findAccountByMail(tx, mail))
      ? addressTakenMail()
      : newAddressMail(center.config.publicUrl, account.name, account.realm, token);
    await queueMail(tx, { to: mail, ...letter });
    await tellOwner(tx, account, "メールアドレスを変える操作がありました。まだ変わっていません。");
    await audit(tx, clock, { action: "mail.change-asked", ...partiesOf(account) });
  });

  return "sent";
}

/** The link that this person asked for, while it is good. */
export async function openMailChange(
  center: Center,
  { account }: SignedIn,
  token: string,
): Promise<AccountLink | null> {
  const link = await findLink(center.db, sha256(token), "mail", center.clock.now());

  return link?.accountId === account.id ? link : null;
}

export async function confirmMailChange(
  center: Center,
  person: SignedIn,
  token: string,
): Promise<"changed" | "link-ended"> {
  const { account } = person;
  if (!(await openMailChange(center, person, token))) {
    return "link-ended";
  }
  try {
    return await transaction(center.db, async (tx) => {
      const link = await takeLink(tx, sha256(token), "mail", center.clock.now());
      if (!link?.mail) {
        return "link-ended";
      }
      await setMail(tx, account.id, link.mail);
      // They lie in the mailbox that counts no longer.
      await deleteLinks(tx, account.id, "password");
      await tellOwner(
        tx,
        account,
        "メールアドレスを変えました。このアドレスではログインできません。",
      );
      await audit(tx, center.clock, { action: "mail.changed", ...partiesOf(account) });

      return "changed";
    });
  } catch (error) {
    // Somebody registered with the address meanwhile.
    if (sqlState(error) === "23505") {
      return "link-ended";
    }
    throw error;
  }
}

/** @returns false when the account has no such session */
export async function endSession(
  center: Center,
  { account }: SignedIn,
  sessionId: string,
): Promise<boolean> {
  return transaction(center.db, async (tx) => {
    const ended = await center.sessions.endOne(tx, account.id, sessionId);
    if (ended) {
      await audit(tx, center.clock, { action: "session.ended", ...partiesOf(account) });
    }

    return ended;
  });
}

export async function endOtherSessions(
  center: Center,
  { account, session }: SignedIn,
): Promise<void> {
  await transaction(center.db, async (tx) => {
    const ended = await center.sessions.endAll(tx, account.id, session.id);
    await audit(tx, center.clock, {
      action: "session.others-ended",
      ...partiesOf(account),
      detail: { ended },
    });
  });
}

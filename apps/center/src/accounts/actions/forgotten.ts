/** Forgotten password, forgotten ID: what is asked for goes to the mailbox, and the screen tells nothing. */
import {
  allowAttempt,
  enqueue,
  hashPassword,
  newToken,
  queueMail,
  sha256,
  transaction,
} from "@madoguchi/platform";
import type { Limit } from "@madoguchi/platform";
import type { FastifyReply, FastifyRequest } from "fastify";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { findFacilityByCode } from "../../facilities/index.ts";
import { limits, RESET_LINK_MINUTES } from "../rules.ts";
import type { Realm } from "../rules/doors.ts";
import { passwordProblem } from "../rules/passwords.ts";
import { findAccount, findAccountByMail, setPasswordHash } from "../store.ts";
import type { KnownAccount } from "../store.ts";
import { deleteLinks, findLink, insertLink, takeLink } from "../store/links.ts";
import { membersOf, membershipsOf } from "../store/memberships.ts";
import { idMail, passwordMail } from "../way-in-mails.ts";
import { partiesOf } from "./parties.ts";
import { tellOwner } from "./tell-owner.ts";
import { startSession } from "./sign-in.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    "send-reset-link": { readonly realm: Realm; readonly mail: string };
    "send-id": { readonly code: string; readonly phone: string };
  }
}

/**
 * Whether there is such an account is found out by the job: page, status and the time that the answer takes are the same for
 * every address.
 */
export async function askForReset(
  center: Center,
  realm: Realm,
  mail: string,
  ip: string,
): Promise<"sent" | Limit> {
  const { db, clock } = center;
  if (!(await allowAttempt(db, clock, `reset:${ip}`, limits.resetsOfMachine))) {
    return limits.resetsOfMachine;
  }
  if (!(await allowAttempt(db, clock, `reset:${mail}`, limits.reset))) {
    return limits.reset;
  }
  await transaction(db, (tx) => enqueue(tx, "send-reset-link", { realm, mail }));

  return "sent";
}

/** A link of before stays good: somebody else's asking must not spoil what the owner is about to use. */
export async function sendResetLink(
  center: Center,
  { realm, mail }: { readonly realm: Realm; readonly mail: string },
): Promise<void> {
  const { db, clock } = center;
  const account = await findAccountByMail(db, mail);
  if (account?.realm !== realm) {
    return;
  }
  const token = newToken();
  const now = clock.now();
  await transaction(db, async (tx) => {
    await insertLink(tx, {
      tokenHash: sha256(token),
      accountId: account.id,
      purpose: "password",
      mail: null,
      createdAt: now,
      expiresAt: now.add({ minutes: RESET_LINK_MINUTES }),
    });
    const letter = passwordMail(center.config.publicUrl, account.name, realm, token);
    await queueMail(tx, { to: mail, ...letter });
    await audit(tx, clock, { action: "password.reset-asked", ...partiesOf(account) });
  });
}

/** Whose link this is; undefined when it is too old or was used. */
export async function ownerOfResetLink(
  center: Center,
  realm: Realm,
  token: string,
): Promise<KnownAccount | undefined> {
  const link = await findLink(center.db, sha256(token), "password", center.clock.now());
  const account = link && (await findAccount(center.db, link.accountId));

  return account?.realm === realm ? account : undefined;
}

/** What others know about a person, and so would guess first. */
export async function knownWordsOf(center: Center, account: KnownAccount): Promise<string[]> {
  const memberships = await membershipsOf(center.db, account.id);

  return [
    account.name,
    account.mail,
    ...memberships.flatMap(({ facilityName, facilityCode }) => [facilityName, facilityCode]),
  ];
}

export type ResetResult = "reset" | "link-ended" | { readonly problem: string };

/** Sets the password, ends all sessions, and signs in: whoever reads the mailbox, and gave a second factor if there is one. */
export async function resetPassword(
  center: Center,
  request: FastifyRequest,
  reply: FastifyReply,
  { realm, token, password }: { realm: Realm; token: string; password: string },
): Promise<ResetResult> {
  const account = await ownerOfResetLink(center, realm, token);
  if (!account) {
    return "link-ended";
  }
  const problem = await passwordProblem(password, await knownWordsOf(center, account));
  if (problem !== null) {
    return { problem };
  }
  const passwordHash = await hashPassword(password);
  const done = await transaction(center.db, async (tx) => {
    const link = await takeLink(tx, sha256(token), "password", center.clock.now());
    if (!link) {
      return false;
    }
    await deleteLinks(tx, account.id, "password");
    await setPasswordHash(tx, account.id, passwordHash);
    await center.sessions.endAll(tx, account.id, null);
    await audit(tx, center.clock, { action: "password.reset", ...partiesOf(account) });
    await tellOwner(tx, account, "パスワードを決め直しました。ほかの端末はログアウトしました。");

    return true;
  });
  if (!done) {
    return "link-ended";
  }
  // The mail proves as much as a code by mail does; who has something better is asked for it.
  await startSession(center, request, reply, account, {
    proven: !account.hasFactor && realm === "facility",
    way: "link",
  });

  return "reset";
}

/** Whether code and telephone number belong together, and to whom, is found out by the job. */
export async function askForId(
  { db, clock }: Center,
  { code, phone }: { readonly code: string; readonly phone: string },
  ip: string,
): Promise<"sent" | Limit> {
  if (!(await allowAttempt(db, clock, `forgotten-id:${ip}`, limits.resetsOfMachine))) {
    return limits.resetsOfMachine;
  }
  if (!(await allowAttempt(db, clock, `forgotten-id:${code}:${ip}`, limits.idGuess))) {
    return limits.idGuess;
  }
  await transaction(db, (tx) => enqueue(tx, "send-id", { code, phone }));

  return "sent";
}

/** The ID is a mail address; it goes to the addresses of the facility, each its own. */
export async function sendId(
  center: Center,
  { code, phone }: { readonly code: string; readonly phone: string },
): Promise<void> {
  const { db, clock } = center;
  const facility = await findFacilityByCode(db, code);
  if (facility?.phone !== phone) {
    return;
  }
  // Counted only where there is a mail, so that nobody uses it up without the right number; the last mails are not an hour old.
  if (!(await allowAttempt(db, clock, `id-mails:${facility.id}`, limits.idMails))) {
    return;
  }
  const members = await membersOf(db, facility.id);
  await transaction(db, async (tx) => {
    for (const { mail, name } of members) {
      const letter = idMail(center.config.publicUrl, facility.name, name, mail);
      await queueMail(tx, { to: mail, ...letter });
    }
    await audit(tx, clock, {
      action: "id.reminded",
      actor: { kind: "system", id: "portal" },
      facilityId: facility.id,
      subject: { kind: "facility", id: facility.id },
      detail: { members: members.length },
    });
  });
}

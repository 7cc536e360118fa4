/** Registration: what was typed waits behind a mailed link; a password completes it. */
import {
  allowAttempt,
  hashPassword,
  newId,
  newToken,
  queueMail,
  sha256,
  sqlState,
  transaction,
} from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { insertFacility, isCodeRegistered, proposeCorrections } from "../../facilities/index.ts";
import type { FacilityIdentity, Target } from "../../facilities/index.ts";
import { limits, REGISTRATION_LINK_HOURS } from "../rules.ts";
import type { Registration } from "../rules.ts";
import type { SignedIn } from "../signed-in.ts";
import {
  completeRegistrationRow,
  findAccountByMail,
  findOpenRegistration,
  insertAccount,
  insertRegistration,
} from "../store.ts";
import type { Account, PendingRegistration } from "../store.ts";
import { insertMembership } from "../store/memberships.ts";
import { furtherFacilityMail, officialsMail, registrationMail } from "../way-in-mails.ts";

export type ReadRegistration = Registration &
  FacilityIdentity & { readonly statedTarget: Target | null };

/** `code-taken`: one account a facility code, so the people of that facility sign in instead. */
export async function startRegistration(
  center: Center,
  form: ReadRegistration,
  ip: string,
): Promise<"sent" | "code-taken" | "limited"> {
  const { db, clock } = center;
  const allowed =
    (await allowAttempt(db, clock, `registration:${ip}`, limits.registrationsOfMachine)) &&
    (await allowAttempt(db, clock, `registration:${form.mail}`, limits.registration));
  if (!allowed) {
    return "limited";
  }

  return transaction(center.db, async (tx) => {
    if (await isCodeRegistered(tx, form.kind, form.code)) {
      return "code-taken";
    }
    const known = await findAccountByMail(tx, form.mail);
    if (known?.realm === "office") {
      // The page says the same as for a new address, so that it does not tell who has an account.
      await queueMail(tx, { to: form.mail, ...officialsMail() });

      return "sent";
    }
    const token = newToken();
    const now = center.clock.now();
    const { consent: _, ...details } = form;
    const id = newId();
    await insertRegistration(tx, {
      ...details,
      id,
      tokenHash: sha256(token),
      createdAt: now,
      expiresAt: now.add({ hours: REGISTRATION_LINK_HOURS }),
      completedAt: null,
    });
    const letter = known ? furtherFacilityMail : registrationMail;
    await queueMail(tx, { to: form.mail, ...letter(center.config.publicUrl, form, token) });
    await audit(tx, center.clock, {
      action: "registration.started",
      actor: { kind: "system", id: "portal" },
      facilityId: null,
      subject: { kind: "registration", id },
      detail: { kind: form.kind, code: form.code },
    });

    return "sent";
  });
}

/** What waits behind a link, and whether the address has an account by now: its person adds the facility to it. */
export async function openRegistration(
  center: Center,
  token: string,
): Promise<{ readonly pending: PendingRegistration; readonly isKnown: boolean } | null> {
  const pending = await findOpenRegistration(center.db, sha256(token), center.clock.now());

  return pending
    ? { pending, isKnown: (await findAccountByMail(center.db, pending.mail)) !== undefined }
    : null;
}

export type CompletionResult =
  | { readonly kind: "completed"; readonly account: Pick<Account, "id" | "realm"> }
  | { readonly kind: "link-ended" }
  | { readonly kind: "already-registered" };

export async function completeRegistration(
  center: Center,
  token: string,
  password: string,
): Promise<CompletionResult> {
  const passwordHash = await hashPassword(password);

  return whereFirst(() =>
    transaction(center.db, async (tx): Promise<CompletionResult> => {
      const pending = await takeRegistration(tx, center, token);
      if (typeof pending === "string") {
        return { kind: pending };
      }
      const account = { id: newId(), realm: "facility" } as const;
      await insertAccount(tx, {
        ...account,
        mail: pending.mail,
        name: pending.personName,
        passwordHash,
        createdAt: center.clock.now(),
      });
      await settle(tx, center, pending, account.id);

      return { kind: "completed", account };
    }),
  );
}

/** For who has an account already: one more facility, for which they act from here on. */
export async function addFacility(
  center: Center,
  { account, session }: SignedIn,
  token: string,
): Promise<CompletionResult> {
  const open = await openRegistration(center, token);
  if (open?.pending.mail !== account.mail) {
    return { kind: "link-ended" };
  }

  return whereFirst(() =>
    transaction(center.db, async (tx): Promise<CompletionResult> => {
      const pending = await takeRegistration(tx, center, token);
      if (typeof pending === "string") {
        return { kind: pending };
      }
      await center.sessions.actFor(tx, session.id, await settle(tx, center, pending, account.id));

      return { kind: "completed", account };
    }),
  );
}

/** Uses the link up. */
async function takeRegistration(
  tx: Tx,
  center: Center,
  token: string,
): Promise<PendingRegistration | "link-ended" | "already-registered"> {
  const now = center.clock.now();
  const pending = await findOpenRegistration(tx, sha256(token), now);
  if (!pending || !(await completeRegistrationRow(tx, pending.id, now))) {
    return "link-ended";
  }

  return (await isCodeRegistered(tx, pending.kind, pending.code)) ? "already-registered" : pending;
}

/** @returns the facility, whose 管理者 the person is */
async function settle(
  tx: Tx,
  center: Center,
  pending: PendingRegistration,
  accountId: string,
): Promise<string> {
  const now = center.clock.now();
  const facilityId = newId();
  const facility = {
    id: facilityId,
    kind: pending.kind,
    code: pending.code,
    prefectureCode: pending.prefectureCode,
    name: pending.facilityName,
    founder: pending.founder,
    postalCode: pending.postalCode,
    address: pending.address,
    phone: pending.phone,
    statedTarget: pending.statedTarget,
    createdAt: now,
  };
  await insertFacility(tx, facility);
  await insertMembership(tx, { accountId, facilityId, roles: ["administrator"], joinedAt: now });
  await audit(tx, center.clock, {
    action: "facility.registered",
    actor: { kind: "person", id: accountId },
    facilityId,
    subject: { kind: "facility", id: facilityId },
    detail: { kind: pending.kind, code: pending.code },
  });
  await proposeCorrections(tx, center.clock, facility, accountId);

  return facilityId;
}

/** Two registrations for one code or one address raced: the first one holds. */
async function whereFirst(work: () => Promise<CompletionResult>): Promise<CompletionResult> {
  try {
    return await work();
  } catch (error) {
    if (sqlState(error) === "23505") {
      return { kind: "already-registered" };
    }
    throw error;
  }
}

/** Asked for, checked by one official, approved by another, done after a while; stopped by the person at any time before. */
import { newId, queueMail, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { audit } from "../../audit/index.ts";
import type { AuditEntry } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { findFacility } from "../../facilities/index.ts";
import { administratorMails } from "../officials/store.ts";
import type { Realm } from "../rules/doors.ts";
import { findAccount } from "../store.ts";
import type { KnownAccount } from "../store.ts";
import { deletePasskeys, deleteTotp, replaceRecoveryCodes } from "../store/factors.ts";
import { membershipsOf } from "../store/memberships.ts";
import {
  approvedMail,
  colleagueMail,
  declinedMail,
  doneMail,
  officialStartedMail,
  startedMail,
  stoppedMail,
} from "./mails.ts";
import { canReset, meetingWays } from "./rules.ts";
import type {
  OfficialResetStart,
  ResetCheck,
  ResetReason,
  ResetRefusal,
  StartedAs,
} from "./rules.ts";
import {
  changeReset,
  dueResets,
  findOpenReset,
  insertReset,
  lockReset,
  otherAdministrators,
} from "./store.ts";
import type { FactorReset } from "./store.ts";
import { stopLink } from "./stop-link.ts";

type Official = { readonly id: string };
/** What the worker has of a center. */
type Place = Pick<Center, "config" | "db" | "clock" | "seal" | "sessions">;

const SYSTEM = { kind: "system", id: "factor-reset" } as const;

export type Start = {
  readonly accountId: string;
  readonly as: StartedAs;
  /** Whoever asks. */
  readonly by: string;
  readonly reason: ResetReason;
};

export async function startReset(
  center: Center,
  { accountId, as, by, reason }: Start,
): Promise<"started" | "open-already" | "no-factor"> {
  return transaction(center.db, async (tx) => {
    const account = await findAccount(tx, accountId);
    // Officials' factors are the business of who administers: see `startOfficialReset`.
    if (!account?.hasFactor || account.realm !== "facility") {
      return "no-factor";
    }
    const id = newId();
    const startedAt = center.clock.now();
    const start = { id, accountId, reason, startedAs: as, startedBy: by, startedAt };
    if (!(await insertReset(tx, start))) {
      return "open-already";
    }
    await audit(tx, center.clock, {
      action: "factor-reset.asked",
      actor: { kind: as === "official" ? "official" : "person", id: by },
      facilityId: null,
      subject: { kind: "account", id: accountId },
      detail: { as, reason },
    });
    const letter = startedMail({ name: account.name, stopLink: stopLink(center, id) });
    await queueMail(tx, { to: account.mail, ...letter });

    return "started";
  });
}

export type ResetResult = "done" | "not-found" | "not-its-facility" | ResetRefusal;

/** Of an official: whoever administers has met them, for there is no facility to call back. */
export async function startOfficialReset(
  center: Center,
  official: Official,
  accountId: string,
  { reason, way, note }: OfficialResetStart,
): Promise<"started" | "open-already" | "no-factor" | "yourself"> {
  if (official.id === accountId) return "yourself";

  return transaction(center.db, async (tx) => {
    const account = await findAccount(tx, accountId);
    if (!account?.hasFactor || account.realm !== "office") return "no-factor";
    const id = newId();
    const now = center.clock.now();
    const start = { id, accountId, reason, startedBy: official.id, startedAt: now };
    if (!(await insertReset(tx, { ...start, startedAs: "official" }))) return "open-already";
    await changeReset(tx, id, {
      state: "checked",
      spokenWith: meetingWays[way],
      checkNote: note,
      checkedBy: official.id,
      checkedAt: now,
    });
    const about = { accountId, facilityId: null };
    await record(tx, center, "factor-reset.asked", about, official, { as: "official", reason });
    await record(tx, center, "factor-reset.checked", about, official, { way });
    const link = stopLink(center, id);
    const letter = officialStartedMail({ name: account.name, stopLink: link });
    await queueMail(tx, { to: account.mail, ...letter });

    return "started";
  });
}

/** The number is the record's, not one that the caller gives. */
export async function checkReset(
  center: Center,
  official: Official,
  id: string,
  { facility: facilityId, spokenWith, note }: Omit<ResetCheck, "called">,
): Promise<ResetResult> {
  return withReset(center, id, "facility", async (tx, reset) => {
    const allowed = canReset.check(reset);
    if (allowed !== true) return allowed;
    const memberships = await membershipsOf(tx, reset.accountId);
    const isIts = memberships.some((each) => each.facilityId === facilityId);
    const facility = isIts ? await findFacility(tx, facilityId) : undefined;
    if (!facility) return "not-its-facility";
    await changeReset(tx, id, {
      state: "checked",
      facilityId,
      phone: facility.phone,
      spokenWith,
      checkNote: note,
      checkedBy: official.id,
      checkedAt: center.clock.now(),
    });
    await record(tx, center, "factor-reset.checked", { ...reset, facilityId }, official, {
      way: "call-back",
    });

    return "done";
  });
}

export async function approveReset(
  center: Center,
  official: Official,
  id: string,
  realm: Realm,
): Promise<ResetResult> {
  return withReset(center, id, realm, async (tx, reset, account) => {
    const allowed = canReset.approve(official, reset);
    if (allowed !== true) return allowed;
    // Nobody says of themselves who they are.
    if (account.id === official.id) return "about-you";
    const now = center.clock.now();
    const dueAt = now.add({ hours: center.config.factorResetHours });
    await changeReset(tx, id, {
      state: "waiting",
      decidedBy: official.id,
      decidedAt: now,
      dueAt,
    });
    await record(tx, center, "factor-reset.approved", reset, official);
    const about = { name: account.name, stopLink: stopLink(center, id) };
    await queueMail(tx, { to: account.mail, ...approvedMail(about, dueAt) });
    await tellColleagues(tx, account, colleagueMail(account, dueAt), now);

    return "done";
  });
}

export async function declineReset(
  center: Center,
  official: Official,
  id: string,
  declineReason: string,
  realm: Realm,
): Promise<ResetResult> {
  return withReset(center, id, realm, async (tx, reset, account) => {
    const allowed = canReset.decline(reset);
    if (allowed !== true) return allowed;
    const now = center.clock.now();
    const decision = { decidedBy: official.id, decidedAt: now, declineReason };
    await changeReset(tx, id, { state: "declined", ...decision, endedAt: now });
    await record(tx, center, "factor-reset.declined", reset, official);
    await queueMail(tx, { to: account.mail, ...declinedMail(account.name, declineReason) });

    return "done";
  });
}

/** @param by whoever stops it; null: whoever has the link of the mail */
export async function stopReset(
  center: Center,
  id: string,
  by: AuditEntry["actor"] | null,
  realm: Realm | null,
): Promise<boolean> {
  const result = await withReset(center, id, realm, async (tx, reset, account) => {
    if (!canReset.stop(reset)) return "not-waiting";
    await changeReset(tx, id, { state: "stopped", endedAt: center.clock.now() });
    await audit(tx, center.clock, {
      action: "factor-reset.stopped",
      actor: by ?? { kind: "person", id: account.id },
      facilityId: reset.facilityId,
      subject: { kind: "account", id: account.id },
      detail: { way: by === null ? "link" : "page" },
    });
    const letter = stoppedMail(account.name);
    await queueMail(tx, { to: account.mail, ...letter });
    // They had been told that it would come.
    if (reset.state === "waiting") await tellColleagues(tx, account, letter, center.clock.now());

    return "done";
  });

  return result === "done";
}

/** By the person, or by a 管理者 about whom they act for; of whatever is open. */
export async function stopOpenReset(
  center: Center,
  accountId: string,
  by: AuditEntry["actor"],
): Promise<boolean> {
  const open = await findOpenReset(center.db, accountId);

  return open !== undefined && stopReset(center, open.id, by, null);
}

/** Each in a transaction of its own: one that fails does not keep the others. */
export async function takeDueResets(center: Place): Promise<void> {
  for (const id of await dueResets(center.db, center.clock.now())) {
    await withReset(center, id, null, async (tx, reset, account) => {
      if (reset.state !== "waiting") return "not-waiting";
      await deleteTotp(tx, account.id);
      await deletePasskeys(tx, account.id);
      await replaceRecoveryCodes(tx, account.id, []);
      const ended = await center.sessions.endAll(tx, account.id, null);
      await changeReset(tx, id, { state: "done", endedAt: center.clock.now() });
      await audit(tx, center.clock, {
        action: "factor-reset.done",
        actor: SYSTEM,
        facilityId: reset.facilityId,
        subject: { kind: "account", id: account.id },
        detail: { ended },
      });
      await queueMail(tx, {
        to: account.mail,
        ...doneMail(center.config.publicUrl, account),
      });
      await tellColleagues(tx, account, colleagueMail(account, null), center.clock.now());

      return "done";
    });
  }
}

async function withReset(
  center: Pick<Center, "db">,
  id: string,
  /** Whose resets are meant; null: whosoever. */
  realm: Realm | null,
  deed: (tx: Tx, reset: FactorReset, account: KnownAccount) => Promise<ResetResult>,
): Promise<ResetResult> {
  return transaction(center.db, async (tx) => {
    const reset = await lockReset(tx, id);
    const account = reset && (await findAccount(tx, reset.accountId));

    const isMeant = realm === null || account?.realm === realm;

    return reset && account && isMeant ? deed(tx, reset, account) : "not-found";
  });
}

async function record(
  tx: Tx,
  { clock }: Center,
  action: AuditEntry["action"],
  { accountId, facilityId }: Pick<FactorReset, "accountId" | "facilityId">,
  { id }: Official,
  detail: AuditEntry["detail"] = {},
): Promise<void> {
  await audit(tx, clock, {
    action,
    actor: { kind: "official", id },
    facilityId,
    subject: { kind: "account", id: accountId },
    detail,
  });
}

async function tellColleagues(
  tx: Tx,
  { id, realm }: KnownAccount,
  letter: ReturnType<typeof colleagueMail>,
  now: Temporal.Instant,
): Promise<void> {
  const colleagues =
    realm === "office"
      ? await administratorMails(tx, now, [id])
      : await otherAdministrators(tx, id);
  for (const to of colleagues) {
    await queueMail(tx, { to, ...letter });
  }
}

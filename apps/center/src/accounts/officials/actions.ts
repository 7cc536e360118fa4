import { startOfDay } from "@madoguchi/notation";
import { hashPassword, newId, newToken, queueMail, sha256, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { audit } from "../../audit/index.ts";
import type { AuditEntry } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import type { OfficialActor } from "../rules.ts";
import type { OfficialRole } from "../rules/office-rights.ts";
import { findAccount, findAccountByMail, insertAccount } from "../store.ts";
import { insertLink } from "../store/links.ts";
import { giveRoles } from "../store/official-roles.ts";
import {
  addedOnMachineMail,
  declinedMail,
  grantedMail,
  invitedMail,
  proposedMail,
  takenMail,
} from "./mails.ts";
import { ADMINISTRATORS_WISE, canRoles, problemOf } from "./rules.ts";
import type { DecisionRefusal, Wish } from "./rules.ts";
import {
  administratorMails,
  decideProposal,
  endRoles,
  findOfficial,
  insertProposal,
  lockAdministrators,
  lockProposal,
} from "./store.ts";
import type { RoleProposal } from "./store.ts";

/** What the command line has of a center. */
type Place = Pick<Center, "db" | "clock"> & {
  readonly config: Pick<Center["config"], "publicUrl" | "invitationDays">;
};

export type Person =
  | { readonly kind: "known"; readonly accountId: string }
  | { readonly kind: "new"; readonly mail: string; readonly name: string };

export type ProposeResult =
  | { readonly kind: "proposed"; readonly id: string }
  | { readonly kind: "not-found" }
  | { readonly kind: "problem"; readonly about: "mail" | "roles"; readonly words: string };

const OPEN_ALREADY = "この職員についての提案が、すでに確認を待っています。";
const ADDRESS_TAKEN =
  "このメールアドレスは、すでに使われています。別のアドレスを入力してください。";
const ABOUT_YOU = "自分の役割は提案できません。ほかの管理の職員に頼んでください。";

/** Nothing changes yet: it waits for another administrator. */
export async function proposeRoles(
  center: Center,
  actor: OfficialActor,
  person: Person,
  wish: Wish & { readonly reason: string },
): Promise<ProposeResult> {
  const { clock } = center;
  const now = clock.now();

  return transaction(center.db, async (tx) => {
    const administrators = await lockAdministrators(tx, now);
    const known =
      person.kind === "known" ? await findOfficial(tx, person.accountId, now) : undefined;
    if (person.kind === "known" && !known) return { kind: "not-found" };
    if (person.kind === "new" && (await findAccountByMail(tx, person.mail))) {
      return { kind: "problem", about: "mail", words: ADDRESS_TAKEN };
    }
    if (canRoles.propose(actor, known?.id ?? null) !== true) {
      return { kind: "problem", about: "roles", words: ABOUT_YOU };
    }
    const held = known?.roles ?? [];
    const words = problemOf(wish, { held, administrators: administrators.length });
    if (words !== null) return { kind: "problem", about: "roles", words };
    const { mail, name } = person.kind === "new" ? person : (known ?? { mail: "", name: "" });
    const id = newId();
    const proposal = { id, accountId: known?.id ?? null, mail, name, ...wish };
    const isFirst = await insertProposal(tx, {
      ...proposal,
      proposedBy: actor.id,
      proposedAt: now,
    });
    if (!isFirst) return { kind: "problem", about: "roles", words: OPEN_ALREADY };
    await record(tx, center, "role.proposed", actor, proposal);
    const letter = proposedMail(center.config.publicUrl, { ...proposal, proposer: actor.name });
    const but = known ? [actor.id, known.id] : [actor.id];
    for (const to of await administratorMails(tx, now, but)) {
      await queueMail(tx, { to, ...letter });
    }

    return { kind: "proposed", id };
  });
}

export type DecideResult =
  | "done"
  | "not-found"
  | DecisionRefusal
  | "proposer-left"
  | { readonly problem: string };

/** What was proposed is judged again, for roles may have changed since; and whoever proposed must still administer. */
export async function agreeToRoles(
  center: Center,
  actor: OfficialActor,
  id: string,
): Promise<DecideResult> {
  const now = center.clock.now();
  // Slow, and of no use to anybody: whoever is invited decides their own by the link.
  const passwordHash = await hashPassword(newToken());

  return transaction(center.db, async (tx) => {
    const administrators = await lockAdministrators(tx, now);
    const proposal = await lockProposal(tx, id);
    if (!proposal) return "not-found";
    const allowed = canRoles.agree(actor, proposal);
    if (allowed !== true) return allowed;
    if (!administrators.includes(proposal.proposedBy)) return "proposer-left";
    const known =
      proposal.accountId === null ? undefined : await findOfficial(tx, proposal.accountId, now);
    const held = known?.roles ?? [];
    const problem =
      proposal.kind === "invite" && (await findAccountByMail(tx, proposal.mail))
        ? ADDRESS_TAKEN
        : problemOf(proposal, { held, administrators: administrators.length });
    if (problem !== null) return { problem };
    const accountId = known?.id ?? (await addOfficial(tx, center, { ...proposal, passwordHash }));
    await decideProposal(tx, id, {
      state: "agreed",
      accountId,
      decidedBy: actor.id,
      decidedAt: now,
    });
    await takeEffect(tx, center, { ...proposal, accountId }, now);
    await record(tx, center, "role.agreed", actor, { ...proposal, accountId });

    return "done";
  });
}

export async function declineRoles(
  center: Center,
  actor: OfficialActor,
  id: string,
  declineReason: string,
): Promise<DecideResult> {
  return transaction(center.db, async (tx) => {
    const proposal = await lockProposal(tx, id);
    if (!proposal) return "not-found";
    const allowed = canRoles.decline(actor, proposal);
    if (allowed !== true) return allowed;
    const decidedAt = center.clock.now();
    const decision = { state: "declined", decidedBy: actor.id, decidedAt, declineReason } as const;
    await decideProposal(tx, id, decision);
    await record(tx, center, "role.declined", actor, proposal);
    const proposer = await findAccount(tx, proposal.proposedBy);
    if (proposer) {
      await queueMail(tx, { to: proposer.mail, ...declinedMail(proposal, declineReason) });
    }

    return "done";
  });
}

export async function withdrawRoles(
  center: Center,
  actor: OfficialActor,
  id: string,
): Promise<DecideResult> {
  return transaction(center.db, async (tx) => {
    const proposal = await lockProposal(tx, id);
    if (!proposal) return "not-found";
    const allowed = canRoles.withdraw(actor, proposal);
    if (allowed !== true) return allowed;
    const decidedAt = center.clock.now();
    await decideProposal(tx, id, { state: "withdrawn", decidedBy: actor.id, decidedAt });
    await record(tx, center, "role.withdrawn", actor, proposal);

    return "done";
  });
}

export type FirstResult = "invited" | "enough" | "address-taken";

/**
 * On the machine, for a center without administrators: whoever can start it has the database anyway. Ends where there are
 * enough who can help each other; everybody who administers already is told.
 */
export async function inviteFirstAdministrator(
  center: Place,
  { mail, name }: { readonly mail: string; readonly name: string },
): Promise<FirstResult> {
  const now = center.clock.now();
  const passwordHash = await hashPassword(newToken());

  return transaction(center.db, async (tx) => {
    const administrators = await lockAdministrators(tx, now);
    if (administrators.length >= ADMINISTRATORS_WISE) return "enough";
    if (await findAccountByMail(tx, mail)) return "address-taken";
    const others = await administratorMails(tx, now, []);
    const roles: readonly OfficialRole[] = ["administrator"];
    const about = { mail, name, roles, untilOn: null };
    const accountId = await addOfficial(tx, center, { ...about, passwordHash });
    await giveRoles(tx, { accountId, roles, from: now, to: null, proposalId: null });
    await audit(tx, center.clock, {
      action: "role.given-on-machine",
      actor: { kind: "system", id: "command-line" },
      facilityId: null,
      subject: { kind: "account", id: accountId },
      detail: { roles: roles.join(" ") },
    });
    for (const to of others) {
      await queueMail(tx, { to, ...addedOnMachineMail(name) });
    }

    return "invited";
  });
}

/** @returns the id of the new account, whose owner has a link by mail now */
async function addOfficial(
  tx: Tx,
  center: Place,
  person: Pick<RoleProposal, "mail" | "name" | "roles" | "untilOn"> & {
    readonly passwordHash: string;
  },
): Promise<string> {
  const { mail, name, passwordHash } = person;
  const accountId = newId();
  const createdAt = center.clock.now();
  const token = newToken();
  const expiresAt = createdAt.add({ hours: center.config.invitationDays * 24 });
  await insertAccount(tx, { id: accountId, realm: "office", mail, name, passwordHash, createdAt });
  await insertLink(tx, {
    tokenHash: sha256(token),
    accountId,
    purpose: "password",
    mail: null,
    createdAt,
    expiresAt,
  });
  const letter = invitedMail(center.config.publicUrl, { ...person, token, expiresAt });
  await queueMail(tx, { to: mail, ...letter });

  return accountId;
}

async function takeEffect(
  tx: Tx,
  center: Center,
  proposal: RoleProposal & { readonly accountId: string },
  now: Temporal.Instant,
): Promise<void> {
  const { id, kind, accountId, roles, untilOn, reason } = proposal;
  const account = await findAccount(tx, accountId);
  const about = { ...proposal, name: account?.name ?? proposal.name };
  const to = account?.mail ?? proposal.mail;
  if (kind === "take") {
    await endRoles(tx, { accountId, roles, at: now, proposalId: id });
    await center.sessions.endAll(tx, accountId, null);
    await queueMail(tx, { to, ...takenMail(about, reason) });

    return;
  }
  const end = untilOn && startOfDay(untilOn.add({ days: 1 }));
  await giveRoles(tx, { accountId, roles, from: now, to: end, proposalId: id });
  // Whoever is invited has a letter already.
  if (kind === "grant") {
    await queueMail(tx, { to, ...grantedMail(center.config.publicUrl, about) });
  }
}

async function record(
  tx: Tx,
  { clock }: Center,
  action: AuditEntry["action"],
  { id }: OfficialActor,
  proposal: Pick<RoleProposal, "id" | "kind" | "accountId" | "roles">,
): Promise<void> {
  const { kind, accountId, roles } = proposal;
  await audit(tx, clock, {
    action,
    actor: { kind: "official", id },
    facilityId: null,
    subject:
      accountId === null
        ? { kind: "role-proposal", id: proposal.id }
        : { kind: "account", id: accountId },
    detail: { kind, roles: roles.join(" ") },
  });
}

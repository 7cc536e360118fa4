/** Who becomes an official, and which roles are given and taken: proposed by one 管理, agreed to by another, about a third. */
import { mailField, optionalDateField, textField } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { conflictIn, isOfficialRole, officialRoleWords } from "../rules/office-rights.ts";
import type { OfficialRole } from "../rules/office-rights.ts";

export type ProposalKind = "invite" | "grant" | "take";
export type ProposalState = "open" | "agreed" | "declined" | "withdrawn";

export const proposalKinds = {
  invite: "職員の招待",
  grant: "役割の追加",
  take: "役割の取外し",
} as const satisfies Record<ProposalKind, string>;

export const proposalStates = {
  open: "もう1人の管理の確認待ち",
  agreed: "決定",
  declined: "お断り",
  withdrawn: "取下げ",
} as const satisfies Record<ProposalState, string>;

/** Every event that a state knows; what is not here cannot happen. */
export const roleTransitions: Readonly<
  Record<ProposalState, Readonly<Partial<Record<"agree" | "decline" | "withdraw", ProposalState>>>>
> = {
  open: { agree: "agreed", decline: "declined", withdraw: "withdrawn" },
  agreed: {},
  declined: {},
  withdrawn: {},
};

/** Fewer could agree to nothing any more: one proposes, the other agrees. */
export const ADMINISTRATORS_LEFT = 2;
/** Of two, neither can be helped by both others, as with a lost second factor. */
export const ADMINISTRATORS_WISE = 3;

export type Wish = {
  readonly kind: ProposalKind;
  readonly roles: readonly OfficialRole[];
  readonly untilOn: Temporal.PlainDate | null;
};

export type Standing = {
  /** What the person has now. */
  readonly held: readonly OfficialRole[];
  /** How many administer now. */
  readonly administrators: number;
};

/** @returns why it cannot be, in words; null where it can */
export function problemOf(
  { kind, roles, untilOn }: Wish,
  { held, administrators }: Standing,
): string | null {
  if (kind === "take") {
    const missing = roles.filter((role) => !held.includes(role));
    if (missing.length > 0) {
      return `「${officialRoleWords(missing)}」の役割は、いまこの職員にありません。`;
    }

    return roles.includes("administrator") && administrators <= ADMINISTRATORS_LEFT
      ? `管理の職員が${ADMINISTRATORS_LEFT}人より少なくなるため、外せません。先に管理の職員を増やしてください。`
      : null;
  }
  const present = roles.filter((role) => held.includes(role));
  if (present.length > 0) {
    return `「${officialRoleWords(present)}」の役割は、すでにこの職員にあります。`;
  }
  if (untilOn !== null && roles.includes("administrator")) {
    return "「管理」の役割には、終わりの日を付けられません。管理の職員がいなくなるおそれがあるためです。";
  }

  return conflictIn([...held, ...roles]);
}

export type Proposal = {
  readonly state: ProposalState;
  readonly accountId: string | null;
  readonly proposedBy: string;
};

type Administrator = { readonly id: string };
export type DecisionRefusal = "not-open" | "proposed-by-you" | "about-you" | "not-yours";

export const canRoles = {
  /** Nobody asks for roles of their own. */
  propose: ({ id }: Administrator, accountId: string | null): true | "about-you" =>
    id !== accountId || "about-you",

  agree({ id }: Administrator, proposal: Proposal): true | DecisionRefusal {
    if (!roleTransitions[proposal.state].agree) return "not-open";
    if (proposal.proposedBy === id) return "proposed-by-you";

    return proposal.accountId !== id || "about-you";
  },

  decline: (administrator: Administrator, proposal: Proposal): true | DecisionRefusal =>
    canRoles.agree(administrator, proposal),

  withdraw({ id }: Administrator, { state, proposedBy }: Proposal): true | DecisionRefusal {
    if (!roleTransitions[state].withdraw) return "not-open";

    return proposedBy === id || "not-yours";
  },
} as const;

const ROLES_MISSING = "役割を1つ以上選んでください。";
const rolesField = z
  .string({ error: ROLES_MISSING })
  .transform((text) => text.split("\n").filter(isOfficialRole))
  .refine((roles) => roles.length > 0, ROLES_MISSING);
const reasonField = textField("理由", 200);

/** The last day is today or later. */
function untilField(today: Temporal.PlainDate) {
  return optionalDateField("終わりの日").refine(
    (day) => day === null || Temporal.PlainDate.compare(day, today) >= 0,
    "終わりの日は、今日か、今日より後の日にしてください。",
  );
}

export function grantSchema(today: Temporal.PlainDate) {
  return z.object({ roles: rolesField, untilOn: untilField(today), reason: reasonField });
}

export function inviteSchema(today: Temporal.PlainDate) {
  return grantSchema(today).extend({ mail: mailField, name: textField("氏名", 60) });
}

export const takeSchema = z.object({ roles: rolesField, reason: reasonField });
export const declineSchema = z.object({ declineReason: textField("断る理由", 200) });

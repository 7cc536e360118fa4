/** Who acts for a facility: what may be changed about its people, so that there is always a 管理者. */
import { choiceField, consentField, dateField, mailField, textField } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { isFacilityRole } from "./rights.ts";
import type { FacilityRole } from "./rights.ts";

export type Holder = { readonly accountId: string; readonly roles: readonly FacilityRole[] };

export const isAdministrator = ({ roles }: Pick<Holder, "roles">): boolean =>
  roles.includes("administrator");

/** Whether an administrator is left when somebody has these roles afterwards; none of them when they leave. */
export function leavesAdministrator(
  members: readonly Holder[],
  accountId: string,
  roles: readonly FacilityRole[],
): boolean {
  return members.some((member) =>
    isAdministrator(member.accountId === accountId ? { roles } : member),
  );
}

/** Whether what was agreed can still be done: the successor is there, and who gives has something to give. */
export function canHandOver(
  members: readonly Holder[],
  { fromAccount, toAccount }: { readonly fromAccount: string; readonly toAccount: string },
): boolean {
  const isHeld = (accountId: string) =>
    members.some((member) => member.accountId === accountId && isAdministrator(member));

  return fromAccount !== toAccount && isHeld(fromAccount) && isHeld(toAccount);
}

/** Several checkboxes of one name; at least one. */
const rolesField = z
  .string({ error: "役割を1つ以上選んでください。" })
  .transform((text) => text.split("\n").filter(isFacilityRole))
  .refine((roles) => roles.length > 0, "役割を1つ以上選んでください。");

export const rolesSchema = z.object({ roles: rolesField });
export const invitationSchema = z.object({ mail: mailField, roles: rolesField });

/** Of who comes by an invitation and has no account yet. */
export const newcomerSchema = z.object({
  name: textField("氏名", 60),
  consent: consentField("利用規約を読み、同意する場合はチェックを入れてください。"),
});

/** What the giver of 管理者 is afterwards. */
export const keptChoices = {
  reception: "受付として残る",
  accounting: "経理として残る",
  leave: "この施設の担当を外れる",
} as const;

const HANDOVER_YEARS = 1;

/** @param today before it nothing can be handed over any more, and far ahead nobody can promise */
export function handoverSchema(today: Temporal.PlainDate) {
  const last = today.add({ years: HANDOVER_YEARS });
  const isWithin = (day: Temporal.PlainDate) =>
    Temporal.PlainDate.compare(day, today) >= 0 && Temporal.PlainDate.compare(day, last) <= 0;

  return z.object({
    mail: mailField,
    effectiveOn: dateField("交代の日").refine(
      isWithin,
      "交代の日は、今日から1年後までの日にしてください。",
    ),
    kept: choiceField("交代した後のあなたの役割", ["reception", "accounting", "leave"]),
  });
}
export type HandoverForm = z.infer<ReturnType<typeof handoverSchema>>;

export function keptRoles(kept: keyof typeof keptChoices): FacilityRole[] {
  return kept === "leave" ? [] : [kept];
}

/** What officials are told about their roles. */
import { formatDate, formatDateTime } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import type { Letter } from "../mail.ts";
import { doors } from "../rules/doors.ts";
import { officialRoleWords } from "../rules/office-rights.ts";
import type { OfficialRole } from "../rules/office-rights.ts";
import { proposalKinds } from "./rules.ts";
import type { ProposalKind } from "./rules.ts";

const NOT_KNOWN = "お心当たりのないときは、すぐに管理の職員に知らせてください。";

type About = {
  readonly name: string;
  readonly roles: readonly OfficialRole[];
  readonly untilOn: Temporal.PlainDate | null;
};

/** To the administrators who can agree. */
export function proposedMail(
  publicUrl: string,
  proposal: About & { readonly id: string; readonly kind: ProposalKind; readonly proposer: string },
): Letter {
  const { id, kind, name, roles, proposer } = proposal;

  return letter(`【窓口】${proposalKinds[kind]}の確認をお願いします`, [
    `${proposer} さんが、${proposalKinds[kind]}を提案しました。`,
    `職員：${name}`,
    `役割：${officialRoleWords(roles)}`,
    "",
    "次のページで理由を確かめて、同意するか断ってください。",
    `${publicUrl}/office/officials/proposals/${id}`,
  ]);
}

export function invitedMail(
  publicUrl: string,
  invitation: About & { readonly token: string; readonly expiresAt: Temporal.Instant },
): Letter {
  const { name, roles, untilOn, token, expiresAt } = invitation;

  return letter("【窓口】審査室の職員への招待", [
    `${name} 様`,
    "",
    "オンライン資格確認 審査室の職員として招待されました。",
    `役割：${officialRoleWords(roles)}${untilWords(untilOn)}`,
    "",
    `${formatDateTime(expiresAt)}までに次のページを開き、パスワードを決めてください。`,
    "そのあと、認証アプリかパスキーを設定します。リンクは一度だけ使えます。",
    "",
    `${publicUrl}${doors.office.resetPassword}?token=${token}`,
    "",
    "お心当たりのないときは、このメールを削除してください。",
  ]);
}

export function grantedMail(publicUrl: string, { name, roles, untilOn }: About): Letter {
  return letter("【窓口】あなたの役割が加わりました", [
    `${name} 様`,
    "",
    "審査室の役割が加わりました。",
    `役割：${officialRoleWords(roles)}${untilWords(untilOn)}`,
    "",
    `${publicUrl}${doors.office.signIn}`,
    "",
    NOT_KNOWN,
  ]);
}

export function takenMail({ name, roles }: About, reason: string): Letter {
  return letter("【窓口】あなたの役割が外れました", [
    `${name} 様`,
    "",
    "審査室の役割が外れました。すべての端末からログアウトしました。",
    `外れた役割：${officialRoleWords(roles)}`,
    `理由：${reason}`,
    "",
    NOT_KNOWN,
  ]);
}

/** To whoever proposed. */
export function declinedMail(
  proposal: About & { readonly kind: ProposalKind },
  reason: string,
): Letter {
  return letter(`【窓口】${proposalKinds[proposal.kind]}の提案が断られました`, [
    `職員：${proposal.name}`,
    `役割：${officialRoleWords(proposal.roles)}`,
    `断った理由：${reason}`,
  ]);
}

function untilWords(untilOn: Temporal.PlainDate | null): string {
  return untilOn === null ? "" : `（${formatDate(untilOn)}まで）`;
}

function letter(subject: string, lines: readonly string[]): Letter {
  return { subject, text: lines.join("\n") };
}

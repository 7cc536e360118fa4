/** What officials are told about their roles. */
import { formatDate, formatDateTime } from "@madoguchi/notation";
import { letter, mailTemplate } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
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
export const proposedMail = mailTemplate({
  name: "official.proposed",
  when: "職員の役割の変更が提案されたとき",
  to: "同意できる管理の職員",
  write(
    publicUrl: string,
    proposal: About & {
      readonly id: string;
      readonly kind: ProposalKind;
      readonly proposer: string;
    },
  ) {
    const { id, kind, name, roles, proposer } = proposal;

    return letter(`【窓口】${proposalKinds[kind]}の確認をお願いします`, [
      `${proposer} さんが、${proposalKinds[kind]}を提案しました。`,
      `職員：${name}`,
      `役割：${officialRoleWords(roles)}`,
      "",
      "次のページで理由を確かめて、同意するか断ってください。",
      `${publicUrl}/office/officials/proposals/${id}`,
    ]);
  },
  examples: ({ publicUrl, id, person, colleague }, write) =>
    (["invite", "grant", "take"] as const).map((kind) =>
      write(publicUrl, {
        id,
        kind,
        name: person,
        proposer: colleague,
        roles: ["reviewer"],
        untilOn: null,
      }),
    ),
});

export const invitedMail = mailTemplate({
  name: "official.invited",
  when: "新しい職員が加わることに決まったとき",
  to: "その職員",
  write(
    publicUrl: string,
    invitation: About & { readonly token: string; readonly expiresAt: Temporal.Instant },
  ) {
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
  },
  examples: ({ publicUrl, person, token, at, day }, write) => [
    write(publicUrl, { name: person, roles: ["reviewer"], untilOn: day, token, expiresAt: at }),
  ],
});

export const grantedMail = mailTemplate({
  name: "official.granted",
  when: "職員に役割が加わったとき",
  to: "その職員",
  write(publicUrl: string, { name, roles, untilOn }: About) {
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
  },
  examples: ({ publicUrl, person }, write) => [
    write(publicUrl, { name: person, roles: ["reviewer"], untilOn: null }),
  ],
});

export const takenMail = mailTemplate({
  name: "official.taken",
  when: "職員の役割が外れたとき",
  to: "その職員",
  write({ name, roles }: About, reason: string) {
    return letter("【窓口】あなたの役割が外れました", [
      `${name} 様`,
      "",
      "審査室の役割が外れました。すべての端末からログアウトしました。",
      `外れた役割：${officialRoleWords(roles)}`,
      `理由：${reason}`,
      "",
      NOT_KNOWN,
    ]);
  },
  examples: ({ person }, write) => [
    write({ name: person, roles: ["reviewer"], untilOn: null }, "担当が替わりました。"),
  ],
});

/** To whoever proposed. */
export const declinedMail = mailTemplate({
  name: "official.declined",
  when: "職員の役割の提案が断られたとき",
  to: "提案した職員",
  write(proposal: About & { readonly kind: ProposalKind }, reason: string) {
    return letter(`【窓口】${proposalKinds[proposal.kind]}の提案が断られました`, [
      `職員：${proposal.name}`,
      `役割：${officialRoleWords(proposal.roles)}`,
      `断った理由：${reason}`,
    ]);
  },
  examples: ({ person }, write) => [
    write(
      { kind: "grant", name: person, roles: ["reviewer"], untilOn: null },
      "いまの役割で足りています。",
    ),
  ],
});

/** So that nobody is added behind the others' backs. */
export const addedOnMachineMail = mailTemplate({
  name: "official.added-on-machine",
  when: "運用の担当が、サーバーの操作で管理の職員を加えたとき",
  to: "ほかの管理の職員",
  write: (name: string) =>
    letter("【窓口】管理の職員が加わりました", [
      `運用の担当が、サーバーの操作で ${name} さんを管理の職員に加えました。`,
      "お心当たりのないときは、すぐに運用の担当に確かめてください。",
    ]),
  examples: ({ person }, write) => [write(person)],
});

function untilWords(untilOn: Temporal.PlainDate | null): string {
  return untilOn === null ? "" : `（${formatDate(untilOn)}まで）`;
}

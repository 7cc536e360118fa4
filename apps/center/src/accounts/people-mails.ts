/** What people are told by mail about for whom they act. */
import { formatDate, formatDateTime } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import type { Letter } from "./mail.ts";
import { roleWords } from "./rules/rights.ts";
import type { FacilityRole } from "./rules/rights.ts";

type Roles = readonly FacilityRole[];

/** The same for everybody: it does not depend on whether the address has an account. */
export function invitationMail(
  publicUrl: string,
  invitation: {
    readonly facilityName: string;
    readonly inviter: string;
    readonly roles: Roles;
    readonly expiresAt: Temporal.Instant;
    readonly token: string;
    /** Of a hand-over, the day on which the inviter steps back. */
    readonly effectiveOn: Temporal.PlainDate | null;
  },
): Letter {
  const { facilityName, inviter, roles, expiresAt, token, effectiveOn } = invitation;

  return {
    subject:
      effectiveOn === null
        ? "【窓口】施設の担当者への招待"
        : "【窓口】施設の管理者の引き継ぎのお願い",
    text: [
      effectiveOn === null
        ? `${facilityName}の${inviter} さんが、あなたを担当者に招待しました。`
        : `${facilityName}の管理者 ${inviter} さんが、あなたに管理者を引き継ぎます。`,
      `役割：${roleWords(roles)}`,
      ...(effectiveOn === null ? [] : [`交代の日：${formatDate(effectiveOn)}`]),
      "",
      `${formatDateTime(expiresAt)}までに、次のページを開いてください。`,
      "リンクは一度だけ使えます。",
      "",
      `${publicUrl}/invitation?token=${token}`,
      "",
      "お心当たりのないときは、このメールを削除してください。何も起こりません。",
    ].join("\n"),
  };
}

/** To whoever invited. */
export function declinedInvitationMail(
  publicUrl: string,
  about: { readonly facilityName: string; readonly mail: string; readonly isHandover: boolean },
): Letter {
  const { facilityName, mail, isHandover } = about;

  return letter("【窓口】招待を断るとの返事がありました", [
    `${facilityName}への招待を断るとの返事が、${mail} の方からありました。`,
    isHandover
      ? "管理者の引き継ぎは行われません。いまの役割は、そのままです。"
      : "この方は、担当者に加わっていません。",
    "",
    "必要なときは、次のページで、もう一度招待できます。",
    `${publicUrl}/account/people`,
  ]);
}

export function joinedMail(
  publicUrl: string,
  { facilityName, name, roles }: { facilityName: string; name: string; roles: Roles },
): Letter {
  return letter("【窓口】担当者が加わりました", [
    `${facilityName}の担当者に、${name} さんが加わりました。`,
    `役割：${roleWords(roles)}`,
    "",
    "お心当たりのないときは、次のページで担当から外してください。",
    `${publicUrl}/account/people`,
  ]);
}

export function rolesChangedMail(to: string, facilityName: string, roles: Roles): Letter {
  return letter("【窓口】あなたの役割が変わりました", [
    `${to} 様`,
    "",
    `${facilityName}の管理者が、あなたの役割を「${roleWords(roles)}」に変えました。`,
    "お心当たりのないときは、施設の管理者に確かめてください。",
  ]);
}

export function removedMail(to: string, facilityName: string): Letter {
  return letter("【窓口】施設の担当から外れました", [
    `${to} 様`,
    "",
    `${facilityName}の管理者が、あなたを担当から外しました。`,
    "この施設の画面は、もう開けません。ほかの施設の担当は変わりません。",
  ]);
}

export function leftMail(facilityName: string, name: string): Letter {
  return letter("【窓口】担当者が外れました", [
    `${facilityName}の担当者 ${name} さんが、自分で担当を外れました。`,
  ]);
}

type HandedOver = {
  readonly facilityName: string;
  readonly giver: string;
  readonly successor: string;
  readonly kept: Roles;
  readonly effectiveOn: Temporal.PlainDate;
};

/** The successor has joined, and the day is still to come. */
export function handoverAgreedMail(publicUrl: string, about: HandedOver): Letter {
  const { facilityName, giver, successor, kept, effectiveOn } = about;

  return letter("【窓口】管理者の引き継ぎが決まりました", [
    `${facilityName}の管理者に、${successor} さんが加わりました。`,
    `${formatDate(effectiveOn)}に、${giver} さんは${afterwards(kept)}。`,
    "",
    "それまでは、2人とも管理者です。次のページで取りやめられます。",
    `${publicUrl}/account/people`,
  ]);
}

export function handoverDoneMail(about: HandedOver): Letter {
  const { facilityName, giver, successor, kept } = about;

  return letter("【窓口】管理者の引き継ぎが済みました", [
    `${facilityName}の管理者は、${successor} さんです。`,
    `${giver} さんは${afterwards(kept)}。`,
  ]);
}

/** What was agreed could not be done: one of the two is 管理者 no longer. */
export function handoverLapsedMail(publicUrl: string, facilityName: string): Letter {
  return letter("【窓口】管理者の引き継ぎは行われません", [
    `${facilityName}の管理者の引き継ぎは、行われません。`,
    "引き継ぐ方か引き継がれる方が、管理者ではなくなったためです。",
    "必要なときは、次のページで引き継ぎをやり直してください。",
    `${publicUrl}/account/people`,
  ]);
}

function afterwards(kept: Roles): string {
  return kept.length > 0 ? `「${roleWords(kept)}」に変わります` : "担当を外れます";
}

function letter(subject: string, lines: readonly string[]): Letter {
  return { subject, text: lines.join("\n") };
}

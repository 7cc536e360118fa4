/** What people are told by mail about for whom they act. */
import { formatDate, formatDateTime } from "@madoguchi/notation";
import { letter, mailTemplate } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { roleWords } from "./rules/rights.ts";
import type { FacilityRole } from "./rules/rights.ts";

type Roles = readonly FacilityRole[];

/** The same for everybody: it does not depend on whether the address has an account. */
export const invitationMail = mailTemplate({
  name: "people.invited",
  when: "施設の管理者が人を招待したとき、管理者を引き継ぐとき",
  to: "招待された方",
  write(
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
  ) {
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
  },
  examples: ({ publicUrl, facilityName, person, token, at, day }, write) =>
    [null, day].map((effectiveOn) =>
      write(publicUrl, {
        facilityName,
        inviter: person,
        roles: ["administrator"],
        expiresAt: at,
        token,
        effectiveOn,
      }),
    ),
});

/** To whoever invited. */
export const declinedInvitationMail = mailTemplate({
  name: "people.declined",
  when: "招待を断るとの返事があったとき",
  to: "招待した管理者",
  write(
    publicUrl: string,
    about: { readonly facilityName: string; readonly mail: string; readonly isHandover: boolean },
  ) {
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
  },
  examples: ({ publicUrl, facilityName, mail }, write) =>
    [false, true].map((isHandover) => write(publicUrl, { facilityName, mail, isHandover })),
});

export const joinedMail = mailTemplate({
  name: "people.joined",
  when: "招待された人が加わったとき",
  to: "施設の管理者",
  write(
    publicUrl: string,
    { facilityName, name, roles }: { facilityName: string; name: string; roles: Roles },
  ) {
    return letter("【窓口】担当者が加わりました", [
      `${facilityName}の担当者に、${name} さんが加わりました。`,
      `役割：${roleWords(roles)}`,
      "",
      "お心当たりのないときは、次のページで担当から外してください。",
      `${publicUrl}/account/people`,
    ]);
  },
  examples: ({ publicUrl, facilityName, person }, write) => [
    write(publicUrl, { facilityName, name: person, roles: ["reception", "accounting"] }),
  ],
});

export const rolesChangedMail = mailTemplate({
  name: "people.roles-changed",
  when: "管理者が担当者の役割を変えたとき",
  to: "その担当者",
  write(to: string, facilityName: string, roles: Roles) {
    return letter("【窓口】あなたの役割が変わりました", [
      `${to} 様`,
      "",
      `${facilityName}の管理者が、あなたの役割を「${roleWords(roles)}」に変えました。`,
      "お心当たりのないときは、施設の管理者に確かめてください。",
    ]);
  },
  examples: ({ facilityName, person }, write) => [write(person, facilityName, ["reception"])],
});

export const removedMail = mailTemplate({
  name: "people.removed",
  when: "管理者が担当者を外したとき",
  to: "その担当者",
  write(to: string, facilityName: string) {
    return letter("【窓口】施設の担当から外れました", [
      `${to} 様`,
      "",
      `${facilityName}の管理者が、あなたを担当から外しました。`,
      "この施設の画面は、もう開けません。ほかの施設の担当は変わりません。",
    ]);
  },
  examples: ({ facilityName, person }, write) => [write(person, facilityName)],
});

export const leftMail = mailTemplate({
  name: "people.left",
  when: "担当者が自分で担当を外れたとき",
  to: "施設の管理者",
  write(facilityName: string, name: string) {
    return letter("【窓口】担当者が外れました", [
      `${facilityName}の担当者 ${name} さんが、自分で担当を外れました。`,
    ]);
  },
  examples: ({ facilityName, person }, write) => [write(facilityName, person)],
});

type HandedOver = {
  readonly facilityName: string;
  readonly giver: string;
  readonly successor: string;
  readonly kept: Roles;
  readonly effectiveOn: Temporal.PlainDate;
};

/** The successor has joined, and the day is still to come. */
export const handoverAgreedMail = mailTemplate({
  name: "hand-over.agreed",
  when: "管理者の引き継ぎが決まったとき",
  to: "引き継ぐ方と、引き継がれる方",
  write(publicUrl: string, about: HandedOver) {
    const { facilityName, giver, successor, kept, effectiveOn } = about;

    return letter("【窓口】管理者の引き継ぎが決まりました", [
      `${facilityName}の管理者に、${successor} さんが加わりました。`,
      `${formatDate(effectiveOn)}に、${giver} さんは${afterwards(kept)}。`,
      "",
      "それまでは、2人とも管理者です。次のページで取りやめられます。",
      `${publicUrl}/account/people`,
    ]);
  },
  examples: ({ publicUrl, facilityName, person, colleague, day }, write) => [
    write(publicUrl, {
      facilityName,
      giver: person,
      successor: colleague,
      kept: [],
      effectiveOn: day,
    }),
  ],
});

export const handoverDoneMail = mailTemplate({
  name: "hand-over.done",
  when: "管理者の引き継ぎの日になったとき",
  to: "引き継いだ方と、引き継がれた方",
  write(about: HandedOver) {
    const { facilityName, giver, successor, kept } = about;

    return letter("【窓口】管理者の引き継ぎが済みました", [
      `${facilityName}の管理者は、${successor} さんです。`,
      `${giver} さんは${afterwards(kept)}。`,
    ]);
  },
  examples: ({ facilityName, person, colleague, day }, write) => [
    write({
      facilityName,
      giver: person,
      successor: colleague,
      kept: ["reception"],
      effectiveOn: day,
    }),
  ],
});

/** What was agreed could not be done: one of the two is 管理者 no longer. */
export const handoverLapsedMail = mailTemplate({
  name: "hand-over.lapsed",
  when: "引き継ぐ方か引き継がれる方が、管理者でなくなったとき",
  to: "施設の管理者",
  write(publicUrl: string, facilityName: string) {
    return letter("【窓口】管理者の引き継ぎは行われません", [
      `${facilityName}の管理者の引き継ぎは、行われません。`,
      "引き継ぐ方か引き継がれる方が、管理者ではなくなったためです。",
      "必要なときは、次のページで引き継ぎをやり直してください。",
      `${publicUrl}/account/people`,
    ]);
  },
  examples: ({ publicUrl, facilityName }, write) => [write(publicUrl, facilityName)],
});

function afterwards(kept: Roles): string {
  return kept.length > 0 ? `「${roleWords(kept)}」に変わります` : "担当を外れます";
}

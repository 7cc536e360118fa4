/** What the person, and the other 管理者 of their facilities, are told of it. */
import { formatDateTime } from "@madoguchi/notation";
import { letter, mailTemplate } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { doors } from "../rules/doors.ts";
import type { KnownAccount } from "../store.ts";
import { STOP } from "./stop-link.ts";

const CALL = "コールセンター（0800-080-4583）へお電話ください。";

type Whose = Pick<KnownAccount, "name" | "realm">;
type About = { readonly name: string; readonly stopLink: string };

export const startedMail = mailTemplate({
  name: "factor-reset.started",
  when: "2つ目の確認方法の解除の申し込みを受け付けたとき",
  to: "手続きをする本人",
  write({ name, stopLink }: About) {
    return letter("【窓口】確認方法の解除の申し込みを受け付けました", [
      `${name} 様`,
      "",
      "2つ目の確認方法（認証アプリ、パスキー）を解除する申し込みを受け付けました。",
      "職員が、施設の登録の電話番号におかけして、ご本人か確かめます。",
      "",
      "お心当たりのないときは、次のページで取りやめてください。",
      stopLink,
    ]);
  },
  examples: ({ publicUrl, person, token }, write) => [write(about(publicUrl, person, token))],
});

/** To an official: whoever administers has met somebody who says to be them. */
export const officialStartedMail = mailTemplate({
  name: "factor-reset.official-started",
  when: "管理の職員が、職員の確認方法の解除を始めたとき",
  to: "手続きをする本人",
  write({ name, stopLink }: About) {
    return letter("【窓口】確認方法の解除の手続きを始めました", [
      `${name} 様`,
      "",
      "管理の職員があなたと会い、2つ目の確認方法の解除の手続きを始めました。",
      "もう1人の管理の職員が承認すると、解除する日時をお知らせします。",
      "",
      "お心当たりのないときは、次のページで取りやめてください。",
      stopLink,
    ]);
  },
  examples: ({ publicUrl, person, token }, write) => [write(about(publicUrl, person, token))],
});

export const approvedMail = mailTemplate({
  name: "factor-reset.approved",
  when: "解除の日時が決まったとき",
  to: "手続きをする本人",
  write({ name, stopLink }: About, dueAt: Temporal.Instant) {
    return letter("【窓口】2つ目の確認方法を解除します", [
      `${name} 様`,
      "",
      `${formatDateTime(dueAt)}に、2つ目の確認方法（認証アプリ、パスキー）を解除します。`,
      "解除のときに、すべての端末からログアウトします。",
      "",
      "お心当たりのないときは、それまでに次のページで取りやめてください。",
      stopLink,
    ]);
  },
  examples: ({ publicUrl, person, token, at }, write) => [
    write(about(publicUrl, person, token), at),
  ],
});

export const doneMail = mailTemplate({
  name: "factor-reset.done",
  when: "2つ目の確認方法を解除したとき",
  to: "手続きをする本人",
  write(publicUrl: string, { name, realm }: Whose) {
    const { signIn, secondFactor } = doors[realm];

    return letter("【窓口】2つ目の確認方法を解除しました", [
      `${name} 様`,
      "",
      "2つ目の確認方法を解除し、すべての端末からログアウトしました。",
      "次のページからパスワードでログインし、確認方法を設定し直してください。",
      `${publicUrl}${signIn}?next=${encodeURIComponent(secondFactor)}`,
      "",
      `お心当たりのないときは、すぐに${CALL}`,
    ]);
  },
  examples: ({ publicUrl, person }, write) => [
    write(publicUrl, { name: person, realm: "facility" }),
  ],
});

export const declinedMail = mailTemplate({
  name: "factor-reset.declined",
  when: "解除の申し込みを断ったとき",
  to: "手続きをする本人",
  write(name: string, reason: string) {
    return letter("【窓口】確認方法の解除をお断りしました", [
      `${name} 様`,
      "",
      "2つ目の確認方法の解除を、お断りしました。確認方法は、いまのままです。",
      `理由：${reason}`,
      "",
      `ご不明なときは、${CALL}`,
    ]);
  },
  examples: ({ person }, write) => [
    write(person, "登録の電話番号でご本人と確かめられませんでした。"),
  ],
});

export const stoppedMail = mailTemplate({
  name: "factor-reset.stopped",
  when: "解除を取りやめたとき",
  to: "手続きをする本人",
  write(name: string) {
    return letter("【窓口】確認方法の解除を取りやめました", [
      `${name} 様`,
      "",
      "2つ目の確認方法の解除を取りやめました。確認方法は、いまのままです。",
      "",
      "申し込みにお心当たりのないときは、パスワードを知られているおそれがあります。",
      "パスワードを変えてください。",
    ]);
  },
  examples: ({ person }, write) => [write(person)],
});

/** Of a colleague. */
export const colleagueMail = mailTemplate({
  name: "factor-reset.colleague",
  when: "担当者の確認方法の解除が決まったとき、解除したとき",
  to: "同じ施設のほかの管理者、ほかの管理の職員",
  write({ name, realm }: Whose, dueAt: Temporal.Instant | null) {
    return dueAt === null
      ? letter("【窓口】担当者の2つ目の確認方法を解除しました", [
          `${name} さんの2つ目の確認方法を解除しました。`,
          "ご本人は、パスワードでログインして、確認方法を設定し直します。",
          "",
          `お心当たりのないときは、ご本人に確かめ、すぐに${CALL}`,
        ])
      : letter("【窓口】担当者の2つ目の確認方法を解除します", [
          `${formatDateTime(dueAt)}に、${name} さんの2つ目の確認方法を解除します。`,
          realm === "office"
            ? "管理の職員2人が、ご本人と確かめました。"
            : "職員が登録の電話番号にかけ直し、ご本人と確かめました。",
          "",
          `お心当たりのないときは、ご本人に確かめ、それまでに${CALL}`,
        ]);
  },
  examples: ({ person, at }, write) => [
    write({ name: person, realm: "facility" }, at),
    write({ name: person, realm: "office" }, at),
    write({ name: person, realm: "facility" }, null),
  ],
});

function about(publicUrl: string, name: string, token: string): About {
  return { name, stopLink: `${publicUrl}${STOP}?token=${token}` };
}

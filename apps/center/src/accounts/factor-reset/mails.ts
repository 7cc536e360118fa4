/** What the person, and the other 管理者 of their facilities, are told of it. */
import { formatDateTime } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import type { Letter } from "../mail.ts";
import { doors } from "../rules/doors.ts";
import type { KnownAccount } from "../store.ts";

const CALL = "コールセンター（0800-080-4583）へお電話ください。";

type Whose = Pick<KnownAccount, "name" | "realm">;
type About = { readonly name: string; readonly stopLink: string };

export function startedMail({ name, stopLink }: About): Letter {
  return letter("【窓口】確認方法の解除の申し込みを受け付けました", [
    `${name} 様`,
    "",
    "2つ目の確認方法（認証アプリ、パスキー）を解除する申し込みを受け付けました。",
    "職員が、施設の登録の電話番号におかけして、ご本人か確かめます。",
    "",
    "お心当たりのないときは、次のページで取りやめてください。",
    stopLink,
  ]);
}

/** To an official: whoever administers has met somebody who says to be them. */
export function officialStartedMail({ name, stopLink }: About): Letter {
  return letter("【窓口】確認方法の解除の手続きを始めました", [
    `${name} 様`,
    "",
    "管理の職員があなたと会い、2つ目の確認方法の解除の手続きを始めました。",
    "もう1人の管理の職員が承認すると、解除する日時をお知らせします。",
    "",
    "お心当たりのないときは、次のページで取りやめてください。",
    stopLink,
  ]);
}

export function approvedMail({ name, stopLink }: About, dueAt: Temporal.Instant): Letter {
  return letter("【窓口】2つ目の確認方法を解除します", [
    `${name} 様`,
    "",
    `${formatDateTime(dueAt)}に、2つ目の確認方法（認証アプリ、パスキー）を解除します。`,
    "解除のときに、すべての端末からログアウトします。",
    "",
    "お心当たりのないときは、それまでに次のページで取りやめてください。",
    stopLink,
  ]);
}

export function doneMail(publicUrl: string, { name, realm }: Whose): Letter {
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
}

export function declinedMail(name: string, reason: string): Letter {
  return letter("【窓口】確認方法の解除をお断りしました", [
    `${name} 様`,
    "",
    "2つ目の確認方法の解除を、お断りしました。確認方法は、いまのままです。",
    `理由：${reason}`,
    "",
    `ご不明なときは、${CALL}`,
  ]);
}

export function stoppedMail(name: string): Letter {
  return letter("【窓口】確認方法の解除を取りやめました", [
    `${name} 様`,
    "",
    "2つ目の確認方法の解除を取りやめました。確認方法は、いまのままです。",
    "",
    "申し込みにお心当たりのないときは、パスワードを知られているおそれがあります。",
    "パスワードを変えてください。",
  ]);
}

/** Of a colleague. */
export function colleagueMail({ name, realm }: Whose, dueAt: Temporal.Instant | null): Letter {
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
}

function letter(subject: string, lines: readonly string[]): Letter {
  return { subject, text: lines.join("\n") };
}

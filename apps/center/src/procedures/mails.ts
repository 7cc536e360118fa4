/** What the people of a facility are told of its procedures: what happened, from when, and what to do. */
import { formatDate } from "@madoguchi/notation";
import type { Letter } from "../accounts/index.ts";
import type { Config } from "../config.ts";
import { callCenterLines, refusalLines, returnLines } from "../desk/index.ts";
import type { Reason, Return } from "../desk/index.ts";
import { codeName } from "../facilities/index.ts";
import type { Facility } from "../facilities/index.ts";
import { kindNames } from "./rules.ts";
import type { Procedure } from "./store.ts";
import { changeLines, correction, dayLabels } from "./words.ts";

type About = { readonly procedure: Procedure; readonly facility: Facility };

export function submittedMail(publicUrl: string, { procedure, facility }: About): Letter {
  const { kind, state } = procedure;

  return mail(facility, `【窓口】${kindNames[kind]}の手続きを受け付けました`, [
    `「${kindNames[kind]}」の手続きを受け付けました。`,
    ...contentLines({ procedure, facility }),
    "",
    state === "waiting"
      ? "審査担当が確かめます。結果は、このメールアドレスにお知らせします。"
      : "その日になると、自動で切り替わります。",
    "お心当たりのないときは、次のページで取り下げてください。",
    pathOf(publicUrl, procedure),
  ]);
}

export function approvedMail(publicUrl: string, { procedure, facility }: About): Letter {
  const { kind, effectiveOn } = procedure;

  return mail(facility, `【窓口】${kindNames[kind]}の手続きを確認しました`, [
    `「${kindNames[kind]}」の手続きの内容を確認しました。`,
    `${formatDate(effectiveOn)}から切り替わります。`,
    pathOf(publicUrl, procedure),
  ]);
}

export function returnedMail(
  publicUrl: string,
  { procedure, facility, returned }: About & { readonly returned: Return },
): Letter {
  return mail(facility, `【窓口】${kindNames[procedure.kind]}の手続きの直しをお願いします`, [
    `「${kindNames[procedure.kind]}」の手続きに、直しが必要な点がありました。`,
    "",
    ...returnLines(returned, correction),
    "",
    "次のページで直して、もう一度提出してください。入力はそのまま残っています。",
    pathOf(publicUrl, procedure),
  ]);
}

export function refusedMail(
  publicUrl: string,
  {
    procedure,
    facility,
    refusal,
    text,
    objection,
  }: About & {
    readonly refusal: Reason | null;
    readonly text: string;
    readonly objection: Config["objection"];
  },
): Letter {
  const name = kindNames[procedure.kind];

  return mail(facility, `【窓口】${name}の手続きを承認できませんでした`, [
    `「${name}」の手続きを審査した結果、承認できませんでした。`,
    "いまの登録は、そのまま変わりません。",
    "",
    "承認できない理由：",
    ...refusalLines({ reason: refusal, text }, objection, [
      "内容を改めて、次のページからもう一度手続きできます。",
      `${publicUrl}/procedures`,
    ]),
  ]);
}

/** @param accounts app accounts that it stopped */
export function doneMail(
  publicUrl: string,
  { procedure, facility, accounts }: About & { readonly accounts: number },
): Letter {
  const { kind, effectiveOn } = procedure;
  const on = formatDate(effectiveOn);
  switch (kind) {
    case "suspend":
      return mail(facility, "【窓口】休止の日になりました", [
        `${on}から休止しています。端末では資格を確認できません。`,
        "再開するときは、次のページで手続きをしてください。",
        `${publicUrl}/procedures`,
      ]);
    case "resume":
      return mail(facility, "【窓口】再開の日になりました", [
        `${on}から再開しています。これまでの端末で資格を確認できます。`,
      ]);
    case "close":
      return mail(facility, "【窓口】廃止の日になりました", [
        `${on}に廃止しました。アプリアカウント${accounts}件を停止しました。`,
        "これまでの申請と通知は、ログインして見られます。",
        publicUrl,
      ]);
    case "details":
      return mail(facility, `【窓口】${kindNames[kind]}が済みました`, [
        `${on}から、次の内容になりました。`,
        ...contentLines({ procedure, facility }),
      ]);
    case "founder":
      return mail(facility, `【窓口】${kindNames[kind]}が済みました`, [
        `${on}から、次の内容になりました。`,
        ...contentLines({ procedure, facility }),
        "",
        "管理者も代わるときは、次のページで引き継いでください。",
        `${publicUrl}/account/people/hand-over`,
      ]);
    case "code":
      return mail(facility, "【窓口】コードが変わりました", [
        `${on}から、${codeName(facility.kind)}は${facility.code}です。`,
        `前のアプリアカウント${accounts}件を停止し、同じ数を新しく発行しました。`,
        "",
        "次のページで新しい設定情報を表示し、端末を登録し直してください。",
        `${publicUrl}/terminals`,
        "前のコードでの記録は、「施設を切り替える」で見られます。",
        `${publicUrl}/account/facility`,
      ]);
  }
}

function contentLines({ procedure, facility }: About): readonly string[] {
  const { kind, change, effectiveOn } = procedure;

  return [
    `${dayLabels[kind]}：${formatDate(effectiveOn)}`,
    ...changeLines(change, facility).map(({ label, after }) => `${label}：${after}`),
  ];
}

function pathOf(publicUrl: string, { id }: Procedure): string {
  return `${publicUrl}/procedures/records/${id}`;
}

function mail({ name }: Facility, subject: string, lines: readonly string[]): Letter {
  return {
    subject,
    text: [`${name} 御中`, "", ...lines, "", ...callCenterLines].join("\n"),
  };
}

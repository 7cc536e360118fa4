/** What the people of a facility are told of its procedures: what happened, from when, and what to do. */
import { formatDate } from "@madoguchi/notation";
import { mailTemplate } from "@madoguchi/platform";
import type { MailExample, Written } from "@madoguchi/platform";
import type { Config } from "../config.ts";
import {
  callCenterLines,
  exampleRefusal,
  exampleReturn,
  refusalLines,
  returnLines,
} from "../desk/index.ts";
import type { Refusal, SaidReturn } from "../desk/index.ts";
import { codeName } from "../facilities/index.ts";
import type { DetailField, Facility } from "../facilities/index.ts";
import { kindNames, procedureKinds } from "./rules.ts";
import type { ProcedureKind, ProcedureState } from "./rules.ts";
import type { Procedure } from "./store.ts";
import { changeLines, correction, dayLabels } from "./words.ts";

type About = {
  readonly procedure: Pick<Procedure, "id" | "kind" | "state" | "effectiveOn" | "change">;
  readonly facility: Pick<Facility, DetailField | "kind" | "code">;
};

export const submittedMail = mailTemplate({
  name: "procedure.submitted",
  when: "施設の手続きが提出されたとき",
  to: "施設の担当者",
  write(publicUrl: string, { procedure, facility }: About) {
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
  },
  examples: (example, write) => [
    write(example.publicUrl, about(example, "details", "waiting")),
    write(example.publicUrl, about(example, "suspend", "scheduled")),
  ],
});

export const approvedMail = mailTemplate({
  name: "procedure.approved",
  when: "施設の手続きの内容を確認したとき",
  to: "施設の担当者",
  write(publicUrl: string, { procedure, facility }: About) {
    const { kind, effectiveOn } = procedure;

    return mail(facility, `【窓口】${kindNames[kind]}の手続きを確認しました`, [
      `「${kindNames[kind]}」の手続きの内容を確認しました。`,
      `${formatDate(effectiveOn)}から切り替わります。`,
      pathOf(publicUrl, procedure),
    ]);
  },
  examples: (example, write) => [write(example.publicUrl, about(example, "details", "scheduled"))],
});

export const returnedMail = mailTemplate({
  name: "procedure.returned",
  when: "施設の手続きを差し戻したとき",
  to: "施設の担当者",
  write(
    publicUrl: string,
    { procedure, facility, returned }: About & { readonly returned: SaidReturn },
  ) {
    return mail(facility, `【窓口】${kindNames[procedure.kind]}の手続きの直しをお願いします`, [
      `「${kindNames[procedure.kind]}」の手続きに、直しが必要な点がありました。`,
      "",
      ...returnLines(returned, correction),
      "",
      "次のページで直して、もう一度提出してください。入力はそのまま残っています。",
      pathOf(publicUrl, procedure),
    ]);
  },
  examples: (example, write) => [
    write(example.publicUrl, {
      ...about(example, "details", "returned"),
      returned: exampleReturn(example, "address"),
    }),
  ],
});

export const refusedMail = mailTemplate({
  name: "procedure.refused",
  when: "施設の手続きを却下したとき",
  to: "施設の担当者",
  write(
    publicUrl: string,
    {
      procedure,
      facility,
      refusal,
      text,
      objection,
    }: About & {
      readonly refusal: Refusal["reason"];
      readonly text: string;
      readonly objection: Config["objection"];
    },
  ) {
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
  },
  examples: (example, write) => [
    write(example.publicUrl, {
      ...about(example, "details", "refused"),
      refusal: exampleRefusal.reason,
      text: exampleRefusal.text,
      objection: { to: "見本大臣", address: "〒100-0000 東京都千代田区見本1-1" },
    }),
  ],
});

/** @param accounts app accounts that it stopped */
export const doneMail = mailTemplate({
  name: "procedure.done",
  when: "施設の手続きの日になったとき",
  to: "施設の担当者",
  write(
    publicUrl: string,
    { procedure, facility, accounts }: About & { readonly accounts: number },
  ) {
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
  },
  examples: (example, write) =>
    procedureKinds.map((kind) =>
      write(example.publicUrl, { ...about(example, kind, "done"), accounts: 2 }),
    ),
});

function about(
  { id, facilityName, person, day }: MailExample,
  kind: ProcedureKind,
  state: ProcedureState,
): About {
  const change = kind === "details" ? { name: "みほんクリニック" } : {};

  return {
    procedure: { id, kind, state, effectiveOn: day, change },
    facility: {
      kind: "medical",
      code: "1319999999",
      name: facilityName,
      founder: person,
      postalCode: "1000000",
      address: "東京都千代田区見本1-1",
      phone: "0312345678",
    },
  };
}

function contentLines({ procedure, facility }: About): readonly string[] {
  const { kind, change, effectiveOn } = procedure;

  return [
    `${dayLabels[kind]}：${formatDate(effectiveOn)}`,
    ...changeLines(change, facility).map(({ label, after }) => `${label}：${after}`),
  ];
}

function pathOf(publicUrl: string, { id }: About["procedure"]): string {
  return `${publicUrl}/procedures/records/${id}`;
}

function mail({ name }: About["facility"], subject: string, lines: readonly string[]): Written {
  return {
    subject,
    text: [`${name} 御中`, "", ...lines, "", ...callCenterLines].join("\n"),
  };
}

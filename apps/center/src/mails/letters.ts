/** What is said of mail that does not arrive. */
import { formatDateTime } from "@madoguchi/notation";
import { mailTemplate } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { causeWords } from "./rules.ts";

type Undeliverable = {
  readonly facilityName: string;
  readonly name: string;
  readonly address: string;
  readonly status: string;
  readonly at: Temporal.Instant;
};

/** To the colleagues, for the person does not get it. */
export const undeliverableMail = mailTemplate({
  name: "mail.undeliverable",
  when: "担当者のアドレスにメールが届かなかったとき",
  to: "施設のほかの担当者",
  write: (publicUrl: string, { facilityName, name, address, status, at }: Undeliverable) => ({
    subject: "【窓口】担当者のメールアドレスに届きません",
    text: [
      `${facilityName} 御中`,
      "",
      `${name} さんのアドレスに送ったメールが、届きませんでした。`,
      `アドレス：${address}`,
      `分かった日時：${formatDateTime(at)}`,
      `理由：${causeWords(status)}`,
      "",
      `${name} さんに、次のページでアドレスを確かめるよう、お伝えください。`,
      `${publicUrl}/account/mail`,
      "",
      "担当を外れた方のときは、管理者が次のページで担当から外してください。",
      `${publicUrl}/account/people`,
    ].join("\n"),
  }),
  examples: ({ publicUrl, facilityName, person, mail, at }, write) => [
    write(publicUrl, { facilityName, name: person, address: mail, status: "5.1.1", at }),
  ],
});

export const againMail = mailTemplate({
  name: "mail.sent-again",
  when: "届かなかったアドレスに、本人が送り直しを頼んだとき",
  to: "その本人",
  write: (name: string) => ({
    subject: "【窓口】メールが届くことの確認",
    text: [
      `${name} 様`,
      "",
      "このメールが読めれば、窓口からのメールは届いています。",
      "することは、ありません。",
    ].join("\n"),
  }),
  examples: ({ person }, write) => [write(person)],
});

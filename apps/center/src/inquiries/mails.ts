/** What mails say of an inquiry: that there is something to read, and where. Never what was written. */
import { formatDate } from "@madoguchi/notation";
import { mailTemplate } from "@madoguchi/platform";
import type { Written } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { CONFIRM_HOURS, LINK_DAYS } from "./rules.ts";

export type News =
  | "begun"
  | "answer"
  | "request"
  | "closed"
  | { readonly kind: "closing"; readonly on: Temporal.PlainDate };

export const newsLetter = mailTemplate({
  name: "inquiry.news",
  when: "お問い合わせに回答したとき、確認したいとき、終了するとき",
  to: "お問い合わせをした方",
  write(number: string, news: News, address: string, toGuest: boolean) {
    const { subject, lines } = newsWords(news);

    return letter(`【窓口】${subject}（${number}）`, [
      ...lines,
      "次のページでお読みください。",
      "",
      address,
      ...(toGuest
        ? ["", `このページは${LINK_DAYS}日間ひらけます。アドレスをほかの人に知らせないでください。`]
        : []),
    ]);
  },
  examples: ({ publicUrl, token, day }, write) => {
    const address = `${publicUrl}/inquiries/Q-0001`;
    const news = ["answer", "request", "closed", { kind: "closing", on: day }] as const;

    return [
      ...news.map((each) => write("Q-0001", each, address, false)),
      write("Q-0001", "answer", `${publicUrl}/inquiries/guest?token=${token}`, true),
    ];
  },
});

function newsWords(news: News): { readonly subject: string; readonly lines: readonly string[] } {
  if (typeof news === "object") {
    return {
      subject: "お問い合わせはまもなく終了します",
      lines: [
        `ご返事がないため、${formatDate(news.on)}にこのお問い合わせを終了します。`,
        "続きがあるときは、それまでに返信してください。終了したあとも返信できます。",
      ],
    };
  }
  switch (news) {
    case "begun":
      return {
        subject: "利用申請についてお知らせがあります",
        lines: ["利用申請について、審査担当からメッセージがあります。"],
      };
    case "answer":
      return {
        subject: "お問い合わせに回答しました",
        lines: ["お問い合わせに、担当者が回答しました。"],
      };
    case "request":
      return {
        subject: "お問い合わせについて確認させてください",
        lines: ["お問い合わせについて、担当者から確認したいことがあります。"],
      };
    case "closed":
      return {
        subject: "お問い合わせを終了しました",
        lines: ["お問い合わせを終了しました。続きがあるときは、返信すると再び受け付けます。"],
      };
  }
}

export const confirmLetter = mailTemplate({
  name: "inquiry.typed-by-guest",
  when: "登録していない方が、お問い合わせを入力したとき",
  to: "入力されたメールアドレス",
  write(name: string, number: string, address: string) {
    return letter("【窓口】お問い合わせを送る前の確認", [
      `${name} 様`,
      "",
      "このメールアドレスで、お問い合わせが入力されました。",
      `${CONFIRM_HOURS}時間以内に次のページを開き、「お問い合わせを送る」を押してください。`,
      "",
      address,
      "",
      `受付番号：${number}`,
      "お心当たりのないときは、このメールを削除してください。お問い合わせは送られません。",
    ]);
  },
  examples: ({ publicUrl, person, token }, write) => [
    write(person, "Q-0001", `${publicUrl}/inquiries/guest?token=${token}`),
  ],
});

function letter(subject: string, lines: readonly string[]): Written {
  return { subject, text: [...lines, "", "このメールには返信できません。"].join("\n") };
}

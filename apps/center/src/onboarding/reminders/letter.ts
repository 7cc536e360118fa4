import { tokyoDate } from "@madoguchi/notation";
import { mailTemplate } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { itemKeys, standingOf } from "../checklist.ts";
import type { Standing } from "../checklist.ts";
import { dueOf, dueWords } from "../due.ts";
import { corrections, tasks } from "../portal/home-words.ts";
import { REMINDER_DAYS } from "./rules.ts";
import type { Reminder } from "./rules.ts";

type ReminderLetter = {
  readonly publicUrl: string;
  readonly facilityName: string;
  readonly standing: Standing;
  readonly now: Temporal.Instant;
  /** Ends the reminders without signing in. */
  readonly stopUrl: string;
};

export const reminderLetter = mailTemplate({
  name: "preparation.reminded",
  when: "準備が止まっているとき",
  to: "施設の担当者",
  write({ kind, item }: Reminder, letter: ReminderLetter) {
    const { publicUrl, facilityName, standing, now, stopUrl } = letter;
    const items = standingOf(standing);
    const done = items.filter(({ state }) => state === "done").length;
    const returned = items.some(({ key, state }) => key === item && state === "returned");
    const task = returned ? { ...tasks[item], ...corrections } : tasks[item];
    const due = dueOf(item, standing);
    const opening =
      kind === "go-live"
        ? [
            "受付アプリで、はじめての「有効」を確認しました。おめでとうございます。",
            "あとは、運用開始日の入力が残っています。1分ほどで終わります。",
            `${publicUrl}/go-live`,
          ]
        : [
            `準備は${itemKeys.length}つのうち${done}つ済んでいます。`,
            "",
            `次にすること：${task.title}（${task.duration}）`,
            task.why,
            ...(due ? [dueWords(due, tokyoDate(now))] : []),
            `${publicUrl}/home`,
          ];

    return {
      subject:
        kind === "go-live"
          ? "【窓口】運用開始日を入力してください"
          : `【窓口】準備の続き：${task.title}`,
      text: [
        `${facilityName} 御中`,
        "",
        ...opening,
        "",
        `このお知らせは、準備が止まっているときに、${REMINDER_DAYS}日に1通までお送りします。`,
        "要らないときは、次のページで止められます。ログインは要りません。",
        stopUrl,
      ].join("\n"),
      unsubscribeUrl: stopUrl,
    };
  },
  examples: ({ publicUrl, facilityName, token, at }, write) => {
    const letter = {
      publicUrl,
      facilityName,
      standing: nothingDoneSince(at),
      now: at,
      stopUrl: `${publicUrl}/reminders/stop?token=${token}`,
    };

    return [
      write({ kind: "next-step", item: "select" }, letter),
      write({ kind: "go-live", item: "goLive" }, letter),
    ];
  },
});

function nothingDoneSince(registeredAt: Temporal.Instant): Standing {
  return {
    registeredAt,
    ticks: [],
    application: null,
    deviceChoice: null,
    terminals: {
      accountsIssued: 0,
      terminalsRegistered: 0,
      firstRegisteredAt: null,
      firstTerminalName: null,
    },
    firstCheckAt: null,
    practisedAt: null,
    goLiveOn: null,
    grant: { state: "none", at: null, deadline: null, documentsReady: false },
  };
}

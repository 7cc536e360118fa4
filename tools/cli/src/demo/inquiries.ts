/** A few made-up inquiries: one answered, one that waits for the office, and one of somebody who could not sign in. */
import { seeding } from "@madoguchi/center";
import { startOfDay } from "@madoguchi/notation";
import { transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { stableId } from "./stable-id.ts";

export async function seedInquiries(
  db: Db,
  { facilityId, accountId }: { readonly facilityId: string; readonly accountId: string },
  today: Temporal.PlainDate,
): Promise<void> {
  const at = (daysAgo: number) => startOfDay(today.subtract({ days: daysAgo })).add({ hours: 10 });
  const numbered = (daysAgo: number, letters: string) =>
    `Q-${today.subtract({ days: daysAgo }).toString().replaceAll("-", "")}-${letters}`;
  const common = { assigneeId: null, escalatedAt: null, remindedAt: null } as const;
  const ours = { ...common, facilityId, accountId, guestName: null, guestMail: null } as const;
  await transaction(db, async (tx) => {
    const answered = stableId("inquiry:answered");
    await seeding.insertInquiry(tx, {
      ...ours,
      id: answered,
      number: numbered(3, "DEMA"),
      category: "check",
      relatedPath: "/statistics",
      subject: "「●」がある氏名の患者さんの受付",
      state: "answered",
      createdAt: at(3),
      stateSince: at(2),
    });
    await seeding.insertMessage(tx, {
      id: answered,
      inquiryId: answered,
      at: at(3),
      kind: "question",
      author: "facility",
      accountId,
      text: "氏名に「●」が表示される方がいます。\nこのまま受付してよいでしょうか。",
    });
    await seeding.insertMessage(tx, {
      id: stableId("inquiry:answered:answer"),
      inquiryId: answered,
      at: at(2),
      kind: "answer",
      author: "official",
      accountId: stableId("account:reviewer"),
      text: "はい、受付できます。\n「●」は、保険者のシステムで使えない文字です。\nフリガナと生年月日で、ご本人か確認してください。",
    });
    const waiting = stableId("inquiry:waiting");
    await seeding.insertInquiry(tx, {
      ...ours,
      id: waiting,
      number: numbered(1, "DEMB"),
      category: "device",
      relatedPath: "/terminals",
      subject: "受付のパソコンを買い替えるときの手順",
      state: "new",
      createdAt: at(1),
      stateSince: at(1),
    });
    await seeding.insertMessage(tx, {
      id: waiting,
      inquiryId: waiting,
      at: at(1),
      kind: "question",
      author: "facility",
      accountId,
      text: "来週、受付のパソコンを買い替えます。\n新しいパソコンで使うには、何をすればよいでしょうか。",
    });
    const guest = stableId("inquiry:guest");
    await seeding.insertInquiry(tx, {
      ...common,
      id: guest,
      facilityId: null,
      accountId: null,
      guestName: "架空 五郎",
      guestMail: "goro@example.jp",
      number: numbered(1, "DEMC"),
      category: "sign-in",
      relatedPath: null,
      subject: "登録のメールが届きません",
      state: "new",
      createdAt: at(1),
      stateSince: at(1),
    });
    await seeding.insertMessage(tx, {
      id: guest,
      inquiryId: guest,
      at: at(1),
      kind: "question",
      author: "guest",
      accountId: null,
      text: "新規登録をしましたが、メールが届きません。",
    });
  });
}

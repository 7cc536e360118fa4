/** What the people of a facility are told of its accounts and devices, so that they notice what a colleague, or somebody else, did. */
import { formatDateTime } from "@madoguchi/notation";
import { mailTemplate } from "@madoguchi/platform";
import type { Written } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../accounts/index.ts";
import type { Terminal } from "./store/terminals.ts";

/** Who did it, and for which facility. */
type By = Pick<FacilityActor, "facilityName" | "name">;

const TO = "施設の担当者";

export const reissuedMail = mailTemplate({
  name: "setup-info.reissued",
  when: "ユーザー設定情報を再発行したとき",
  to: TO,
  write: (publicUrl: string, by: By, at: Temporal.Instant, userId: string) =>
    letter(by, `【窓口】${userId} の設定情報を再発行しました`, [
      `${formatDateTime(at)}に、${by.name} さんが`,
      `アプリアカウント ${userId} のユーザー設定情報を再発行しました。`,
      "前のアクティベーションコードは使えなくなりました。",
      "",
      "お心当たりのないときは、次のページでアカウントを停止してください。",
      `${publicUrl}/terminals`,
    ]),
  examples: ({ publicUrl, facilityName, person, at }, write) => [
    write(publicUrl, { facilityName, name: person }, at, "W0000001"),
  ],
});

export const addedMail = mailTemplate({
  name: "app-accounts.added",
  when: "アプリアカウントを追加したとき",
  to: TO,
  write: (publicUrl: string, by: By, userIds: readonly string[]) =>
    letter(by, "【窓口】アプリアカウントを追加しました", [
      `${by.name} さんが、アプリアカウントを${userIds.length}件追加しました：${userIds.join("、")}`,
      "",
      "お心当たりのないときは、次のページで停止してください。",
      `${publicUrl}/terminals`,
    ]),
  examples: ({ publicUrl, facilityName, person }, write) => [
    write(publicUrl, { facilityName, name: person }, ["W0000002", "W0000003"]),
  ],
});

type Lost = Pick<Terminal, "name" | "lastSeenAt">;

export const lostMail = mailTemplate({
  name: "terminal.reported-lost",
  when: "端末の紛失が届け出られたとき",
  to: TO,
  write: (publicUrl: string, by: By, at: Temporal.Instant, lost: Lost, userId: string) =>
    letter(by, `【窓口】端末「${lost.name}」とアプリアカウント ${userId} を止めました`, [
      `${formatDateTime(at)}に、${by.name} さんが、端末の紛失を届け出ました。`,
      "",
      `端末：${lost.name}`,
      `最後の利用：${formatDateTime(lost.lastSeenAt)}`,
      `アプリアカウント：${userId}（停止しました）`,
      "",
      "この端末では、もう資格を確認できません。端末に患者さんの情報は残りません。",
      "身に覚えのない利用があったときは、コールセンターへお知らせください。",
      "",
      "新しい端末を使うときは、次のページでアカウントを再開し、設定情報を再発行してください。",
      `${publicUrl}/terminals`,
    ]),
  examples: ({ publicUrl, facilityName, person, at }, write) => [
    write(
      publicUrl,
      { facilityName, name: person },
      at,
      { name: "受付のスマートフォン", lastSeenAt: at.subtract({ hours: 20 }) },
      "W0000001",
    ),
  ],
});

function letter({ facilityName }: By, subject: string, lines: readonly string[]): Written {
  return { subject, text: [`${facilityName} 御中`, "", ...lines].join("\n") };
}

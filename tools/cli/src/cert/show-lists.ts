/** `cert crls`: how fresh the center's revocation lists are. */
import { seeding } from "@madoguchi/center";
import { formatDateTime } from "@madoguchi/notation";
import { systemClock } from "@madoguchi/platform";
import { partitionWords } from "@madoguchi/trust";
import type { Freshness } from "@madoguchi/trust";
import { Refusal } from "../refusal.ts";
import { withDatabase } from "./installation.ts";

const STATES: Readonly<Record<Freshness, string>> = {
  fresh: "✓ 期限内",
  late: "！ 期限を過ぎています。24時間までは使います。新しいリストを入れてください",
  stale: "✗ 期限切れです。この範囲のカードは確認できません。新しいリストを入れてください",
  "not-yet": "✗ 未来のリストです。この機械の時計を確かめてください",
};

/** @returns 0 when every list is believed, 1 when one is not, or there is none. @throws Refusal */
export async function showLists(args: readonly string[]): Promise<number> {
  if (args.length > 0) throw new Refusal("cert crls に指定するものはありません。");
  const lists = await withDatabase((db) => seeding.listFreshness(db, systemClock));
  for (const list of lists) {
    const issuer = Buffer.from(list.issuer).toString("hex").slice(0, 16);
    const size = `${list.entries}件（載らなくなった${list.dropped}件も記憶）`;
    console.log(`${STATES[list.freshness]}`);
    console.log(`  認証局 ${issuer}　範囲 ${partitionWords(list.scope) || "すべて"}`);
    console.log(
      `  番号 ${list.number ?? "なし"}　${size}　次の更新 ${formatDateTime(list.nextUpdate)}`,
    );
  }
  if (lists.length === 0) {
    console.log("失効リストがありません。「npx madoguchi cert import-crl」で入れてください。");
  }
  const believed = lists.every(({ freshness }) => freshness === "fresh" || freshness === "late");
  return lists.length > 0 && believed ? 0 : 1;
}

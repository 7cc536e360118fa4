/** A device that is in unknown hands: it and its account stop at once, in one step. */
import { formatDateTime } from "@madoguchi/notation";
import { transaction } from "@madoguchi/platform";
import { mailFacility } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { can } from "../rules.ts";
import { changeAppAccount, findAppAccount, removeTerminalRow } from "../store/terminals.ts";
import type { Terminal } from "../store/terminals.ts";

/** `done` also when it was reported already: two clicks are one wish. */
export async function reportLost(
  center: Center,
  actor: FacilityActor,
  terminalId: string,
): Promise<"done" | "not-found"> {
  return transaction(center.db, async (tx) => {
    const now = center.clock.now();
    const lost = await removeTerminalRow(tx, actor.facilityId, terminalId, now, true);
    const account = lost && (await findAppAccount(tx, actor.facilityId, lost.appAccountId));
    if (!lost || !account) {
      return "not-found";
    }
    // Who has the device may have seen the values, too.
    const stopped =
      can("stop", account) && (await changeAppAccount(tx, account, { stoppedAt: now }));
    await audit(tx, center.clock, {
      action: "terminal.reported-lost",
      actor: { kind: "person", id: actor.id },
      facilityId: actor.facilityId,
      subject: { kind: "terminal", id: terminalId },
      detail: { kind: lost.kind, userId: account.userId, accountStopped: stopped },
    });
    await mailFacility(tx, actor.facilityId, lostLetter(center, actor, lost, account.userId));

    return "done";
  });
}

function lostLetter(center: Center, actor: FacilityActor, lost: Terminal, userId: string) {
  return {
    subject: `【窓口】端末「${lost.name}」とアプリアカウント ${userId} を止めました`,
    text: [
      `${actor.facilityName} 御中`,
      "",
      `${formatDateTime(center.clock.now())}に、${actor.name} さんが、端末の紛失を届け出ました。`,
      "",
      `端末：${lost.name}`,
      `最後の利用：${formatDateTime(lost.lastSeenAt)}`,
      `アプリアカウント：${userId}（停止しました）`,
      "",
      "この端末では、もう資格を確認できません。端末に患者さんの情報は残りません。",
      "身に覚えのない利用があったときは、コールセンターへお知らせください。",
      "",
      "新しい端末を使うときは、次のページでアカウントを再開し、設定情報を再発行してください。",
      `${center.config.publicUrl}/terminals`,
    ].join("\n"),
  };
}

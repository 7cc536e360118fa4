/** The queue of usage applications. */
import { StatusBadge } from "@madoguchi/ui";
import { CHANGED_MEANWHILE, heldByWords } from "../../desk/index.ts";
import type { Queue } from "../../desk/index.ts";
import { carryOutHeld, decide } from "../actions/decide.ts";
import { correction } from "../correction.ts";
import { isApplicationState } from "../rules.ts";
import { usageApplicationItems } from "../store/queue.ts";
import { STRAIGHT } from "../straight/words.ts";
import { StateBadge } from "./state-badge.tsx";

export const usageApplicationQueue: Queue = {
  ...usageApplicationItems,
  path: "/office",
  recordPath: (id) => `/office/usage-applications/${id}`,
  title: "利用申請の審査",
  see: "cases.see",
  noun: "申請",
  lead: "長くお待たせしているものから順に並べています。",
  views: [
    { name: "waiting", label: "審査待ち", since: "提出した日時", turn: "office" },
    {
      name: "returned",
      label: "直しを待っています",
      since: "差し戻した日時",
      turn: "facility",
    },
    { name: "decided", label: "審査済み", since: "審査した日時", turn: "nobody" },
  ],
  about: null,
  badge: ({ state, again, about }) =>
    state === "submitted" && again ? (
      <StatusBadge tone="info" icon="clock">
        修正の確認待ち
      </StatusBadge>
    ) : (
      isApplicationState(state) && (
        <>
          <StateBadge state={state} />
          {about === "sample" && (
            <>
              <br />
              <StatusBadge tone="warning">抜取りの確認</StatusBadge>
            </>
          )}
        </>
      )
    ),
  done: {
    said: "メッセージを送りました。施設にメールでお知らせします。",
    corrected: "申請の内容を訂正しました。前と後、理由を施設にメールでお知らせします。",
    approve: "申請を承認し、アプリアカウントを発行しました。施設にメールでお知らせします。",
    return: "申請を差し戻しました。理由を施設にメールでお知らせします。",
    refuse: "申請を却下しました。理由を施設にメールでお知らせします。",
  },
  correction,
  beside: (
    <p>
      <a href={STRAIGHT}>自動の承認の決まり</a>
    </p>
  ),
  carryOut: carryOutHeld,
  returnOne: async (center, actor, seen, point) => {
    const result = await decide(center, actor, seen, { action: "return", points: [point] });
    switch (result.kind) {
      case "decided":
        return null;
      case "already-yours":
        return CHANGED_MEANWHILE;
      case "held":
        return heldByWords(result.claim);
      case "already-decided":
      case "changed-meanwhile":
      case "unreadable":
      case "not-found":
        return CHANGED_MEANWHILE;
    }
  },
};

/** The queue of procedures that need an official's word. */
import { CHANGED_MEANWHILE, heldByWords } from "../../desk/index.ts";
import type { Queue } from "../../desk/index.ts";
import { carryOutHeld, decide } from "../actions/decide.ts";
import { ProcedureBadge } from "../portal/badge.tsx";
import { isProcedureKind, isProcedureState, kindNames } from "../rules.ts";
import { procedureItems } from "../store.ts";
import { correction } from "../words.ts";

export const procedureQueue: Queue = {
  ...procedureItems,
  path: "/office/procedures",
  recordPath: (id) => `/office/procedures/${id}`,
  title: "施設の手続き",
  see: "cases.see",
  noun: "手続き",
  lead: "名称・所在地・開設者・コードの変更を、名簿などと見比べて確かめます。期限は切り替わる日です。",
  views: [
    { name: "waiting", label: "審査待ち", since: "提出した日時", turn: "office" },
    { name: "returned", label: "直しを待っています", since: "差し戻した日時", turn: "facility" },
    {
      name: "scheduled",
      label: "切り替わる日を待っています",
      since: "決まった日時",
      turn: "facility",
    },
    { name: "ended", label: "終わったもの", since: "終わった日時", turn: "nobody" },
  ],
  about: {
    header: "手続き",
    words: (kind) => (isProcedureKind(kind) ? kindNames[kind] : kind),
  },
  badge: ({ state }) => isProcedureState(state) && <ProcedureBadge state={state} />,
  done: {
    approve: "内容を確認しました。その日に切り替わります。施設にメールでお知らせします。",
    return: "差し戻しました。理由を施設にメールでお知らせします。",
    refuse: "却下しました。理由を施設にメールでお知らせします。",
  },
  correction,
  carryOut: carryOutHeld,
  returnOne: async (center, actor, seen, point) => {
    const result = await decide(center, actor, seen, { action: "return", points: [point] });
    switch (result.kind) {
      case "decided":
        return null;
      case "held":
        return heldByWords(result.claim);
      case "already-decided":
      case "not-found":
      case "code-taken":
        return CHANGED_MEANWHILE;
    }
  },
};

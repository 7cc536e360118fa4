/** The queue of grants to judge. */
import { CHANGED_MEANWHILE } from "../../desk/index.ts";
import type { Queue } from "../../desk/index.ts";
import { isDone, returnForCorrection } from "../actions/decide.ts";
import { grantStates, isGrantState } from "../rules/application.ts";
import { correction } from "../correction.ts";
import { StateBadge } from "../show.tsx";
import { grantItems } from "../store/decisions.ts";
import { DeskTabs } from "./frame.tsx";

const HELD = "ほかの担当者が扱っています。";

export const grantQueue: Queue = {
  ...grantItems,
  path: "/office/grants",
  recordPath: (id) => `/office/grants/${id}`,
  title: "補助金の審査",
  see: "grants.see",
  noun: "補助金の申請",
  lead: "長くお待たせしているものから順に並べています。",
  views: [
    { name: "submitted", label: grantStates.submitted, since: "提出した日時", turn: "office" },
    { name: "returned", label: grantStates.returned, since: "提出した日時", turn: "facility" },
    { name: "approved", label: grantStates.approved, since: "提出した日時", turn: "nobody" },
    { name: "refused", label: grantStates.refused, since: "提出した日時", turn: "nobody" },
  ],
  about: { header: "補助事業", words: (name) => name },
  badge: ({ state, again }) =>
    isGrantState(state) && (
      <>
        <StateBadge state={state} />
        {again && "（修正）"}
      </>
    ),
  done: {
    "approval-counted": "承認しました。ほかの審査担当の承認がそろうと交付が決まります。",
    approved: "承認しました。施設にメールで知らせました。",
    returned: "差し戻しました。施設にメールで知らせました。",
    refused: "却下しました。施設にメールで知らせました。",
  },
  correction,
  returnOne: async (center, actor, { id, version }, point) => {
    const result = await returnForCorrection(center, actor, id, version, [point]);
    if (result === "held-by-other") return HELD;

    return isDone(result) ? null : CHANGED_MEANWHILE;
  },
  beside: <DeskTabs current="/office/grants" />,
};

/** What stands against a proposed version, and what to do about it. */
import { proposalRefusals } from "../../proposals/index.ts";
import type { ProposalRefusal } from "../../proposals/index.ts";
import type { VersionRefusal } from "../rules/proposal.ts";

export const versionRefusals = {
  ...proposalRefusals,
  outdated: "提案した後に別の版ができました。取り下げて、新しい版から提案し直してください。",
  "too-late": "この版の始まりの日が、今日か、過ぎた日です。あす以後の日にしてください。",
  "not-after-newest": "この版の始まりの日が、いまの版の始まりの日以前です。後の日にしてください。",
  "code-taken": "同じ記号の補助事業があります。別の記号にしてください。",
  "no-programme": "この記号の補助事業はありません。補助事業の一覧から始めてください。",
  "budget-promised":
    "予算が、すでに決定した額を下回ります。残りの予算より多くは減らせません。予算と帳簿で確かめてください。",
} as const satisfies Record<VersionRefusal | Exclude<ProposalRefusal, "not-found">, string>;

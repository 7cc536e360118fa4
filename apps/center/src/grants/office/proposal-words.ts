/** What stands against a proposal, and what to do about it. */
import type { ProposalRefusal } from "../rules/proposal.ts";

export const proposalRefusals = {
  "not-open": "この提案は、もう決まったか、取り下げられています。",
  "proposed-by-you": "あなたの提案です。ほかの職員が確かめてください。",
  outdated: "提案した後に別の版ができました。取り下げて、新しい版から提案し直してください。",
  "too-late": "この版の始まりの日が、今日か、過ぎた日です。あす以後の日にしてください。",
  "not-after-newest": "この版の始まりの日が、いまの版の始まりの日以前です。後の日にしてください。",
  "already-proposed": "この補助事業には、確認を待つ提案があります。先にそれを決めてください。",
  "code-taken": "同じ記号の補助事業があります。別の記号にしてください。",
  "budget-promised":
    "予算が、すでに決定した額を下回ります。残りの予算より多くは減らせません。予算と帳簿で確かめてください。",
} as const satisfies Record<Exclude<ProposalRefusal, "not-found">, string>;

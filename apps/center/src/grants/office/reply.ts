/** From what an official pressed back to the page of the review. */
import { ProblemError, seeOther } from "@madoguchi/platform";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { idParam } from "../../shell/params.ts";
import type { DecideResult, Done } from "../actions/decide.ts";
import type { RevokeResult } from "../actions/revoke.ts";
import { findRecord } from "../record.ts";
import type { GrantRecord } from "../record.ts";
import type { Submission } from "../store/submissions.ts";
import { sendReview } from "./review.tsx";
import type { ReviewState } from "./review.tsx";

type SubmittedRecord = GrantRecord & { readonly submission: Submission };

export function submittedRecord(center: Center, request: FastifyRequest): Promise<SubmittedRecord> {
  return submittedRecordOf(center, idParam(request));
}

/** Drafts that were never submitted do not exist for officials. */
export async function submittedRecordOf(center: Center, id: string): Promise<SubmittedRecord> {
  const record = await findRecord(center.db, id, center.clock.now());
  const submission = record?.submission;
  if (!submission) {
    throw new ProblemError("not-found");
  }

  return { ...record, submission };
}

const answers = {
  "changed-elsewhere": {
    tone: "warning",
    text: "表示した後に、内容か状態が変わりました。新しい内容を確かめてください。",
  },
  "held-by-other": {
    tone: "warning",
    text: "ほかの担当者が扱っているため、まだ何も決めていません。その方に任せるか、担当を引き継いでください。",
  },
  "not-submitted": {
    tone: "warning",
    text: "この申請は、いまその操作ができる状態ではありません。",
  },
  "already-approved-by-you": {
    tone: "warning",
    text: "あなたは承認済みです。同じ人が2回承認することはできません。",
  },
  "budget-exhausted": {
    tone: "warning",
    text: "予算の残りが補助額に足りないため、決定できません。予算が加わるまでお待ちください。",
  },
  "correction-still-possible": {
    tone: "warning",
    text: "直しの期限がまだ過ぎていないため、却下できません。",
  },
  "not-decided": { tone: "warning", text: "交付の決定がないため、取り消せません。" },
  "revoked-already": { tone: "warning", text: "この決定は、すでに取り消されています。" },
  "transfer-under-way": {
    tone: "warning",
    text: "振込の手続き中です。銀行の結果を受け取ってから取り消してください。",
  },
  "not-proposed": { tone: "warning", text: "取消しの提案がありません。" },
  "proposed-by-you": {
    tone: "warning",
    text: "あなたが提案した取消しです。ほかの審査担当が確かめてください。",
  },
  "nothing-demanded": { tone: "warning", text: "返還を請求していません。" },
  "received-already": { tone: "warning", text: "返還は受け取り済みです。" },
  "wrong-principal": {
    tone: "warning",
    text: "取り消す額は決定額までです。振込の前は、全額だけを取り消せます。",
  },
  "received-too-early": { tone: "warning", text: "受け取った日が、振り込んだ日より前です。" },
  "not-in-this-state": {
    tone: "warning",
    text: "いまその操作ができる状態ではありません。新しい状態を確かめてください。",
  },
  "revocation-proposed": {
    tone: "success",
    text: "取消しを提案しました。ほかの審査担当が確かめると取り消されます。",
  },
  "revocation-withdrawn": { tone: "success", text: "取消しの提案を取り下げました。" },
  revoked: { tone: "success", text: "決定を取り消しました。施設にメールで知らせました。" },
  "repayment-demanded": {
    tone: "success",
    text: "返還を請求しました。施設にメールで知らせました。",
  },
  "repayment-received": {
    tone: "success",
    text: "返還を受け取ったことを記録しました。施設にメールで知らせました。",
  },
  recalled: {
    tone: "success",
    text: "組戻しを記録しました。施設に口座の直しをメールで頼みました。",
  },
} as const satisfies Record<
  Exclude<DecideResult | RevokeResult | "recalled" | "not-in-this-state", "not-found" | Done>,
  { readonly tone: "success" | "warning"; readonly text: string }
>;

export type Answer = keyof typeof answers | "not-found";

/** What the official has just done, carried over the redirect. */
const doneSchema = z.object({ done: z.string().optional().catch(undefined) });

export function messageOf(request: FastifyRequest): ReviewState["message"] {
  const { done } = doneSchema.parse(request.query);

  return done !== undefined && isAnswer(done) && answers[done].tone === "success"
    ? answers[done]
    : undefined;
}

function isAnswer(text: string): text is keyof typeof answers {
  return Object.hasOwn(answers, text);
}

/** Back to the review: by a redirect when it was done, else with what stands in the way. */
export async function answer(
  center: Center,
  actor: OfficialActor,
  request: FastifyRequest,
  reply: FastifyReply,
  result: Answer,
  typed: ReviewState = {},
): Promise<FastifyReply> {
  if (result === "not-found") {
    throw new ProblemError("not-found");
  }
  const message = answers[result];
  if (message.tone === "success") {
    return seeOther(reply, `/office/grants/${idParam(request)}?done=${result}`);
  }

  return sendAgain(center, actor, request, reply, { ...typed, message }, 409);
}

export async function sendAgain(
  center: Center,
  actor: OfficialActor,
  request: FastifyRequest,
  reply: FastifyReply,
  state: ReviewState,
  status: number,
): Promise<FastifyReply> {
  return sendReview(reply, center, actor, await submittedRecord(center, request), state, status);
}

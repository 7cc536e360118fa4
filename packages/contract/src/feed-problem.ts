/** Refusals that insurers' systems can get (RFC 9457): no patient waits for these. */
import { problemType } from "./problem.ts";
import type { Owner, Problem } from "./problem.ts";

type FeedProblemKind = {
  readonly status: number;
  readonly title: string;
  readonly cause: string;
  readonly owner: Owner;
  readonly nextStep: string;
};

export const feedProblemKinds = {
  "feed-request-invalid": {
    status: 400,
    title: "送り方が決まりと合っていません",
    cause: "アドレスの後ろの指定か、ヘッダーを読み取れません。",
    owner: "insurer",
    nextStep: "errors にある項目を直して、もう一度送ってください。",
  },
  "feed-key-missing": {
    status: 401,
    title: "保険者の鍵がありません",
    cause: "Authorization ヘッダーに、審査室が発行した鍵がありません。",
    owner: "insurer",
    nextStep: "「Authorization: Bearer 鍵」の形で送ってください。",
  },
  "feed-key-unknown": {
    status: 401,
    title: "この鍵は使えません",
    cause: "送られた鍵は、発行されていないか、取り消されています。",
    owner: "insurer",
    nextStep: "鍵を確かめるか、審査室に新しい鍵の発行を依頼してください。",
  },
  "feed-without-contract": {
    status: 403,
    title: "契約の期間ではありません",
    cause: "この保険者との契約が、始まっていないか、終わっています。",
    owner: "center",
    nextStep: "契約の期間を審査室に確かめてください。",
  },
  "feed-not-found": {
    status: 404,
    title: "この番号のファイルはありません",
    cause: "この鍵で送られたファイルに、この番号のものはありません。",
    owner: "insurer",
    nextStep: "送ったときに答えた feedId と、送ったときの鍵を使ってください。",
  },
  "feed-too-large": {
    status: 413,
    title: "ファイルが大きすぎます",
    cause: "受け付けられる大きさを超えています。",
    owner: "insurer",
    nextStep: "gzipで圧縮するか、差分のファイルに分けて送ってください。",
  },
  "feed-type-unknown": {
    status: 415,
    title: "この形のファイルは受け付けられません",
    cause: "受け付けるのはCSVとNDJSON、圧縮はgzipだけです。",
    owner: "insurer",
    nextStep: "Content-Type と Content-Encoding を確かめてください。",
  },
  "feed-idempotency-key-reused": {
    status: 422,
    title: "同じ送信番号の別のファイルがあります",
    cause: "この Idempotency-Key は、内容の違うファイルに使われています。",
    owner: "insurer",
    nextStep: "新しい Idempotency-Key で送ってください。",
  },
  "feed-too-often": {
    status: 429,
    title: "回数が多すぎます",
    cause: "短い時間に続けて送られたため、一時的に止めています。",
    owner: "insurer",
    nextStep: "10分ほど待ち、間を空けて送ってください。",
  },
} as const satisfies Record<string, FeedProblemKind>;

export type FeedProblemSlug = keyof typeof feedProblemKinds;

export function isFeedProblemSlug(text: string): text is FeedProblemSlug {
  return Object.hasOwn(feedProblemKinds, text);
}

export function feedProblem(slug: FeedProblemSlug, extras: Pick<Problem, "errors"> = {}): Problem {
  const { status, title, cause, owner, nextStep } = feedProblemKinds[slug];

  return { type: problemType(slug), title, status, detail: cause, owner, nextStep, ...extras };
}

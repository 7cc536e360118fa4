/** Asks an OCSP responder over a `fetch` that the caller brings, remembers its answers, and leaves it in peace while it is away. */
import { randomBytes } from "node:crypto";
import type { Temporal } from "temporal-polyfill";
import type { PathCrl } from "../path/crl.ts";
import { certIdOf } from "./cert-id.ts";
import type { CertId, CertIdHash, OcspIssuer, OcspSubject } from "./cert-id.ts";
import { judgeOcspResponse } from "./judge.ts";
import type { OcspAnswer } from "./judge.ts";
import { encodeOcspRequest } from "./request.ts";
import { byGet, byPost } from "./request-over-http.ts";
import type { OcspRequestOverHttp } from "./request-over-http.ts";

/** The part of `fetch` that is needed. */
export type OcspFetch = (
  url: string,
  init: OcspRequestOverHttp["init"] & {
    readonly redirect: "error";
    readonly signal: AbortSignal;
  },
) => Promise<{
  readonly status: number;
  readonly body: AsyncIterable<Uint8Array> | null;
}>;

export type OcspSettings = {
  readonly url: string;
  readonly fetch: OcspFetch;
  readonly policy?: OcspPolicy;
};

/** Seconds, bytes and counts: how the responder is asked, and how long its answers are kept. */
export type OcspPolicy = {
  readonly hash: CertIdHash;
  /**
   * `get` lets caches on the way answer, where the request is short enough for an address; a longer one is posted. No cache
   * helps a request with a nonce.
   */
  readonly method: "post" | "get";
  /** A fresh nonce with every request; answers without one are taken unless `nonceRequired`. */
  readonly nonce: boolean;
  readonly nonceRequired: boolean;
  readonly timeoutSeconds: number;
  readonly largestAnswer: number;
  /** An answer is used again until its nextUpdate, but no longer than this. */
  readonly keepSeconds: number;
  readonly keepAnswers: number;
  /** After a failure nobody waits for the responder again for so long. */
  readonly restSeconds: number;
};

/** A revocation is known within an hour of its publication, and a patient waits three seconds at most. */
export const OCSP_POLICY: OcspPolicy = {
  hash: "sha1",
  method: "post",
  nonce: true,
  nonceRequired: false,
  timeoutSeconds: 3,
  largestAnswer: 64 * 1024,
  keepSeconds: 3600,
  keepAnswers: 10_000,
  restSeconds: 30,
};

/** As RFC 5019 has many clients ask: one answer, made before, serves them all. */
export const CACHEABLE_OCSP_POLICY: OcspPolicy = { ...OCSP_POLICY, method: "get", nonce: false };

export type OcspAway = "unreachable" | "timeout" | "http-status" | "too-large" | "resting";

export type OcspOutcome = OcspAnswer | { readonly kind: "away"; readonly detail: OcspAway };

type ClientQuestion = {
  readonly certificate: OcspSubject;
  readonly issuer: OcspIssuer;
  readonly at: Temporal.Instant;
  readonly crls?: readonly PathCrl[];
};

export class OcspClient {
  readonly #url: string;
  readonly #fetch: OcspFetch;
  readonly #policy: OcspPolicy;
  readonly #kept = new Map<string, { readonly answer: OcspAnswer; readonly until: number }>();
  readonly #asked = new Map<string, Promise<OcspOutcome>>();
  #restUntil = -Infinity;

  constructor({ url, fetch, policy = OCSP_POLICY }: OcspSettings) {
    this.#url = url;
    this.#fetch = fetch;
    this.#policy = policy;
  }

  /** Never rejects. Of several who ask about one certificate at once, one asks the responder. */
  async ask(question: ClientQuestion): Promise<OcspOutcome> {
    const at = question.at.epochMilliseconds;
    const id = certIdOf(question.certificate, question.issuer, this.#policy.hash);
    const key = `${Buffer.from(id.issuerKey).toString("hex")}:${id.serial}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined && at < kept.until) return kept.answer;
    const asked = this.#asked.get(key);
    if (asked !== undefined) return asked;
    if (at < this.#restUntil) return { kind: "away", detail: "resting" };
    const asking = this.#askAndKeep(key, id, question, at);
    this.#asked.set(key, asking);
    return asking;
  }

  async #askAndKeep(
    key: string,
    id: CertId,
    question: ClientQuestion,
    at: number,
  ): Promise<OcspOutcome> {
    try {
      const outcome = await this.#exchange(id, question);
      if (outcome.kind === "good" || outcome.kind === "revoked") this.#keep(key, outcome, at);
      if (isDown(outcome)) this.#restUntil = at + this.#policy.restSeconds * 1000;
      return outcome;
    } finally {
      this.#asked.delete(key);
    }
  }

  #keep(key: string, answer: Extract<OcspAnswer, { kind: "good" | "revoked" }>, at: number): void {
    const until = Math.min(answer.until, at + this.#policy.keepSeconds * 1000);
    this.#kept.delete(key);
    this.#kept.set(key, { answer, until });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#policy.keepAnswers && oldest !== undefined) {
      this.#kept.delete(oldest);
    }
  }

  async #exchange(id: CertId, question: ClientQuestion): Promise<OcspOutcome> {
    const { nonce: withNonce, nonceRequired, timeoutSeconds } = this.#policy;
    const nonce = withNonce ? Uint8Array.from(randomBytes(32)) : undefined;
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    try {
      const { url, init } = this.#requestOf(encodeOcspRequest(id, nonce));
      const response = await this.#fetch(url, { ...init, redirect: "error", signal });
      if (response.status !== 200) return { kind: "away", detail: "http-status" };
      const der = await this.#readAtMost(response.body);
      if (der === undefined) return { kind: "away", detail: "too-large" };
      return judgeOcspResponse(der, { ...question, nonce, nonceRequired });
    } catch {
      return { kind: "away", detail: signal.aborted ? "timeout" : "unreachable" };
    }
  }

  #requestOf(der: Uint8Array): OcspRequestOverHttp {
    const short = this.#policy.method === "get" ? byGet(this.#url, der) : undefined;
    return short ?? byPost(this.#url, der);
  }

  async #readAtMost(body: AsyncIterable<Uint8Array> | null): Promise<Uint8Array | undefined> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body ?? []) {
      size += chunk.length;
      if (size > this.#policy.largestAnswer) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }
}

/** Not when it refuses this one question, nor when somebody else may have spoken in its place. */
function isDown(outcome: OcspOutcome): boolean {
  switch (outcome.kind) {
    case "away":
      return true;
    case "error":
      return outcome.error === "try-later" || outcome.error === "internal-error";
    case "good":
    case "revoked":
    case "unknown":
    case "refused":
      return false;
  }
}

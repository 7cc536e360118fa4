/** What an OCSP responder says: one that is asked now, or one whose answer lies in a file. */
import { OcspClient, judgeOcspResponse } from "@madoguchi/trust";
import type { Certificate, OcspOutcome, PathCrl } from "@madoguchi/trust";
import type { Temporal } from "temporal-polyfill";
import { readObjects } from "./files.ts";
import type { Said } from "./step.ts";

type Question = {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  /** Of the issuer: they may speak of the responder's own certificate. */
  readonly crls: readonly PathCrl[];
  readonly at: Temporal.Instant;
};

/** @throws Refusal when the file cannot be read */
export async function hearOcsp(source: string, question: Question): Promise<OcspOutcome> {
  if (/^https?:\/\//.test(source)) return new OcspClient({ url: source, fetch }).ask(question);
  const [response = new Uint8Array()] = await readObjects(source);
  return judgeOcspResponse(response, question);
}

/** For the notes: everything but plain good and revoked needs an explanation. */
export function saidByOcsp(outcome: OcspOutcome): Said {
  switch (outcome.kind) {
    case "good":
      return { ja: "OCSP の答え：失効していません。", en: "OCSP: good." };
    case "revoked":
      return {
        ja: `OCSP の答え：失効しています（${outcome.reason}）。`,
        en: `OCSP: revoked (${outcome.reason}).`,
      };
    case "unknown":
      return {
        ja: "OCSP の答え：この証明書の記録がありません。有効とは扱いません。",
        en: "OCSP: unknown, which is not good.",
      };
    case "error":
      return {
        ja: `OCSP の答えはありません（${outcome.error}）。`,
        en: `OCSP: no answer (${outcome.error}).`,
      };
    case "refused": {
      const { detail } = outcome;
      const word = "detail" in detail ? `${detail.kind}: ${detail.detail}` : detail.kind;
      return {
        ja: `OCSP の答えは信頼できないため、使いません（${word}）。`,
        en: `OCSP: the answer cannot be relied on (${word}).`,
      };
    }
    case "away":
      return {
        ja: `OCSP の問い合わせ先から返事がありません（${outcome.detail}）。`,
        en: `OCSP: the responder is away (${outcome.detail}).`,
      };
  }
}

/** The calls of a check as a terminal and a card make them: signed before any clock starts. */
import { sign } from "node:crypto";
import {
  challengeSchema,
  endpoints,
  fromBase64Url,
  signMessage,
  toBase64Url,
} from "@madoguchi/contract";
import type { TerminalIdentity } from "@madoguchi/contract";
import type { Call } from "../load.ts";
import type { BenchCard, Place } from "./place.ts";

export function challengeCalls(identity: TerminalIdentity, count: number): Promise<Call[]> {
  return Promise.all(
    Array.from({ length: count }, () =>
      signedCall(identity, endpoints.challenge.path, { purpose: "pinCheck" }),
    ),
  );
}

/** @param challenges as the center sent them */
export function checkCalls(
  { identity, cards }: Pick<Place, "identity" | "cards">,
  challenges: readonly string[],
): Promise<Call[]> {
  return Promise.all(
    challenges.map((text, index) => {
      const card = cards[index % cards.length];
      if (!card) throw new RangeError("no cards");

      return signedCall(identity, endpoints.check.path, answerBy(card, text));
    }),
  );
}

function answerBy({ certificate, key }: BenchCard, challengeText: string) {
  const { challengeId, context } = challengeSchema.parse(JSON.parse(challengeText));

  return {
    challengeId,
    certificate: toBase64Url(certificate),
    signature: toBase64Url(sign("sha256", fromBase64Url(context), key)),
  };
}

async function signedCall(
  { privateKey, terminalId }: TerminalIdentity,
  path: string,
  content: unknown,
): Promise<Call> {
  const body = new TextEncoder().encode(JSON.stringify(content));
  const created = Math.floor(Date.now() / 1000);
  const headers = await signMessage(
    privateKey,
    terminalId,
    { method: "POST", path, body },
    created,
  );

  return { path, headers, body };
}

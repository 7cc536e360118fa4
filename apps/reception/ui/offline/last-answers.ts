/**
 * The last answer to each card, for a facility that keeps it: sealed, and found by the same card again. Its name is a keyed hash of the
 * certificate, so that nobody can look for a card without this browser's key.
 */
import { answerSchema, toBase64Url } from "@madoguchi/contract";
import type { Answer } from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { openStore } from "../kept/open-store.ts";
import { openSealedStore } from "../kept/sealed-store.ts";
import type { Settings } from "../settings/settings.ts";

type KeepLast = Settings["keepLast"];

const answers = openSealedStore("madoguchi-last-answers", answerSchema);
const inNameKeys = openStore("madoguchi-last-answers-names", "keys");

const DAYS = { month: 31, quarter: 92 } as const satisfies Record<
  Exclude<KeepLast, "none">,
  number
>;

/** What an earlier answer could tell about a later day. A card that named nobody has nothing to tell. */
export async function keepLastAnswer(
  terminalId: string,
  certificate: Uint8Array,
  answer: Answer,
): Promise<void> {
  if (answer.person === null) return;
  const day = tokyoDate(Temporal.Instant.from(answer.checkedAt)).toString();
  const key = (await nameKeyOf(terminalId)) ?? (await makeNameKey(terminalId));
  await answers.put(terminalId, [{ id: await nameUnder(key, certificate), day }, answer]);
}

export async function lastAnswer(
  terminalId: string,
  certificate: Uint8Array,
): Promise<Answer | null> {
  const key = await nameKeyOf(terminalId);

  return key && answers.get({ terminalId, id: await nameUnder(key, certificate) });
}

export async function forgetLastAnswers(
  terminalId: string,
  keepLast: KeepLast,
  today: Temporal.PlainDate,
): Promise<void> {
  if (keepLast === "none") return forgetAllLastAnswers(terminalId);
  await answers.forgetBefore(terminalId, today.subtract({ days: DAYS[keepLast] }).toString());
}

export async function forgetAllLastAnswers(terminalId: string): Promise<void> {
  await answers.forgetAll(terminalId);
  await inNameKeys("readwrite", (store) => store.delete(terminalId));
}

async function nameUnder(key: CryptoKey, certificate: Uint8Array): Promise<string> {
  const mark = await crypto.subtle.sign("HMAC", key, certificate.slice());

  return toBase64Url(new Uint8Array(mark));
}

async function nameKeyOf(terminalId: string): Promise<CryptoKey | null> {
  const kept: unknown = await inNameKeys("readonly", (store) => store.get(terminalId));

  return kept instanceof CryptoKey ? kept : null;
}

/** Two windows may begin at once: the first key stays. */
async function makeNameKey(terminalId: string): Promise<CryptoKey> {
  const made = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  try {
    await inNameKeys("readwrite", (store) => store.add(made, terminalId));
    return made;
  } catch (error) {
    const other = await nameKeyOf(terminalId);
    if (other === null) throw error;
    return other;
  }
}

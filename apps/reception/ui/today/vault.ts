/**
 * The answers of the last days, for a facility that keeps them: sealed with a key that this browser holds for the terminal and gives
 * to nobody. In the clear stand the terminal, the check's id and its day.
 */
import { answerSchema } from "@madoguchi/contract";
import type { Answer } from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { openStore } from "../kept/open-store.ts";
import type { Settings } from "../settings/settings.ts";

type KeepList = Settings["keepList"];

const inKeys = openStore("madoguchi-today-keys", "keys");
const inEntries = openStore("madoguchi-today", "entries");

const sealedSchema = z.object({
  terminalId: z.uuid(),
  checkId: z.uuid(),
  day: z.iso.date(),
  iv: z.instanceof(Uint8Array<ArrayBuffer>),
  sealed: z.instanceof(ArrayBuffer),
});
type Sealed = z.infer<typeof sealedSchema>;

/** Days before today that are kept too. */
const EARLIER_DAYS = { day: 0, week: 6 } as const satisfies Record<
  Exclude<KeepList, "none">,
  number
>;

/** Once more for the same check: what stands is replaced. */
export async function keepAnswer(terminalId: string, answer: Answer): Promise<void> {
  const key = (await keyOf(terminalId)) ?? (await makeKey(terminalId));
  const day = tokyoDate(Temporal.Instant.from(answer.checkedAt)).toString();
  const place = { terminalId, checkId: answer.checkId, day };
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(answer));
  const sealed = await crypto.subtle.encrypt(algorithmOf(place, iv), key, plain);
  plain.fill(0);
  const entry = { ...place, iv, sealed } satisfies Sealed;
  await inEntries("readwrite", (store) => store.put(entry, nameOf(place)));
}

/** The newest first. What this key does not open is as good as not there. */
export async function keptAnswers(terminalId: string): Promise<Answer[]> {
  const key = await keyOf(terminalId);
  if (key === null) return [];
  const entries = (await allEntries()).filter((each) => each.terminalId === terminalId);
  const answers = await Promise.all(entries.map((entry) => openEntry(key, entry)));

  return answers
    .filter((answer) => answer !== null)
    .toSorted((a, b) => (a.checkedAt < b.checkedAt ? 1 : -1));
}

/** Whatever is older than the facility keeps; everything, where it keeps nothing. */
export async function forgetOld(
  terminalId: string,
  keepList: KeepList,
  today: Temporal.PlainDate,
): Promise<void> {
  if (keepList === "none") return forgetAll(terminalId);
  const first = today.subtract({ days: EARLIER_DAYS[keepList] }).toString();
  for (const entry of await allEntries()) {
    if (entry.terminalId === terminalId && entry.day < first) await remove(entry);
  }
}

/** The key goes first: what it sealed can be read by nobody from that moment on. */
export async function forgetAll(terminalId: string): Promise<void> {
  await inKeys("readwrite", (store) => store.delete(terminalId));
  for (const entry of await allEntries()) {
    if (entry.terminalId === terminalId) await remove(entry);
  }
}

function remove(entry: Sealed): Promise<undefined> {
  return inEntries("readwrite", (store) => store.delete(nameOf(entry)));
}

async function allEntries(): Promise<Sealed[]> {
  const kept: unknown[] = await inEntries("readonly", (store) => store.getAll());

  return kept.flatMap((each) => {
    const entry = sealedSchema.safeParse(each);
    return entry.success ? [entry.data] : [];
  });
}

async function openEntry(key: CryptoKey, entry: Sealed): Promise<Answer | null> {
  try {
    const plain = await crypto.subtle.decrypt(algorithmOf(entry, entry.iv), key, entry.sealed);
    return answerSchema.parse(JSON.parse(new TextDecoder().decode(plain)));
  } catch {
    return null;
  }
}

/** An entry opens in its own place alone. */
function algorithmOf(place: Pick<Sealed, "terminalId" | "checkId" | "day">, iv: BufferSource) {
  const additionalData = new TextEncoder().encode(`${nameOf(place)}/${place.day}`);

  return { name: "AES-GCM", iv, additionalData };
}

function nameOf({ terminalId, checkId }: Pick<Sealed, "terminalId" | "checkId">): string {
  return `${terminalId}/${checkId}`;
}

async function keyOf(terminalId: string): Promise<CryptoKey | null> {
  const kept: unknown = await inKeys("readonly", (store) => store.get(terminalId));

  return kept instanceof CryptoKey ? kept : null;
}

/** Two windows may begin at once: the first key stays. */
async function makeKey(terminalId: string): Promise<CryptoKey> {
  const algorithm = { name: "AES-GCM", length: 256 };
  const made = await crypto.subtle.generateKey(algorithm, false, ["encrypt", "decrypt"]);
  try {
    await inKeys("readwrite", (store) => store.add(made, terminalId));
    return made;
  } catch (error) {
    const other = await keyOf(terminalId);
    if (other === null) throw error;
    return other;
  }
}

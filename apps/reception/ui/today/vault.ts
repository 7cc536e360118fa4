/** The answers of the last days, for a facility that keeps them, sealed. */
import { answerSchema } from "@madoguchi/contract";
import type { Answer } from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { openSealedStore } from "../kept/sealed-store.ts";
import type { Settings } from "../settings/settings.ts";

type KeepList = Settings["keepList"];

const answers = openSealedStore("madoguchi-today", answerSchema);

/** Days before today that are kept too. */
const EARLIER_DAYS = { day: 0, week: 6 } as const satisfies Record<
  Exclude<KeepList, "none">,
  number
>;

/** Once more for the same check: what stands is replaced. */
export async function keepAnswer(terminalId: string, answer: Answer): Promise<void> {
  const day = tokyoDate(Temporal.Instant.from(answer.checkedAt)).toString();
  await answers.put(terminalId, [{ id: answer.checkId, day }, answer]);
}

/** The newest first. */
export async function keptAnswers(terminalId: string): Promise<Answer[]> {
  const kept = await answers.all(terminalId);

  return kept.toSorted((a, b) => (a.checkedAt < b.checkedAt ? 1 : -1));
}

/** Whatever is older than the facility keeps; everything, where it keeps nothing. */
export async function forgetOld(
  terminalId: string,
  keepList: KeepList,
  today: Temporal.PlainDate,
): Promise<void> {
  if (keepList === "none") return forgetAll(terminalId);
  const first = today.subtract({ days: EARLIER_DAYS[keepList] });
  await answers.forgetBefore(terminalId, first.toString());
}

export function forgetAll(terminalId: string): Promise<void> {
  return answers.forgetAll(terminalId);
}

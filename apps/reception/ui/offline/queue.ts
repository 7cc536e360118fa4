/**
 * What was checked without the center: sealed on this device until the center has answered, and then the answer, until somebody has
 * seen to it. An entry leaves one place only after it is in the next.
 */
import { answerSchema, offlineEntrySchema, problemSchema } from "@madoguchi/contract";
import type { OfflineResult } from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { openSealedStore } from "../kept/sealed-store.ts";

const waitingSchema = z.object({
  entry: offlineEntrySchema,
  checkedAt: z.iso.datetime(),
  /** Known from the last answer; the certificate names nobody. */
  kana: z.string().nullable(),
});
export type WaitingCheck = z.infer<typeof waitingSchema>;

const settledSchema = z.object({
  entryId: z.uuid(),
  checkedAt: z.iso.datetime(),
  kana: z.string().nullable(),
  result: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("answered"), answer: answerSchema }),
    z.object({ kind: z.literal("refused"), problem: problemSchema }),
  ]),
});
export type SettledCheck = z.infer<typeof settledSchema>;

const waiting = openSealedStore("madoguchi-offline", waitingSchema);
const settled = openSealedStore("madoguchi-offline-answers", settledSchema);

/** Answers that nobody has seen to are forgotten after these days; what waits for an answer is never. */
const ANSWER_DAYS = 31;

export type Ended = { readonly check: WaitingCheck; readonly result: SettledCheck["result"] };

export type Queue = ReturnType<typeof openQueue>;

/** Of one terminal. Each call is whole in itself: nothing is remembered but on the disk. */
export function openQueue(terminalId: string) {
  const placeOf = (id: string, checkedAt: string) => ({
    id,
    day: tokyoDate(Temporal.Instant.from(checkedAt)).toString(),
  });

  return {
    terminalId,
    /** @throws where the device keeps nothing */
    add: (check: WaitingCheck): Promise<void> =>
      waiting.put(terminalId, [placeOf(check.entry.entryId, check.checkedAt), check]),
    /** The oldest first, as their ids begin with the time. */
    oldest: (most?: number): Promise<readonly WaitingCheck[]> => waiting.all(terminalId, most),
    count: (): Promise<number> => waiting.count(terminalId),
    /** @param ended one at least */
    async settle(ended: readonly Ended[]): Promise<void> {
      await settled.put(
        terminalId,
        ...ended.map(({ check: { entry, checkedAt, kana }, result }) => {
          const { entryId } = entry;
          return [placeOf(entryId, checkedAt), { entryId, checkedAt, kana, result }] as const;
        }),
      );
      await waiting.remove(ended.map(({ check }) => ({ terminalId, id: check.entry.entryId })));
    },
    async answers(): Promise<readonly SettledCheck[]> {
      return (await settled.all(terminalId)).toReversed();
    },
    countAnswers: (): Promise<number> => settled.count(terminalId),
    /** Somebody has seen to it. */
    drop: (entryId: string): Promise<void> => settled.remove([{ terminalId, id: entryId }]),
  };
}

export async function forgetOldAnswers(
  terminalId: string,
  today: Temporal.PlainDate,
): Promise<void> {
  await settled.forgetBefore(terminalId, today.subtract({ days: ANSWER_DAYS }).toString());
}

/** With the terminal's registration: without its key nobody could deliver what waits. */
export async function forgetQueue(terminalId: string): Promise<void> {
  await waiting.forgetAll(terminalId);
  await settled.forgetAll(terminalId);
}

/** What of a result ends the waiting. */
export function endingOf(result: OfflineResult): SettledCheck["result"] | null {
  switch (result.kind) {
    case "answered":
      return { kind: "answered", answer: result.answer };
    case "refused":
      return { kind: "refused", problem: result.problem };
    case "later":
      return null;
  }
}

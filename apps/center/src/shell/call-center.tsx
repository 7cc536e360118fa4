/** Where people are reached, and whether anybody answers now: one place for the front door, the foot of every page and inquiries. */
import { systemClock } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { answeringWords, closingWords } from "./hours.ts";
import type { Closing } from "./hours.ts";

/** What the office entered: read by every page, and so kept here by whoever knows of a change. */
let closings: readonly Closing[] = [];
let ofMinute: { minute: number; words: string; closed: readonly string[] } | null = null;

export function keepClosings(known: readonly Closing[]): void {
  closings = known;
  ofMinute = null;
}

/** Every page says it, and it changes on a full minute only. */
function wordsAt(now: Temporal.Instant): { words: string; closed: readonly string[] } {
  const minute = Math.floor(now.epochMilliseconds / 60_000);
  if (minute !== ofMinute?.minute) {
    const closed = closingWords(now, closings);
    ofMinute = { minute, words: answeringWords(now, closings), closed };
  }

  return ofMinute;
}

export function CallCenter({ now = systemClock.now() }: { now?: Temporal.Instant }) {
  const { words, closed } = wordsAt(now);

  return (
    <>
      <p>
        オンライン資格確認等コールセンター　<a href="tel:0800-080-4583">0800-080-4583</a>
        （通話無料）
        <br />
        平日 8:00〜18:00、土曜日 8:00〜16:00（祝日を除く）
      </p>
      <p>
        <strong>{words}</strong>
      </p>
      {closed.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </>
  );
}

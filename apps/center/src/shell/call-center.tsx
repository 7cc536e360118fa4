/** Where people are reached, and whether anybody answers now: one place for the front door, the foot of every page and inquiries. */
import { systemClock } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { answeringWords } from "./hours.ts";

let ofMinute = { minute: -1, words: "" };

/** Every page says it, and it changes on a full minute only. */
function wordsAt(now: Temporal.Instant): string {
  const minute = Math.floor(now.epochMilliseconds / 60_000);
  if (minute !== ofMinute.minute) ofMinute = { minute, words: answeringWords(now) };

  return ofMinute.words;
}

export function CallCenter({ now = systemClock.now() }: { now?: Temporal.Instant }) {
  return (
    <>
      <p>
        オンライン資格確認等コールセンター　<a href="tel:0800-080-4583">0800-080-4583</a>
        （通話無料）
        <br />
        平日 8:00〜18:00、土曜日 8:00〜16:00（祝日を除く）
      </p>
      <p>
        <strong>{wordsAt(now)}</strong>
      </p>
    </>
  );
}

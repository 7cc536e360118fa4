/** Where people are reached, and whether anybody answers now: one place for the front door, the foot of every page and inquiries. */
import { systemClock } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { answeringWords } from "./hours.ts";

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
        <strong>{answeringWords(now)}</strong>
      </p>
    </>
  );
}

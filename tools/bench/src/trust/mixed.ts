/** RSA cards that arrive at random moments, alone and with P-384 cards among them: how long each waits for its verdict. */
import { setImmediate } from "node:timers/promises";
import type { TrustCard, TrustPlace } from "./cards.ts";
import { bareFirst, judge } from "./judge.ts";
import { randomFrom } from "./mutate.ts";

export const ARRIVALS = { count: 600, perSecond: 800, p384Share: 0.2 } as const;

/** The same every time, so that every way of judging meets the same crowd. */
type Arrival = { readonly at: number; readonly isP384: boolean };

export function arrivals(seed: number): readonly Arrival[] {
  const random = randomFrom(seed);
  let at = 0;

  return Array.from({ length: ARRIVALS.count }, () => {
    at += (-Math.log(1 - random()) * 1000) / ARRIVALS.perSecond;
    return { at, isP384: random() < ARRIVALS.p384Share };
  });
}

export type Crowd =
  /** In place of each P-384 card comes an RSA card. */
  | "rsa-only"
  | "mixed"
  /** Mixed, and P-384 verified on the main thread: what the pool saves us from. */
  | "mixed-in-place";

/** Milliseconds from arrival to verdict, of those cards that are RSA in every crowd. */
export async function waits(
  place: TrustPlace,
  crowd: Crowd,
  coming: readonly Arrival[],
): Promise<readonly number[]> {
  const times: number[] = [];
  const running: Promise<void>[] = [];
  const start = performance.now();
  for (const [index, { at, isP384 }] of coming.entries()) {
    while (performance.now() - start < at) await setImmediate();
    running.push(serve(index, start + at, isP384));
  }
  await Promise.all(running);

  return times;

  async function serve(index: number, due: number, isP384: boolean): Promise<void> {
    if (isP384 && crowd === "mixed-in-place") return bareFirst(cardOf(place.p384, index));
    if (isP384 && crowd === "mixed") return judge(place, cardOf(place.p384, index));
    await judge(place, cardOf(place.rsa, index));
    if (!isP384) times.push(performance.now() - due);
  }
}

function cardOf(cards: readonly TrustCard[], index: number): TrustCard {
  const card = cards[index % cards.length];
  if (!card) {
    throw new RangeError("no cards");
  }

  return card;
}

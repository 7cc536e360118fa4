/** What a patient waits for at the desk: from Enter after the last digit of the PIN to the answer on the screen, with a card of 25 ms a command. */
import { availableParallelism } from "node:os";
import { openDeskPage } from "./desk/browser.ts";
import type { Waited } from "./desk/browser.ts";
import { openDeskPlace } from "./desk/place.ts";
import type { Transmission } from "./desk/place.ts";
import type { BenchResult } from "./result.ts";
import { median, quantile, rounded } from "./statistics.ts";

const APDU_MILLISECONDS = 25;
const ROUNDS = 60;
const WARM_UP = 8;
const SLOW_ROUNDS = 20;
const SLOWER = 4;

export async function benchDesk(): Promise<BenchResult> {
  await using place = await openDeskPlace(APDU_MILLISECONDS);
  const desk = await openDeskPage(place);
  try {
    const waits: Waited[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const waited = await desk.check();
      if (round >= 0) waits.push(waited);
    }
    await desk.interactions();
    await desk.slowDown(SLOWER);
    const slow: Waited[] = [];
    for (let round = 0; round < SLOW_ROUNDS; round += 1) slow.push(await desk.check());
    const interactions = await desk.interactions();

    const checks = waits.map((waited) => shareOf(waited, place.transmissions));
    const [first] = checks;
    const at = (part: number, values: readonly number[]) => rounded(quantile(values, part));
    const totals = checks.map(({ total }) => total);
    const cards = checks.map(({ card }) => card);
    const ours = checks.map(({ total, card }) => total - card);

    return {
      name: "desk",
      ours: at(0.95, totals),
      ceiling: at(0.95, cards),
      ratio: rounded(median(checks.map(({ total, card }) => card / total))),
      unit: "ms from Enter after the last digit to the answer (p95)",
      conditions: {
        way: "Chromium, the built page, the agent over a WebSocket, a virtual reader, and a center with its database",
        ceiling: "the card alone: its commands of the same check, from the layer below the agent",
        ratio: "card / whole, the median of the checks",
        cardMillisecondsPerCommand: APDU_MILLISECONDS,
        commands: first?.commands ?? null,
        totalMedianMilliseconds: at(0.5, totals),
        shareP95Milliseconds: at(0.95, ours),
        shareMedianMilliseconds: at(0.5, ours),
        share:
          "the whole without the card: Enter, links, check with both signatures, drawing; the challenge was asked for while the patient typed",
        slower: SLOWER,
        slowTotalP95Milliseconds: at(
          0.95,
          slow.map(({ from, to }) => to - from),
        ),
        slowInteractionWorstMilliseconds: Math.max(0, ...interactions),
        slowInteractionP95Milliseconds: interactions.length > 0 ? at(0.95, interactions) : 0,
        interactions: `keys of ${SLOW_ROUNDS} checks, as Event Timing has them; ${interactions.length} took a frame or more`,
        rounds: ROUNDS,
        cores: availableParallelism(),
        node: process.version,
      },
    };
  } finally {
    await desk.close();
  }
}

function shareOf({ from, to }: Waited, transmissions: readonly Transmission[]) {
  const own = transmissions.filter((each) => each.from >= from && each.to <= to);
  const card = own.reduce((sum, each) => sum + each.to - each.from, 0);

  return { total: to - from, card, commands: own.length };
}

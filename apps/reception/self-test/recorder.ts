import { decorate, toHex, within, type CardTransport } from "@madoguchi/card";
import type { ExchangeRecord } from "./finding.ts";

export type RecorderOptions = {
  /** Milliseconds from any start. */
  readonly now: () => number;
  /** How long one answer is waited for. */
  readonly answerMs: number;
  readonly signal: AbortSignal;
};

export type Recorder = {
  readonly link: CardTransport;
  /** What was exchanged since the last call. */
  take(): readonly ExchangeRecord[];
};

/** The same link, with the header, the length and the time of every exchange written down, and with an end to every wait. */
export function record(inner: CardTransport, { now, answerMs, signal }: RecorderOptions): Recorder {
  let records: ExchangeRecord[] = [];
  const link = decorate(inner, async (apdu) => {
    const header = toHex(apdu.subarray(0, 4));
    const start = now();
    const keep = (received: number, sw: number | null) =>
      records.push({ header, received, sw, ms: now() - start });
    try {
      const limits = { timeoutMs: answerMs, signal };
      // Not every link keeps to limits by itself.
      const answer = await within(inner.transmit(apdu, limits), limits);
      const [sw1 = 0, sw2 = 0] = answer.subarray(-2);
      keep(Math.max(answer.length - 2, 0), (sw1 << 8) | sw2);
      return answer;
    } catch (error) {
      keep(0, null);
      throw error;
    }
  });
  return {
    link,
    take() {
      const taken = records;
      records = [];
      return taken;
    },
  };
}

/** The card on a reader of a real pcscd, where the machine has one. */
import { setTimeout as delay } from "node:timers/promises";
import { createPcscPort, loadPcsc, type Pcsc } from "@madoguchi/reception/desktop";
import { holdSlot, startPcscd } from "@madoguchi/test";
import { type CardImage, VirtualCard } from "@madoguchi/virtual-card";
import { Stopwatch, type Way } from "./check.ts";

export type PcscWay = Way & {
  /** How many commands the card has received so far. */
  received(): number;
};

export type OpenedPcsc = AsyncDisposable & {
  /** `null` where there is no pcscd; `description` says why. */
  readonly way: PcscWay | null;
  readonly description: string;
};

export async function openPcscWay(image: CardImage): Promise<OpenedPcsc> {
  const started = new AsyncDisposableStack();
  try {
    const pcscd = await startPcscd();
    started.defer(() => pcscd.stop());
    const slot = await holdSlot(1);
    started.defer(() => slot.release());
    let received = 0;
    const wire = (line: string) => void (line.startsWith(">") && (received += 1));
    const session = await slot.put(VirtualCard.fromImage(image, { wire }));
    started.defer(() => session.close());
    const way = { ...(await timedWay(slot.reader)), received: () => received };
    // The reception page always watches.
    started.defer(async () => stopWatching());
    const stopWatching = way.port.watch(() => {});
    await untilCardLies(way);

    return {
      way,
      description: "pcscd with the vpcd reader of vsmartcard; the card answers over loopback TCP",
      [Symbol.asyncDispose]: () => started.disposeAsync(),
    };
  } catch (error) {
    await started.disposeAsync();
    const reason = error instanceof Error ? error.message : String(error);

    return {
      way: null,
      description: `not measured: ${reason}`,
      [Symbol.asyncDispose]: async () => {},
    };
  }
}

/** Times the service's own calls, on their worker thread and back. */
async function timedWay(slot: string): Promise<Way> {
  const pcsc = await loadPcsc();
  const stopwatch = new Stopwatch();
  const timed: Pcsc = {
    ...pcsc,
    connect: (...parts) => stopwatch.time("connecting", () => pcsc.connect(...parts)),
    transmit: (...parts) => stopwatch.time("transmitting", () => pcsc.transmit(...parts)),
    disconnect: (...parts) => stopwatch.time("disconnecting", () => pcsc.disconnect(...parts)),
  };
  const context = pcsc.establish();

  return {
    port: createPcscPort(async () => timed),
    slot,
    takeSpent: () => stopwatch.take(),
    async bare(commands) {
      const { card, protocol } = await timed.connect(context, slot, "exclusive");
      for (const command of commands) await timed.transmit(card, protocol, command);
      await timed.disconnect(card, "unpower");

      return stopwatch.take();
    },
  };
}

/** pcscd looks for cards a few times a second. */
async function untilCardLies({ port, slot }: Way): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const readers = await port.list();
    if (readers.some(({ id, cardPresent }) => id === slot && cardPresent)) return;
    await delay(50);
  }
  throw new Error(`pcscd does not see the card on ${slot}`);
}

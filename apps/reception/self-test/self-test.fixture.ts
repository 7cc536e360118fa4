/** A card of somebody who does not exist, and a hand that does what the self-test asks for. */
import { decorate, LinkError, type ReaderPort } from "@madoguchi/card";
import { type Switches, VirtualCard, VirtualReader } from "@madoguchi/virtual-card";
import { sampleCard } from "@madoguchi/virtual-card/sample";
import type { SelfTestOptions } from "./bench.ts";
import type { Ask, Finding, StepName } from "./finding.ts";
import { advance, nothingYet, type Progress } from "./progress.ts";
import { runSelfTest } from "./run.ts";

export async function testCard(switches: Partial<Switches> = {}): Promise<VirtualCard> {
  const { image } = await sampleCard();
  return VirtualCard.fromImage(image, switches);
}

/** Nobody waits for a hand that never comes. */
export const hurried = { serviceMs: 1, readerMs: 1, handMs: 1, busyMs: 0 } as const;

export type Played = Progress & {
  readonly asked: readonly Ask[];
  of<Step extends StepName>(step: Step): Extract<Finding, { step: Step }> | undefined;
};

export type Hand = Partial<Record<Ask, () => void>>;

/** Runs the test to its end; `hand` does what it is asked for. */
export async function play(
  options: Omit<SelfTestOptions, "signal">,
  hand: Hand = {},
): Promise<Played> {
  const asked: Ask[] = [];
  let progress = nothingYet;
  for await (const event of runSelfTest({ ...options, signal: new AbortController().signal })) {
    progress = advance(progress, event);
    if (event.type !== "ask") continue;
    asked.push(event.ask);
    hand[event.ask]?.();
  }
  const isOf =
    <Step extends StepName>(step: Step) =>
    (finding: Finding): finding is Extract<Finding, { step: Step }> =>
      finding.step === step;

  return { ...progress, asked, of: (step) => progress.findings.find(isOf(step)) };
}

/** A reader in this process with a willing hand. */
export function readerFor(card: VirtualCard): { reader: VirtualReader; hand: Required<Hand> } {
  const reader = new VirtualReader();
  const lay = () => reader.insert(card);
  const hand = {
    "place-card": lay,
    "take-card": () => reader.remove(),
    "place-again": lay,
    "hold-card": lay,
    "hold-again": lay,
  };
  return { reader, hand };
}

/** The same port with another way to carry commands. */
export function carrying(
  port: ReaderPort,
  carry: (apdu: Uint8Array, transmit: () => Promise<Uint8Array>) => Promise<Uint8Array>,
): ReaderPort {
  return {
    list: () => port.list(),
    watch: (callback) => port.watch(callback),
    async open(id, options) {
      const link = await port.open(id, options);
      return decorate(link, (apdu, limits) => carry(apdu, () => link.transmit(apdu, limits)));
    },
  };
}

/** No service, or a service without readers. */
export function emptyPort(readers: "none" | "service-down"): ReaderPort {
  const down = new LinkError("service-down", "no service");
  return {
    list: () => (readers === "none" ? Promise.resolve([]) : Promise.reject(down)),
    watch(callback) {
      callback(
        readers === "none" ? { type: "readers", readers: [] } : { type: "failed", error: down },
      );
      return () => {};
    },
    open: () => Promise.reject(new LinkError("no-reader", "no reader")),
  };
}

/** A check with a clock on every call below our code, and the same calls without the check. */
import { type CardTransport, checkPin, decorate, type ReaderPort } from "@madoguchi/card";
import { defaultPin } from "@madoguchi/virtual-card";

/** Milliseconds in the calls of the layer below. */
export type Spent = {
  readonly connecting: number;
  readonly transmitting: number;
  readonly disconnecting: number;
};

export type Way = {
  readonly port: ReaderPort;
  /** Id of the reader on which the card lies. */
  readonly slot: string;
  /** What the port's calls have spent below our code since this was last asked. */
  takeSpent(): Spent;
  /** The same calls with nothing of ours around them. */
  bare(commands: readonly Uint8Array[]): Promise<Spent>;
};

/** Milliseconds. `overhead` is what is ours: the whole without the calls below. */
export type CheckTime = Spent & { readonly total: number; readonly overhead: number };

const challenge = new TextEncoder().encode(
  "a context of about the length of the real one ".repeat(6),
);

export async function timeCheck(way: Way): Promise<CheckTime> {
  const pin = new TextEncoder().encode(defaultPin);
  way.takeSpent();
  const begun = performance.now();
  const { kind } = await checkPin(way.port, way.slot, { challenge, pin });
  const total = performance.now() - begun;
  if (kind !== "signed") throw new Error(`the card did not sign: ${kind}`);
  const spent = way.takeSpent();

  return { ...spent, total, overhead: total - sum(spent) };
}

/** The commands of one check, the PIN of the made-up card among them. */
export async function recordCheck(way: Way): Promise<readonly Uint8Array[]> {
  const commands: Uint8Array[] = [];
  const port = withLinks(way.port, (link) =>
    decorate(link, (apdu, limits) => {
      commands.push(apdu.slice());
      return link.transmit(apdu, limits);
    }),
  );
  await timeCheck({ ...way, port });

  return commands;
}

export function sum({ connecting, transmitting, disconnecting }: Spent): number {
  return connecting + transmitting + disconnecting;
}

/** The same port, whose links pass through `change`. */
export function withLinks(
  port: ReaderPort,
  change: (link: CardTransport) => CardTransport,
): ReaderPort {
  return {
    list: () => port.list(),
    watch: (callback) => port.watch(callback),
    open: async (id, options) => change(await port.open(id, options)),
  };
}

/** Adds up the time of calls by what they do. */
export class Stopwatch {
  readonly #spent = { connecting: 0, transmitting: 0, disconnecting: 0 };

  async time<T>(what: keyof Spent, call: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    try {
      return await call();
    } finally {
      this.#spent[what] += performance.now() - begun;
    }
  }

  take(): Spent {
    const spent = { ...this.#spent };
    Object.assign(this.#spent, { connecting: 0, transmitting: 0, disconnecting: 0 });

    return spent;
  }
}

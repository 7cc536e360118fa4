/** A check with a clock on every APDU, and the same APDUs without the check. */
import { checkPin, decorate, type ReaderPort, withCard } from "@madoguchi/card";
import { defaultPin } from "@madoguchi/virtual-card";

export type Way = {
  readonly port: ReaderPort;
  /** Id of the reader on which the card lies. */
  readonly slot: string;
};

/** Milliseconds. */
export type CheckTime = { readonly total: number; readonly transmitting: number };

const challenge = new TextEncoder().encode(
  "a context of about the length of the real one ".repeat(6),
);

type Exchange = { readonly command: Uint8Array; readonly milliseconds: number };

export async function timeCheck(way: Way): Promise<CheckTime> {
  const exchanges: Exchange[] = [];
  const port = watched(way.port, (exchange) => exchanges.push(exchange));
  const pin = new TextEncoder().encode(defaultPin);
  const begun = performance.now();
  const { kind } = await checkPin(port, way.slot, { challenge, pin });
  const total = performance.now() - begun;
  if (kind !== "signed") throw new Error(`the card did not sign: ${kind}`);

  return { total, transmitting: sum(exchanges) };
}

/** The commands of one check, the PIN of the made-up card among them. */
export async function recordCheck({ port, slot }: Way): Promise<readonly Uint8Array[]> {
  const exchanges: Exchange[] = [];
  await timeCheck({ port: watched(port, (exchange) => exchanges.push(exchange)), slot });

  return exchanges.map(({ command }) => command);
}

/** @returns the sum of the transmit times, milliseconds */
export async function sendBare({ port, slot }: Way, commands: readonly Uint8Array[]) {
  return withCard(port, slot, async (link) => {
    let milliseconds = 0;
    for (const command of commands) {
      const begun = performance.now();
      await link.transmit(command);
      milliseconds += performance.now() - begun;
    }

    return milliseconds;
  });
}

function watched(port: ReaderPort, note: (exchange: Exchange) => void): ReaderPort {
  return {
    list: () => port.list(),
    watch: (callback) => port.watch(callback),
    open: async (id, options) => {
      const link = await port.open(id, options);
      return decorate(link, async (apdu, limits) => {
        const command = apdu.slice();
        const begun = performance.now();
        const answer = await link.transmit(apdu, limits);
        note({ command, milliseconds: performance.now() - begun });
        return answer;
      });
    },
  };
}

function sum(exchanges: readonly Exchange[]): number {
  return exchanges.reduce((total, { milliseconds }) => total + milliseconds, 0);
}

import { JpkiCard, type JpkiCardOptions } from "./jpki.ts";
import type { AuthenticateResult } from "./outcome.ts";
import { refuseCancelled } from "./serial.ts";
import type { CardTransport, ReaderPort } from "./transport.ts";

/**
 * Opens the reader's card for this program alone, runs `work`, and powers the card off in every case: a verified PIN
 * outlives every reset and disconnect, only power-off clears it.
 * @throws LinkError when the reader cannot be opened or the link breaks
 */
export async function withCard<T>(
  port: ReaderPort,
  readerId: string,
  work: (transport: CardTransport) => Promise<T>,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<T> {
  const transport = await port.open(readerId, {
    exclusive: true,
    ...(signal === undefined ? {} : { signal }),
  });
  try {
    return await work(transport);
  } finally {
    // A card that is gone has no power: what the work found out stands, also when closing fails.
    await transport.close("unpower").catch(() => {});
  }
}

export type PinCheck = JpkiCardOptions & {
  readonly challenge: Uint8Array;
  /** Four ASCII digits, asked for before the call: Windows resets a card that is held idle for five seconds. Wiped. */
  readonly pin: Uint8Array;
  readonly insistOnLastTry?: boolean;
};

/**
 * One 暗証番号 check from closed reader to closed reader; see `JpkiCard.authenticate`.
 * When another program left the card verified it is powered off and asked once more; no VERIFY was sent until then.
 * @throws LinkError; VerifyInterruptedError when a try may have been lost
 */
export async function checkPin(
  port: ReaderPort,
  readerId: string,
  { challenge, pin, insistOnLastTry = false, ...options }: PinCheck,
): Promise<AuthenticateResult> {
  return presentTwice(pin, options.signal, (digits) =>
    withCard(
      port,
      readerId,
      (transport) =>
        new JpkiCard(transport, options).authenticate(challenge, digits, { insistOnLastTry }),
      options,
    ),
  );
}

/** Once, and once more after a card that another program left verified lost its power. Wipes the digits. */
export async function presentTwice<T extends { readonly kind: string }>(
  digits: Uint8Array,
  signal: AbortSignal | undefined,
  attempt: (copy: Uint8Array) => Promise<T>,
): Promise<T> {
  const once = async () => {
    // An attempt wipes the array it gets, and a second one needs the digits.
    const copy = digits.slice();
    try {
      return await attempt(copy);
    } finally {
      copy.fill(0);
    }
  };
  try {
    refuseCancelled(signal);
    const result = await once();
    return result.kind === "left-verified" ? await once() : result;
  } finally {
    digits.fill(0);
  }
}

import { pinInstructions } from "./apdu.ts";
import { decorate } from "./decorate.ts";
import { toHex } from "./hex.ts";
import type { CardTransport } from "./transport.ts";

/** Whether the command brings the card a PIN. */
export function carriesSecret(apdu: Uint8Array): boolean {
  return pinInstructions.has(apdu[1] ?? 0) && apdu.length > 4;
}

/**
 * One line for the log. Of a command that carries a PIN only the header is shown, not even the length;
 * every other command is shown whole.
 */
export function describeCommand(apdu: Uint8Array): string {
  return carriesSecret(apdu) ? `> ${toHex(apdu.subarray(0, 4))} ****` : `> ${toHex(apdu)}`;
}

/** An answer may hold a patient's certificate or name, so only its length and status word are shown. */
export function describeResponse(response: Uint8Array): string {
  return `< [${Math.max(response.length - 2, 0)}] ${toHex(response.subarray(-2))}`;
}

/** Writes one line per command, answer and failure. The lines hold no PIN and no personal data. */
export function logged(inner: CardTransport, write: (line: string) => void): CardTransport {
  return decorate(inner, async (apdu, options) => {
    write(describeCommand(apdu));
    try {
      const response = await inner.transmit(apdu, options);
      write(describeResponse(response));
      return response;
    } catch (error) {
      write(`! ${error instanceof Error ? error.name : "failure"}`);
      throw error;
    }
  });
}

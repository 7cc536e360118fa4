import { LinkError, type LinkErrorCode } from "@madoguchi/card";

export const SUCCESS = 0x00000000;
export const E_CANCELLED = 0x80100002;
export const E_TIMEOUT = 0x8010000a;
export const E_NO_READERS = 0x8010002e;

/** The codes of winscard.h and pcsclite.h that a receptionist can do something about; the rest is `protocol`. */
const meanings: ReadonlyMap<number, readonly [LinkErrorCode, string]> = new Map([
  [E_CANCELLED, ["cancelled", "cancelled"]],
  [E_TIMEOUT, ["timeout", "no answer in time"]],
  // A chip that is damaged, or a card that lies askew.
  [0x80100066, ["timeout", "the card does not answer"]],
  [0x80100009, ["no-reader", "unknown reader"]],
  [E_NO_READERS, ["no-reader", "no readers available"]],
  [0x8010000b, ["busy", "sharing violation: another program holds the card"]],
  [0x8010000c, ["no-card", "no card in the reader"]],
  [0x80100016, ["removed", "not transacted"]],
  [0x80100017, ["removed", "reader unavailable"]],
  [0x80100067, ["removed", "card unpowered"]],
  [0x80100068, ["removed", "card reset"]],
  [0x80100069, ["removed", "card removed"]],
  [0x80100003, ["removed", "the handle ended with the service that gave it"]],
  [0x80100013, ["service-down", "the smart card service broke off"]],
  [0x8010001d, ["service-down", "the smart card service is not running"]],
  [0x8010001e, ["service-down", "the smart card service has stopped"]],
  [0x80100018, ["service-down", "the system is shutting down"]],
]);

/** `code` as an unsigned 32-bit number, whatever width and sign the system gave it. */
export function pcscError(code: number, call: string): LinkError {
  const [kind, text] = meanings.get(code) ?? ["protocol", "unforeseen answer"];
  return new LinkError(kind, `${call}: ${text} (0x${code.toString(16)})`);
}

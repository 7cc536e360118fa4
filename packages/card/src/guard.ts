import { decodeCommand, decodeResponse, INS, type Command } from "./apdu.ts";
import { decorate } from "./decorate.ts";
import { equalBytes } from "./hex.ts";
import { knownCards, type CardProfile, type FileId } from "./profile.ts";
import type { CardTransport } from "./transport.ts";

/** A fault of the program, never of the card or the person: it is not caught, it is mended. */
export class ForbiddenCommandError extends Error {
  override readonly name = "ForbiddenCommandError";
}

/** Where the card stands: in an application, or somewhere we did not lead it. */
type Place = { readonly forbidden: readonly FileId[] } | "unknown";

const allowed: ReadonlySet<number> = new Set([
  INS.select,
  INS.readBinary,
  INS.readRecord,
  INS.verify,
  INS.performSecurityOperation,
  INS.getChallenge,
  INS.getResponse,
]);

/**
 * Refuses, before it reaches the card, every command that could touch 個人番号: selecting its files or the 照合番号A
 * keys, and reading or verifying them by short identifier. It follows the application that is selected, and
 * until it knows it only a SELECT of an application passes. 番号法 allows 個人番号 for its own purposes only, and a
 * 資格確認 is not one.
 * `transmit` rejects with ForbiddenCommandError.
 */
export function guard(
  inner: CardTransport,
  profiles: readonly CardProfile[] = knownCards,
): CardTransport {
  let place: Place = "unknown";
  let selecting = 0;
  return decorate(inner, async (apdu, options) => {
    const command = decodeCommand(apdu);
    if (command === undefined || !isKnownShape(command)) throw refusal("its shape is not known");
    if (!isSelectApplication(command)) {
      refuseForbidden(command, place);
      return inner.transmit(apdu, options);
    }
    // While an answer is open, this one or a later one's, and after a failed SELECT, the card may stand anywhere.
    place = "unknown";
    selecting += 1;
    const own = selecting;
    const response = await inner.transmit(apdu, options);
    const { kind } = decodeResponse(response).status;
    if (own === selecting && (kind === "ok" || kind === "more")) place = placeOf(command, profiles);
    return response;
  });
}

function refusal(why: string): ForbiddenCommandError {
  return new ForbiddenCommandError(`A command was kept from the card: ${why}`);
}

/** Only the forms we use: class 00, or 80 for the signature; SELECT by application name or by file identifier. */
function isKnownShape({ cla, ins, p1 }: Command): boolean {
  if (!allowed.has(ins)) return false;
  if (cla !== 0x00 && !(cla === 0x80 && ins === INS.performSecurityOperation)) return false;
  return ins !== INS.select || p1 === 0x04 || p1 === 0x02;
}

function isSelectApplication({ ins, p1 }: Command): boolean {
  return ins === INS.select && p1 === 0x04;
}

function placeOf({ data }: Command, profiles: readonly CardProfile[]): Place {
  const isSelected = (aid: Uint8Array) => data !== undefined && equalBytes(aid, data);
  for (const { jpki, otherApplications, restrictedApplications } of profiles) {
    const restricted = restrictedApplications.find(({ aid }) => isSelected(aid));
    if (restricted !== undefined) return restricted;
    if ([jpki.aid, ...otherApplications].some(isSelected)) return { forbidden: [] };
  }
  return "unknown";
}

function refuseForbidden(command: Command, place: Place): void {
  if (place === "unknown") throw refusal("the selected application is not known");
  const target = targetOf(command);
  if (target === "unclear") throw refusal("the file it means is not clear");
  // A short identifier is the low five bits of a file's identifier.
  if (target !== "current" && place.forbidden.some((file) => (file & 0x1f) === (target & 0x1f)))
    throw refusal("it reaches for 個人番号");
}

/** The file a command names by identifier or short identifier, or the one selected before, which was allowed then. */
function targetOf({ ins, p1, p2, data }: Command): FileId | "current" | "unclear" {
  switch (ins) {
    case INS.select: {
      const [high, low] = data ?? [];
      const named = data?.length === 2 && high !== undefined && low !== undefined;
      return named ? (high << 8) | low : "unclear";
    }
    case INS.readBinary:
      return (p1 & 0x80) === 0 ? "current" : p1 & 0x1f;
    case INS.readRecord:
      return p2 >> 3 === 0 ? "current" : p2 >> 3;
    case INS.verify:
      return (p2 & 0x1f) === 0 ? "current" : p2 & 0x1f;
    default:
      return "current";
  }
}

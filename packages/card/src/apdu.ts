/**
 * Command and response APDUs (ISO/IEC 7816-4). A conversation uses short ones only: some My Number cards have no extended
 * length, and nothing we ask needs more than 255 bytes out or 256 bytes back. The extended form is there to find out
 * whether card and reader have it.
 */
import { LinkError } from "./transport.ts";

export const INS = {
  verify: 0x20,
  changeReferenceData: 0x24,
  performSecurityOperation: 0x2a,
  changePin: 0x32,
  getChallenge: 0x84,
  select: 0xa4,
  readBinary: 0xb0,
  readRecord: 0xb2,
  getResponse: 0xc0,
  getData: 0xca,
} as const;

/** They bring the card a PIN, unless they have no body and only ask for a counter. */
export const pinInstructions: ReadonlySet<number> = new Set([
  INS.verify,
  INS.changeReferenceData,
  INS.changePin,
]);

export type Command = {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** 1..65535 bytes; left out when nothing is sent. */
  readonly data?: Uint8Array;
  /** Expected length of the answer, 1..65536; left out when none is expected. */
  readonly le?: number;
  /** Lengths in their extended form, which more than 255 bytes out or 256 back need anyway. */
  readonly extended?: true;
};

/** What a status word means to us; `sw` keeps the two bytes for reports. */
export type Status = { readonly sw: number } & (
  | { readonly kind: "ok" }
  /** 61xx: `available` more bytes wait for GET RESPONSE (256 when the card says 00). */
  | { readonly kind: "more"; readonly available: number }
  /** 6Cxx: the same command with this Le will be answered. */
  | { readonly kind: "wrong-le"; readonly exact: number }
  /** 63Cx, x ≥ 1: in answer to a PIN it was wrong, in answer to an empty VERIFY it is the counter. */
  | { readonly kind: "tries-left"; readonly triesLeft: number }
  /** 63C0, 6983 (ISO) and 6984 (JICSAP, which real cards send): no try is left. */
  | { readonly kind: "blocked" }
  | { readonly kind: "not-verified" }
  | { readonly kind: "not-found" }
  | { readonly kind: "end-of-file" }
  | { readonly kind: "other" }
);

export type Response = { readonly data: Uint8Array; readonly status: Status };

function isBetween(low: number, value: number, high: number): boolean {
  return Number.isInteger(value) && value >= low && value <= high;
}

/** @throws RangeError when a field does not fit */
export function encodeCommand(command: Command): Uint8Array<ArrayBuffer> {
  const { cla, ins, p1, p2, data, le } = command;
  if (![cla, ins, p1, p2].every((field) => isBetween(0, field, 0xff)))
    throw new RangeError("a header field is not a byte");
  if (data !== undefined && !isBetween(1, data.length, 0xffff))
    throw new RangeError("Lc must be 1..65535");
  if (le !== undefined && !isBetween(1, le, 0x10000)) throw new RangeError("Le must be 1..65536");
  const extended = command.extended ?? ((data?.length ?? 0) > 0xff || (le ?? 0) > 0x100);
  if (extended && data === undefined && le === undefined)
    throw new RangeError("there is no length to extend");
  const width = extended ? 2 : 1;
  // The byte 00 in front of the first length says that the lengths are extended.
  const lengths = extended ? 5 : 4;
  const dataAt = lengths + width;
  const leAt = data === undefined ? lengths : dataAt + data.length;
  const bytes = new Uint8Array(leAt + (le === undefined ? 0 : width));
  bytes.set([cla, ins, p1, p2]);
  if (data !== undefined) {
    setLength(bytes, lengths, width, data.length);
    // Straight into the one place that is wiped afterwards: the data may be a PIN.
    bytes.set(data, dataAt);
  }
  if (le !== undefined) setLength(bytes, leAt, width, le);
  return bytes;
}

/** The greatest Le is written as zero. */
function setLength(bytes: Uint8Array, at: number, width: number, length: number): void {
  if (width === 2) bytes[at] = (length >> 8) & 0xff;
  bytes[at + width - 1] = length & 0xff;
}

/** The inverse of {@link encodeCommand}; `data` is a view. Undefined for anything that is not one whole command. */
export function decodeCommand(bytes: Uint8Array): Command | undefined {
  const [cla, ins, p1, p2, first] = bytes;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined)
    return undefined;
  const header = { cla, ins, p1, p2 };
  if (first === undefined) return header;
  if (first === 0 && bytes.length > 5) {
    const lengths = readLengths(bytes, 5, 2);
    return lengths && { ...header, ...lengths, extended: true };
  }
  const lengths = readLengths(bytes, 4, 1);
  return lengths && { ...header, ...lengths };
}

/** What follows the header: Le alone, or Lc, data and perhaps Le. */
function readLengths(
  bytes: Uint8Array,
  at: number,
  width: number,
): { readonly data?: Uint8Array; readonly le?: number } | undefined {
  const lengthAt = (offset: number) =>
    width === 2 ? ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0) : (bytes[offset] ?? 0);
  const leAt = (offset: number) => lengthAt(offset) || 1 << (8 * width);
  const dataAt = at + width;
  if (bytes.length === dataAt) return { le: leAt(at) };
  const lc = lengthAt(at);
  const end = dataAt + lc;
  if (lc === 0 || bytes.length < end) return undefined;
  const data = bytes.subarray(dataAt, end);
  if (bytes.length === end) return { data };
  return bytes.length === end + width ? { data, le: leAt(end) } : undefined;
}

/** @throws LinkError `protocol` when there is no status word */
export function decodeResponse(bytes: Uint8Array): Response {
  const [sw1, sw2] = bytes.subarray(-2);
  if (sw1 === undefined || sw2 === undefined)
    throw new LinkError("protocol", "the answer has no status word");
  return { data: bytes.subarray(0, -2), status: readStatus((sw1 << 8) | sw2) };
}

export function readStatus(sw: number): Status {
  const low = sw & 0xff;
  switch (sw >> 8) {
    case 0x61:
      return { kind: "more", sw, available: low === 0 ? 256 : low };
    case 0x6c:
      return { kind: "wrong-le", sw, exact: low === 0 ? 256 : low };
    case 0x63:
      if (low === 0xc0) return { kind: "blocked", sw };
      if (low > 0xc0 && low <= 0xcf) return { kind: "tries-left", sw, triesLeft: low & 0x0f };
      return { kind: "other", sw };
    default:
      return { kind: wordKinds.get(sw) ?? "other", sw };
  }
}

type WordKind = "ok" | "blocked" | "not-verified" | "not-found" | "end-of-file";

const wordKinds: ReadonlyMap<number, WordKind> = new Map([
  [0x9000, "ok"],
  [0x6983, "blocked"],
  [0x6984, "blocked"],
  [0x6982, "not-verified"],
  [0x6a82, "not-found"],
  [0x6a83, "not-found"],
  [0x6b00, "end-of-file"],
  [0x6282, "end-of-file"],
]);

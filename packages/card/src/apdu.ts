/**
 * Short command and response APDUs (ISO/IEC 7816-4). Extended length is left out on purpose:
 * some My Number cards do not have it, and nothing we ask needs more than 255 bytes out or 256 bytes back.
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
} as const;

export type Command = {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** 1..255 bytes; left out when nothing is sent. */
  readonly data?: Uint8Array;
  /** Expected length of the answer, 1..256; left out when none is expected. */
  readonly le?: number;
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

function isByte(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 0xff;
}

/** @throws RangeError when a field does not fit a short APDU */
export function encodeCommand(command: Command): Uint8Array<ArrayBuffer> {
  const { cla, ins, p1, p2, data, le } = command;
  if (![cla, ins, p1, p2].every(isByte)) throw new RangeError("a header field is not a byte");
  if (data !== undefined && (data.length === 0 || data.length > 255))
    throw new RangeError("Lc must be 1..255");
  if (le !== undefined && !(Number.isInteger(le) && le >= 1 && le <= 256))
    throw new RangeError("Le must be 1..256");
  const dataLength = data === undefined ? 0 : 1 + data.length;
  const bytes = new Uint8Array(4 + dataLength + (le === undefined ? 0 : 1));
  bytes.set([cla, ins, p1, p2]);
  if (data !== undefined) {
    bytes[4] = data.length;
    // Straight into the one place that is wiped afterwards: the data may be a PIN.
    bytes.set(data, 5);
  }
  if (le !== undefined) bytes[4 + dataLength] = le & 0xff;
  return bytes;
}

/** The inverse of {@link encodeCommand}; `data` is a view. Undefined for anything that is not one whole short command. */
export function decodeCommand(bytes: Uint8Array): Command | undefined {
  const [cla, ins, p1, p2, third] = bytes;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined)
    return undefined;
  const header = { cla, ins, p1, p2 };
  if (third === undefined) return header;
  if (bytes.length === 5) return { ...header, le: third === 0 ? 256 : third };
  // Lc of 00 opens an extended length field.
  if (third === 0) return undefined;
  const data = bytes.subarray(5, 5 + third);
  const le = bytes[5 + third];
  if (data.length === third && le === undefined) return { ...header, data };
  if (bytes.length === 6 + third && le !== undefined)
    return { ...header, data, le: le === 0 ? 256 : le };
  return undefined;
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

/** A conversation with a card, written down for a bug report: what was asked, how long it took, what came of it. */
import { INS } from "./apdu.ts";
import { decorate } from "./decorate.ts";
import { fromHex, toHex } from "./hex.ts";
import { carriesSecret } from "./log.ts";
import { readTlvHeader, unlessMalformed } from "./tlv.ts";
import { LinkError, linkErrorCodes, type CardTransport, type LinkErrorCode } from "./transport.ts";

/**
 * - `shape`: of an answer its length and status word, and of a file the header that announces its length. It holds
 *   nothing of the patient's, and plays back as far as lengths and status words lead.
 * - `contents`: answers as they were, certificate and photo among them. For cards of made-up people.
 *
 * Neither holds a PIN, a 照合番号 or their lengths.
 */
export type RecordingLevel = "shape" | "contents";

/** JSON as it stands; bytes in hex. */
export type Recording = {
  readonly format: "madoguchi-card-1";
  readonly level: RecordingLevel;
  readonly reader: string;
  readonly historical: string;
  readonly limits: CardTransport["limits"];
  readonly exchanges: readonly RecordedExchange[];
};

export type RecordedExchange = {
  /** Ends in `****` where the body was left out. */
  readonly command: string;
  readonly milliseconds: number;
} & (
  | {
      /** The first bytes, then the count of those left out, then the status word. */
      readonly data: string;
      readonly masked: number;
      readonly sw: string;
    }
  | { readonly failed: LinkErrorCode }
);

const FORMAT = "madoguchi-card-1";
export const MASK = "****";

/** The same link, and what has passed over it so far. */
export function record(
  inner: CardTransport,
  level: RecordingLevel = "shape",
): { readonly transport: CardTransport; recording(): Recording } {
  const exchanges: RecordedExchange[] = [];
  const transport = decorate(inner, async (apdu, options) => {
    // Before the link may wipe it.
    const sent = writeCommand(apdu, level);
    const begun = performance.now();
    const note = (outcome: Outcome) => {
      const milliseconds = Math.round((performance.now() - begun) * 100) / 100;
      exchanges.push({ ...sent, milliseconds, ...outcome });
    };
    try {
      const answer = await inner.transmit(apdu, options);
      note(writeAnswer(sent, answer, level));
      return answer;
    } catch (error) {
      note({ failed: error instanceof LinkError ? error.code : "protocol" });
      throw error;
    }
  });
  const { reader, historical, limits } = inner;
  return {
    transport,
    recording: () => ({
      format: FORMAT,
      level,
      reader: reader.name,
      historical: toHex(historical),
      limits,
      exchanges: [...exchanges],
    }),
  };
}

type Outcome =
  | { readonly data: string; readonly masked: number; readonly sw: string }
  | { readonly failed: LinkErrorCode };

/** A secret is never written; of all other bodies `shape` shows only what is selected. */
function writeCommand(apdu: Uint8Array, level: RecordingLevel): { readonly command: string } {
  const other = apdu.length > 5 && apdu[1] !== INS.select;
  const masked = carriesSecret(apdu) || (level === "shape" && other);
  return { command: masked ? toHex(apdu.subarray(0, 4)) + MASK : toHex(apdu) };
}

function writeAnswer(
  { command }: { readonly command: string },
  answer: Uint8Array,
  level: RecordingLevel,
): Outcome {
  const data = answer.subarray(0, -2);
  const shown = level === "contents" ? data.length : headerOfFile(command, data);
  return {
    data: toHex(data.subarray(0, shown)),
    masked: data.length - shown,
    sw: toHex(answer.subarray(-2)),
  };
}

/** How many bytes at the start of a file are its outermost tag and length. */
function headerOfFile(command: string, data: Uint8Array): number {
  if (!command.startsWith("00b00000")) return 0;
  const header = unlessMalformed(() => readTlvHeader(data));
  return header && fileTags.has(header.tag) ? header.headerLength : 0;
}

/** Certificates, CV certificates and records. Any other file might begin with anything. */
const fileTags: ReadonlySet<number> = new Set([0x30, 0x7f21, 0xff20]);

/** What a recording read from a file is; undefined when it is none. */
export function readRecording(json: unknown): Recording | undefined {
  if (!isObject(json) || json["format"] !== FORMAT) return undefined;
  const { level, reader, historical, exchanges } = json;
  const limits = readLimits(json["limits"]);
  if (level !== "shape" && level !== "contents") return undefined;
  if (typeof reader !== "string" || !isHex(historical) || limits === undefined) return undefined;
  if (!Array.isArray(exchanges)) return undefined;
  const read = exchanges.map(readExchange);
  const whole = read.filter((exchange) => exchange !== undefined);
  if (whole.length < read.length) return undefined;
  return { format: FORMAT, level, reader, historical, limits, exchanges: whole };
}

function readLimits(json: unknown): Recording["limits"] | undefined {
  if (!isObject(json)) return undefined;
  const { maxCommand, maxResponse, extended } = json;
  const numbers = typeof maxCommand === "number" && typeof maxResponse === "number";
  return numbers && typeof extended === "boolean"
    ? { maxCommand, maxResponse, extended }
    : undefined;
}

function readExchange(json: unknown): RecordedExchange | undefined {
  if (!isObject(json)) return undefined;
  const { command, milliseconds, data, masked, sw, failed } = json;
  if (typeof command !== "string" || !isHex(command.replace(MASK, ""))) return undefined;
  if (typeof milliseconds !== "number") return undefined;
  const code = linkErrorCodes.find((each) => each === failed);
  if (code !== undefined) return { command, milliseconds, failed: code };
  if (!isHex(data) || !isHex(sw) || sw.length !== 4) return undefined;
  if (typeof masked !== "number" || !Number.isInteger(masked)) return undefined;
  if (masked < 0 || masked > 0x1_0000) return undefined;
  return { command, milliseconds, data, masked, sw };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isHex(value: unknown): value is string {
  try {
    return typeof value === "string" && fromHex(value).length >= 0;
  } catch {
    return false;
  }
}

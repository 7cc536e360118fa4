/** Whether a PDF can do more than show itself: what is refused before it is kept. */
import { inflateSync } from "node:zlib";

const ACTIONS = /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData)\b/;

/** Pictures and text, whose bytes can look like anything, and objects that are packed (ISO 32000-1 §7.5.7). */
const STREAMS = /\bstream\r?\n([^]*?)\r?\n?\bendstream\b/g;
const PACKED_OBJECTS = /\/Type\s*\/ObjStm\b/;
/** The keys of a stream stand right before it, and of packed objects there are few. */
const KEYS_LENGTH = 1000;
/** A page of text takes some thousand bytes of objects; more is there to be unpacked for ever. */
const MOST_UNPACKED = 32 * 1024 * 1024;

/**
 * Whether a PDF carries scripts, programs or files. What it encrypts or packs in a way of its own is not seen here: papers
 * are shown in a sandbox that runs nothing.
 */
export function hasActions(pdf: Uint8Array): boolean {
  const text = Buffer.from(pdf).toString("latin1");
  let left = MOST_UNPACKED;
  for (const { 1: packed = "", index } of text.matchAll(STREAMS)) {
    const [keys = ""] = text
      .slice(Math.max(0, index - KEYS_LENGTH), index)
      .split("endobj")
      .slice(-1);
    if (!PACKED_OBJECTS.test(plain(keys))) continue;
    const objects = unpack(packed, left);
    if (objects === "too-much") return true;
    left -= objects.length;
    if (ACTIONS.test(plain(objects))) return true;
  }

  return ACTIONS.test(plain(text.replaceAll(STREAMS, "")));
}

/** @returns nothing for what is no zlib */
function unpack(packed: string, most: number): string {
  try {
    const bytes = inflateSync(Buffer.from(packed, "latin1"), { maxOutputLength: most });

    return bytes.toString("latin1");
  } catch (error) {
    return error instanceof RangeError ? "too-much" : "";
  }
}

/** A name may write its letters as #4A; so hidden, it is meant to be overlooked. */
function plain(text: string): string {
  return text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

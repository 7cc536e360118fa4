/**
 * Asking ClamAV's daemon about a file: INSTREAM over its socket. The bytes go in pieces, each after its length; a length of zero
 * ends them. The daemon answers in one line, and nothing is kept there.
 */
import { createConnection } from "node:net";
import type { Socket } from "node:net";

export type ScanResult =
  | { readonly kind: "clean" }
  /** `signature` as the daemon calls it. */
  | { readonly kind: "infected"; readonly signature: string }
  /** The daemon is away, busy, or does not take files of this size. */
  | { readonly kind: "unknown" };

export type Scanner = (bytes: Uint8Array) => Promise<ScanResult>;

const PIECE_BYTES = 64 * 1024;
const PATIENCE_MS = 30_000;
/** Its answers are short; whatever talks more is no such daemon. */
const MOST_ANSWER = 1000;

/** @param address `unix:/run/clamav/clamd.ctl` or `tcp://127.0.0.1:3310` */
export function createScanner(address: string): Scanner {
  return async (bytes) => {
    const answer = await ask(address, bytes).catch(() => "");
    const [, signature] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
    if (signature !== undefined) return { kind: "infected", signature };

    return answer === "stream: OK" ? { kind: "clean" } : { kind: "unknown" };
  };
}

export function isScannerAddress(address: string): boolean {
  return address.startsWith("unix:/") || /^tcp:\/\/[^/]+:\d+$/.test(address);
}

function connect(address: string): Socket {
  if (address.startsWith("unix:")) return createConnection(address.slice("unix:".length));
  const { hostname, port } = new URL(address);

  return createConnection(Number(port), hostname.replaceAll(/[[\]]/g, ""));
}

function ask(address: string, bytes: Uint8Array): Promise<string> {
  const socket = connect(address);

  return new Promise<string>((resolve, reject) => {
    let answer = "";
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error("the daemon is too slow")));
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => {
      answer += text;
      if (answer.length > MOST_ANSWER) socket.destroy(new Error("the daemon says too much"));
    });
    // It closes the line with its answer, also in the midst of a file that is too large for it.
    socket.on("close", () => resolve(answer.replaceAll("\0", "").trim()));
    socket.on("error", (error) => (answer === "" ? reject(error) : resolve(answer)));
    socket.on("connect", () => {
      socket.write("zINSTREAM\0");
      for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
        const piece = bytes.subarray(from, from + PIECE_BYTES);
        socket.write(lengthOf(piece.length));
        socket.write(piece);
      }
      socket.write(lengthOf(0));
    });
  }).finally(() => socket.destroy());
}

function lengthOf(bytes: number): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);

  return length;
}

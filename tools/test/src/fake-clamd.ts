/** A server that speaks ClamAV's INSTREAM, as far as the daemon's answers go: it knows one signature, the test file of EICAR. */
import { once } from "node:events";
import { createServer } from "node:net";

/** Harmless; every virus scanner takes it for a virus (eicar.org). In two parts, so that this file is not taken for one. */
export const EICAR = [
  String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}`,
  "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
].join("");

const COMMAND = "zINSTREAM\0";
const MOST_BYTES = 1_000_000;

export type FakeClamd = {
  readonly address: string;
  /** From now on it answers what no daemon answers. */
  mumble(): void;
  close(): Promise<void>;
};

/** @param path of its socket; null: a port of this machine */
export async function startFakeClamd(path: string | null = null): Promise<FakeClamd> {
  let mumbles = false;
  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on("error", () => socket.destroy());
    socket.on("data", (piece: Buffer) => {
      received = Buffer.concat([received, piece]);
      const answer = mumbles ? "UNKNOWN COMMAND" : answerTo(received);
      if (answer !== null) socket.end(`${answer}\0`);
    });
  });
  server.listen(path === null ? { port: 0, host: "127.0.0.1" } : { path });
  await once(server, "listening");
  const address = server.address();

  return {
    address:
      typeof address === "object" && address !== null
        ? `tcp://127.0.0.1:${address.port}`
        : `unix:${address}`,
    mumble: () => void (mumbles = true),
    async close() {
      server.close();
      await once(server, "close");
    },
  };
}

/** Null while the file is not at its end. */
function answerTo(received: Buffer): string | null {
  if (received.length < COMMAND.length) return null;
  if (received.subarray(0, COMMAND.length).toString() !== COMMAND) return "UNKNOWN COMMAND";
  const pieces: Buffer[] = [];
  let at = COMMAND.length;
  let bytes = 0;
  while (received.length >= at + 4) {
    const length = received.readUInt32BE(at);
    at += 4;
    if (length === 0) {
      return Buffer.concat(pieces).includes(EICAR) ? "stream: Eicar-Signature FOUND" : "stream: OK";
    }
    bytes += length;
    if (bytes > MOST_BYTES) return "INSTREAM size limit exceeded. ERROR";
    if (received.length < at + length) return null;
    pieces.push(received.subarray(at, at + length));
    at += length;
  }

  return null;
}

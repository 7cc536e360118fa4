/** A TCP proxy before a center, with a line as bad as a test wants it. One connection carries one request. */
import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";

/** What becomes of a request and its answer. */
export type Fate =
  | "passed"
  | "slow"
  /** There is no line at all. */
  | "refused"
  /** The line breaks after a part of the request. */
  | "cut-in-request"
  /** The center has all of it and answers; nothing of the answer arrives. */
  | "cut-before-answer"
  | "cut-in-answer"
  /** The same bytes reach the center twice. */
  | "doubled";

export type FaultProxy = AsyncDisposable & {
  readonly url: string;
  /** How often each fate came. */
  readonly counts: ReadonlyMap<Fate, number>;
};

/** @param fateOf the next request */
export async function startFaultProxy(target: string, fateOf: () => Fate): Promise<FaultProxy> {
  const { hostname: host, port } = new URL(target);
  const sockets = new Set<Socket>();
  const counts = new Map<Fate, number>();
  const kept = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  };
  const dial = () => kept(connect({ host, port: Number(port) }));

  const server = createServer((incoming) => {
    const client = kept(incoming);
    const fate = fateOf();
    counts.set(fate, (counts.get(fate) ?? 0) + 1);
    if (fate === "refused") {
      client.destroy();
      return;
    }
    const center = dial();
    const cut = () => {
      client.destroy();
      center.destroy();
    };
    client.on("close", () => center.destroy());
    center.on("close", () => client.destroy());
    let request = Buffer.alloc(0);
    client.on("data", (bytes) => {
      request = Buffer.concat([request, bytes]);
      const whole = lengthOf(request);
      if (fate === "cut-in-request") {
        if (whole === null) return;
        center.write(request.subarray(0, Math.floor(whole * 0.7)), cut);
        return;
      }
      if (fate === "slow") setTimeout(() => center.write(bytes), 5);
      else center.write(bytes);
      if (fate === "doubled" && whole !== null && request.length >= whole) {
        const again = dial();
        again.write(request);
        again.on("data", () => again.end());
      }
    });
    let answer = Buffer.alloc(0);
    center.on("data", (bytes) => {
      if (fate === "cut-before-answer") return cut();
      answer = Buffer.concat([answer, bytes]);
      const whole = lengthOf(answer);
      if (fate === "cut-in-answer") {
        if (whole !== null) client.write(answer.subarray(0, Math.floor(whole * 0.6)), cut);
        return;
      }
      if (whole !== null && answer.length >= whole) client.end(bytes, () => center.end());
      else client.write(bytes);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port: own } = addressOf(server.address());

  return {
    url: `http://127.0.0.1:${own}`,
    counts,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** Of a message with its head, as its head says; null until the head is there. */
function lengthOf(message: Buffer): number | null {
  const head = message.indexOf("\r\n\r\n");
  if (head < 0) return null;
  const length = /^content-length: (\d+)\r?$/im.exec(message.subarray(0, head).toString());

  return head + 4 + Number(length?.[1] ?? 0);
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === "string") throw new Error("no TCP address");

  return address;
}

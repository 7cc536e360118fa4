/**
 * A closed loop of HTTP calls: so many connections, each sending its next call when the one before has been answered. On bare
 * sockets, with the bytes written beforehand, so that the load costs the machine little beside what is measured.
 */
import { connect } from "node:net";
import type { Socket } from "node:net";

export type Call = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

export type Caller = {
  /** @throws when any answer is not 200 */
  run(calls: readonly Call[]): Promise<{ readonly seconds: number; readonly answers: string[] }>;
  close(): void;
};

export function openCaller(origin: string, concurrency: number): Caller {
  const { hostname, port } = new URL(origin);
  const lines = Array.from({ length: concurrency }, () => new Line(hostname, Number(port)));

  return {
    async run(calls) {
      const answers: string[] = Array.from({ length: calls.length });
      const requests = calls.map((call) => bytesOf(call, hostname)).entries();
      const start = performance.now();
      await Promise.all(
        lines.map(async (line) => {
          for (const [index, request] of requests) answers[index] = await line.exchange(request);
        }),
      );

      return { seconds: (performance.now() - start) / 1000, answers };
    },
    close: () => lines.forEach((line) => line.close()),
  };
}

function bytesOf({ path, headers, body }: Call, host: string): Uint8Array {
  const all = {
    host,
    ...headers,
    "content-type": "application/json",
    "content-length": body.length,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);

  return Buffer.concat([
    Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`),
    body,
  ]);
}

type Waiting = { readonly resolve: (body: string) => void; readonly reject: (e: Error) => void };

/** One connection, kept alive. */
class Line {
  readonly #socket: Socket;
  #received = "";
  #waiting: Waiting | undefined;

  constructor(host: string, port: number) {
    this.#socket = connect(port, host).setEncoding("latin1").setNoDelay();
    this.#socket.on("data", (text: string) => this.#take(text));
    this.#socket.on("error", (error) => this.#waiting?.reject(error));
    this.#socket.on("close", () => this.#waiting?.reject(new Error("the server hung up")));
  }

  exchange(request: Uint8Array): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) throw new Error("the server hung up between two calls");
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  /** Bytes as characters, for the length counts bytes. */
  #take(text: string): void {
    this.#received += text;
    const end = this.#received.indexOf("\r\n\r\n");
    if (end < 0) return;
    const head = this.#received.slice(0, end);
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1]);
    const whole = end + 4 + length;
    if (!(this.#received.length >= whole)) return;
    const body = Buffer.from(this.#received.slice(end + 4, whole), "latin1").toString();
    this.#received = this.#received.slice(whole);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (head.startsWith("HTTP/1.1 200 ")) waiting?.resolve(body);
    else waiting?.reject(new Error(`${head}\n\n${body}`));
  }
}

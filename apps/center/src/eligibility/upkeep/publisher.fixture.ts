/** For tests: a server that publishes a revocation list, and may be in any mood. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";

export class Publisher implements AsyncDisposable {
  /** What it hands out; null answers 503. */
  list: Uint8Array | null = null;
  etag: string | null = null;
  /** Takes the question and never answers. */
  isSilent = false;
  /** How it was asked, and what it answered: `304`, `200 if "1"`. */
  readonly answers: string[] = [];
  readonly #server = createServer((request, response) => this.#answer(request, response));

  async open(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("no port");

    return `http://127.0.0.1:${address.port}/1.crl`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const asked = request.headers["if-none-match"];
    const status =
      this.list === null ? 503 : asked !== undefined && asked === this.etag ? 304 : 200;
    this.answers.push(asked === undefined ? String(status) : `${status} if ${asked}`);
    if (this.isSilent) return;
    response.writeHead(status, this.etag === null ? {} : { etag: this.etag });
    response.end(status === 200 ? this.list : undefined);
  }
}

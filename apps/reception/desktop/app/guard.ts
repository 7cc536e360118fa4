/** Whom the program's server answers: the window it opened itself, and nobody else on this computer or beyond. */
import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { HOST, sameSecret } from "../agent.ts";

const KEY_LASTS_MS = 60_000;

export class Guard {
  readonly #session = randomBytes(32).toString("base64url");
  /** Launch keys that no window has used yet, and when each ends. */
  readonly #keys = new Map<string, number>();
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  get origin(): string {
    return `http://${HOST}:${this.#port}`;
  }

  /** For the address of one window: good once, and for a minute. */
  makeKey(): string {
    const key = randomBytes(32).toString("base64url");
    this.#keys.set(key, Date.now() + KEY_LASTS_MS);
    return key;
  }

  /** @returns the cookie for who brought a key */
  exchange(key: string): string | undefined {
    const ends = this.#keys.get(key);
    this.#keys.delete(key);
    if (ends === undefined || ends < Date.now()) return undefined;
    return `${this.#cookieName}=${this.#session}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** A name of somebody else's that was made to resolve to this computer. */
  isForeignName({ headers }: IncomingMessage): boolean {
    return headers.host !== `${HOST}:${this.#port}`;
  }

  /** Another page of the same browser, of this computer or of the web. */
  isForeignPage({ headers, method }: IncomingMessage): boolean {
    const { origin, "sec-fetch-site": site } = headers;
    if (origin !== undefined) return origin !== this.origin;
    if (method !== "GET" && method !== "HEAD") return true;
    return site !== undefined && site !== "same-origin" && site !== "none";
  }

  holdsSession({ headers }: IncomingMessage): boolean {
    const cookies = (headers.cookie ?? "").split(/; */u);
    return cookies.some((cookie) => sameSecret(cookie, `${this.#cookieName}=${this.#session}`));
  }

  /** Cookies know no ports: another program's of this kind has another name. */
  get #cookieName(): string {
    return `madoguchi-${this.#port}`;
  }
}

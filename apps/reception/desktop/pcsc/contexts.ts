import type { Handle, Pcsc } from "./library.ts";

/** Long enough for one patient after another; a service that ends when nobody uses it may do so after. */
const KEEP_MS = 30_000;

/**
 * Keeps one context between two cards: to establish and release one takes as long as two commands. A context carries
 * one call at a time, so cards on two readers have one each.
 */
export class WarmContext {
  #idle: { readonly context: Handle; readonly expiry: NodeJS.Timeout } | undefined;

  /** A context for one card. `warm`: it was used before, and the service may have restarted since. @throws LinkError */
  take(pcsc: Pcsc): { readonly context: Handle; readonly warm: boolean } {
    if (this.#idle === undefined) return { context: pcsc.establish(), warm: false };
    const { context, expiry } = this.#idle;
    clearTimeout(expiry);
    this.#idle = undefined;
    return { context, warm: true };
  }

  /** To be called with no card connected any more. */
  giveBack(pcsc: Pcsc, context: Handle): void {
    if (this.#idle !== undefined) return pcsc.release(context);
    const expire = () => {
      this.#idle = undefined;
      pcsc.release(context);
    };
    // A process that has nothing else to do ends; the service cleans up after it.
    this.#idle = { context, expiry: setTimeout(expire, KEEP_MS).unref() };
  }
}

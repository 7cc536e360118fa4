import type { CardTransport } from "./transport.ts";

/** The same link with another `transmit`. */
export function decorate(inner: CardTransport, transmit: CardTransport["transmit"]): CardTransport {
  return {
    kind: inner.kind,
    reader: inner.reader,
    limits: inner.limits,
    historical: inner.historical,
    removed: inner.removed,
    transmit,
    close: (disposition) => inner.close(disposition),
    [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
  };
}

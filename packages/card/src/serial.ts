import { LinkError } from "./transport.ts";

export type Limits = { readonly signal?: AbortSignal; readonly timeoutMs?: number };

/**
 * Runs one task at a time, in the order of the calls, as a link must carry its APDUs.
 * A task that was given up (cancelled, timed out) is still waited for before the next one begins: a card answers in order.
 */
export function serialise(): <T>(task: () => Promise<T>, limits?: Limits) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let pending = 0;
  return (task, limits = {}) => {
    const run = async () => {
      try {
        refuseCancelled(limits.signal);
        return await task();
      } finally {
        pending -= 1;
      }
    };
    // With nothing under way it begins at once, so that the caller can work while the card does.
    const result = pending === 0 ? run() : last.then(run);
    pending += 1;
    last = result.catch(() => {});
    return within(result, limits);
  };
}

/** @throws LinkError `cancelled` */
export function refuseCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new LinkError("cancelled", "the operation was cancelled");
}

/** The result, or a LinkError `cancelled` or `timeout` when that comes first. */
export function within<T>(result: Promise<T>, limits: Limits): Promise<T> {
  const endless = limits.signal === undefined && limits.timeoutMs === undefined;
  return endless ? result : orGiveUp(result, limits);
}

async function orGiveUp<T>(result: Promise<T>, { signal, timeoutMs }: Limits): Promise<T> {
  const giveUp = Promise.withResolvers<never>();
  const onAbort = () => giveUp.reject(new LinkError("cancelled", "the operation was cancelled"));
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener("abort", onAbort);
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(
          () => giveUp.reject(new LinkError("timeout", `no answer within ${timeoutMs} ms`)),
          timeoutMs,
        );
  try {
    return await Promise.race([result, giveUp.promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}

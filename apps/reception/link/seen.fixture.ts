import type { ReaderEvent, ReaderPort } from "@madoguchi/card";

/** For tests: the first event of the port that satisfies the predicate. */
export function seen(
  port: ReaderPort,
  wanted: (event: ReaderEvent) => boolean,
): Promise<ReaderEvent> {
  return new Promise((resolve) => {
    const stop = port.watch((event) => {
      if (!wanted(event)) return;
      resolve(event);
      queueMicrotask(() => stop());
    });
  });
}

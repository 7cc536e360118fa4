/** Waiting for a reader or a card, for a while and no longer. All @throw LinkError `cancelled` when the test is left. */
import { LinkError, type ReaderInfo } from "@madoguchi/card";
import { cardPlaceOf } from "../phone/card-place.ts";
import type { Bench } from "./bench.ts";
import type { LinkFailure } from "./finding.ts";

type Readers = readonly ReaderInfo[];

export function isWanted({ name }: ReaderInfo, { readerName }: Bench): boolean {
  return readerName === undefined || name === readerName;
}

/** Why nothing tells of readers; undefined when something does. A link that fails may come back, and is waited for. */
export async function linkFailure(bench: Bench): Promise<LinkFailure | undefined> {
  const { port, signal, patience } = bench;
  let failure: LinkFailure = "timeout";
  const stop = port.watch((event) => {
    if (event.type !== "failed") return;
    failure = event.error.code === "cancelled" ? "protocol" : event.error.code;
  });
  try {
    const heard = await readersWith({ port, signal }, () => true, patience.serviceMs);
    return heard === undefined ? failure : undefined;
  } finally {
    stop();
  }
}

/** The wanted reader that is a phone's own, where there is no other: it shows no card before it is opened. */
export function onlyHandheld(readers: Readers): ReaderInfo | undefined {
  const lasting = readers.some(({ kind }) => cardPlaceOf(kind) === "reader");
  return lasting ? undefined : readers[0];
}

/** The wanted reader on which a card lies already. */
export async function laidCard(bench: Bench): Promise<ReaderInfo | undefined> {
  const readers = await readersWith(bench, () => true, bench.patience.readerMs);
  return readers && withCard(readers, bench);
}

/** The wanted reader on which a card comes to lie; undefined when none does in time. */
export async function nextCard(bench: Bench): Promise<ReaderInfo | undefined> {
  const isLaid = (readers: Readers) => withCard(readers, bench) !== undefined;
  const readers = await readersWith(bench, isLaid, bench.patience.handMs);
  return readers && withCard(readers, bench);
}

/** Whether the reader tells in time that its card is gone. */
export async function cardGone(bench: Bench, { name }: ReaderInfo): Promise<boolean> {
  const isGone = (readers: Readers) =>
    withCard(readers, { ...bench, readerName: name }) === undefined;
  return (await readersWith(bench, isGone, bench.patience.handMs)) !== undefined;
}

export async function wantedReaders(bench: Bench): Promise<Readers> {
  const wanted = (readers: Readers) => readers.filter((reader) => isWanted(reader, bench));
  const readers = await readersWith(
    bench,
    (all) => wanted(all).length > 0,
    bench.patience.readerMs,
  );
  return wanted(readers ?? []);
}

function withCard(readers: Readers, bench: Bench): ReaderInfo | undefined {
  return readers.find((reader) => reader.cardPresent && isWanted(reader, bench));
}

/** The first readers of which `holds` is true, the present ones included. A link that fails meanwhile may come back. */
function readersWith(
  { port, signal }: Pick<Bench, "port" | "signal">,
  holds: (readers: Readers) => boolean,
  patienceMs: number,
): Promise<Readers | undefined> {
  const found = Promise.withResolvers<Readers | undefined>();
  const cancel = () => found.reject(new LinkError("cancelled", "the self-test was left"));
  if (signal.aborted) cancel();
  signal.addEventListener("abort", cancel);
  const timer = setTimeout(() => found.resolve(undefined), patienceMs);
  const stop = port.watch((event) => {
    if (event.type === "readers" && holds(event.readers)) found.resolve(event.readers);
  });
  return found.promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener("abort", cancel);
    stop();
  });
}

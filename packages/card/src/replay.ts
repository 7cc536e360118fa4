/** Plays a recorded conversation back, to the same questions in the same order. */
import { concatBytes, fromHex, toHex } from "./hex.ts";
import { describeCommand } from "./log.ts";
import { MASK, type RecordedExchange, type Recording } from "./replay-recording.ts";
import { refuseCancelled, serialise, type Limits } from "./serial.ts";
import {
  LinkError,
  type CardTransport,
  type ReaderInfo,
  type ReaderPort,
  type RemovalReason,
} from "./transport.ts";

/** A link that knows one conversation. Anything else that is asked of it fails as `protocol`. */
export function replayTransport(recording: Recording): CardTransport {
  const inOrder = serialise();
  const gone = Promise.withResolvers<RemovalReason>();
  let at = 0;
  let closed = false;
  const close = async () => {
    closed = true;
    gone.resolve("closed");
  };
  return {
    kind: "replay",
    reader: readerOf(recording),
    limits: recording.limits,
    historical: fromHex(recording.historical),
    removed: gone.promise,
    transmit: (apdu: Uint8Array, limits?: Limits) =>
      inOrder(async () => {
        if (closed) throw new LinkError("removed", "the link is closed");
        const exchange = recording.exchanges[at++];
        const answer = answerOf(exchange, apdu);
        if (answer instanceof Uint8Array) return answer;
        if (answer.code === "removed") gone.resolve("removed");
        throw answer;
      }, limits),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** One reader; every time it is opened the next recording is played: a check may power the card off and begin anew. */
export function replayPort(recordings: readonly Recording[]): ReaderPort {
  let next = 0;
  const list = (): readonly ReaderInfo[] => {
    const recording = recordings[next];
    const reader = recording ?? recordings[0];
    if (reader === undefined) return [];
    return [{ ...readerOf(reader), kind: "replay", cardPresent: recording !== undefined }];
  };
  return {
    list: async () => list(),
    watch: (callback) => {
      callback({ type: "readers", readers: list() });
      return () => {};
    },
    open: async (id, { signal }) => {
      refuseCancelled(signal);
      if (list().every((reader) => reader.id !== id))
        throw new LinkError("no-reader", `no reader ${id}`);
      const recording = recordings[next++];
      if (recording === undefined) throw new LinkError("no-card", "every recording was played");
      return replayTransport(recording);
    },
  };
}

function readerOf({ reader }: Recording): Pick<ReaderInfo, "id" | "name" | "contactless"> {
  return { id: "replay-0", name: reader, contactless: undefined };
}

/** The recorded answer, with zeros for what was left out, or the recorded or own failure. */
function answerOf(
  exchange: RecordedExchange | undefined,
  apdu: Uint8Array,
): Uint8Array | LinkError {
  if (exchange === undefined) return new LinkError("protocol", "the recording ends here");
  const { command } = exchange;
  if (!matches(command, apdu)) {
    const asked = describeCommand(apdu);
    return new LinkError("protocol", `the recording goes on with ${command}, not with ${asked}`);
  }
  if ("failed" in exchange) return new LinkError(exchange.failed, "as it was recorded");
  const masked = new Uint8Array(exchange.masked);
  return concatBytes([fromHex(exchange.data), masked, fromHex(exchange.sw)]);
}

function matches(command: string, apdu: Uint8Array): boolean {
  if (!command.endsWith(MASK)) return command === toHex(apdu);
  return apdu.length > 4 && command === toHex(apdu.subarray(0, 4)) + MASK;
}

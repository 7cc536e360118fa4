import { LinkError, refuseCancelled, type CardTransport, type ReaderPort } from "@madoguchi/card";
import { WarmContext } from "./contexts.ts";
import { loadPcsc, type Handle, type Pcsc } from "./library.ts";
import { describeReader, ReaderMonitor } from "./monitor.ts";
import { type Connection, PcscTransport } from "./transport.ts";

/** The readers of this computer, by the PC/SC service of Linux, Windows or macOS. A reader's id is its PC/SC name. */
export function createPcscPort(loadLibrary: () => Promise<Pcsc> = loadPcsc): ReaderPort {
  let loaded: Promise<Pcsc> | undefined;
  const load = () => {
    loaded ??= loadLibrary().catch((error: unknown) => {
      // It may be installed by the next time.
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
  const monitor = new ReaderMonitor(load);
  const contexts = new WarmContext();

  return {
    async list() {
      const pcsc = await load();
      const context = pcsc.establish();
      try {
        const unknown = pcsc.listReaders(context).map((name) => ({ name, state: 0 }));
        if (unknown.length === 0) return [];
        const states = await pcsc.statusChange(context, unknown, 0);
        return (states ?? unknown).map(({ name, state }) => describeReader(name, state));
      } finally {
        pcsc.release(context);
      }
    },

    watch: (callback) => monitor.listen(callback),

    async open(id, { exclusive, signal }): Promise<CardTransport> {
      refuseCancelled(signal);
      const pcsc = await load();
      const share = exclusive ? "exclusive" : "shared";
      const connection = await connect(pcsc, contexts, monitor, id, share);
      const release = (intact: boolean) => {
        if (intact) contexts.giveBack(pcsc, connection.context);
        else pcsc.release(connection.context);
      };
      return new PcscTransport(pcsc, monitor, connection, release);
    },
  };
}

async function connect(
  pcsc: Pcsc,
  contexts: WarmContext,
  monitor: ReaderMonitor,
  reader: string,
  share: "exclusive" | "shared",
): Promise<Connection> {
  const { context, warm } = contexts.take(pcsc);
  try {
    const atr = monitor.atrOf(reader) ?? (await readAtr(pcsc, context, reader));
    const connected = await pcsc.connect(context, reader, share);
    return { context, ...connected, reader, atr };
  } catch (error) {
    pcsc.release(context);
    // The service may have restarted since. No card has been sent anything yet, so a second attempt is harmless.
    if (warm && brokeOff(error)) return connect(pcsc, contexts, monitor, reader, share);
    throw opening(error);
  }
}

function brokeOff(error: unknown): boolean {
  return error instanceof LinkError && (error.code === "service-down" || error.code === "removed");
}

async function readAtr(pcsc: Pcsc, context: Handle, name: string): Promise<Uint8Array> {
  const states = await pcsc.statusChange(context, [{ name, state: 0 }], 0);
  return states?.[0]?.atr ?? new Uint8Array();
}

/** While opening, a card that just went away is simply not there. */
function opening(error: unknown): unknown {
  return error instanceof LinkError && error.code === "removed"
    ? new LinkError("no-card", error.message, { cause: error })
    : error;
}

import { setTimeout as delay } from "node:timers/promises";
import { decorate, LinkError, type ReaderPort } from "@madoguchi/card";
import { type VirtualCard, VirtualReader } from "@madoguchi/virtual-card";
import type { TrayCard, TrayState } from "../link/protocol.ts";
import type { CardTray } from "./tray.ts";

export type DeckCard = TrayCard & {
  /** Called once, when the card is first put down; later the same card lies there, with the counters it has by then. */
  readonly load: () => VirtualCard | Promise<VirtualCard>;
  /** Gives the kept card its tries back; the next time it is put down, it is loaded anew. */
  readonly reset?: () => Promise<void>;
};

/**
 * A reader without hardware and the tray of cards that go on it.
 * `delayMs` is added to every answer: real cards take tens of milliseconds.
 */
export function createVirtualReader(options: {
  readonly deck: readonly DeckCard[];
  readonly delayMs?: number;
}): { readonly port: ReaderPort; readonly tray: CardTray } {
  const reader = new VirtualReader();
  return {
    port: withDelay(reader, options.delayMs ?? 0),
    tray: createTray(reader, options.deck),
  };
}

function withDelay(port: ReaderPort, delayMs: number): ReaderPort {
  if (delayMs === 0) return port;
  return {
    list: () => port.list(),
    watch: (callback) => port.watch(callback),
    open: async (id, options) => {
      const link = await port.open(id, options);
      return decorate(link, async (apdu, limits) => {
        await delay(delayMs);
        return link.transmit(apdu, limits);
      });
    },
  };
}

function createTray(reader: VirtualReader, deck: readonly DeckCard[]): CardTray {
  const cards = deck.map(({ id, label, description, printed }) => ({
    id,
    label,
    description,
    printed,
  }));
  const loaded = new Map<string, Promise<VirtualCard>>();
  const watchers = new Set<(state: TrayState) => void>();
  let placed: string | undefined;
  const state = () => ({ cards, placed });

  const load = ({ id, load: make }: DeckCard): Promise<VirtualCard> => {
    const known = loaded.get(id) ?? Promise.resolve(make());
    loaded.set(id, known);
    return known;
  };

  const setPlaced = (id: string | undefined) => {
    if (placed === id) return;
    placed = id;
    for (const watcher of watchers) watcher(state());
  };

  // A card may also leave by itself: a test's switch pulls it out at a given command.
  reader.watch((event) => {
    const present = event.type === "readers" && event.readers.some((each) => each.cardPresent);
    if (!present) setPlaced(undefined);
  });

  return {
    list: state,
    watch(callback) {
      const watcher = (current: TrayState) => callback(current);
      watchers.add(watcher);
      watcher(state());
      return () => watchers.delete(watcher);
    },
    async put(cardId) {
      const entry = deck.find(({ id }) => id === cardId);
      if (entry === undefined) throw new LinkError("no-card", `the tray has no card ${cardId}`);
      const card = await load(entry);
      reader.insert(card);
      setPlaced(cardId);
    },
    async remove() {
      reader.remove();
    },
    async reset() {
      reader.remove();
      await Promise.all(deck.map((card) => card.reset?.()));
      loaded.clear();
    },
  };
}

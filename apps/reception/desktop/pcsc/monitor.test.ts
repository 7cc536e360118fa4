import { LinkError, type ReaderEvent } from "@madoguchi/card";
import { expect, test } from "vitest";
import type { Pcsc, ReaderState } from "./library.ts";
import { createPcscPort } from "./port.ts";

const PRESENT = 0x20;
const EMPTY = 0x10;
const CHANGED = 0x02;

/** A service whose readers are plugged, pulled and laid cards on by the test. It tells by the pseudo-reader, as real ones do. */
class FakeService {
  readonly readers = new Map<string, number>();
  /** What the next waits find instead of readers, one each. */
  readonly failures: LinkError[] = [];
  listed = 0;
  #wake = Promise.withResolvers<"changed" | "cancelled">();
  #count = 0;

  change(name: string, state: number | undefined): void {
    if (state === undefined) this.readers.delete(name);
    else this.readers.set(name, state);
    this.#end("changed");
  }

  /** Ends the waits that are under way. */
  #end(why: "changed" | "cancelled"): void {
    this.#wake.resolve(why);
    this.#wake = Promise.withResolvers();
  }

  readonly pcsc: Pcsc = {
    plugAndPlay: true,
    establish: () => 1,
    release: () => {},
    cancel: () => this.#end("cancelled"),
    listReaders: () => {
      this.listed += 1;
      this.#count = this.readers.size;
      return [...this.readers.keys()];
    },
    statusChange: async (_context, watched) => {
      for (;;) {
        const failure = this.failures.shift();
        if (failure !== undefined) throw failure;
        const now = watched.map((each) => this.#stateOf(each.name));
        const isNews = ({ state }: ReaderState, index: number) =>
          (state & ~CHANGED) !== watched[index]?.state && (state & CHANGED) !== 0;
        if (now.some(isNews)) return now;
        if ((await this.#wake.promise) === "cancelled") return undefined;
      }
    },
    connect: async () => ({ card: 1, protocol: 2 }),
    transmit: () => new Promise(() => {}),
    disconnect: async () => {},
  };

  #stateOf(name: string): ReaderState {
    const atr = new Uint8Array();
    const plugAndPlay = name.startsWith(String.raw`\\?PnP`);
    if (plugAndPlay) return { name, state: this.#count === this.readers.size ? 0 : CHANGED, atr };
    return { name, state: (this.readers.get(name) ?? 0x0c) | CHANGED, atr };
  }
}

function watch(service: FakeService) {
  const heard: string[] = [];
  const port = createPcscPort(async () => service.pcsc);
  const waiting = new Set<() => void>();
  const stop = port.watch((event) => {
    heard.push(describe(event));
    for (const look of waiting) look();
  });
  const until = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (heard.at(-1) === text) resolve();
      };
      waiting.add(look);
      look();
    });
  return { port, heard, stop, until };
}

function describe(event: ReaderEvent): string {
  if (event.type === "failed") return event.error.code;
  return event.readers.map(({ id, cardPresent }) => `${id}${cardPresent ? "+" : "-"}`).join(" ");
}

test("readers plugged in and pulled out, and cards on any of them, are told in order", async () => {
  const service = new FakeService();
  service.change("a", EMPTY);
  const { heard, until, stop } = watch(service);
  await until("a-");
  service.change("b", EMPTY);
  await until("a- b-");
  service.change("b", PRESENT);
  await until("a- b+");
  const { listed } = service;
  service.change("b", EMPTY);
  await until("a- b-");
  // A card that moves is no reason to list the readers again.
  expect(service.listed).toBe(listed);
  service.change("a", undefined);
  await until("b-");
  service.change("b", undefined);
  await until("");
  stop();
  expect(heard).toEqual(["a-", "a- b-", "a- b+", "a- b-", "b-", ""]);
});

test("a reader pulled out before the wait for it began does not hide the others, nor end their links", async () => {
  const service = new FakeService();
  service.change("a", EMPTY);
  service.change("b", PRESENT);
  const { port, heard, until, stop } = watch(service);
  await until("a- b+");
  const link = await port.open("b", { exclusive: true });
  let ended = false;
  void link.removed.then(() => (ended = true));
  service.failures.push(new LinkError("no-reader", "unknown reader"));
  service.change("a", undefined);
  await until("b+");
  expect(heard).toEqual(["a- b+", "b+"]);
  expect(ended).toBe(false);
  service.change("b", undefined);
  expect(await link.removed).toBe("removed");
  stop();
});

test("a service that breaks off ends the links and is found again", async () => {
  const service = new FakeService();
  service.change("a", PRESENT);
  const { port, until, stop } = watch(service);
  await until("a+");
  const link = await port.open("a", { exclusive: true });
  service.failures.push(new LinkError("service-down", "stopped"));
  service.change("a", EMPTY);
  await until("service-down");
  expect(await link.removed).toBe("removed");
  await until("a-");
  stop();
});

test("a link to a card that the watcher has not yet seen does not end at once", async () => {
  const service = new FakeService();
  service.change("a", EMPTY);
  const { port, until, stop } = watch(service);
  await until("a-");
  // Laid on the reader and opened before the watcher is woken.
  service.readers.set("a", PRESENT);
  const link = await port.open("a", { exclusive: true });
  let ended = false;
  void link.removed.then(() => (ended = true));
  service.change("a", PRESENT);
  await until("a+");
  expect(ended).toBe(false);
  service.change("a", EMPTY);
  expect(await link.removed).toBe("removed");
  stop();
});

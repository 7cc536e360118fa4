/** The service that ends under an open card and a watcher, and comes back; and everything else a reader can refuse. */
import { checkPin, JpkiCard, LinkError, withCard, type ReaderEvent } from "@madoguchi/card";
import { defaultPin, VirtualCard } from "@madoguchi/virtual-card";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seen } from "../../link/seen.fixture.ts";
import { createPcscPort } from "./port.ts";
import { openTestReaders, readerShows, type TestReaders } from "./readers.fixture.ts";

const challenge = new TextEncoder().encode("a context made by the center");
const getChallenge = Uint8Array.of(0x00, 0x84, 0x00, 0x00, 0x01);
let readers: TestReaders;

beforeAll(async () => {
  readers = await openTestReaders();
});

afterAll(() => readers[Symbol.asyncDispose]());

describe.each(["SIGTERM", "SIGKILL"] as const)("pcscd that ends by %s", (signal) => {
  test("is told as such, ends the open link, and the next check works when it is back", async () => {
    const { pcscd, slots, image } = readers;
    const [slot] = slots;
    const port = createPcscPort();
    const events: ReaderEvent[] = [];
    const stop = port.watch((event) => events.push(event));
    const check = async () => {
      const pin = new TextEncoder().encode(defaultPin);
      return checkPin(port, slot.reader, { challenge, pin });
    };

    await slot.put(VirtualCard.fromImage(image));
    await readerShows(port, slot.reader, true);
    // Leaves a context behind that the next check will find dead.
    expect(await check()).toMatchObject({ kind: "signed" });
    const open = await port.open(slot.reader, { exclusive: true });
    const underWay = open.transmit(getChallenge);
    await underWay;

    await pcscd.outage(signal, async () => {
      const failed = await seen(port, ({ type }) => type === "failed");
      expect(failed).toMatchObject({ error: { code: "service-down" } });
      expect(await open.removed).toBe("removed");
      const refused = await open.transmit(getChallenge).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(LinkError);
      await expect(port.list()).rejects.toMatchObject({ code: "service-down" });
      await expect(check()).rejects.toMatchObject({ code: "service-down" });
      await open
        .close("unpower")
        .catch((error: unknown) => expect(error).toBeInstanceOf(LinkError));
    });

    await readerShows(port, slot.reader, false);
    const session = await slot.put(VirtualCard.fromImage(image));
    await readerShows(port, slot.reader, true);
    expect(await check()).toMatchObject({ kind: "signed" });
    stop();
    await session.close();
    // Nothing else was told than what there was.
    const told = events.map((event) => (event.type === "failed" ? event.error.code : "readers"));
    expect(new Set(told)).toEqual(new Set(["readers", "service-down"]));
  });

  test("in the middle of a check costs no try that is not told of", async () => {
    const { pcscd, slots, image } = readers;
    const [slot] = slots;
    const port = createPcscPort();
    const card = VirtualCard.fromImage(image);
    const reading = Promise.withResolvers<void>();
    const down = Promise.withResolvers<void>();
    // The card thinks until the service has ended.
    const slow = {
      atr: card.atr,
      powerOn: () => card.powerOn(),
      powerOff: () => card.powerOff(),
      process: async (apdu: Uint8Array) => {
        reading.resolve();
        await down.promise;
        return card.process(apdu);
      },
    };
    await slot.put(slow);
    await readerShows(port, slot.reader, true);
    const pin = new TextEncoder().encode("0000");
    const check = checkPin(port, slot.reader, { challenge, pin }).catch((error: unknown) => error);
    await reading.promise;
    await pcscd.outage(signal, async () => {
      const end = await check;
      expect(end).toBeInstanceOf(LinkError);
      expect(end).toMatchObject({
        name: "LinkError",
        code: expect.stringMatching(/removed|service-down/u),
      });
      down.resolve();
    });
    expect(card.image.pins["jpki-auth"].triesLeft).toBe(3);
  });
});

test("readers that go and come back are told of, and one that is gone is `no-reader`", async () => {
  const { pcscd, slots } = readers;
  const [slot] = slots;
  const port = createPcscPort();
  const stop = port.watch(() => {});
  await readerShows(port, slot.reader, false);
  await pcscd.withoutReaders(async () => {
    await seen(port, (event) => event.type === "readers" && event.readers.length === 0);
    expect(await port.list()).toEqual([]);
    await expect(port.open(slot.reader, { exclusive: true })).rejects.toMatchObject({
      code: "no-reader",
    });
  });
  await readerShows(port, slot.reader, false);
  stop();
});

test("each way in which a reader cannot be used has its own code", async () => {
  const [slot] = readers.slots;
  const port = createPcscPort();
  const other = createPcscPort();
  const tries = () => withCard(port, slot.reader, (link) => new JpkiCard(link).triesLeft());
  await readerShows(port, slot.reader, false);
  await expect(tries()).rejects.toMatchObject({ code: "no-card" });
  await expect(port.open("no such reader", { exclusive: true })).rejects.toMatchObject({
    code: "no-reader",
  });
  const session = await slot.put(VirtualCard.fromImage(readers.image));
  await readerShows(port, slot.reader, true);
  const held = await other.open(slot.reader, { exclusive: true });
  await expect(tries()).rejects.toMatchObject({ code: "busy" });
  await held.close("unpower");
  expect(await tries()).toMatchObject({ triesLeft: 3 });

  const pulled = await port.open(slot.reader, { exclusive: true });
  await session.close();
  expect(await pulled.removed).toBe("removed");
  await expect(pulled.transmit(getChallenge)).rejects.toMatchObject({ code: "removed" });
  await pulled.close("unpower");
});

/** A day of a large hospital in one process: nothing may pile up here, in the binding or in the service. */
import { readdir } from "node:fs/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { checkPin } from "@madoguchi/card";
import { defaultPin, VirtualCard } from "@madoguchi/virtual-card";
import koffi from "koffi";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { createPcscPort } from "./port.ts";
import { openTestReaders, readerShows } from "./readers.fixture.ts";

const FLOWS = 1000;
const WARM_UP = 100;
/** What a thousand checks may leave behind at most: a leak of one answer each would be twice this. */
const MAX_GROWTH = 2 * 1024 * 1024;

const challenge = new TextEncoder().encode("a context made by the center");

function collector(): () => void {
  setFlagsFromString("--expose-gc");
  return z.function({ output: z.void() }).parse(runInNewContext("gc"));
}

test(`${FLOWS} checks leave no file, handle, thread or memory behind`, async () => {
  await using readers = await openTestReaders();
  const { pcscd, slots, image } = readers;
  const [slot] = slots;
  const card = VirtualCard.fromImage(image);
  const collect = collector();
  const port = createPcscPort();
  const stop = port.watch(() => {});
  const session = await slot.put(card);
  await readerShows(port, slot.reader, true);

  const check = async () => {
    const pin = new TextEncoder().encode(defaultPin);
    const { kind } = await checkPin(port, slot.reader, { challenge, pin });
    if (kind !== "signed") throw new Error(kind);
  };
  const held = async () => {
    collect();
    return {
      files: (await readdir("/proc/self/fd")).length,
      // Not the timers: the test runner has some of its own.
      resources: process.getActiveResourcesInfo().filter((kind) => kind !== "Timeout").length,
      koffi: koffi.stats(),
      service: await pcscd.usage(),
    };
  };

  for (let flow = 0; flow < WARM_UP; flow++) await check();
  const before = await held();
  const heapBefore = process.memoryUsage().heapUsed;
  for (let flow = 0; flow < FLOWS; flow++) await check();
  // The service ends its threads a moment after their clients have gone, other programs' clients among them.
  const after = await vi.waitUntil(
    async () => {
      const now = await held();
      return now.service.threads <= before.service.threads && now;
    },
    { timeout: 10_000 },
  );
  expect(after).toEqual(before);
  expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(MAX_GROWTH);
  expect(card.image.pins["jpki-auth"].triesLeft).toBe(3);

  stop();
  await session.close();
});

/** Gives a page of a real browser a `navigator.bluetooth` over the fake readers of a room in this process. */
import type { BrowserContext, Page } from "playwright-core";
import { airOf, makeBluetooth } from "../../bluetooth/fake-bluetooth.ts";
import type { Air, Room } from "../../bluetooth/fake-bluetooth.ts";

export async function openPageWithBluetooth(context: BrowserContext, room: Room): Promise<Page> {
  const page = await context.newPage();
  let told: Promise<unknown> = Promise.resolve();
  const waiting: string[] = [];
  const tell = (call: string) => {
    waiting.push(`fakeEar.${call};`);
    if (waiting.length > 1) return;
    // What is said in one breath travels as one message. A page that went away hears nothing.
    told = told.then(() => page.evaluate(waiting.splice(0).join("")).catch(() => {}));
  };
  const air = airOf(room, () => ({
    notify: (id, packet) => tell(`notify(${JSON.stringify(id)}, ${JSON.stringify(packet)})`),
    drop: (id) => tell(`drop(${JSON.stringify(id)})`),
  }));
  const calls: { [Name in keyof Air]: (args: Parameters<Air[Name]>) => ReturnType<Air[Name]> } = {
    choose: ([prefix]) => air.choose(prefix),
    known: () => air.known(),
    isOn: () => air.isOn(),
    connect: ([id]) => air.connect(id),
    disconnect: ([id]) => air.disconnect(id),
    write: ([id, packet]) => air.write(id, packet),
  };
  for (const [name, call] of Object.entries(calls)) {
    await page.exposeFunction(`air_${name}`, call);
  }
  // A page that is left takes its connections along.
  page.on("framenavigated", () => room.readers.forEach((reader) => reader.disconnect()));
  const names = JSON.stringify(Object.keys(calls));
  await page.addInitScript(`
    const air = Object.fromEntries(
      ${names}.map((name) => [name, (...args) => window["air_" + name](args)]),
    );
    const { bluetooth, ear } = (${makeBluetooth})(air);
    window.fakeEar = ear;
    Object.defineProperty(navigator, "bluetooth", { value: bluetooth });
  `);
  return page;
}

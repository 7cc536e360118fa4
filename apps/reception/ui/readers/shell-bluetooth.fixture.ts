/** A tablet's app without NFC around a page of a real browser, which lends it the Bluetooth of a room in this process. */
import { fromHex, toHex } from "@madoguchi/card";
import type { BrowserContext, Page } from "playwright-core";
import { z } from "zod";
import { airOf } from "../../bluetooth/fake-bluetooth.ts";
import type { Room } from "../../bluetooth/fake-bluetooth.ts";
import type { BluetoothMessage } from "../../bluetooth/shell-protocol.ts";

const id = z.int();
const request = z.discriminatedUnion("type", [
  z.object({ type: z.literal("status"), id }),
  z.object({ type: z.literal("scan"), id, namePrefix: z.string() }),
  z.object({ type: z.literal("stop"), id, scan: id }),
  z.object({ type: z.literal("connect"), id, device: z.string() }),
  z.object({ type: z.literal("write"), id, connection: id, packet: z.string() }),
  z.object({ type: z.literal("disconnect"), id, connection: id }),
]);

export async function openPageInApp(context: BrowserContext, room: Room): Promise<Page> {
  const page = await context.newPage();
  let told: Promise<unknown> = Promise.resolve();
  const tell = (name: string, message: object) => {
    const text = JSON.stringify(JSON.stringify(message));
    // A page that went away hears nothing.
    told = told.then(() => page.evaluate(`${name}?.(${text})`).catch(() => {}));
  };
  const post = (message: BluetoothMessage) => tell("madoguchiShellBluetooth", message);
  let connection = { id: -1, device: "" };
  const air = airOf(room, () => ({
    notify: (_id, packet) =>
      post({ type: "packet", connection: connection.id, packet: toHex(Uint8Array.from(packet)) }),
    drop: () => post({ type: "disconnected", connection: connection.id }),
  }));

  async function receive(text: string): Promise<void> {
    const asked = request.parse(JSON.parse(text));
    const done = () => post({ type: "done", id: asked.id });
    switch (asked.type) {
      case "status":
        return tell("madoguchiShell", { type: "status", id: asked.id, nfc: "unsupported" });
      case "scan":
        if (!room.bluetoothIsOn)
          return post({ type: "error", id: asked.id, code: "service-down", message: "off" });
        for (const { id: device, name } of room.readers)
          post({ type: "found", scan: asked.id, device, name });
        return;
      case "stop":
        post({ type: "done", id: asked.scan });
        return done();
      case "connect":
        connection = asked;
        if (await air.connect(asked.device)) return done();
        return post({ type: "error", id: asked.id, code: "no-reader", message: "busy" });
      case "write":
        await air.write(connection.device, [...fromHex(asked.packet)]);
        return done();
      case "disconnect":
        await air.disconnect(connection.device);
        return done();
    }
  }

  await page.exposeFunction("toShell", receive);
  page.on("framenavigated", () => room.readers.forEach((reader) => reader.disconnect()));
  await page.addInitScript(`
    const handler = { postMessage: (text) => toShell(text) };
    window.webkit = { messageHandlers: { madoguchi: handler, madoguchiBluetooth: handler } };
  `);
  return page;
}

import { expect, test } from "vitest";
import { browsersOwn } from "./chooser.fixture.ts";
import { FakeAcr1255 } from "./fake-acr1255.ts";
import { bluetoothIn, Room } from "./fake-bluetooth.ts";
import { webBluetooth } from "./web-bluetooth.ts";

const silent = { onPacket: () => {}, onDisconnected: () => {} };

function place() {
  const room = new Room([new FakeAcr1255({}, "012345"), new FakeAcr1255({}, "067890")]);
  return { room, central: webBluetooth(bluetoothIn(room)) };
}

test("a reader that was chosen once is known from then on, and no other", async () => {
  const { central } = place();
  const reader = { id: "device-067890", name: "ACR1255U-J1-067890" };
  expect(await central.recall(reader)).toBeUndefined();
  expect((await central.choose(browsersOwn, reader.name))?.name).toBe(reader.name);
  expect(await central.recall(reader)).toMatchObject(reader);
  expect(await central.recall({ id: "device-012345", name: "" })).toBeUndefined();
});

test("a browser that remembers nothing knows no reader", async () => {
  const { getDevices: _, ...forgetful } = bluetoothIn(new Room([new FakeAcr1255()]));
  const central = webBluetooth(forgetful);
  const reader = await central.choose(browsersOwn);
  expect(reader && (await central.recall(reader))).toBeUndefined();
});

test("nobody chose: nothing; Bluetooth is off: a fault with its cause", async () => {
  const { room, central } = place();
  room.dismisses = true;
  expect(await central.choose(browsersOwn)).toBeUndefined();
  room.bluetoothIsOn = false;
  await expect(central.choose(browsersOwn)).rejects.toMatchObject({ code: "service-down" });
});

test("a limit for the connecting ends no connection that stands", async () => {
  const { room, central } = place();
  const device = await central.choose(browsersOwn);
  const limit = new AbortController();
  const connection = await device?.connect(silent, limit.signal);
  limit.abort();
  await connection?.write(new Uint8Array(1));
  expect(room.readers[0]?.connected).toBe(true);
  connection?.disconnect();
  await expect(connection?.write(new Uint8Array(1))).rejects.toMatchObject({ code: "removed" });
});

test("a connection given up in the middle is not left open", async () => {
  const { room, central } = place();
  const device = await central.choose(browsersOwn);
  const limit = new AbortController();
  const connecting = device?.connect(silent, limit.signal);
  limit.abort();
  await expect(connecting).rejects.toMatchObject({ name: "LinkError" });
  await expect.poll(() => room.readers[0]?.connected).toBe(false);
});

test("who is disconnected is told once, and not for a disconnect of its own", async () => {
  const { room, central } = place();
  const device = await central.choose(browsersOwn);
  let told = 0;
  const listener = { onPacket: () => {}, onDisconnected: () => void (told += 1) };
  const { signal } = new AbortController();
  const first = await device?.connect(listener, signal);
  first?.disconnect();
  await device?.connect(listener, signal);
  expect(told).toBe(0);
  room.readers[0]?.drop();
  expect(told).toBe(1);
});

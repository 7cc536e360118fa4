/** What must hold of either shell's Bluetooth: run against the Java bridge and against the Swift bridge. */
import { randomBytes, verify, X509Certificate } from "node:crypto";
import { checkPin, LinkError } from "@madoguchi/card";
import { VirtualCard, type CardImage } from "@madoguchi/virtual-card";
import { sampleCard } from "@madoguchi/virtual-card/sample";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FakeAcr1255 } from "../bluetooth/fake-acr1255.ts";
import { acr1255Gatt, type Chooser, type NearDevice } from "../bluetooth/gatt.ts";
import { pin, portWith, releaseAll, triesOf, until } from "../bluetooth/port.fixture.ts";
import { ShellBluetooth } from "../bluetooth/shell-bluetooth.ts";
import { BluetoothProcess, type BluetoothCommand } from "./bluetooth-process.fixture.ts";

const challenge = new Uint8Array(randomBytes(32));
const silent = { onPacket: () => {}, onDisconnected: () => {} };

/**
 * `permissions`: what the person is asked for at the first search. `asksAgain`: also at the next, after a refusal; iOS leaves
 * that to its settings.
 */
export function describeBluetooth(
  name: string,
  command: () => BluetoothCommand,
  { permissions, asksAgain }: { readonly permissions: string; readonly asksAgain: boolean },
): void {
  describe(`${name}'s Bluetooth`, () => {
    let image: CardImage;
    let readers: readonly [FakeAcr1255, FakeAcr1255];
    let phone: BluetoothProcess;
    let central: ShellBluetooth;

    const start = (...state: ["off" | "unsupported"] | []) => {
      phone = new BluetoothProcess(command(), readers, ...state);
      central = new ShellBluetooth(phone.channel);
    };
    const choose = async (reader: FakeAcr1255) => {
      const device = await central.choose(whoWants(reader.name));
      if (device === undefined) throw new Error("nobody chose");
      return device;
    };
    const keep = async (reader: FakeAcr1255) => {
      const port = portWith({});
      const device = await choose(reader);
      port.keep(device);
      const check = () => checkPin(port, `ble:${device.id}`, { challenge, pin: pin() });
      return { port, device, check };
    };

    beforeAll(async () => {
      ({ image } = await sampleCard());
    });

    beforeEach(() => {
      readers = [new FakeAcr1255({}, "012345"), new FakeAcr1255({}, "067890")];
    });

    afterEach(async () => {
      releaseAll();
      await phone.end();
      expect(phone.stderr).toBe("");
    });

    test("a PIN check, from the choice among the readers that are near to the signature", async () => {
      const [other, reader] = readers;
      start();
      const card = VirtualCard.fromImage(image);
      reader.insert(card);
      const { port, check } = await keep(reader);
      await until(port, "connected");
      const signed = await check();
      if (signed.kind !== "signed") throw new Error(signed.kind);
      const { publicKey } = new X509Certificate(signed.certificate);
      expect(verify("sha256", challenge, publicKey, signed.signature)).toBe(true);
      expect(card.forbiddenSelects).toEqual([]);
      expect(other.heard).toEqual([]);
      expect(phone.asked).toEqual([permissions]);
    });

    test("the connection breaks in the middle: a clean error, nothing sent twice, and it is made again", async () => {
      const [reader] = readers;
      start();
      const card = VirtualCard.fromImage(image);
      reader.insert(card);
      const { port, check } = await keep(reader);
      await until(port, "connected");
      const before = reader.frames;
      expect((await check()).kind).toBe("signed");
      const whole = reader.frames - before;
      const ends: unknown[] = [];
      for (const at of [1, Math.round(whole / 2), whole - 2]) {
        reader.switches = { ...reader.switches, disconnectAt: reader.frames + at };
        ends.push(await check().catch((error: unknown) => error));
        await until(port, "connected");
      }
      expect(ends.map((end) => end instanceof LinkError && end.code)).toEqual(
        ends.map(() => "removed"),
      );
      expect(triesOf(card)).toBe(3);
      expect((await check()).kind).toBe("signed");
      expect(phone.connects).toBe(4);
    });

    test("a reader of before is connected to without looking for it or asking anybody", async () => {
      const [reader] = readers;
      start();
      const { id, name: called } = await choose(reader);
      const port = portWith({});
      port.keep(await central.recall({ id, name: called }));
      expect(await until(port, "connected")).toEqual({ kind: "connected", name: reader.name });
      expect(phone.asked).toHaveLength(1);
    });

    test("nobody wants any of them", async () => {
      start();
      const shown: (readonly NearDevice[])[] = [];
      const nobody = Promise.withResolvers<undefined>();
      const chooser: Chooser = {
        show: (near) => {
          shown.push(near);
          if (near.length === readers.length) nobody.resolve(undefined);
        },
        chosen: nobody.promise,
      };
      expect(await central.choose(chooser)).toBeUndefined();
      const names = shown.map((near) => near.map((each) => each.name));
      expect(names).toEqual([[], ["ACR1255U-J1-012345"], readers.map((each) => each.name)]);
    });

    test("Bluetooth that is off is said, and a reader that is kept comes when it is on", async () => {
      const [reader] = readers;
      start();
      const { id } = await choose(reader);
      phone.bluetooth("off");
      await expect(choose(reader)).rejects.toMatchObject({ code: "service-down" });
      const port = portWith({});
      port.keep(await central.recall({ id, name: reader.name }));
      expect(await until(port, "off")).toEqual({ kind: "off" });
      phone.bluetooth("on");
      await until(port, "connected");
    });

    test("a phone without Bluetooth says so", async () => {
      start("unsupported");
      await expect(choose(readers[0])).rejects.toMatchObject({ code: "no-reader" });
    });

    test("who refuses is not asked again by a connection, only by the next press", async () => {
      const [reader] = readers;
      start();
      phone.refuses = true;
      await expect(choose(reader)).rejects.toMatchObject({ code: "service-down" });
      const { address } = command();
      const remembered = await central.recall({ id: address(0), name: reader.name });
      const connecting = remembered.connect(silent, new AbortController().signal);
      await expect(connecting).rejects.toMatchObject({ code: "service-down" });
      expect(phone.asked).toHaveLength(1);
      phone.refuses = false;
      const next = choose(reader).catch((error: unknown) => error);
      expect(await next).toMatchObject(
        asksAgain ? { name: reader.name } : { code: "service-down" },
      );
    });

    test("a reader that is taken is tried until it is free", async () => {
      const [reader] = readers;
      reader.switches = { ...reader.switches, busy: true };
      start();
      const { port } = await keep(reader);
      await until(port, "unreachable");
      reader.switches = { ...reader.switches, busy: false };
      expect(await until(port, "connected")).toEqual({ kind: "connected", name: reader.name });
    });

    test("connecting is given up in the middle, and the next one is served", async () => {
      const [reader] = readers;
      start();
      const device = await choose(reader);
      phone.isDeaf = true;
      const enough = new AbortController();
      const connecting = device.connect(silent, enough.signal);
      enough.abort();
      await expect(connecting).rejects.toMatchObject({ code: "cancelled" });
      phone.isDeaf = false;
      const connection = await device.connect(silent, new AbortController().signal);
      const second = device.connect(silent, new AbortController().signal);
      await expect(second).rejects.toMatchObject({ code: "busy" });
      connection.disconnect();
      await expect(connection.write(new Uint8Array(1))).rejects.toMatchObject({ code: "removed" });
    });

    test("a page that goes away leaves no reader connected and no search behind", async () => {
      const [reader] = readers;
      start();
      const device = await choose(reader);
      const gone = Promise.withResolvers<void>();
      const listener = { ...silent, onDisconnected: () => gone.resolve() };
      await device.connect(listener, new AbortController().signal);
      const searching = central.choose({ show: () => {}, chosen: new Promise(() => {}) });
      phone.leave();
      expect(await searching).toBeUndefined();
      await expect.poll(() => reader.connected).toBe(false);
      phone.channel.listen(() => {});
    });

    test("what is no request is dropped, what nobody knows is refused", async () => {
      start();
      const replies: unknown[] = [];
      const last = Promise.withResolvers<void>();
      phone.channel.listen((text) => {
        replies.push(JSON.parse(text));
        if (replies.length === 4) last.resolve();
      });
      const { namePrefix: _, ...characteristics } = acr1255Gatt;
      const device = command().address(0);
      const connect = { type: "connect", device, ...characteristics };
      for (const text of ["", "{", "null", "[1]", '{"type":"stop"}', '{"id":1}']) {
        phone.channel.send(text);
      }
      for (const request of [
        { type: "dance", id: 900 },
        { type: "write", id: 901, connection: 1, packet: "0g" },
        { type: "write", id: 902, connection: 1, packet: "00" },
        { ...connect, id: 903, service: "no UUID" },
      ]) {
        phone.channel.send(JSON.stringify(request));
      }
      await last.promise;
      expect(replies).toMatchObject([
        { type: "error", id: 900, code: "protocol" },
        { type: "error", id: 901, code: "protocol" },
        { type: "error", id: 902, code: "removed" },
        { type: "error", id: 903, code: "protocol" },
      ]);
    });
  });
}

/** A person who presses the name as soon as it is there. */
function whoWants(name: string): Chooser {
  const choice = Promise.withResolvers<NearDevice>();
  const show = (near: readonly NearDevice[]) => {
    const wanted = near.find((each) => each.name === name);
    if (wanted !== undefined) choice.resolve(wanted);
  };
  return { show, chosen: choice.promise };
}

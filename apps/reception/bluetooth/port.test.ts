import { randomBytes, verify, X509Certificate } from "node:crypto";
import {
  checkPin,
  checkVisually,
  fromHex,
  JpkiCard,
  LinkError,
  type ReaderEvent,
  type SurfaceRoot,
  verificationNumberB,
  VerifyInterruptedError,
  withCard,
} from "@madoguchi/card";
import {
  type CardImage,
  createTestPki,
  personalise,
  surfaceRoot,
  type Switches,
  VirtualCard,
} from "@madoguchi/virtual-card";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { hanako } from "../ui/people.fixture.ts";
import { importAesKey } from "./aes-cbc.ts";
import { FakeAcr1255, type ReaderSwitches } from "./fake-acr1255.ts";
import { bluetoothIn, Room } from "./fake-bluetooth.ts";
import { encodeFrame } from "./frame.ts";
import type { GattCentral } from "./gatt.ts";
import { type BluetoothLink, BluetoothPort } from "./port.ts";
import { factoryMasterKey } from "./session.ts";
import { webBluetooth } from "./web-bluetooth.ts";

let image: CardImage;
let surface: SurfaceRoot;
const open: BluetoothPort[] = [];

beforeAll(async () => {
  const today = Temporal.PlainDate.from("2026-11-22");
  const pki = await createTestPki(today);
  surface = surfaceRoot(pki.surface);
  image = await personalise(pki, hanako, { issuedOn: today });
});

afterEach(() => {
  for (const port of open.splice(0)) port.release();
});

const pin = (digits = "1234") => new TextEncoder().encode(digits);
const challenge = new Uint8Array(randomBytes(32));
const triesOf = (card: VirtualCard) => card.image.pins["jpki-auth"].triesLeft;
const readerId = "ble:device-012345";

/** A paired reader with a card on it, and the port that keeps it. */
async function place(
  switches: Partial<ReaderSwitches> = {},
  onCard: Partial<Switches> = {},
  answerMs = 5000,
) {
  const reader = new FakeAcr1255(switches);
  const card = VirtualCard.fromImage(image, onCard);
  reader.insert(card);
  const room = new Room([reader]);
  const central = webBluetooth(bluetoothIn(room));
  const port = portWith({ answerMs });
  port.keep(await chosen(central));
  return { reader, card, room, central, port };
}

function portWith(options: { masterKey?: Uint8Array; answerMs?: number }): BluetoothPort {
  const { masterKey = factoryMasterKey, ...rest } = options;
  const port = new BluetoothPort({
    masterKey: () => importAesKey(masterKey),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    ...rest,
  });
  open.push(port);
  return port;
}

async function chosen(central: GattCentral) {
  const device = await central.choose();
  if (device === undefined) throw new Error("nothing to choose");
  return device;
}

function until(port: BluetoothPort, kind: BluetoothLink["kind"]): Promise<BluetoothLink> {
  return new Promise((resolve) => {
    const stop = port.watchLink((link) => {
      if (link.kind !== kind) return;
      resolve(link);
      queueMicrotask(() => stop());
    });
  });
}

function untilReaders(port: BluetoothPort, holds: (event: ReaderEvent) => boolean) {
  return new Promise<ReaderEvent>((resolve) => {
    const stop = port.watch((event) => {
      if (!holds(event)) return;
      resolve(event);
      queueMicrotask(() => stop());
    });
  });
}

const cardPresent = (present: boolean) => (event: ReaderEvent) =>
  event.type === "readers" && event.readers[0]?.cardPresent === present;

describe("one check", () => {
  test("200 patients, answers cut at ever other places: every signature holds", async () => {
    let turn = 0;
    const { port, reader } = await place({
      split: (left) => Math.min(left, 1 + ((turn++ * 7) % 20)),
    });
    await until(port, "connected");
    for (let patient = 0; patient < 200; patient++) {
      const result = await checkPin(port, readerId, { challenge, pin: pin() });
      if (result.kind !== "signed") throw new Error(result.kind);
      const { publicKey } = new X509Certificate(result.certificate);
      expect(verify("sha256", challenge, publicKey, result.signature)).toBe(true);
    }
    expect(reader.heard.filter((command) => command === "62")).toHaveLength(200);
    expect(reader.heard.at(-1)).toBe("63");
  });

  test("what the reader hears before the first card: authentication, no sleep, polling, power off", async () => {
    const { port, reader } = await place();
    await until(port, "connected");
    expect(reader.heard.map((command) => command.slice(0, 12))).toEqual([
      "6be000004500",
      "6be000004600",
      "6be000004804",
      "6be000004001",
      "63",
      "65",
    ]);
  });

  test("a wrong PIN is reported with the tries left, and nothing is sent again", async () => {
    const { port, card } = await place();
    await until(port, "connected");
    const result = await checkPin(port, readerId, { challenge, pin: pin("9999") });
    expect(result).toEqual({ kind: "wrong-pin", triesLeft: 2 });
    expect(triesOf(card)).toBe(2);
  });

  test("a 目視 check: the photo comes whole, and the chip proves its presence", async () => {
    const { port } = await place();
    await until(port, "connected");
    const { holder, expiry, securityCode } = image;
    const expiryYear = Number(expiry.slice(0, 4));
    const number = verificationNumberB({ birthDate: holder.birthDate, expiryYear, securityCode });
    if (number.kind !== "number") throw new Error(number.field);
    const result = await checkVisually(port, readerId, {
      challenge,
      numberB: number.digits,
      roots: [surface],
    });
    expect(result).toMatchObject({
      kind: "read",
      verdict: "verified",
      presence: { kind: "present" },
    });
  });

  test("a card that asks for more time gets it", async () => {
    const { port } = await place({ extensions: 3 });
    await until(port, "connected");
    const result = await checkPin(port, readerId, { challenge, pin: pin() });
    expect(result.kind).toBe("signed");
  });

  test("closing takes the power, so that no verified PIN stays behind", async () => {
    const { port, card } = await place();
    await until(port, "connected");
    const link = await port.open(readerId, { exclusive: true });
    await link.transmit(fromHex("00a4040c0ad392f000260100000001"));
    await link.transmit(fromHex("00a4020c020018"));
    await link.transmit(fromHex("0020008004" + "31323334"));
    await link.close("unpower");
    await expect(link.transmit(fromHex("00200080"))).rejects.toMatchObject({ code: "removed" });
    expect(await link.removed).toBe("closed");
    const counter = await withCard(port, readerId, (again) => new JpkiCard(again).triesLeft());
    expect(counter).toEqual({ kind: "tries-left", triesLeft: 3 });
    expect(triesOf(card)).toBe(3);
  });
});

describe("no reader's fault loses a try unseen", () => {
  /** The number of frames that one check takes, with everything before it. */
  async function framesOf(digits: string): Promise<number> {
    const { port, reader } = await place();
    await until(port, "connected");
    await checkPin(port, readerId, { challenge, pin: pin(digits) });
    return reader.frames;
  }

  test.each(["1234", "9999"])(
    "the connection cut at every frame of a check with %s",
    async (digits) => {
      const frames = await framesOf(digits);
      expect(frames).toBeGreaterThan(30);
      let interrupted = 0;
      for (let cut = 1; cut <= frames; cut++) {
        const { port, card } = await place({ disconnectAt: cut });
        await until(port, "connected");
        const end = await checkPin(port, readerId, { challenge, pin: pin(digits) }).catch(
          (error: unknown) => error,
        );
        const lost = 3 - triesOf(card);
        if (end instanceof VerifyInterruptedError) {
          interrupted += 1;
        } else if (end instanceof LinkError) {
          expect([cut, end.code, lost]).toEqual([cut, "removed", 0]);
        } else {
          const expected = digits === "1234" ? { kind: "signed" } : { triesLeft: 2 };
          expect([cut, end]).toMatchObject([cut, expected]);
          expect(lost).toBe(digits === "1234" ? 0 : 1);
        }
        // The reader is here again by itself, and the card is asked anew.
        await until(port, "connected");
        const counter = await withCard(port, readerId, (link) => new JpkiCard(link).triesLeft());
        expect(counter).toEqual({ kind: "tries-left", triesLeft: 3 - lost });
        port.release();
      }
      // Once with the command under way, once with its answer.
      expect(interrupted).toBe(2);
    },
  );

  test("a notification that gets lost ends in time, and the reader is connected to anew", async () => {
    const { reader: whole, port: sound } = await place();
    await until(sound, "connected");
    await checkPin(sound, readerId, { challenge, pin: pin("9999") });
    for (let lose = 1; lose <= whole.notifications; lose += 11) {
      const { port, card } = await place({ loseNotification: lose }, {}, 40);
      await until(port, "connected");
      const end = await checkPin(port, readerId, { challenge, pin: pin("9999") }).catch(
        (error: unknown) => error,
      );
      const reported = end instanceof VerifyInterruptedError || !(end instanceof Error);
      expect([lose, reported || triesOf(card) === 3]).toEqual([lose, true]);
      await until(port, "connected");
      port.release();
    }
  });

  test("whatever a reader babbles, the connection ends cleanly and is made anew", async () => {
    const babble = fc.uint8Array({ minLength: 1, maxLength: 60 }).filter(([first]) => first !== 5);
    const { port, reader, card } = await place();
    await fc.assert(
      fc.asyncProperty(fc.oneof(babble, babble.map(encodeFrame)), async (bytes) => {
        await until(port, "connected");
        const link = await port.open(readerId, { exclusive: true });
        const answer = link.transmit(fromHex("00a4040c0ad392f000260100000001"));
        reader.babble(bytes);
        await expect(answer).rejects.toMatchObject({ name: "LinkError" });
        expect(await link.removed).toBe("removed");
      }),
      { numRuns: 30 },
    );
    await until(port, "connected");
    expect((await checkPin(port, readerId, { challenge, pin: pin() })).kind).toBe("signed");
    expect(triesOf(card)).toBe(3);
  });

  test.each([
    [0x01, "protocol"],
    [0x02, "timeout"],
    [0x06, "protocol"],
  ])("a reader that refuses a command with error %i", async (code, expected) => {
    const { port, reader, card } = await place();
    await until(port, "connected");
    reader.switches = { ...reader.switches, refuse: { type: 0x6f, code } };
    await expect(checkPin(port, readerId, { challenge, pin: pin() })).rejects.toMatchObject({
      code: expected,
    });
    expect(triesOf(card)).toBe(3);
    reader.switches = { ...reader.switches, refuse: null };
    expect(await checkPin(port, readerId, { challenge, pin: pin() })).toMatchObject({
      kind: "signed",
    });
  });
});

describe("the card", () => {
  test("comes and goes, and the watcher is told", async () => {
    const { port, reader } = await place();
    await untilReaders(port, cardPresent(true));
    reader.remove();
    await untilReaders(port, cardPresent(false));
    await expect(port.open(readerId, { exclusive: true })).rejects.toMatchObject({
      code: "no-card",
    });
    reader.insert(VirtualCard.fromImage(image));
    await untilReaders(port, cardPresent(true));
    const result = await checkPin(port, readerId, { challenge, pin: pin() });
    expect(result.kind).toBe("signed");
  });

  test("pulled out at every command: a clean end, and no try lost unseen", async () => {
    for (let pullAt = 1; ; pullAt++) {
      const { port, card } = await place({}, { pullAt });
      await untilReaders(port, cardPresent(true));
      const end = await checkPin(port, readerId, { challenge, pin: pin("9999") }).catch(
        (error: unknown) => error,
      );
      if (!(end instanceof LinkError)) break;
      expect([pullAt, end.code]).toEqual([pullAt, "removed"]);
      if (!(end instanceof VerifyInterruptedError)) expect(triesOf(card)).toBe(3);
      await untilReaders(port, cardPresent(false));
      port.release();
    }
  });

  test("is held by one at a time", async () => {
    const { port } = await place();
    await until(port, "connected");
    const first = await port.open(readerId, { exclusive: true });
    await expect(port.open(readerId, { exclusive: true })).rejects.toMatchObject({ code: "busy" });
    await first.close("unpower");
    await (await port.open(readerId, { exclusive: true })).close("unpower");
  });

  test("commands sent at once are answered in order", async () => {
    const { port } = await place();
    await until(port, "connected");
    const link = await port.open(readerId, { exclusive: true });
    const commands = ["00a4040c0ad392f000260100000001", "00a4020c020008", "00b0000003"];
    const answers = await Promise.all(commands.map((apdu) => link.transmit(fromHex(apdu))));
    expect(answers.map((bytes) => Buffer.from(bytes).toString("hex"))).toEqual([
      "9000",
      "9000",
      "8f8f009000",
    ]);
  });

  test("opening that was given up leaves nothing open", async () => {
    const { port, reader } = await place();
    await until(port, "connected");
    const giveUp = new AbortController();
    const opening = port.open(readerId, { exclusive: true, signal: giveUp.signal });
    giveUp.abort();
    await expect(opening).rejects.toMatchObject({ code: "cancelled" });
    expect(reader.heard.at(-1)).toBe("63");
    await (await port.open(readerId, { exclusive: true })).close("unpower");
  });
});

describe("the reader", () => {
  test("with a clinic's own master key is not let in with another, and is with its own", async () => {
    const masterKey = "a clinic's secret".slice(0, 16);
    const { port, reader, central } = await place({ masterKey });
    expect(await until(port, "wrong-key")).toEqual({ kind: "wrong-key", name: reader.name });
    expect(reader.connected).toBe(false);
    const own = portWith({ masterKey: new TextEncoder().encode(masterKey) });
    own.keep(await chosen(central));
    await until(own, "connected");
  });

  test("that another device uses is tried until it is free", async () => {
    const { port, reader } = await place({ busy: true });
    expect(await until(port, "unreachable")).toEqual({ kind: "unreachable", name: reader.name });
    expect(await port.list()).toEqual([]);
    reader.switches = { ...reader.switches, busy: false };
    await until(port, "connected");
  });

  test("that goes out of reach takes its card with it, and comes back by itself", async () => {
    const { port, reader } = await place();
    await until(port, "connected");
    const link = await port.open(readerId, { exclusive: true });
    const gone = untilReaders(
      port,
      (event) => event.type === "readers" && event.readers.length === 0,
    );
    reader.drop();
    expect(await link.removed).toBe("removed");
    await gone;
    await untilReaders(port, cardPresent(true));
  });

  test("that was let go is free for another counter, and is not sought again", async () => {
    const { port, reader } = await place();
    await until(port, "connected");
    port.release();
    expect(await port.list()).toEqual([]);
    await until(port, "none");
    const other = new Room([reader]);
    const second = portWith({});
    second.keep(await chosen(webBluetooth(bluetoothIn(other))));
    await until(second, "connected");
  });

  test("gives way to another one that is chosen", async () => {
    const { port, reader } = await place();
    await until(port, "connected");
    const other = new FakeAcr1255({}, "067890");
    port.keep(await chosen(webBluetooth(bluetoothIn(new Room([other])))));
    await until(port, "connected");
    expect((await port.list()).map(({ name }) => name)).toEqual([other.name]);
    expect(reader.connected).toBe(false);
  });

  test("that has no card to take the power from is connected all the same", async () => {
    const { port, reader } = await place();
    reader.remove();
    await until(port, "connected");
    expect(await port.list()).toMatchObject([{ name: reader.name, cardPresent: false }]);
  });

  test("an unknown id is no reader", async () => {
    const { port } = await place();
    await until(port, "connected");
    await expect(port.open("ble:other", { exclusive: true })).rejects.toMatchObject({
      code: "no-reader",
    });
  });
});

test("a PIN never travels in the clear", async () => {
  const { port, reader } = await place();
  const air: Uint8Array[] = [];
  const write = reader.write.bind(reader);
  reader.write = (packet) => {
    air.push(packet);
    write(packet);
  };
  await until(port, "connected");
  const result = await checkPin(port, readerId, { challenge, pin: pin("4711") });
  expect(result.kind).toBe("wrong-pin");
  expect(Buffer.concat(air).includes("4711")).toBe(false);
});

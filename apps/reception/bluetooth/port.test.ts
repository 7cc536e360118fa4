import { verify, X509Certificate } from "node:crypto";
import {
  checkPin,
  checkVisually,
  fromHex,
  JpkiCard,
  LinkError,
  VerifyInterruptedError,
  withCard,
} from "@madoguchi/card";
import { surfaceRoot, VirtualCard } from "@madoguchi/virtual-card";
import { numberBOf, sampleCard } from "@madoguchi/virtual-card/sample";
import { afterEach, describe, expect, test } from "vitest";
import { FakeAcr1255 } from "./fake-acr1255.ts";
import { bluetoothIn, Room } from "./fake-bluetooth.ts";
import {
  cardPresent,
  challenge,
  chosen,
  pin,
  place,
  portWith,
  readerId,
  releaseAll,
  triesOf,
  until,
  untilReaders,
} from "./port.fixture.ts";
import { webBluetooth } from "./web-bluetooth.ts";

afterEach(releaseAll);

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
    const { image, pki } = await sampleCard();
    const result = await checkVisually(port, readerId, {
      challenge,
      numberB: numberBOf(image),
      roots: [surfaceRoot(pki.surface)],
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

describe("the card", () => {
  test("comes and goes, and the watcher is told", async () => {
    const { port, reader } = await place();
    await untilReaders(port, cardPresent(true));
    reader.remove();
    await untilReaders(port, cardPresent(false));
    await expect(port.open(readerId, { exclusive: true })).rejects.toMatchObject({
      code: "no-card",
    });
    reader.insert(VirtualCard.fromImage((await sampleCard()).image));
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

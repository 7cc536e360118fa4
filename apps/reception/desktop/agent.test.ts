import {
  checkPin,
  fromHex,
  JpkiCard,
  LinkError,
  shortLimits,
  withCard,
  type ReaderPort,
} from "@madoguchi/card";
import { defaultPin, VirtualCard } from "@madoguchi/virtual-card";
import { sampleCard } from "@madoguchi/virtual-card/sample";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import type { AgentLink } from "../link/client.ts";
import type { TrayState } from "../link/protocol.ts";
import { seen } from "../link/seen.fixture.ts";
import {
  challenge,
  closeAll,
  linkTo,
  openAgent,
  pinBytes,
  readerWithCard,
  start,
  token,
} from "./agent.fixture.ts";
import { createVirtualReader } from "./virtual-reader.ts";

afterEach(closeAll);

test("a PIN check runs from tray to signature", async () => {
  const { agent, card } = await start({ token });
  const link = linkTo(agent);
  const reader = await readerWithCard(link);
  const result = await checkPin(link, reader, { challenge, pin: pinBytes() });
  expect(result.kind).toBe("signed");
  expect(await checkPin(link, reader, { challenge, pin: pinBytes("0000") })).toEqual({
    kind: "wrong-pin",
    triesLeft: 2,
  });
  expect(card.image.pins["jpki-auth"].triesLeft).toBe(2);
});

test("the tray tells what lies on the reader", async () => {
  const { agent } = await start({ token });
  const link = linkTo(agent);
  const heard: (TrayState | undefined)[] = [];
  link.watchTray((tray) => heard.push(tray));
  await link.putCard("taro");
  await link.removeCard();
  await expect(link.putCard("nobody")).rejects.toMatchObject({ code: "no-card" });
  const cards = [{ id: "taro", label: "架空 太郎", description: "３割", printed: null }];
  expect(heard).toEqual([
    undefined,
    { cards, placed: undefined },
    { cards, placed: "taro" },
    { cards, placed: undefined },
  ]);
});

test("a reset takes the card away and gives it its tries back", async () => {
  const { image } = await sampleCard();
  let kept = image;
  const deck = [
    {
      id: "taro",
      label: "架空 太郎",
      description: "３割",
      printed: null,
      load: () => VirtualCard.fromImage(kept, {}, (changed) => void (kept = changed)),
      reset: async () => void (kept = image),
    },
  ];
  const reader = createVirtualReader({ deck });
  const agent = await openAgent({ ports: [reader.port], tray: reader.tray, token });
  const link = linkTo(agent);
  const wrong = { challenge, pin: pinBytes("0000") };
  expect(await checkPin(link, await readerWithCard(link), wrong)).toMatchObject({ triesLeft: 2 });
  await link.resetCards();
  expect(reader.tray.list().placed).toBeUndefined();
  const again = { challenge, pin: pinBytes("0000") };
  expect(await checkPin(link, await readerWithCard(link), again)).toMatchObject({ triesLeft: 2 });
});

test("a card taken away midway ends the check with one clear error and costs no try", async () => {
  const { agent, card } = await start({ token, delayMs: 2 });
  const link = linkTo(agent);
  const reader = await readerWithCard(link);
  let taken: Promise<void> | undefined;
  const check = checkPin(link, reader, {
    challenge,
    pin: pinBytes("0000"),
    onStep: () => (taken ??= link.removeCard()),
  });
  await expect(check).rejects.toMatchObject({ code: "removed" });
  await taken;
  expect(card.image.pins["jpki-auth"].triesLeft).toBe(3);
  await expect(link.open(reader, { exclusive: true })).rejects.toMatchObject({ code: "no-card" });
});

test("a page that goes away leaves the card without power", async () => {
  const { agent, card } = await start({ token });
  const powerOff = vi.spyOn(card, "powerOff");
  const first = linkTo(agent);
  const reader = await readerWithCard(first);
  const held = await first.open(reader, { exclusive: true });
  const verify = `0020008004${Buffer.from(defaultPin).toString("hex")}`;
  for (const hex of ["00a4040c0ad392f000260100000001", "00a4020c020018", verify])
    expect([...(await held.transmit(fromHex(hex)))]).toEqual([0x90, 0x00]);

  const second = linkTo(agent);
  await second.list();
  first.close();
  expect(await held.removed).toBe("removed");
  const counter = await untilFree(second, reader);
  expect(counter).toEqual({ kind: "tries-left", triesLeft: 3 });
  expect(powerOff).toHaveBeenCalledTimes(2);
  const sign = await withCard(second, reader, async (link) => {
    await link.transmit(fromHex("00a4040c0ad392f000260100000001"));
    await link.transmit(fromHex("00a4020c020017"));
    return link.transmit(fromHex("802a0080010000"));
  });
  expect([...sign]).toEqual([0x69, 0x82]);
});

test("no text that crosses the socket holds the PIN", async () => {
  const sent: unknown[] = [];
  const send = WebSocket.prototype.send;
  const spy = vi.spyOn(WebSocket.prototype, "send").mockImplementation(function (
    this: WebSocket,
    data,
  ) {
    sent.push(data);
    send.call(this, data);
  });
  onTestFinished(() => spy.mockRestore());
  const { agent } = await start({ token });
  const link = linkTo(agent);
  const reader = await readerWithCard(link);
  const check = await checkPin(link, reader, { challenge, pin: pinBytes() });
  expect(check.kind).toBe("signed");
  const texts = sent.filter((data) => typeof data === "string").join("\n");
  expect(texts).not.toContain(Buffer.from(defaultPin).toString("hex"));
  // What carried it is wiped once it is sent.
  const frames = sent.filter((data) => data instanceof Uint8Array);
  expect(frames.length).toBeGreaterThan(10);
  expect(frames.every((frame) => frame.every((byte) => byte === 0))).toBe(true);
});

test("a page that forgets to cut the power leaves no verified PIN behind", async () => {
  const { agent, card } = await start({ token });
  const powerOff = vi.spyOn(card, "powerOff");
  const link = linkTo(agent);
  const reader = await readerWithCard(link);
  const held = await link.open(reader, { exclusive: true });
  const verify = `0020008004${Buffer.from(defaultPin).toString("hex")}`;
  for (const hex of ["00a4040c0ad392f000260100000001", "00a4020c020018", verify])
    await held.transmit(fromHex(hex));
  await held.close("leave");
  expect(powerOff).toHaveBeenCalledTimes(1);
});

test("one page holds one card, and one card one page", async () => {
  const { agent } = await start({ token });
  const [first, second] = [linkTo(agent), linkTo(agent)];
  const reader = await readerWithCard(first);
  const held = await first.open(reader, { exclusive: true });
  await expect(first.open(reader, { exclusive: true })).rejects.toMatchObject({ code: "busy" });
  await expect(second.open(reader, { exclusive: true })).rejects.toMatchObject({ code: "busy" });
  await held.close("unpower");
  await expect(held.transmit(fromHex("0084000001"))).rejects.toMatchObject({ code: "removed" });
  await (await second.open(reader, { exclusive: true })).close("unpower");
});

test("個人番号 stays out of reach, whatever the page sends", async () => {
  const { agent, card } = await start({ token });
  const link = linkTo(agent);
  const reader = await readerWithCard(link);
  const held = await link.open(reader, { exclusive: true });
  await held.transmit(fromHex("00a4040c0ad3921000310001010408"));
  await expect(held.transmit(fromHex("00a4020c020001"))).rejects.toMatchObject({
    code: "protocol",
  });
  expect(card.forbiddenSelects).toEqual([]);
  await held.close("unpower");
});

test("a link finds a restarted agent again", async () => {
  const { agent } = await start({ token });
  const link = linkTo(agent);
  await link.list();
  await agent.close();
  await seen(link, (event) => event.type === "failed" && event.error.code === "service-down");
  await expect(link.putCard("taro")).rejects.toMatchObject({ code: "service-down" });
  await start({ token, port: Number(new URL(agent.url).port) });
  await seen(link, (event) => event.type === "readers");
  expect(await readerWithCard(link)).toBe((await link.list())[0]?.id);
});

/** The counter as soon as the reader is free: the agent notices a page's end a moment later. */
async function untilFree(link: AgentLink, reader: string) {
  for (;;) {
    try {
      return await withCard(link, reader, (transport) => new JpkiCard(transport).triesLeft());
    } catch (error) {
      if (!(error instanceof LinkError && error.code === "busy")) throw error;
    }
  }
}

test("an agent whose smart card service broke off tells the page so, and stays", async () => {
  const gone = Promise.withResolvers<"removed">();
  const reader = {
    id: "r",
    name: "リーダー",
    kind: "pcsc",
    contactless: undefined,
    cardPresent: true,
  } as const;
  const close = vi.fn<() => Promise<void>>(() =>
    Promise.reject(new LinkError("service-down", "SCardDisconnect")),
  );
  const port: ReaderPort = {
    list: () => Promise.resolve([reader]),
    watch: (callback) => {
      callback({ type: "readers", readers: [reader] });
      return () => {};
    },
    open: () =>
      Promise.resolve({
        kind: "pcsc",
        reader,
        limits: shortLimits,
        historical: new Uint8Array(),
        removed: gone.promise,
        transmit: () => Promise.reject(new LinkError("service-down", "SCardTransmit")),
        close,
        [Symbol.asyncDispose]: close,
      }),
  };
  const agent = await openAgent({ ports: [port], token });
  const link = linkTo(agent);
  const held = await link.open("r", { exclusive: true });
  gone.resolve("removed");
  expect(await held.removed).toBe("removed");
  await vi.waitFor(() => expect(close).toHaveBeenCalledWith("unpower"));
  expect(await link.list()).toEqual([reader]);
});

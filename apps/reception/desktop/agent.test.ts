import { once } from "node:events";
import { connect } from "node:net";
import {
  checkPin,
  fromHex,
  JpkiCard,
  LinkError,
  shortLimits,
  withCard,
  type ReaderEvent,
  type ReaderPort,
} from "@madoguchi/card";
import { defaultPin, VirtualCard, type CardImage } from "@madoguchi/virtual-card";
import { sampleCard } from "@madoguchi/virtual-card/sample";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket as HeaderSocket } from "ws";
import { AgentLink } from "../link/client.ts";
import { joinPorts } from "../link/joined-port.ts";
import { SUBPROTOCOL, type TrayState } from "../link/protocol.ts";
import { startAgent, type Agent } from "./agent.ts";
import { createVirtualReader } from "./virtual-reader.ts";

const token = "a-token-for-tests-only";
const page = "http://localhost:3000";
const challenge = new TextEncoder().encode("a context made by the center");
const pinBytes = (pin: string) => new TextEncoder().encode(pin);

let image: CardImage;
let cleanup: (() => void | Promise<void>)[] = [];

beforeAll(async () => {
  ({ image } = await sampleCard());
});

afterEach(async () => {
  for (const clean of cleanup.toReversed()) await clean();
  cleanup = [];
});

async function start(options: { delayMs?: number; port?: number; token?: string } = { token }) {
  const card = VirtualCard.fromImage(image);
  const deck = [
    { id: "taro", label: "架空 太郎", description: "３割", printed: null, load: () => card },
  ];
  const { delayMs = 0, port = 0, token: secret } = options;
  const reader = createVirtualReader({ deck, delayMs });
  const agent = await startAgent({
    ports: [reader.port],
    tray: reader.tray,
    allowedOrigins: [page],
    port,
    ...(secret === undefined ? {} : { token: secret }),
  });
  cleanup.push(() => agent.close());
  return { agent, card };
}

function linkTo(agent: Agent): AgentLink {
  const link = new AgentLink({ url: agent.url, token });
  cleanup.push(() => link.close());
  return link;
}

/** The id of the reader once a card lies on it. */
async function readerWithCard(link: AgentLink): Promise<string> {
  await link.putCard("taro");
  const event = await next(
    link,
    (each) => each.type === "readers" && each.readers.some((reader) => reader.cardPresent),
  );
  const id = event.type === "readers" ? event.readers[0]?.id : undefined;
  if (id === undefined) throw new Error("no reader");
  return id;
}

function next(port: ReaderPort, wanted: (event: ReaderEvent) => boolean): Promise<ReaderEvent> {
  return new Promise((resolve) => {
    const stop = port.watch((event) => {
      if (!wanted(event)) return;
      resolve(event);
      queueMicrotask(() => stop());
    });
  });
}

describe("through the agent", () => {
  test("a PIN check runs from tray to signature", async () => {
    const { agent, card } = await start();
    const link = linkTo(agent);
    const reader = await readerWithCard(link);
    const result = await checkPin(link, reader, { challenge, pin: pinBytes(defaultPin) });
    expect(result.kind).toBe("signed");
    expect(await checkPin(link, reader, { challenge, pin: pinBytes("0000") })).toEqual({
      kind: "wrong-pin",
      triesLeft: 2,
    });
    expect(card.image.pins["jpki-auth"].triesLeft).toBe(2);
  });

  test("the tray tells what lies on the reader", async () => {
    const { agent } = await start();
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
    const ports = [reader.port];
    const agent = await startAgent({ ports, tray: reader.tray, allowedOrigins: [page], token });
    cleanup.push(() => agent.close());
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
    const { agent, card } = await start();
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
    cleanup.push(() => spy.mockRestore());
    const { agent } = await start();
    const link = linkTo(agent);
    const reader = await readerWithCard(link);
    const check = await checkPin(link, reader, { challenge, pin: pinBytes(defaultPin) });
    expect(check.kind).toBe("signed");
    const texts = sent.filter((data) => typeof data === "string").join("\n");
    expect(texts).not.toContain(Buffer.from(defaultPin).toString("hex"));
    // What carried it is wiped once it is sent.
    const frames = sent.filter((data) => data instanceof Uint8Array);
    expect(frames.length).toBeGreaterThan(10);
    expect(frames.every((frame) => frame.every((byte) => byte === 0))).toBe(true);
  });

  test("a page that forgets to cut the power leaves no verified PIN behind", async () => {
    const { agent, card } = await start();
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
    const { agent } = await start();
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
    const { agent, card } = await start();
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
    const { agent } = await start();
    const link = linkTo(agent);
    await link.list();
    await agent.close();
    cleanup.shift();
    await next(link, (event) => event.type === "failed" && event.error.code === "service-down");
    await expect(link.putCard("taro")).rejects.toMatchObject({ code: "service-down" });
    await start({ token, port: Number(new URL(agent.url).port) });
    await next(link, (event) => event.type === "readers");
    expect(await readerWithCard(link)).toBe((await link.list())[0]?.id);
  });
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

describe("the door", () => {
  async function knock(url: string, headers: Record<string, string>, secret?: string) {
    const protocols = secret === undefined ? [SUBPROTOCOL] : [SUBPROTOCOL, `token.${secret}`];
    const socket = new HeaderSocket(url, protocols, { headers });
    try {
      await once(socket, "open");
      return "open";
    } catch (error) {
      return error instanceof Error ? error.message : "failed";
    } finally {
      socket.terminate();
    }
  }

  test("without a token opens to pages of the allowed origins only", async () => {
    const { agent } = await start({});
    expect(await knock(agent.url, { origin: page })).toBe("open");
    expect(await knock(agent.url, { origin: "https://evil.example" })).toContain("403");
    expect(await knock(agent.url, { origin: "null" })).toContain("403");
    expect(await knock(agent.url, {})).toContain("403");
    expect(await knock(agent.url.replace("/card", "/other"), { origin: page })).toContain("404");
  });

  test("with a token opens to nobody who lacks it", async () => {
    const { agent } = await start({ token });
    expect(await knock(agent.url, { origin: page })).toContain("401");
    expect(await knock(agent.url, { origin: page }, "wrong")).toContain("401");
    expect(await knock(agent.url, { origin: "https://evil.example" }, token)).toContain("403");
    expect(await knock(agent.url, { origin: page }, token)).toBe("open");
    expect(await knock(agent.url, {}, token)).toBe("open");
  });

  test("opens only under this computer's own name, whatever a rebound name resolves to", async () => {
    const { agent } = await start({});
    const { port } = new URL(agent.url);
    for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1:1"])
      expect(await knock(agent.url, { origin: page, host })).toContain("403");
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`])
      expect(await knock(agent.url, { origin: page, host })).toBe("open");
  });

  /** A raw connection that has sent what it has to say. */
  async function rawConnection(agent: Agent, text: string) {
    const socket = connect({ port: Number(new URL(agent.url).port), host: "127.0.0.1" });
    socket.on("error", () => {});
    await once(socket, "connect");
    socket.write(text);
    return socket;
  }
  const refused = ["GET /card HTTP/1.1", "Host: x", "Connection: Upgrade", "Upgrade: websocket"];

  test("stands after somebody turned away breaks the connection off", async () => {
    const { agent } = await start();
    for (let knocks = 0; knocks < 20; knocks++) {
      const socket = await rawConnection(agent, `${refused.join("\r\n")}\r\n\r\n`);
      socket.resetAndDestroy();
    }
    expect(await knock(agent.url, {}, token)).toBe("open");
  });

  test("closes although somebody turned away, and somebody silent, stay on the line", async () => {
    const { agent } = await start();
    cleanup.pop();
    const silent = await rawConnection(agent, "");
    const lingering = connect({
      port: Number(new URL(agent.url).port),
      host: "127.0.0.1",
      allowHalfOpen: true,
    });
    lingering.on("error", () => {});
    lingering.write(`${refused.join("\r\n")}\r\n\r\n`);
    await once(lingering, "data");
    expect(await agent.close().then(() => "closed")).toBe("closed");
    silent.destroy();
    lingering.destroy();
  });

  test.each(["", "{", "{}", '{"type":"transmit","id":1,"link":0,"apdu":"00"}', new Uint8Array(8)])(
    "closes on '%s', which is no request",
    async (message) => {
      const { agent } = await start();
      const socket = new HeaderSocket(agent.url, [SUBPROTOCOL, `token.${token}`]);
      await once(socket, "open");
      socket.send(message);
      const [code] = await once(socket, "close");
      expect(code).toBe(1008);
    },
  );
});

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
  const agent = await startAgent({ ports: [port], allowedOrigins: [page], token });
  cleanup.push(() => agent.close());
  const link = linkTo(agent);
  const held = await link.open("r", { exclusive: true });
  gone.resolve("removed");
  expect(await held.removed).toBe("removed");
  await vi.waitFor(() => expect(close).toHaveBeenCalledWith("unpower"));
  expect(await link.list()).toEqual([reader]);
});

describe("several ports", () => {
  const failing: ReaderPort = {
    list: () => Promise.reject(new LinkError("service-down", "no PC/SC")),
    watch: (callback) => {
      callback({ type: "failed", error: new LinkError("service-down", "no PC/SC") });
      return () => {};
    },
    open: () => Promise.reject(new LinkError("service-down", "no PC/SC")),
  };

  test("a port that fails does not hide another's readers", async () => {
    const joined = joinPorts([failing, createVirtualReader({ deck: [] }).port]);
    const readers = await joined.list();
    expect(readers).toHaveLength(1);
    expect(await next(joined, (event) => event.type === "readers")).toEqual({
      type: "readers",
      readers,
    });
    const id = readers[0]?.id ?? "";
    await expect(joined.open(id, { exclusive: true })).rejects.toMatchObject({ code: "no-card" });
  });

  test("when nothing else has a reader the failure is told", async () => {
    const joined = joinPorts([failing]);
    expect(await next(joined, () => true)).toMatchObject({ type: "failed" });
    await expect(joined.open("any", { exclusive: true })).rejects.toMatchObject({
      code: "service-down",
    });
  });
});

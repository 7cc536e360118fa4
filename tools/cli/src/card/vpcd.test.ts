import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { FrameParser, frame, playOverVpcd } from "./vpcd.ts";

const body = fc.uint8Array({ minLength: 1, maxLength: 300 });

test("messages are found again however the stream is split or merged", () => {
  fc.assert(
    fc.property(fc.array(body), fc.array(fc.nat({ max: 40 })), (bodies, cuts) => {
      const stream = Uint8Array.from(bodies.flatMap((each) => [...frame(each)]));
      const parser = new FrameParser();
      const found: Uint8Array[] = [];
      let at = 0;
      for (const cut of [...cuts, stream.length]) {
        found.push(...parser.push(stream.subarray(at, at + cut)));
        at += cut;
      }
      expect(found.map((each) => [...each])).toEqual(bodies.map((each) => [...each]));
    }),
  );
});

describe("against a reader", () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function reader(): Promise<{ port: number; card: Promise<Socket> }> {
    const listening = createServer().listen(0, "127.0.0.1");
    server = listening;
    await once(listening, "listening");
    const card = once(listening, "connection").then(([socket]: Socket[]) => {
      if (!socket) throw new Error("no connection");
      return socket;
    });
    const address = listening.address();
    if (!address || typeof address === "string") throw new Error("no port");
    return { port: address.port, card };
  }

  /** Answers every APDU by its bytes backwards and writes down what the reader did to it. */
  function echo(events: string[]) {
    return {
      atr: Uint8Array.of(0x3b, 0x00),
      powerOn: () => void events.push("on"),
      powerOff: () => void events.push("off"),
      async process(apdu: Uint8Array) {
        if (apdu[0] === 0xff) throw new Error("pulled");
        return apdu.toReversed();
      },
    };
  }

  test("answers ATR and APDUs in order, says nothing to power and reset", async () => {
    const events: string[] = [];
    const { port, card } = await reader();
    const session = await playOverVpcd(echo(events), { port });
    const socket = await card;
    socket.write(Uint8Array.of(0, 1, 1, 0, 1, 4, 0, 1, 2, 0, 3, 1, 2, 3, 0, 1, 0));
    const answers = new FrameParser();
    const found: Uint8Array[] = [];
    for await (const chunk of socket) {
      found.push(...answers.push(chunk));
      if (found.length === 2) break;
    }
    expect(found.map((each) => [...each])).toEqual([
      [0x3b, 0x00],
      [3, 2, 1],
    ]);
    await session.close();
    expect(events).toEqual(["on", "off", "off"]);
  });

  test("a card that is pulled out leaves the reader and loses its power", async () => {
    const events: string[] = [];
    const { port, card } = await reader();
    const session = await playOverVpcd(echo(events), { port });
    (await card).write(Uint8Array.of(0, 2, 0xff, 0));
    await session.closed;
    expect(events).toEqual(["off"]);
  });

  test("an abort pulls the card out", async () => {
    const events: string[] = [];
    const { port, card } = await reader();
    const abort = new AbortController();
    const session = await playOverVpcd(echo(events), { port, signal: abort.signal });
    const gone = once(await card, "close");
    abort.abort();
    await Promise.all([session.closed, gone]);
    expect(events).toEqual(["off"]);
  });

  test("without a reader the error says which one and what to do", async () => {
    const { port } = await reader();
    server?.close();
    await expect(playOverVpcd(echo([]), { port })).rejects.toThrow(
      `仮想カードリーダー（127.0.0.1:${port}）につながりません。pcscd と vsmartcard-vpcd が動いているか`,
    );
  });
});

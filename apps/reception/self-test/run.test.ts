import {
  type CardTransport,
  decodeCommand,
  INS,
  LinkError,
  type ReaderPort,
} from "@madoguchi/card";
import { VirtualReader } from "@madoguchi/virtual-card";
import { describe, expect, test, vi } from "vitest";
import { stepNames } from "./finding.ts";
import { runSelfTest } from "./run.ts";
import { carrying, emptyPort, hurried, play, readerFor, testCard } from "./self-test.fixture.ts";
import { judge } from "./verdict.ts";

test("a good reader with a good card: every step, in order, and 使えます", async () => {
  const wire: string[] = [];
  const card = await testCard({ extendedLength: true, wire: (line) => wire.push(line) });
  const { reader, hand } = readerFor(card);
  const askCenter = async () => ({ step: "center", kind: "answers", aheadSeconds: 2 }) as const;
  const tryStorage = async () => ({ step: "storage", kind: "keeps" }) as const;
  const played = await play({ port: reader, tryStorage, askCenter }, hand);

  expect(played.findings.map(({ step }) => step)).toEqual(stepNames);
  expect(played.asked).toEqual(["place-card", "take-card", "place-again"]);
  expect(played.of("application")).toMatchObject({ token: "card", refusedFirst: false });
  expect(played.of("speed")).toMatchObject({ kind: "measured", commands: 30 });
  expect(played.of("extended")).toEqual({
    step: "extended",
    kind: "tried",
    le: { kind: "works", bytes: 300 },
    lc: { kind: "works" },
    cardSays: undefined,
  });
  expect(played.of("reinsertion")).toMatchObject({ kind: "noticed" });
  expect(judge(played.findings)).toEqual({ kind: "usable", reasons: [] });

  const commands = wire.filter((line) => line.startsWith(">"));
  expect(commands.every((line) => /^> (00a4|00b0)/.test(line))).toBe(true);
  expect(card.forbiddenSelects).toEqual([]);
  expect(card.image.pins["jpki-auth"].triesLeft).toBe(3);
});

test("a card that lies there already is not asked for", async () => {
  const { reader, hand } = readerFor(await testCard());
  hand["place-card"]();
  const played = await play({ port: reader }, hand);
  expect(played.asked).toEqual(["take-card", "place-again"]);
});

test("a card without extended length is worth a note and no more, and its ATR tells whose lack it is", async () => {
  const atrs = {
    "3bda13ff8131fb468012392f31c173c601c03b": true,
    "3bc5ff8131fb458073c6010000": false,
    "3b888001000041e0b381a1003b": undefined,
  };
  for (const [hex, cardSays] of Object.entries(atrs)) {
    const atr = Uint8Array.from(Buffer.from(hex, "hex"));
    const { reader, hand } = readerFor(await testCard({ atr }));
    const played = await play({ port: reader }, hand);
    const refused = { kind: "refused", sw: 0x6700 };
    const finding = { step: "extended", kind: "tried", le: refused, lc: refused, cardSays };
    expect(played.of("extended")).toEqual(finding);
    expect(judge(played.findings).kind).toBe("usable");
  }
});

const both = [INS.readBinary, INS.select];

test.each([
  ["no long command", both, { le: "not-carried", lc: "not-carried" }],
  ["no extended Le", [INS.readBinary], { le: "not-carried", lc: "works" }],
  ["no extended Lc", [INS.select], { le: "works", lc: "not-carried" }],
])(
  "a driver that carries %s, and fails as if the card were gone, is not taken for a card that is",
  async (_, failing, { le, lc }) => {
    const { reader, hand } = readerFor(await testCard({ extendedLength: true }));
    const port = carrying(reader, async (apdu, transmit) => {
      const command = decodeCommand(apdu);
      if (command?.extended && failing.some((ins) => ins === command.ins))
        throw new LinkError("removed", "not transacted");
      return transmit();
    });
    const played = await play({ port }, hand);
    expect(played.of("extended")).toMatchObject({ le: { kind: le }, lc: { kind: lc } });
    expect(played.of("reinsertion")).toMatchObject({ kind: "noticed" });
    expect(judge(played.findings).kind).toBe("usable");
  },
);

test("a reader that refuses extended Lc is worth a note, and the card is led back by a short SELECT", async () => {
  const wire: string[] = [];
  const card = await testCard({ extendedLength: true, wire: (line) => wire.push(line) });
  const { reader, hand } = readerFor(card);
  const port = carrying(reader, async (apdu, transmit) => {
    const command = decodeCommand(apdu);
    if (!command?.extended || command.ins !== INS.select) return transmit();
    wire.push("refused by the reader");
    return Uint8Array.of(0x67, 0x00);
  });
  const played = await play({ port }, hand);
  expect(played.of("extended")).toMatchObject({
    le: { kind: "works" },
    lc: { kind: "refused", sw: 0x6700 },
  });
  const refusedAt = wire.indexOf("refused by the reader");
  expect(wire.slice(refusedAt + 1, refusedAt + 3)).toEqual([
    "> 00a4040c0ad392f000260100000001",
    "< [0] 9000",
  ]);
  const { kind, reasons } = judge(played.findings);
  expect([kind, reasons.map(({ grade }) => grade)]).toEqual(["usable", ["note"]]);
});

test("6F00 to the first command after power-up is told and forgiven", async () => {
  const { reader, hand } = readerFor(await testCard({ refuseFirst: true }));
  const played = await play({ port: reader }, hand);
  expect(played.of("application")).toMatchObject({ kind: "answers", refusedFirst: true });
  expect(judge(played.findings).kind).toBe("usable");
});

test.each([
  ["jukiCard", "none"],
  ["androidPhone", "behind-pin"],
  ["iPhone", "behind-pin"],
] as const)("%s: its certificate is %s", async (tokenKind, kind) => {
  const { reader, hand } = readerFor(await testCard({ tokenKind }));
  const played = await play({ port: reader }, hand);
  expect(played.of("application")).toMatchObject({ token: tokenKind });
  expect(played.of("certificate")).toMatchObject({ kind });
});

test.each([
  [40, 40, "usable"],
  [200, 200, "usable-with-care"],
  [600, 600, "unusable"],
  // Every tenth answer is late.
  [40, 900, "usable-with-care"],
] as const)("%i ms a command, %i ms now and then: %s", async (usualMs, lateMs, verdict) => {
  const { reader, hand } = readerFor(await testCard());
  let clock = 0;
  let sent = 0;
  const port = carrying(reader, (_apdu, transmit) => {
    clock += sent++ % 10 === 0 ? lateMs : usualMs;
    return transmit();
  });
  const played = await play({ port, now: () => clock }, hand);
  expect(played.of("speed")).toMatchObject({ medianMs: usualMs, p95Ms: lateMs });
  expect(judge(played.findings).kind).toBe(verdict);
});

test("a very slow reader is not measured thirty times over", async () => {
  const { reader, hand } = readerFor(await testCard());
  let clock = 0;
  const port = carrying(reader, (_apdu, transmit) => {
    clock += 4_000;
    return transmit();
  });
  const played = await play({ port, now: () => clock }, hand);
  expect(played.of("speed")).toMatchObject({ commands: 5, medianMs: 4_000 });
});

test("pulled at any command: the test ends with that step, and never says 使えます", async () => {
  const wire: string[] = [];
  const count = readerFor(await testCard({ wire: (line) => wire.push(line) }));
  await play({ port: count.reader }, count.hand);
  const commands = wire.filter((line) => line.startsWith(">")).length;
  for (let pullAt = 1; pullAt <= commands; pullAt++) {
    const { reader, hand } = readerFor(await testCard({ pullAt }));
    const played = await play({ port: reader, patience: hurried }, hand);
    const { kind, reasons } = judge(played.findings);
    expect([pullAt, kind]).toEqual([pullAt, "undecided"]);
    expect(reasons[0]?.cause).toMatch(/カード/);
  }
});

test("not a My Number card", async () => {
  const { reader, hand } = readerFor(await testCard());
  const port = carrying(reader, async (apdu, transmit) =>
    apdu[1] === INS.select ? Uint8Array.of(0x6a, 0x82) : transmit(),
  );
  const played = await play({ port }, hand);
  expect(played.findings.at(-1)).toEqual({ step: "application", kind: "not-my-number-card" });
  expect(judge(played.findings).kind).toBe("undecided");
});

test("a card that answers nonsense is reported with its status word", async () => {
  const { reader, hand } = readerFor(await testCard());
  const port = carrying(reader, async () => Uint8Array.of(0x6f, 0x00));
  const played = await play({ port }, hand);
  expect(played.findings.at(-1)).toEqual({ step: "application", kind: "unexpected", sw: 0x6f00 });
});

test("a card that never answers is given up, and its link is let go", async () => {
  const { reader, hand } = readerFor(await testCard());
  const port = carrying(reader, () => new Promise(() => {}));
  vi.useFakeTimers();
  try {
    const playing = play({ port }, hand);
    await vi.runAllTimersAsync();
    const played = await playing;
    expect(played.findings.at(-1)).toEqual({ step: "application", kind: "link", code: "timeout" });
    expect(judge(played.findings).kind).toBe("unusable");
  } finally {
    vi.useRealTimers();
  }
});

test("a reader that never opens its card is given up, and a card that opens too late is let go", async () => {
  const { reader, hand } = readerFor(await testCard());
  const late = Promise.withResolvers<CardTransport>();
  const port = {
    list: () => reader.list(),
    watch: (callback: Parameters<typeof reader.watch>[0]) => reader.watch(callback),
    open: () => late.promise,
  };
  const played = await play({ port, patience: { answerMs: 1 } }, hand);
  expect(played.findings.at(-1)).toEqual({ step: "card", kind: "link", code: "timeout" });
  const [slot] = await reader.list();
  const link = await reader.open(slot?.id ?? "", { exclusive: true });
  late.resolve(link);
  expect(await link.removed).toBe("closed");
});

test("nobody lays a card down, takes it, lays it down again", async () => {
  const { reader, hand } = readerFor(await testCard());
  const patience = hurried;
  const never = await play({ port: reader, patience });
  expect(never.findings.at(-1)).toMatchObject({ step: "card", kind: "not-placed" });
  expect(judge(never.findings).kind).toBe("undecided");

  const { "place-card": lay, "take-card": take } = hand;
  lay();
  const stays = await play({ port: reader, patience });
  expect(stays.of("reinsertion")).toMatchObject({ kind: "removal-unnoticed" });
  const gone = await play({ port: reader, patience }, { "take-card": take });
  expect(gone.of("reinsertion")).toMatchObject({ kind: "return-unnoticed" });
  expect(judge(gone.findings).kind).toBe("usable-with-care");
});

test("another program holds the card", async () => {
  const { reader, hand } = readerFor(await testCard());
  hand["place-card"]();
  const [slot] = await reader.list();
  const held = await reader.open(slot?.id ?? "", { exclusive: true });
  const played = await play({ port: reader, patience: hurried }, hand);
  expect(played.findings.at(-1)).toEqual({ step: "card", kind: "link", code: "busy" });
  await held.close("unpower");
  expect(judge((await play({ port: reader }, hand)).findings).kind).toBe("usable");
});

test("our own counter is given a moment to let go of the card", async () => {
  const { reader, hand } = readerFor(await testCard());
  hand["place-card"]();
  const [slot] = await reader.list();
  const held = await reader.open(slot?.id ?? "", { exclusive: true });
  let opened = 0;
  const port = {
    list: () => reader.list(),
    watch: (callback: Parameters<typeof reader.watch>[0]) => reader.watch(callback),
    open: async (...args: Parameters<typeof reader.open>) => {
      if (opened++ === 1) await held.close("unpower");
      return reader.open(...args);
    },
  };
  expect(judge((await play({ port }, hand)).findings).kind).toBe("usable");
});

test("no program, no service, no reader, another reader: each said, and the center is asked all the same", async () => {
  const askCenter = async () => ({ step: "center", kind: "unreachable" }) as const;
  const inspect = {
    service: async () => ({ kind: "linux-stopped", systemd: true }) as const,
    reader: async () => ({ kind: "linux-not-plugged-in" }) as const,
  };
  const common = { askCenter, inspect, patience: hurried };
  const center = { step: "center", kind: "unreachable" };
  const results = [
    [{ port: null }, [{ step: "service", kind: "down", detail: null }, center]],
    [
      { port: emptyPort("service-down") },
      [{ step: "service", kind: "down", detail: { kind: "linux-stopped", systemd: true } }, center],
    ],
    [
      { port: emptyPort("none") },
      [
        { step: "service", kind: "answers" },
        { step: "reader", kind: "none", detail: { kind: "linux-not-plugged-in" } },
        center,
      ],
    ],
    [
      { port: new VirtualReader(), readerName: "ない" },
      [
        { step: "service", kind: "answers" },
        { step: "reader", kind: "other-names", wanted: "ない", names: ["仮想カードリーダー"] },
        center,
      ],
    ],
  ] as const;
  for (const [options, findings] of results) {
    const played = await play({ ...common, ...options });
    expect(played.findings).toEqual(findings);
    expect(judge(played.findings).kind).toBe("unusable");
  }
});

test("left out, the card is not asked for", async () => {
  const played = await play({ port: new VirtualReader(), leaveOutCard: true });
  expect(played.asked).toEqual([]);
  expect(judge(played.findings).kind).toBe("undecided");
});

test("left in the middle, it stops at once and lets go of the card", async () => {
  const { reader, hand } = readerFor(await testCard());
  const left = new AbortController();
  const steps = (async () => {
    for await (const event of runSelfTest({ port: reader, signal: left.signal })) {
      if (event.type === "ask") hand[event.ask]();
      if (event.type === "step" && event.step === "speed") left.abort();
    }
  })();
  await expect(steps).rejects.toMatchObject({ code: "cancelled" });
  const [slot] = await reader.list();
  await (await reader.open(slot?.id ?? "", { exclusive: true })).close("unpower");
});

describe("a phone's own NFC, which shows no card before it is opened", () => {
  /** The first time the card comes at once, then as often as `comes` says. */
  async function phone(comes: number) {
    const reader = new VirtualReader();
    const card = await testCard();
    const info = { ...(await reader.list())[0], id: "phone", name: "このスマートフォンのNFC" };
    const readers = [
      { ...info, kind: "nfc-android", contactless: true, cardPresent: false } as const,
    ];
    let opened = 0;
    const port: ReaderPort = {
      list: async () => readers,
      watch(callback) {
        callback({ type: "readers", readers });
        return () => {};
      },
      async open(_id, { signal }) {
        if (opened++ >= comes) {
          await new Promise((resolve) => signal?.addEventListener("abort", resolve));
          throw new LinkError("cancelled", "no card came");
        }
        reader.insert(card);
        return reader.open("virtual-0", { exclusive: true });
      },
    };
    return port;
  }

  test("the card is held to it twice", async () => {
    const played = await play({ port: await phone(2) });
    expect(played.asked).toEqual(["hold-card", "hold-again"]);
    expect(judge(played.findings).kind).toBe("usable");
  });

  test("the card never comes, or never again", async () => {
    const patience = { handMs: 1 };
    const never = await play({ port: await phone(0), patience });
    expect(never.findings.at(-1)).toMatchObject({ step: "card", kind: "not-placed" });
    const once = await play({ port: await phone(1), patience });
    expect(once.findings.at(-1)).toMatchObject({ step: "reinsertion", kind: "return-unnoticed" });
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FakeCard, fakeCertificate, fakePin, fakeSignature } from "./fake-card.ts";
import { toHex } from "./hex.ts";
import { JpkiCard } from "./jpki.ts";
import { logged } from "./log.ts";
import { replayPort, replayTransport } from "./replay.ts";
import { readRecording, record, type Recording, type RecordingLevel } from "./replay-recording.ts";
import { checkPin, withCard } from "./session.ts";

const challenge = new TextEncoder().encode("a context made by the center");
const bytes = (text: string) => new TextEncoder().encode(text);

/** A PIN check over a recorded link, and what it came to. */
async function recorded(card: FakeCard, pin: string, level: RecordingLevel) {
  const recordings: Recording[] = [];
  const lines: string[] = [];
  const result = await withCard(card, "fake", async (link) => {
    const recorder = record(
      logged(link, (line) => lines.push(line)),
      level,
    );
    try {
      const jpki = new JpkiCard(recorder.transport);
      return await jpki.authenticate(challenge, bytes(pin));
    } catch (error) {
      return error;
    } finally {
      recordings.push(recorder.recording());
    }
  });
  const [recording] = recordings;
  if (recording === undefined) throw new Error("nothing was recorded");
  return { result, recording, lines };
}

/** What reading a bug report's file gives. */
function reread(recording: Recording): Recording {
  const read = readRecording(JSON.parse(JSON.stringify(recording)));
  if (read === undefined) throw new Error("the recording cannot be read");
  return read;
}

function replayed(recording: Recording, pin: string): Promise<unknown> {
  const port = replayPort([reread(recording)]);
  return checkPin(port, "replay-0", { challenge, pin: bytes(pin) }).catch((error) => error);
}

describe("a recording of the contents", () => {
  test("plays a whole check back, byte for byte", async () => {
    const { result, recording } = await recorded(new FakeCard(), fakePin, "contents");
    const signed = { kind: "signed", certificate: fakeCertificate(), signature: fakeSignature };
    expect(result).toEqual(signed);
    // The PIN is not in it, so any will do.
    expect(await replayed(recording, "0000")).toEqual(signed);
  });
});

describe("a recording of the shape", () => {
  test("has nothing of certificate, signature and what was signed, and leads to the same outcome", async () => {
    const { recording } = await recorded(new FakeCard(), fakePin, "shape");
    const text = JSON.stringify(recording);
    // What the fake certificate and signature consist of.
    expect(text).not.toContain("4141");
    expect(text).not.toContain("5a5a");
    expect(text).not.toContain("3031300d0609");
    expect(await replayed(recording, "0000")).toEqual({
      kind: "signed",
      certificate: Uint8Array.from({ ...fakeCertificate().fill(0, 4), length: 1583 }),
      signature: new Uint8Array(256),
    });
  });

  test("shows of a file that is no certificate not even the first bytes", async () => {
    const { transport, recording } = record(await new FakeCard().open("fake"));
    expect(await new JpkiCard(transport).token()).toMatchObject({ token: "card" });
    const text = JSON.stringify(recording());
    expect(text).not.toContain(toHex(bytes("JP")));
    expect(recording().exchanges.at(-1)).toMatchObject({ data: "", sw: "9000" });
  });

  test.each([
    ["a wrong PIN", () => {}, { kind: "wrong-pin", triesLeft: 2 }],
    [
      "the last try",
      (card: FakeCard) => {
        card.triesLeft = 1;
      },
      { kind: "last-try" },
    ],
    [
      "a locked card",
      (card: FakeCard) => {
        card.triesLeft = 0;
      },
      { kind: "locked" },
    ],
    [
      "a card pulled out while it has the PIN",
      (card: FakeCard) => {
        card.drop = { at: 11, answerLost: true };
      },
      { name: "VerifyInterruptedError", code: "removed" },
    ],
  ] as const)("leads again to %s", async (_name, prepare, outcome) => {
    const card = new FakeCard();
    prepare(card);
    const { result, recording } = await recorded(card, "0000", "shape");
    expect(result).toMatchObject(outcome);
    expect(await replayed(recording, "9999")).toMatchObject(outcome);
  });
});

test("no recording and no log line holds a planted PIN, as text or as hex", async () => {
  const digits = fc.stringMatching(/^\d{4}$/u);
  const level = fc.constantFrom<RecordingLevel>("shape", "contents");
  await fc.assert(
    fc.asyncProperty(digits, level, async (pin, chosen) => {
      const { recording, lines } = await recorded(new FakeCard(), pin, chosen);
      const hex = toHex(bytes(pin));
      const written = [...lines, ...recording.exchanges.map(({ command }) => command)];
      expect(written.filter((line) => line.includes(hex))).toEqual([]);
      const verifies = written.filter((line) => line.includes("00200080"));
      expect(verifies.toSorted()).toEqual([
        "00200080",
        "00200080****",
        "> 00200080",
        "> 00200080 ****",
      ]);
    }),
  );
});

describe("playing back", () => {
  async function shape() {
    return (await recorded(new FakeCard(), fakePin, "shape")).recording;
  }

  test("another question than the recorded one fails, and does not repeat a PIN", async () => {
    const { exchanges, ...rest } = await shape();
    const link = replayTransport({ ...rest, exchanges });
    const verify = Uint8Array.of(0x00, 0x20, 0x00, 0x80, 0x04, ...bytes("8305"));
    const error = await link.transmit(verify).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "LinkError", code: "protocol" });
    expect(String(error)).toContain("not with > 00200080 ****");
    const only = replayTransport({ ...rest, exchanges: [] });
    await expect(only.transmit(verify)).rejects.toMatchObject({ code: "protocol" });
  });

  test("a recorded removal is one, and a closed link stays closed", async () => {
    const card = new FakeCard();
    card.drop = { at: 0, answerLost: false };
    const { recording } = await recorded(card, fakePin, "shape");
    const link = replayTransport(recording);
    await expect(new JpkiCard(link).triesLeft()).rejects.toMatchObject({ code: "removed" });
    expect(await link.removed).toBe("removed");

    const closed = replayTransport(recording);
    await closed.close("unpower");
    expect(await closed.removed).toBe("closed");
    await expect(new JpkiCard(closed).triesLeft()).rejects.toMatchObject({ code: "removed" });
  });

  test("each opening plays the next recording, until there is none", async () => {
    const port = replayPort([await shape(), await shape()]);
    const run = () => checkPin(port, "replay-0", { challenge, pin: bytes("0000") });
    expect(await run()).toMatchObject({ kind: "signed" });
    expect(await port.list()).toMatchObject([
      { id: "replay-0", kind: "replay", cardPresent: true },
    ]);
    expect(await run()).toMatchObject({ kind: "signed" });
    expect(await port.list()).toMatchObject([{ cardPresent: false }]);
    await expect(run()).rejects.toMatchObject({ code: "no-card" });
    await expect(port.open("another", { exclusive: true })).rejects.toMatchObject({
      code: "no-reader",
    });
  });

  test("whatever else a file holds is no recording", async () => {
    const good = await shape();
    expect(readRecording(good)).toEqual(good);
    fc.assert(fc.property(fc.jsonValue(), (json) => readRecording(json) === undefined));
    const [first] = good.exchanges;
    for (const bad of [
      { ...good, format: "another" },
      { ...good, level: "all" },
      { ...good, historical: "3b8" },
      { ...good, limits: {} },
      { ...good, exchanges: {} },
      { ...good, exchanges: [{ ...first, sw: "90" }] },
      { ...good, exchanges: [{ ...first, masked: -1 }] },
      { ...good, exchanges: [{ ...first, masked: 1e9 }] },
      { ...good, exchanges: [{ ...first, command: "zz" }] },
    ])
      expect(readRecording(bad)).toBeUndefined();
  });
});

import {
  checkPin,
  fromHex,
  JpkiCard,
  LinkError,
  VerifyInterruptedError,
  withCard,
} from "@madoguchi/card";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { encodeFrame } from "./frame.ts";
import { challenge, pin, place, readerId, releaseAll, triesOf, until } from "./port.fixture.ts";

afterEach(releaseAll);

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

import { expect, test } from "vitest";
import { askPin } from "./ask-pin.ts";

/** Types `texts`, one chunk each, and writes down what the terminal is told. */
async function type(...texts: string[]) {
  const said: string[] = [];
  const raw: boolean[] = [];
  // Buffers, as from a terminal.
  const chunks = texts.map((text) => Buffer.from(text));
  const keyboard = {
    async *[Symbol.asyncIterator]() {
      yield* chunks;
    },
    setRawMode: (mode: boolean) => raw.push(mode),
  };
  const pin = await askPin(keyboard, (text) => void said.push(text));

  return { pin: pin && new TextDecoder().decode(pin), said: said.join(""), raw, chunks };
}

test("four digits and Enter; nothing of them is shown, the terminal gets its echo back", async () => {
  const { pin, said, raw } = await type("1", "2", "34", "\r");
  expect(pin).toBe("1234");
  expect(said).not.toMatch(/[0-35-9]|4(?!桁)/);
  expect(raw).toEqual([true, false]);
});

test("slips are taken back, and a count other than four asks again", async () => {
  expect((await type("19\u007f\b1234\n")).pin).toBe("1234");
  const { pin, said } = await type("12345\r", "12a4\r", "1234\r");
  expect(pin).toBe("1234");
  expect(said.match(/4桁の数字を入力してください/g)).toHaveLength(2);
});

test.each([["12\u0003"], ["\u0004"], ["12"]])("%j gives up", async (text) => {
  expect(await type(text)).toMatchObject({ pin: null, raw: [true, false] });
});

test("what was typed is wiped from the chunks it came in", async () => {
  const { chunks } = await type("12", "34\r");
  expect(chunks.map((chunk) => [...chunk])).toEqual([
    [0, 0],
    [0, 0, 0],
  ]);
});

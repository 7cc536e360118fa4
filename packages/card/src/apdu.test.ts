import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Command, decodeCommand, decodeResponse, encodeCommand, readStatus } from "./apdu.ts";
import { fromHex, toHex } from "./hex.ts";
import { LinkError } from "./transport.ts";

const byte = fc.integer({ min: 0, max: 255 });
const command = fc.record(
  {
    cla: byte,
    ins: byte,
    p1: byte,
    p2: byte,
    data: fc.uint8Array({ minLength: 1, maxLength: 255 }),
    le: fc.integer({ min: 1, max: 256 }),
  },
  { requiredKeys: ["cla", "ins", "p1", "p2"] },
);

/** As above with lengths past the short ones, and short ones in the extended form. */
const extendedCommand = fc
  .record(
    {
      cla: byte,
      ins: byte,
      p1: byte,
      p2: byte,
      data: fc.uint8Array({ minLength: 1, maxLength: 700 }),
      le: fc.integer({ min: 1, max: 65_536 }),
      extended: fc.constant(true as const),
    },
    { requiredKeys: ["cla", "ins", "p1", "p2", "extended"] },
  )
  .filter(({ data, le }) => data !== undefined || le !== undefined);

describe("commands", () => {
  test.each([
    [{ cla: 0, ins: 0x20, p1: 0, p2: 0x80 }, "00200080"],
    [{ cla: 0, ins: 0xb0, p1: 1, p2: 0, le: 256 }, "00b0010000"],
    [{ cla: 0, ins: 0xa4, p1: 2, p2: 0x0c, data: fromHex("000A") }, "00a4020c02000a"],
    [{ cla: 0x80, ins: 0x2a, p1: 0, p2: 0x80, data: fromHex("aabb"), le: 256 }, "802a008002aabb00"],
    [{ cla: 0, ins: 0xb0, p1: 1, p2: 0, le: 65_536, extended: true }, "00b00100000000"],
    [{ cla: 0, ins: 0xb0, p1: 1, p2: 0, le: 257 }, "00b00100000101"],
    [
      { cla: 0, ins: 0xa4, p1: 2, p2: 0x0c, data: fromHex("000A"), extended: true },
      "00a4020c000002000a",
    ],
    [
      { cla: 0x80, ins: 0x2a, p1: 0, p2: 0x80, data: fromHex("aabb"), le: 256, extended: true },
      "802a0080000002aabb0100",
    ],
  ] satisfies readonly (readonly [Command, string])[])(
    "encode to ISO 7816-4 case 1 to 4, short and extended",
    (fields, hex) => {
      expect(toHex(encodeCommand(fields))).toBe(hex);
    },
  );

  test("read back as they were written", () => {
    fc.assert(
      fc.property(command, (fields) => {
        const bytes = encodeCommand(fields);
        expect(bytes.length).toBeLessThanOrEqual(261);
        expect(decodeCommand(bytes)).toEqual(fields);
      }),
    );
  });

  test("read back as they were written in the extended form", () => {
    fc.assert(
      fc.property(extendedCommand, (fields) => {
        expect(decodeCommand(encodeCommand(fields))).toEqual(fields);
      }),
    );
  });

  test("read back without a copy: wiping the command wipes the PIN in what was read", () => {
    const bytes = fromHex("002000800431323334");
    const read = decodeCommand(bytes);
    bytes.fill(0);
    expect(read?.data).toEqual(new Uint8Array(4));
  });

  test("that are not one whole command are not guessed at", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const fields = decodeCommand(bytes);
        if (fields !== undefined) expect(encodeCommand(fields)).toEqual(new Uint8Array(bytes));
      }),
    );
    const broken = ["", "00a404", "00a4040c0a01", "00b0000000ff", "00a4040c0201020304"];
    const brokenExtended = ["00a4040c000003aabb", "00a4040c000001aabb", "00a4040c000000aa"];
    for (const hex of [...broken, ...brokenExtended])
      expect(decodeCommand(fromHex(hex))).toBeUndefined();
  });

  test("with fields out of range are refused", () => {
    const header = { cla: 0, ins: 0xa4, p1: 0, p2: 0 };
    expect(() => encodeCommand({ ...header, p1: 256 })).toThrow(RangeError);
    expect(() => encodeCommand({ ...header, data: new Uint8Array(65_536) })).toThrow(RangeError);
    expect(() => encodeCommand({ ...header, data: new Uint8Array() })).toThrow(RangeError);
    expect(() => encodeCommand({ ...header, le: 0 })).toThrow(RangeError);
    expect(() => encodeCommand({ ...header, extended: true })).toThrow(RangeError);
    expect(() => encodeCommand({ ...header, le: 65_537 })).toThrow(RangeError);
  });
});

describe("responses", () => {
  test("split into data and status word", () => {
    const { data, status } = decodeResponse(fromHex("0102039000"));
    expect(toHex(data)).toBe("010203");
    expect(status).toEqual({ kind: "ok", sw: 0x9000 });
  });

  test.each(["", "90"])("without a status word are a broken link: '%s'", (hex) => {
    expect(() => decodeResponse(fromHex(hex))).toThrow(LinkError);
  });

  test.each([
    [0x63c3, { kind: "tries-left", triesLeft: 3 }],
    [0x63cf, { kind: "tries-left", triesLeft: 15 }],
    [0x63c0, { kind: "blocked" }],
    [0x6983, { kind: "blocked" }],
    [0x6984, { kind: "blocked" }],
    [0x6300, { kind: "other" }],
    [0x6100, { kind: "more", available: 256 }],
    [0x6110, { kind: "more", available: 16 }],
    [0x6c20, { kind: "wrong-le", exact: 32 }],
    [0x6982, { kind: "not-verified" }],
    [0x6a82, { kind: "not-found" }],
    [0x6b00, { kind: "end-of-file" }],
    [0x6282, { kind: "end-of-file" }],
    [0x6d00, { kind: "other" }],
  ])("status %i", (sw, expected) => {
    expect(readStatus(sw)).toEqual({ ...expected, sw });
  });
});

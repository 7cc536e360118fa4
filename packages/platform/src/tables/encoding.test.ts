import { execFileSync, spawnSync } from "node:child_process";
import { encodeShiftJis, replaceForShiftJis, shiftJisPlace } from "@madoguchi/notation";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeText } from "./encoding.ts";
import type { TableEncoding } from "./encoding.ts";

function read(bytes: Uint8Array, stated?: TableEncoding, cut = bytes.length) {
  const decoding = decodeText(stated);
  const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)].filter(({ length }) => length > 0);
  const text = pieces.map((piece) => decoding.decode(piece)).join("") + decoding.end();
  return { text, encoding: decoding.encoding() };
}

function iconv(from: string, to: string, input: Uint8Array): Uint8Array {
  return execFileSync("iconv", ["-f", from, "-t", to], { input, maxBuffer: 1e7 });
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** All that Shift_JIS has beyond ASCII, without those that have a second code point there (〜‖−—¢£¥¬). */
const JAPANESE = Array.from({ length: 0x10000 - 0x80 }, (_, index) =>
  String.fromCharCode(index + 0x80),
).filter((character) => shiftJisPlace(character) !== undefined && !"〜‖−—¢£¥¬".includes(character));

describe("Shift_JIS, judged by iconv", () => {
  test("every character is written as iconv writes it, and read from what iconv wrote", () => {
    const text = JAPANESE.join("\n");
    const theirs = Uint8Array.from(iconv("UTF-8", "CP932", utf8(text)));
    expect(encodeShiftJis(text)).toEqual(theirs);
    expect(read(theirs, "shift_jis").text).toBe(text);
    expect(JAPANESE).toHaveLength(6879 + 447 + 63);
  });

  test("a character that iconv refuses becomes ●, and no other does", () => {
    const characters = Array.from({ length: 0x10000 }, (_, unit) =>
      String.fromCharCode(unit),
    ).filter(
      // 外字 have a place in CP932 and no meaning outside their maker's computers; for ‾ iconv writes ~.
      (character) => character.isWellFormed() && !/[\p{Co}\n‾]/u.test(character),
    );
    const { stdout } = spawnSync("iconv", ["-c", "-f", "UTF-8", "-t", "CP932"], {
      input: utf8(characters.join("\n")),
      maxBuffer: 1e7,
    });
    const theirs = stdout.toString("latin1").split("\n");
    expect(theirs).toHaveLength(characters.length);
    const refusedByUs = characters.filter(
      (character) => replaceForShiftJis(character).replaced.length > 0,
    );
    expect(refusedByUs).toEqual(characters.filter((_, index) => theirs[index] === ""));
  });

  test("every double byte is read as iconv reads it", () => {
    const codes = Array.from({ length: 0xfcfd - 0x8140 }, (_, index) => 0x8140 + index);
    const readable = codes.flatMap((code) => {
      const bytes = Uint8Array.of(code >> 8, code & 0xff);
      const { text } = read(bytes, "shift_jis");
      return [...text].length === 1 && text !== "\ufffd" ? [{ bytes, text }] : [];
    });
    const all = Uint8Array.from(readable.flatMap(({ bytes }) => [...bytes]));
    const theirs = new TextDecoder().decode(iconv("CP932", "UTF-8", all));
    expect(readable.map(({ text }) => text).join("")).toBe(theirs);
    // JIS X 0208, NEC's 83, IBM's 388 and NEC's 374 copies of them, 外字.
    expect(readable).toHaveLength(6879 + 83 + 388 + 374 + 1880);
  });
});

describe("which encoding it is", () => {
  const words = fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...JAPANESE.filter((c) => /[ァ-ヶ一-鿿]/u.test(c))) },
      fc.constantFrom("a", "0", ",", "\n"),
    ),
    { minLength: 20, maxLength: 60 },
  );

  test("is seen, wherever the first bytes end", () => {
    fc.assert(
      fc.property(words, fc.nat(60), (characters, cut) => {
        const text = `保険者番号,氏名\n${characters.join("")}`;
        for (const [encoding, bytes] of [
          ["utf-8", utf8(text)],
          ["shift_jis", encodeShiftJis(text)],
        ] as const) {
          expect(read(bytes, undefined, 12 + cut)).toEqual({ text, encoding });
        }
      }),
    );
  });

  test("is left open while all is ASCII", () => {
    const ascii = utf8("a,b\n1,2\n");
    expect(read(ascii)).toEqual({ text: "a,b\n1,2\n", encoding: undefined });
    const late = Uint8Array.of(...ascii, ...encodeShiftJis("山田"));
    expect(read(late, undefined, ascii.length)).toEqual({
      text: "a,b\n1,2\n山田",
      encoding: "shift_jis",
    });
  });

  test("is not mistaken where a block ends inside a character", () => {
    // Each of these bytes could begin or end a character of Shift_JIS, too.
    for (const text of ["ああああ", "id,name\n1,ああああ"]) {
      const bytes = utf8(text);
      for (let cut = 0; cut <= bytes.length; cut += 1) {
        expect(read(bytes, undefined, cut)).toEqual({ text, encoding: "utf-8" });
      }
    }
    expect(read(utf8("髙").subarray(0, 1)).text).toBe("\ufffd");
    for (const text of ["id\nﾃ", "id\n熙"]) {
      expect(read(encodeShiftJis(text))).toEqual({ text, encoding: "shift_jis" });
    }
  });

  test("half-width kana that could be accents are kana", () => {
    // ﾃｱ is ñ, byte for byte.
    expect(read(encodeShiftJis("name\nﾃｱ"))).toEqual({ text: "name\nﾃｱ", encoding: "shift_jis" });
  });

  test("a broken byte changes nothing but itself", () => {
    const text = "氏名\n山田花子\n鈴木一郎\n";
    const broken = utf8(text);
    broken[8] = 0xff;
    expect(read(broken)).toMatchObject({ encoding: "utf-8" });
    const shiftJis = Uint8Array.of(...encodeShiftJis(text), 0xff, 0x0a);
    expect(read(shiftJis)).toEqual({ text: `${text}\ufffd\n`, encoding: "shift_jis" });
    expect(read(utf8("髙").subarray(0, 2), "utf-8").text).toBe("\ufffd");
  });

  test("a byte order mark is believed before what was stated", () => {
    expect(read(utf8("\ufeff氏名"), "shift_jis")).toEqual({ text: "氏名", encoding: "utf-8" });
  });
});

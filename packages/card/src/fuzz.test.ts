/** Everything that reads bytes off a card, against bytes that no honest card would send. */
import { describe, expect, test } from "vitest";
import { decodeCommand, decodeResponse, encodeCommand } from "./apdu.ts";
import { readCvCertificate } from "./cv-certificate.ts";
import { readFaceRecord } from "./face-record.ts";
import { honestCertificate, honestCvCertificate, honestFace } from "./fuzz-files.ts";
import { chooseSeed, Random, seedName } from "./fuzz-random.ts";
import { equalBytes, toHex } from "./hex.ts";
import { readTlvHeader, readTlvs, TlvError } from "./tlv.ts";
import { LinkError } from "./transport.ts";

const seed = chooseSeed(process.env);
const files = [honestFace, honestCvCertificate, honestCertificate] as const;

type Made = (random: Random) => Uint8Array;

/**
 * How many of `count` inputs were read; `check` throws at what must not be, and the error names the input.
 * A count far from none and all shows that the inputs reach both the reading and the turning away.
 */
function fuzz(count: number, make: Made, check: (bytes: Uint8Array) => boolean): number {
  const random = new Random(seed);
  let read = 0;
  for (let round = 0; round < count; round++) {
    const bytes = make(random);
    try {
      if (check(bytes)) read += 1;
    } catch (cause) {
      throw new Error(`round ${round}: ${toHex(bytes)}`, { cause });
    }
  }
  return read;
}

function expectSome(read: number, count: number): void {
  expect(read).toBeGreaterThan(count / 200);
  expect(read).toBeLessThan(count - count / 200);
}

const noise = (random: Random) => random.bytes(random.below(40));
const spoiltFile = (random: Random) => random.spoil(random.pick(...files));

function expectInside(part: Uint8Array, whole: Uint8Array): void {
  const start = part.byteOffset - whole.byteOffset;
  if (part.buffer !== whole.buffer || start < 0 || start + part.length > whole.length)
    throw new Error("an element reaches outside the bytes");
}

describe(`${seedName(seed)}`, () => {
  test("300,000 TLVs: elements that lie inside, in order and without gaps, or a TlvError", () => {
    const make: Made = (random) => (random.chance(3) ? spoiltFile(random) : noise(random));
    const read = fuzz(300_000, make, (bytes) => {
      try {
        const elements = readTlvs(bytes);
        let length = 0;
        for (const { value, encoded } of elements) {
          expectInside(value, encoded);
          expectInside(encoded, bytes);
          length += encoded.length;
        }
        if (length !== bytes.length) throw new Error("bytes were left over");
        return true;
      } catch (error) {
        if (!(error instanceof TlvError)) throw error;
        return false;
      }
    });
    expectSome(read, 300_000);
  });

  test("100,000 TLV headers: a header inside, or a TlvError", () => {
    const read = fuzz(100_000, noise, (bytes) => {
      try {
        const { headerLength, length } = readTlvHeader(bytes);
        if (headerLength > bytes.length || length < 0 || length > 0xff_ffff)
          throw new Error(`a header of ${headerLength} for ${length}`);
        return true;
      } catch (error) {
        if (!(error instanceof TlvError)) throw error;
        return false;
      }
    });
    expectSome(read, 100_000);
  });

  test("150,000 responses: data and a status, or a LinkError when there is no status word", () => {
    const make: Made = (random) => random.bytes(random.below(random.chance(8) ? 300 : 6));
    const read = fuzz(150_000, make, (bytes) => {
      try {
        const { data, status } = decodeResponse(bytes);
        if (data.length !== bytes.length - 2 || status.sw > 0xffff) throw new Error(status.kind);
        if (status.kind === "tries-left" && (status.triesLeft < 1 || status.triesLeft > 15))
          throw new Error(`${status.triesLeft} tries`);
        return true;
      } catch (error) {
        if (!(error instanceof LinkError && bytes.length < 2)) throw error;
        return false;
      }
    });
    expectSome(read, 150_000);
  });

  test("100,000 commands: undefined, or what encodes to the same bytes", () => {
    const make: Made = (random) => {
      const bytes = random.bytes(random.below(24));
      // Otherwise hardly any length field would fit.
      if (bytes.length > 5 && random.chance(2)) bytes[4] = bytes.length - 5 - random.below(2);
      return bytes;
    };
    const read = fuzz(100_000, make, (bytes) => {
      const command = decodeCommand(bytes);
      if (command === undefined) return false;
      if (!equalBytes(encodeCommand(command), bytes)) throw new Error("another command");
      return true;
    });
    expectSome(read, 100_000);
  });

  test("150,000 face records and CV certificates: whole ones, or undefined", () => {
    const read = fuzz(150_000, spoiltFile, (bytes) => {
      const face = readFaceRecord(bytes);
      const certificate = readCvCertificate(bytes);
      if (face !== undefined && face.cardKey.modulus.length !== 256) throw new Error("no key");
      if (certificate !== undefined) expectInside(certificate.body, bytes);
      return face !== undefined || certificate !== undefined;
    });
    expectSome(read, 150_000);
  });
});

import { generateKeyPairSync, sign, verify } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { derSignature } from "./der-signature.ts";

test("a signature holds in the other form too, also where r or s begins with zeros or a high bit", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const openings = new Set<string>();
  for (let number = 0; number < 2000; number += 1) {
    const message = Buffer.from(String(number));
    const raw = sign("sha256", message, { key: privateKey, dsaEncoding: "ieee-p1363" });
    for (const first of [raw.readUInt8(0), raw.readUInt8(32)]) {
      openings.add(first === 0 ? "zero" : first < 0x80 ? "low" : "high");
    }
    expect(verify("sha256", message, publicKey, derSignature(raw))).toBe(true);
  }
  expect([...openings].toSorted()).toEqual(["high", "low", "zero"]);
});

test("any two numbers come back from it", () => {
  const half = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(half, half, (r, s) => {
      const der = Buffer.from(derSignature(Uint8Array.from([...r, ...s])));
      const rLength = der.readUInt8(3);
      const integers = [der.subarray(4, 4 + rLength), der.subarray(6 + rLength)];
      expect(integers.map(valueOf)).toEqual([r, s].map(valueOf));
      expect(der.readUInt8(1)).toBe(der.length - 2);
      for (const integer of integers) expect(integer.readInt8(0)).toBeGreaterThanOrEqual(0);
    }),
  );
});

function valueOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}

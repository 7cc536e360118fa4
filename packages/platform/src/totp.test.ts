import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { createSeal } from "./seal.ts";
import { newToken } from "./ids.ts";
import { newTotpSecret, totpCode, totpSecretText, totpStepOf, totpUri } from "./totp.ts";

const rfcSecret = new TextEncoder().encode("12345678901234567890");
const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000);

/** RFC 6238, appendix B, the last six digits of each. */
test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("the code of second %d is the RFC's", (seconds, code) => {
  expect(totpCode(rfcSecret, at(seconds))).toBe(code);
});

test("a code is good in its own step and the next to it, once", () => {
  const secret = newTotpSecret();
  const code = totpCode(secret, at(3000));
  const step = totpStepOf(secret, code, at(3000), null);
  expect(step).toBe(100);
  expect(totpStepOf(secret, code, at(3059), null)).toBe(100);
  expect(totpStepOf(secret, code, at(2970), null)).toBe(100);
  expect(totpStepOf(secret, code, at(3060), null)).toBe(null);
  expect(totpStepOf(secret, code, at(3010), step)).toBe(null);
});

test("an app can be told the secret by hand or by a picture", () => {
  expect(totpSecretText(rfcSecret)).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  expect(totpUri(rfcSecret, "窓口", "a@example.jp")).toBe(
    "otpauth://totp/%E7%AA%93%E5%8F%A3:a%40example.jp?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E7%AA%93%E5%8F%A3&algorithm=SHA1&digits=6&period=30",
  );
});

test("what is sealed opens with its key, for its use, unchanged, and not otherwise", () => {
  const seal = createSeal(newToken());
  const plain = new TextEncoder().encode("架空");
  const sealed = seal.close("totp:1", plain);
  expect(Buffer.from(sealed).includes("架空")).toBe(false);
  expect(new TextDecoder().decode(seal.open("totp:1", sealed) ?? undefined)).toBe("架空");
  expect(seal.open("totp:2", sealed)).toBe(null);
  expect(createSeal(newToken()).open("totp:1", sealed)).toBe(null);
  const changed = Uint8Array.from(sealed, (byte, index) => (index === 30 ? byte ^ 1 : byte));
  expect(seal.open("totp:1", changed)).toBe(null);
  expect(seal.open("totp:1", sealed.subarray(0, 20))).toBe(null);
  const mark = seal.sign("challenge", "a");
  expect(seal.isSigned("challenge", "a", mark)).toBe(true);
  expect(seal.isSigned("challenge", "b", mark)).toBe(false);
});

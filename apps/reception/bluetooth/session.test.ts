import { fromHex, toHex } from "@madoguchi/card";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { decryptBlocks, encryptBlocks, importAesKey } from "./aes-cbc.ts";
import { authenticate, factoryMasterKey } from "./session.ts";

test("AES-128-CBC without padding: NIST SP 800-38A, F.2.1 and F.2.2, under a zero IV", async () => {
  const key = await importAesKey(fromHex("2b7e151628aed2a6abf7158809cf4f3c"));
  // The vector's IV, put into the first block: CBC does nothing else with it.
  const plain = fromHex(
    "6bc0bce12a459991e134741a7f9e1925" +
      "ae2d8a571e03ac9c9eb76fac45af8e51" +
      "30c81c46a35ce411e5fbc1191a0a52ef" +
      "f69f2445df4f9b17ad2b417be66c3710",
  );
  const cipher =
    "7649abac8119b246cee98e9b12e9197d" +
    "5086cb9b507219ee95db113a917678b2" +
    "73bed6b8e3c1743b7116e69e22229516" +
    "3ff1caa1681fac09120eca307586e1a7";
  expect(toHex(await encryptBlocks(key, plain))).toBe(cipher);
  expect(toHex(await decryptBlocks(key, fromHex(cipher)))).toBe(toHex(plain));
});

test("any blocks come back as they were", async () => {
  const key = await importAesKey(factoryMasterKey);
  const blocks = fc.array(fc.uint8Array({ minLength: 16, maxLength: 16 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(blocks, async (parts) => {
      const plain = Uint8Array.from(parts.flatMap((part) => [...part]));
      expect(await decryptBlocks(key, await encryptBlocks(key, plain))).toEqual(plain);
    }),
    { numRuns: 20 },
  );
});

/**
 * The manual's example (V1.01, §5.6.7.2), made with the factory's key: our number is what its last answer hides. Its first
 * answer ends in 05, but by its own check in 0A. It proves our number alone; the reader's it hides without chaining.
 */
const printed = {
  theirs: "e1000045007759e862b7800d0ace9a039be948ef0a",
  ours: "15674582433ffb64257682ac360b4889",
  proofBegins: "a68117919f4607aeae4e948e0514e8c8",
  answer: "e10000460047d55054f349d417b16540219bdac9b2",
};

test("the authentication agrees with the manual's example", async () => {
  const random = vi.spyOn(crypto, "getRandomValues").mockImplementation((bytes) => {
    if (bytes instanceof Uint8Array) bytes.set(fromHex(printed.ours));
    return bytes;
  });
  try {
    const asked: string[] = [];
    await authenticate(
      async (escape) => {
        asked.push(toHex(escape));
        return fromHex(asked.length === 1 ? printed.theirs : printed.answer);
      },
      await importAesKey(factoryMasterKey),
    );
    expect(asked[0]).toBe("e000004500");
    expect(asked[1]?.slice(0, 42)).toBe(`e000004600${printed.proofBegins}`);
    expect(asked[1]).toHaveLength(74);
  } finally {
    random.mockRestore();
  }
});

test.each([
  ["refuses", undefined],
  ["says so", fromHex("e100004601")],
  ["gives another number back", fromHex(printed.answer)],
])("a reader that %s has another master key", async (_how, last) => {
  const answers = [fromHex(`e100004500${"00".repeat(16)}`), last];
  const key = await importAesKey(factoryMasterKey);
  await expect(authenticate(async () => answers.shift(), key)).rejects.toMatchObject({
    name: "MasterKeyError",
  });
});

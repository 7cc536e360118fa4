import { constants, createHash, createPublicKey, publicDecrypt, verify } from "node:crypto";
import { fromHex, readTlvs, toHex } from "@madoguchi/card";
import { expect, test } from "vitest";
import { VirtualCard } from "./card.ts";
import { readAll, select, talkTo, verifyPin } from "./fixture.ts";
import type { Talk } from "./fixture.ts";
import { hanako, sampleCard } from "./sample.ts";

async function numberB(): Promise<string> {
  const { image } = await sampleCard();
  return `550217${image.expiry.slice(0, 4)}${image.securityCode}`;
}

/** The elements of a file, its secret number presented first. */
async function elements(talk: Talk, file: string, key?: readonly [file: string, digits: string]) {
  await talk(select.kenkaku);
  if (key !== undefined) {
    await talk(select.file(key[0]));
    expect(await talk(verifyPin(key[1]))).toBe("9000");
  }
  await talk(select.file(file));
  const whole = fromHex(await readAll(talk));
  const [outer] = readTlvs(whole);
  return { whole, tag: outer?.tag, parts: readTlvs(outer?.value ?? new Uint8Array()) };
}

type Parts = Awaited<ReturnType<typeof elements>>["parts"];

function part(parts: Parts, tag: number) {
  const found = parts.find((each) => each.tag === tag);
  if (found === undefined) throw new Error(`no ${tag.toString(16)}`);
  return found;
}

function publicKey(encoded: Uint8Array) {
  const [e, n] = readTlvs(encoded).map(({ value }) => Buffer.from(value).toString("base64url"));
  return createPublicKey({ key: { kty: "RSA", e: e ?? "", n: n ?? "" }, format: "jwk" });
}

async function signer(talk: Talk) {
  const { tag, parts } = await elements(talk, "0004");
  expect(tag).toBe(0x7f21);
  const body = part(parts, 0x5f4e).value;
  expect(body).toHaveLength(297);
  const { pki } = await sampleCard();
  const signature = part(parts, 0x5f37).value;
  expect(verify("sha256", body, pki.surface.root.publicKey, signature)).toBe(true);
  return publicKey(body.subarray(32));
}

test("the face record: nine parts where DF21 says, signed in three groups, free certificate", async () => {
  const { card, talk } = await talkTo();
  const key = await signer(talk);
  const { whole, tag, parts } = await elements(talk, "0002", ["0012", await numberB()]);
  expect(tag).toBe(0xff20);
  const [table, ...rest] = parts;
  expect(rest.map((each) => each.tag)).toEqual([
    0xdf22, 0xdf23, 0xdf24, 0xdf25, 0xdf26, 0xdf27, 0xdf28, 0xdf29, 0xdf2a,
  ]);
  const offsets = rest.map(({ encoded }) => encoded.byteOffset - whole.byteOffset);
  expect(toHex(table?.value ?? whole)).toBe(
    offsets.map((at) => at.toString(16).padStart(4, "0")).join(""),
  );

  const group = (...tags: number[]) =>
    createHash("sha256")
      .update(Buffer.concat(tags.map((each) => part(parts, each).encoded)))
      .digest("hex");
  const hashes = group(0xdf22, 0xdf23, 0xdf24) + group(0xdf25, 0xdf26) + group(0xdf27);
  const padding = constants.RSA_PKCS1_PADDING;
  const signed = publicDecrypt({ key, padding }, part(parts, 0xdf28).value);
  expect(toHex(signed)).toBe(`3071300d060960864801650304020105000460${hashes}`);

  expect(toHex(part(parts, 0xdf27).value.subarray(4, 8))).toBe("6a502020");
  for (const picture of [0xdf25, 0xdf26, 0xdf2a])
    expect(toHex(part(parts, picture).value.subarray(0, 8))).toBe("89504e470d0a1a0a");
  expect(card.forbiddenSelects).toEqual([]);
});

test("the birth record opens by the birth date alone and is signed by the same key", async () => {
  const { talk } = await talkTo();
  const key = await signer(talk);
  const { tag, parts } = await elements(talk, "0001", ["0011", "550217"]);
  expect(tag).toBe(0xff10);
  expect(new TextDecoder().decode(part(parts, 0xdf11).value)).toBe("19800217");
  const signed = Buffer.concat([part(parts, 0xdf11).encoded, part(parts, 0xdf12).encoded]);
  expect(verify("sha256", signed, key, part(parts, 0xdf13).value)).toBe(true);
  await talk(select.file("0002"));
  expect(await talk("00b0000000")).toBe("6982");
});

test("照合番号B has ten tries; the tenth wrong one blocks", async () => {
  const { talk } = await talkTo();
  await talk(select.kenkaku);
  await talk(select.file("0012"));
  expect(await talk("00200080")).toBe("63ca");
  for (const left of "9876543210")
    expect(await talk(verifyPin("00000000000000"))).toBe(`63c${left}`);
  expect(await talk(verifyPin(await numberB()))).toBe("6984");
});

test("the card proves its presence without a PIN, by the key in its records, over a DigestInfo only", async () => {
  const { talk } = await talkTo();
  const { parts } = await elements(talk, "0001", ["0011", "550217"]);
  const challenge = new TextEncoder().encode("a challenge");
  const hash = createHash("sha256").update(challenge).digest("hex");
  const answer = await talk(`802a0000333031300d060960864801650304020105000420${hash}00`);
  expect(answer.slice(512)).toBe("9000");
  const key = publicKey(part(parts, 0xdf12).value);
  expect(verify("sha256", challenge, key, fromHex(answer.slice(0, 512)))).toBe(true);
  expect(await talk(`802a000020${hash}00`)).toBe("6a80");
  await talk(select.jpki);
  expect(await talk(`802a000033${"00".repeat(51)}00`)).toBe("6a86");
});

test("the application's own information names the municipality, free", async () => {
  const { talk } = await talkTo();
  const { tag, parts } = await elements(talk, "0003");
  expect(tag).toBe(0xff30);
  expect(new TextDecoder().decode(part(parts, 0xdf34).value)).toBe(hanako.municipalityCode);
});

test("a card image of before the face record still plays; it has no such file", async () => {
  const { image } = await sampleCard();
  const card = VirtualCard.fromImage({ ...image, surface: null });
  const talk = async (command: string) => toHex(await card.process(fromHex(command)));
  await talk(select.kenkaku);
  expect(await talk(select.file("0002"))).toBe("6a82");
  expect(await talk(select.file("0012"))).toBe("9000");
});

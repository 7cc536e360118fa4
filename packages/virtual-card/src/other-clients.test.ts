/**
 * What other programs send to a card, command by command as their public sources have it (facts only): jpki/myna, OpenSC's
 * card-jpki, pyjpki and soltia48/myna-card. OpenSC itself judges the card elsewhere; these are the others' habits.
 */
import { createHash, createPublicKey, verify, X509Certificate } from "node:crypto";
import { fromHex, readRsaPublicKey, readTlvHeader, readTlvs, toJwk } from "@madoguchi/card";
import { describe, expect, test } from "vitest";
import { readAll, select, talkTo, type Talk, triesLeft, verifyPin } from "./fixture.ts";
import { drawnFace } from "./photo.ts";
import { hanako, sampleCard } from "./sample.ts";
import { fictitiousIndividualNumber } from "./state.ts";

const bytes = (base64: string | undefined) => Buffer.from(base64 ?? "", "base64");
const message = Buffer.from("a message");
const digest = createHash("sha256").update(message).digest("hex");
const digestInfo = `3031300d060960864801650304020105000420${digest}`;

/** The value of the outermost element. */
function value(hex: string): Uint8Array {
  return readTlvs(fromHex(hex))[0]?.value ?? new Uint8Array();
}

/** myna reads a file in two: seven bytes, then what they announce. */
async function readInTwo(talk: Talk): Promise<Uint8Array> {
  const head = (await talk("00b0000007")).slice(0, -4);
  const { headerLength, length } = readTlvHeader(fromHex(head));
  const end = headerLength + length;
  let whole = head;
  while (whole.length < 2 * end) {
    const at = whole.length / 2;
    const le = Math.min(end - at, 256) % 256;
    const command = `00b0${at.toString(16).padStart(4, "0")}${le.toString(16).padStart(2, "0")}`;
    whole += (await talk(command)).slice(0, -4);
  }
  return fromHex(whole);
}

describe("jpki/myna", () => {
  test("pin status: seven counters, without a try", async () => {
    const { talk, card } = await talkTo();
    const before = card.image;
    const counters: string[] = [];
    for (const [application, ...files] of [
      [select.kenhojo, "0011", "0014", "0015"],
      [select.kenkaku, "0013", "0012"],
      [select.jpki, "0018", "001b"],
    ] as const) {
      expect(await talk(application)).toBe("9000");
      for (const file of files) {
        expect(await talk(select.file(file))).toBe("9000");
        counters.push(await talk(triesLeft));
      }
    }
    expect(counters).toEqual(["63c3", "63ca", "63ca", "63ca", "63ca", "63c3", "63c5"]);
    expect(card.image).toBe(before);
  });

  test("check: the token's name; cert: DER read in two", async () => {
    const { talk } = await talkTo();
    const { image } = await sampleCard();
    await talk(select.jpki);
    await talk(select.file("0006"));
    expect(
      Buffer.from((await talk("00b0000020")).slice(0, -4), "hex")
        .toString()
        .trimEnd(),
    ).toBe("JPKIAPICCTOKEN2");
    await talk(select.file("000a"));
    expect(await readInTwo(talk)).toEqual(new Uint8Array(bytes(image.auth.certificate)));
  });

  test("visual photo: 個人番号 by PIN, as 照合番号A for the face record, whose seventh part is the photo", async () => {
    const { talk } = await talkTo();
    await talk(select.kenhojo);
    await talk(select.file("0011"));
    await talk(verifyPin("1234"));
    await talk(select.file("0001"));
    const number = Buffer.from(value((await talk("00b0000011")).slice(0, -8))).toString();
    expect(number).toBe(fictitiousIndividualNumber);
    await talk(select.kenkaku);
    await talk(select.file("0013"));
    expect(await talk(verifyPin(number))).toBe("9000");
    await talk(select.file("0002"));
    const [record] = readTlvs(await readInTwo(talk));
    const parts = readTlvs(record?.value ?? new Uint8Array());
    expect(parts[6]?.value).toEqual(new Uint8Array(drawnFace));
  });

  test("pin change: the PIN, then the new one; unknown number: record 1 of 共通AP by short identifier", async () => {
    const { talk, card } = await talkTo();
    await talk(select.kenhojo);
    await talk(select.file("0011"));
    await talk(verifyPin("1234"));
    expect(await talk("0024018004" + "39383736")).toBe("9000");
    expect(card.image.pins["kenhojo-pin"]).toEqual({ value: "9876", triesLeft: 3 });
    expect(await talk(select.common)).toBe("9000");
    expect(await talk("00b2010c00")).toMatch(/^011c.{56}9000$/u);
  });

  test("cms sign: password, signing certificate, SHA-512 in its DigestInfo", async () => {
    const { talk } = await talkTo();
    const { image } = await sampleCard();
    await talk(select.jpki);
    await talk(select.file("001b"));
    expect(await talk(verifyPin("ABC123"))).toBe("9000");
    await talk(select.file("001a"));
    const sha512 = createHash("sha512").update(message).digest("hex");
    const info = `3051300d060960864801650304020305000440${sha512}`;
    const answer = await talk(`802a0080${(info.length / 2).toString(16)}${info}00`);
    const { publicKey } = new X509Certificate(bytes(image.sign?.certificate));
    expect(verify("sha512", message, publicKey, bytesOf(answer))).toBe(true);
  });
});

describe("OpenSC", () => {
  test("finds a certificate's length in its first four bytes; an empty VERIFY is a command of four", async () => {
    const { talk } = await talkTo();
    const { image } = await sampleCard();
    for (const probe of ["00a404000bd2760001240102000000", "00a4040009a00000030800001000"])
      expect(await talk(probe)).toMatch(/^6(?:a82|700)$/u);
    expect(await talk(select.jpki)).toBe("9000");
    await talk(select.file("000a"));
    const [, length] = /^3082(.{4})9000$/u.exec(await talk("00b0000004")) ?? [];
    expect(Number(`0x${length}`) + 4).toBe(bytes(image.auth.certificate).length);
    await talk(select.file("0018"));
    expect(await talk("00200080")).toBe("63c3");
  });
});

describe("pyjpki", () => {
  test("selects the application again between PIN and signature, and counts on the PIN staying verified", async () => {
    const { talk } = await talkTo();
    const { image } = await sampleCard();
    await talk(select.jpki);
    await talk(select.file("0018"));
    await talk(verifyPin("1234"));
    await talk(select.jpki);
    await talk(select.file("0017"));
    const answer = await talk(`802a008033${digestInfo}00`);
    const { publicKey } = new X509Certificate(bytes(image.auth.certificate));
    expect(verify("sha256", message, publicKey, bytesOf(answer))).toBe(true);
  });
});

describe("soltia48/myna-card", () => {
  test("券面事項入力補助: signed hashes, the chip's key with its signature, and a proof of presence", async () => {
    const { talk } = await talkTo();
    const { pki } = await sampleCard();
    const issuer = createPublicKey(pki.surface.privateKey);
    await talk(select.kenhojo);
    await talk(select.file("0003"));
    expect(await talk("00b0000000")).toBe("6982");
    await talk(select.file("0011"));
    await talk(verifyPin("1234"));

    const [number, facts, signature] = readTlvs(value(await file(talk, "0003")));
    const stored = fromHex(await file(talk, "0001"));
    const [, ...fields] = readTlvs(value(await file(talk, "0002")));
    const hash = (content: Uint8Array) => createHash("sha256").update(content).digest();
    expect(Buffer.from(number?.value ?? "")).toEqual(hash(stored));
    expect(Buffer.from(facts?.value ?? "")).toEqual(
      hash(Buffer.concat(fields.map(({ encoded }) => encoded))),
    );
    const hashes = Buffer.concat([number?.encoded ?? "", facts?.encoded ?? ""].map(Buffer.from));
    expect(verify("sha256", hashes, issuer, signature?.value ?? new Uint8Array())).toBe(true);

    const [key, keySignature] = readTlvs(value(await file(talk, "0007")));
    expect(
      verify("sha256", key?.encoded ?? message, issuer, keySignature?.value ?? new Uint8Array()),
    ).toBe(true);
    const cardKey = readRsaPublicKey(key?.value ?? new Uint8Array());
    if (!cardKey) throw new Error("no key");
    const presence = bytesOf(await talk(`802a000033${digestInfo}00`));
    const publicKey = createPublicKey({ key: toJwk(cardKey), format: "jwk" });
    expect(verify("sha256", message, publicKey, presence)).toBe(true);

    expect(readRsaPublicKey(value(await file(talk, "0006")))).toBeDefined();
    const [layout, keyId, filler] = readTlvs(value(await file(talk, "0005")));
    expect([layout?.value.length, keyId?.value.length, filler?.value.length]).toEqual([4, 16, 128]);
    expect(await file(talk, "0004")).toMatch(/^7f21/u);
  });

  test("券面事項確認: basic information with a key reference and an opaque block; sixteen bytes of filler", async () => {
    const { talk } = await talkTo();
    const { image } = await sampleCard();
    await talk(select.kenkaku);
    const parts = readTlvs(value(await file(talk, "0003")));
    expect(parts.map(({ tag, value: content }) => [tag, content.length])).toEqual([
      [0xdf31, 4],
      [0xdf32, 16],
      [0xdf33, 1],
      [0xdf34, 5],
      [0xdf35, 272],
    ]);
    expect(await talk("00b0860010")).toBe("6982");
    await talk(
      `00200092${"0e"}${Buffer.from(`550217${image.expiry.slice(0, 4)}${image.securityCode}`).toString("hex")}`,
    );
    expect(await talk("00b0860010")).toBe(`${"ff".repeat(16)}9000`);
  });

  test("共通 and 住基: key references as records, and a PIN changed by JICSAP's CHANGE KEY", async () => {
    for (const [application, pin] of [
      [select.common, "common-pin"],
      ["00a4040c0ad3921000310001010401", "juki-pin"],
    ] as const) {
      const { talk, card } = await talkTo();
      expect(await talk(application)).toBe("9000");
      await talk(select.file("0002"));
      expect(await talk("00b2010400")).toMatch(/^0110.{32}9000$/u);
      expect(await talk("00b2010500"), "all from the first on").toMatch(/^0110.{32}9000$/u);
      await talk(select.file("001c"));
      expect(await talk("8032008004" + "35363738")).toBe("6982");
      expect(await talk(verifyPin("1234"))).toBe("9000");
      expect(await talk("0024018004" + "35363738"), "not by JPKI's command").toBe("6981");
      expect(await talk("8032008004" + "35363738")).toBe("9000");
      expect(card.image.pins[pin]).toEqual({ value: "5678", triesLeft: 3 });
    }
  });

  test("INTERNAL AUTHENTICATE by the one key that answers it; GET CHALLENGE of every length, never extended", async () => {
    const { talk } = await talkTo({ extendedLength: true });
    await talk(select.common);
    expect(await talk("0088009904" + "01020304" + "00")).toMatch(/^.{512}9000$/u);
    expect(await talk("0084000001")).toMatch(/^..9000$/u);
    expect(await talk("0084000000")).toMatch(/^.{512}9000$/u);
    expect(await talk("00840000000100")).toBe("6985");
    expect(await talk("0084010010")).toBe("6a86");
  });

  test("six schemes to sign by, and no seventh", async () => {
    const { talk } = await talkTo();
    const { image } = await sampleCard();
    const { publicKey } = new X509Certificate(bytes(image.auth.certificate));
    await talk(select.jpki);
    await talk("0020009804" + "31323334");
    const sign = async (p1: string, data: Buffer) => {
      const lc = data.length.toString(16).padStart(2, "0");
      return talk(`802a${p1}97${lc}${data.toString("hex")}00`);
    };
    const hash = Buffer.from(digest, "hex");
    const pss = { key: publicKey, padding: 6, saltLength: 32 };
    for (const [p1, data, key] of [
      ["00", Buffer.from(digestInfo, "hex"), publicKey],
      ["02", hash, publicKey],
      ["03", message, publicKey],
      ["04", hash, pss],
      ["05", message, pss],
    ] as const)
      expect([p1, verify("sha256", message, key, bytesOf(await sign(p1, data)))]).toEqual([
        p1,
        true,
      ]);
    expect(await sign("01", message), "the bare hash").toBe(await sign("00", hash));
    expect(await sign("02", message)).toBe("6985");
    for (const p1 of ["06", "80", "ff"]) expect(await sign(p1, message)).toBe("6a86");
  });

  test("GET DATA where no application is selected; the issuer's domain leads back there", async () => {
    const { talk } = await talkTo({ extendedLength: true });
    const { image } = await sampleCard();
    const text = async (tag: string) =>
      Buffer.from((await talk(`00ca${tag}00`)).slice(0, -4), "hex").toString();
    expect(await text("0045")).toBe(image.serial);
    expect(await text("00f0")).toBe(hanako.municipalityCode);
    expect(await text("00f2")).toBe(image.expiry.replaceAll("-", ""));
    expect(await talk("00ca00f800"), "too long for a short Le").toBe("6700");
    expect(await talk("00ca00f8000000")).toMatch(/^5f4e.+9000$/u);
    expect(await talk("00ca7f2100")).toBe("6a88");

    await talk(select.jpki);
    await talk("0020009804" + "31323334");
    expect(await talk("00ca004500")).toBe("6a88");
    const atr = (await talk("00ca5f5100")).slice(0, -4);
    expect(
      fromHex(atr).reduce((sum, byte) => sum ^ byte, 0),
      "its check byte",
    ).toBe(0);
    expect(await talk("00a4040c07a0000001510000")).toBe("9000");
    expect(await text("0045")).toBe(image.serial);
    expect(await talk("00a40000023f00"), "as after power-on").toBe("6a86");
    await talk(select.jpki);
    expect(await talk(`802a009733${digestInfo}00`), "but the PIN stays").toMatch(/9000$/u);
  });

  test("the last-command indicator is an iPhone's", async () => {
    expect(await (await talkTo()).talk("80fc0000")).toBe("6700");
    expect(await (await talkTo({ tokenKind: "iPhone" })).talk("80fc0000")).toBe("9000");
  });
});

async function file(talk: Talk, identifier: string): Promise<string> {
  await talk(select.file(identifier));
  return readAll(talk);
}

/** An answer without its status word. */
function bytesOf(answer: string): Uint8Array {
  return fromHex(answer.slice(0, -4));
}

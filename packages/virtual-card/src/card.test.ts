import { createHash, randomBytes, verify, X509Certificate } from "node:crypto";
import { toHex } from "@madoguchi/card";
import { describe, expect, test } from "vitest";
import { VirtualCard } from "./card.ts";
import { readAll, select, talkTo, triesLeft, verifyPin } from "./fixture.ts";
import { personalise } from "./holder.ts";
import { hanako, sampleCard, today } from "./sample.ts";
import type { CardImage } from "./state.ts";

const hex = (base64: string | undefined) => Buffer.from(base64 ?? "", "base64").toString("hex");
const text = (answer: string) => Buffer.from(answer, "hex").toString("utf8");

describe("公的個人認証AP", () => {
  test("gives the authentication certificate and its issuer without a PIN", async () => {
    const { talk } = await talkTo();
    const { image } = await sampleCard();
    await talk(select.jpki);
    await talk(select.file("000a"));
    expect(await readAll(talk)).toBe(hex(image.auth.certificate));
    await talk(select.file("000b"));
    expect(await readAll(talk)).toBe(hex(image.auth.issuer));
  });

  test("gives the signing certificate only after the password", async () => {
    const { talk } = await talkTo();
    const { image } = await sampleCard();
    await talk(select.jpki);
    await talk(select.file("0001"));
    expect(await talk("00b0000000")).toBe("6982");
    await talk(select.file("001b"));
    expect(await talk(verifyPin("ABC123"))).toBe("9000");
    await talk(select.file("0001"));
    expect(await readAll(talk)).toBe(hex(image.sign?.certificate));
  });

  test("says who it is in 160 bytes padded with spaces", async () => {
    const { talk } = await talkTo();
    await talk(select.jpki);
    await talk(select.file("0006"));
    const info = text(await readAll(talk));
    expect(info).toHaveLength(160);
    expect(info.slice(0, 32)).toBe("JPKIAPICCTOKEN2".padEnd(32));
    expect(await talk("00b0880003")).toBe("8f8f009000");
  });

  test("signs a DigestInfo with the key whose PIN was verified, by file or by short identifier", async () => {
    const { talk } = await talkTo();
    const { image } = await sampleCard();
    const message = randomBytes(40);
    const digest = createHash("sha256").update(message).digest("hex");
    const info = `3031300d060960864801650304020105000420${digest}`;
    await talk(select.jpki);
    expect(await talk(`802a009733${info}00`)).toBe("6982");
    expect(await talk("0020009804" + "31323334")).toBe("9000");
    const certificate = new X509Certificate(Buffer.from(image.auth.certificate, "base64"));
    await talk(select.file("0017"));
    for (const p2 of ["80", "97"]) {
      const answer = await talk(`802a00${p2}33${info}00`);
      expect(answer.slice(512)).toBe("9000");
      const signature = Buffer.from(answer.slice(0, 512), "hex");
      expect(verify("sha256", message, certificate.publicKey, signature)).toBe(true);
    }
    expect(await talk(`802a009a33${info}00`), "the signing key has its own password").toBe("6982");
  });

  test("pads what it is given as it is, up to 245 bytes", async () => {
    const { talk } = await talkTo();
    await talk(select.jpki);
    await talk("0020009804" + "31323334");
    expect(await talk(`802a0097f5${"00".repeat(245)}00`)).toMatch(/9000$/);
    expect(await talk(`802a0097f6${"00".repeat(246)}00`)).toBe("6700");
  });

  test("a child's card has no signing certificate, key or password", async () => {
    const { pki } = await sampleCard();
    const child = { ...hanako, birthDate: "2023-06-22" };
    const image = await personalise(pki, child, { issuedOn: today.subtract({ years: 1 }) });
    const card = VirtualCard.fromImage(image);
    const talk = async (command: string) => toHex(await card.process(Buffer.from(command, "hex")));
    await talk(select.jpki);
    for (const file of ["0001", "0002", "001a", "001b"]) {
      expect(await talk(select.file(file))).toBe("6a82");
    }
    expect(await talk("00b0880003")).toBe("008f009000");
  });
});

describe("PIN", () => {
  test("the third wrong one blocks; the right one does not help any more", async () => {
    const { card, talk } = await talkTo();
    await talk(select.jpki);
    await talk(select.file("0018"));
    expect(await talk(triesLeft)).toBe("63c3");
    expect(await talk(verifyPin("0000"))).toBe("63c2");
    expect(await talk(verifyPin("12345"))).toBe("63c1");
    expect(await talk(triesLeft)).toBe("63c1");
    expect(await talk(verifyPin("0000"))).toBe("63c0");
    expect(await talk(verifyPin("1234"))).toBe("6984");
    card.powerOff();
    card.powerOn();
    await talk(select.jpki);
    await talk(select.file("0018"));
    expect(await talk(verifyPin("1234"))).toBe("6984");
    expect(await talk(triesLeft)).toBe("63c0");
  });

  test("the right one fills the counter again", async () => {
    const { talk } = await talkTo();
    await talk(select.jpki);
    await talk(select.file("0018"));
    await talk(verifyPin("0000"));
    expect(await talk(verifyPin("1234"))).toBe("9000");
    expect(await talk(triesLeft)).toBe("63c3");
  });

  test("stays verified across SELECT of another application; power-off and a wrong PIN end it", async () => {
    const { card, talk } = await talkTo();
    const sign = "802a00970101" + "00";
    await talk(select.jpki);
    await talk("0020009804" + "31323334");
    await talk(select.kenhojo);
    await talk(select.jpki);
    expect(await talk(sign)).toMatch(/9000$/);
    await talk("0020009804" + "30303030");
    expect(await talk(sign)).toBe("6982");
    await talk("0020009804" + "31323334");
    card.powerOff();
    await talk(select.jpki);
    expect(await talk(sign)).toBe("6982");
  });

  test("can be changed after it was verified, to four digits only", async () => {
    const { card, talk } = await talkTo();
    await talk(select.jpki);
    await talk(select.file("0018"));
    expect(await talk("0024018004" + "35363738")).toBe("6982");
    await talk(verifyPin("1234"));
    expect(await talk("0024018004" + "41424344")).toBe("6a80");
    expect(await talk("0024018004" + "35363738")).toBe("9000");
    expect(await talk(verifyPin("1234"))).toBe("63c2");
    expect(await talk(verifyPin("5678"))).toBe("9000");
    expect(card.image.pins["jpki-auth"]).toEqual({ value: "5678", triesLeft: 3 });
  });

  test("the counter has been kept before the card answers, and the kept image goes on", async () => {
    const { image } = await sampleCard();
    const kept: CardImage[] = [];
    const card = VirtualCard.fromImage(image, {}, async (changed) => {
      await Promise.resolve();
      kept.push(changed);
    });
    await card.process(Buffer.from(select.jpki, "hex"));
    await card.process(Buffer.from("0020009804" + "30303030", "hex"));
    expect(kept.map(({ pins }) => pins["jpki-auth"].triesLeft)).toEqual([2]);

    const again = VirtualCard.fromImage(JSON.parse(JSON.stringify(kept[0])));
    await again.process(Buffer.from(select.jpki, "hex"));
    expect(toHex(await again.process(Buffer.from("0020009804" + "30303030", "hex")))).toBe("63c1");
    expect(again.image).toEqual({
      ...image,
      pins: { ...image.pins, "jpki-auth": { value: "1234", triesLeft: 1 } },
    });
  });
});

describe("the other applications", () => {
  test("券面事項入力補助: the basic facts open by PIN or by 照合番号B, which has the year in the era", async () => {
    const { image } = await sampleCard();
    const numberB = `550217${image.expiry.slice(0, 4)}${image.securityCode}`;
    for (const [file, secret] of [
      ["0011", "1234"],
      ["0015", numberB],
    ] as const) {
      const { card, talk } = await talkTo();
      await talk(select.kenhojo);
      await talk(select.file("0002"));
      expect(await talk("00b0000000")).toBe("6982");
      await talk(select.file(file));
      expect(await talk(verifyPin(secret))).toBe("9000");
      await talk(select.file("0002"));
      const facts = Buffer.from(await readAll(talk), "hex");
      expect(facts.toString("utf8")).toContain(hanako.name);
      expect(facts.toString("utf8")).toContain(`${hanako.address}`);
      // DF21 names where each field begins.
      const offsets = [0, 2, 4, 6].map((at) =>
        facts.readUInt16BE(facts.indexOf("df21", "hex") + 3 + at),
      );
      expect(offsets.map((at) => facts.subarray(at, at + 2).toString("hex"))).toEqual([
        "df22",
        "df23",
        "df24",
        "df25",
      ]);
      expect(card.forbiddenSelects).toEqual([]);
    }
  });

  test("one key of 券面事項入力補助 arrives blocked", async () => {
    const { talk } = await talkTo();
    await talk(select.kenhojo);
    await talk(select.file("0012"));
    expect(await talk(verifyPin("1234"))).toBe("6984");
  });

  test("every touch of the 個人番号 is written down, and there is none on the card", async () => {
    const { card, talk } = await talkTo();
    await talk(select.kenhojo);
    await talk(select.file("0001"));
    await talk("00b0810011");
    await talk(select.kenkaku);
    await talk(select.file("0005"));
    await talk("00200093");
    expect(card.forbiddenSelects).toEqual([
      "券面事項入力補助 0001",
      "券面事項入力補助 0001",
      "券面事項確認 0005",
      "券面事項確認 0013",
    ]);
    await talk(select.kenhojo);
    await talk("0020009104" + "31323334");
    expect(await talk("00b0810011")).toBe(`ff100c${"30".repeat(12)}ffff9000`);
  });

  test("券面事項確認: the birth date opens its own file only, 照合番号B the face record", async () => {
    const { image } = await sampleCard();
    const { talk } = await talkTo();
    await talk(select.kenkaku);
    await talk(select.file("0011"));
    expect(await talk(verifyPin("550217"))).toBe("9000");
    expect(text(await talk("00b0810000"))).toContain("19800217");
    expect(await talk("00b0820000")).toBe("6982");
    await talk(select.file("0012"));
    await talk(verifyPin(`550217${image.expiry.slice(0, 4)}${image.securityCode}`));
    await talk(select.file("0002"));
    expect(text(await readAll(talk))).toContain(image.expiry.replaceAll("-", ""));
  });

  test("共通カード: serial, municipality and expiry in one record, free", async () => {
    const { image } = await sampleCard();
    const { talk } = await talkTo();
    await talk(select.common);
    const digits = `${image.serial}99201${image.expiry.replaceAll("-", "")}`;
    const record = `011c${Buffer.from(digits).toString("hex")}`;
    expect(await talk("00b2010c00")).toBe(`${record}9000`);
    expect(await talk("00b2020c00")).toBe("6a83");
    expect(await talk("00b0810000")).toBe("6981");
  });
});

describe("refusals", () => {
  test.each([
    ["an unknown application", "00a4040c07a0000000790100", "6a82"],
    ["the root after power-on", "00a40000023f00", "6a86"],
    ["reading without a file", "00b0000000", "6986"],
    ["an unknown instruction", "00fe000000", "6d00"],
    ["an unknown class", "8020008004", "6e00"],
    ["extended length", "00b0000000000100", "6700"],
    ["a cut command", "00a4040c0ad392", "6700"],
  ])("%s", async (_, command, answer) => {
    const { talk } = await talkTo();
    expect(await talk(command)).toBe(answer);
  });

  test("inside an application", async () => {
    const { talk } = await talkTo();
    await talk(select.jpki);
    expect(await talk("00a40000023f00"), "the root: granted without effect").toBe("9000");
    expect(await talk(select.file("0018"))).toBe("9000");
    expect(await talk("00b0000000"), "a PIN is not readable").toBe("6981");
    expect(await talk(select.file("0009"))).toBe("6a82");
    expect(await talk("00b0800000"), "the file selected before is still there").toBe("6a82");
    expect(await talk(select.file("000b"))).toBe("9000");
    expect(await talk("00b07fff00"), "past the end").toBe("6b00");
  });

  test("a random challenge is as long as asked for, and new each time", async () => {
    const { talk } = await talkTo();
    const first = await talk("0084000010");
    expect(first).toMatch(/^[0-9a-f]{32}9000$/);
    expect(await talk("0084000010")).not.toBe(first);
  });
});

/** Our client against every way in which a card can differ or fail: always an answer that is right, never a try that is not told. */
import { verify, X509Certificate } from "node:crypto";
import {
  checkPin,
  checkVisually,
  JpkiCard,
  LinkError,
  nextCard,
  VerifyInterruptedError,
  withCard,
} from "@madoguchi/card";
import { describe, expect, test } from "vitest";
import { VirtualCard } from "./card.ts";
import { personalise } from "./holder.ts";
import { hanako, numberBOf, sampleCard, today } from "./sample.ts";
import { surfaceRoot } from "./surface.ts";
import type { Switches } from "./switches.ts";
import { VirtualReader } from "./transport.ts";

const challenge = new TextEncoder().encode("a context made by the center");

async function check(switches: Partial<Switches> = {}, pin = "1234") {
  const { image } = await sampleCard();
  const card = VirtualCard.fromImage(image, switches);
  const reader = new VirtualReader(card);
  const result = await checkPin(reader, "virtual-0", {
    challenge,
    pin: new TextEncoder().encode(pin),
    insistOnLastTry: true,
  }).catch((error: unknown) => {
    if (error instanceof LinkError) return error;
    throw error;
  });
  return { card, image, result };
}

const certificateOf = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));

describe("the same check and the same answer with", () => {
  test.each<[string, Partial<Switches>]>([
    ["6F00 to the first command", { refuseFirst: true }],
    ["a PIN that SELECT forgets", { selectClearsPin: true }],
    ["6282 at the end of a file", { pastEnd: "6282" }],
    ["an empty answer past the end", { pastEnd: "empty" }],
    ["short reads that say nothing", { shortRead: { bytes: 100, status: "9000" } }],
    ["short reads that say 6282", { shortRead: { bytes: 77, status: "6282" } }],
    ["seven bytes a read", { shortRead: { bytes: 7, status: "9000" } }],
    ["no signing certificate", { signCertificate: false }],
    ["extended length", { extendedLength: true }],
    ["a phone of one kind", { tokenKind: "androidPhone" }],
    ["a phone of the other", { tokenKind: "iPhone" }],
  ])("%s", async (_, switches) => {
    const { image, result, card } = await check(switches);
    if (result instanceof LinkError || result.kind !== "signed") throw result;
    expect(result.certificate).toEqual(certificateOf(image.auth.certificate));
    const { publicKey } = new X509Certificate(result.certificate);
    expect(verify("sha256", challenge, publicKey, result.signature)).toBe(true);
    expect(card.forbiddenSelects).toEqual([]);
  });
});

describe("what is no card for a check", () => {
  test.each<[string, Partial<Switches>, string]>([
    ["a card of another kind", { jpkiApplication: false }, "no-jpki-application"],
    ["a 住基カード", { tokenKind: "jukiCard" }, "no-authentication-certificate"],
  ])("%s", async (_, switches, reason) => {
    const { result } = await check(switches);
    expect(result).toEqual({ kind: "not-my-number-card", reason });
  });

  test("and a 住基カード says what it is", async () => {
    const { image } = await sampleCard();
    const reader = new VirtualReader(VirtualCard.fromImage(image, { tokenKind: "jukiCard" }));
    const token = await withCard(reader, "virtual-0", (link) => new JpkiCard(link).token());
    expect(token).toEqual({ kind: "token", token: "jukiCard", label: "JPKIAPICCTOKEN" });
  });

  test("a phone has no 券面", async () => {
    const { image, pki } = await sampleCard();
    const reader = new VirtualReader(VirtualCard.fromImage(image, { tokenKind: "androidPhone" }));
    const result = await checkVisually(reader, "virtual-0", {
      challenge,
      numberB: numberBOf(image),
      roots: [surfaceRoot(pki.surface)],
    });
    expect(result).toEqual({ kind: "not-my-number-card", reason: "no-surface-application" });
  });
});

test.each([0x6983, 0x6984] as const)("a locked PIN is locked, as %i or as 63C0", async (word) => {
  const { result } = await check({ pinLocked: true, blockedStatus: word });
  expect(result).toEqual({ kind: "locked" });
});

describe("a card that leaves", () => {
  // SELECTs, reads, counter, VERIFY, key and signature of this card's certificate.
  const commands = async () => {
    const { image } = await sampleCard();
    return 7 + Math.ceil(certificateOf(image.auth.certificate).length / 256);
  };
  const verifyAt = async () => (await commands()) - 2;

  test.each(["pullAt", "loseAnswerAt"] as const)(
    "at any command (%s): a broken link, and no lost try that is not told",
    async (how) => {
      const whole = await commands();
      for (let at = 1; at <= whole; at++) {
        const { result, card } = await check({ [how]: at }, "0000");
        const { triesLeft } = card.image.pins["jpki-auth"];
        // After the wrong PIN nothing more is sent.
        if (at > (await verifyAt())) {
          expect([at, result]).toEqual([at, { kind: "wrong-pin", triesLeft: 2 }]);
          continue;
        }
        expect(result).toBeInstanceOf(LinkError);
        if (triesLeft < 3) expect(result).toBeInstanceOf(VerifyInterruptedError);
        expect(triesLeft).toBe(how === "loseAnswerAt" && at === (await verifyAt()) ? 2 : 3);
      }
    },
  );

  test("has been asked seven commands and as many READ BINARYs as its certificate is long", async () => {
    const whole = await commands();
    expect((await check({ pullAt: whole })).result).toBeInstanceOf(LinkError);
    expect((await check({ pullAt: whole + 1 })).result).toMatchObject({ kind: "signed" });
  });
});

describe("a card of the next generation", () => {
  test("signs with P-384, its certificate is of its own root, lives ten years, and has no 券面", async () => {
    const { pki } = await sampleCard();
    const image = await personalise(pki, hanako, { issuedOn: today, generation: "P-384" });
    const wire: string[] = [];
    const card = VirtualCard.fromImage(image, { wire: (line) => wire.push(line) });
    const reader = new VirtualReader(card);
    const pin = () => new TextEncoder().encode("1234");
    const result = await checkPin(reader, "virtual-0", { challenge, pin: pin() });
    if (result.kind !== "signed") throw new Error(result.kind);
    const certificate = new X509Certificate(result.certificate);
    expect(verify("sha384", challenge, certificate.publicKey, result.signature)).toBe(true);
    expect(certificate.verify(new X509Certificate(pki.nextAuth.certificate).publicKey)).toBe(true);
    expect(new Date(certificate.validTo).toISOString()).toBe("2036-02-17T14:59:59.000Z");
    expect(certificate.issuer).toBe(new X509Certificate(pki.auth[1].certificate).subject);
    const reads = Math.ceil(result.certificate.length / 256);
    expect(wire.filter((line) => line.startsWith(">"))).toHaveLength(8 + reads);

    const rows = { profiles: [nextCard] };
    wire.length = 0;
    expect(await checkPin(reader, "virtual-0", { challenge, pin: pin(), ...rows })).toMatchObject({
      kind: "signed",
    });
    expect(wire.filter((line) => line.startsWith(">"))).toHaveLength(7 + reads);
    expect(
      await checkVisually(reader, "virtual-0", { challenge, numberB: numberBOf(image) }),
    ).toEqual({ kind: "not-my-number-card", reason: "no-surface-application" });
  });
});

test("the CA's certificate is read without a PIN, and has signed the card's own", async () => {
  const { image } = await sampleCard();
  const read = await withCard(
    new VirtualReader(VirtualCard.fromImage(image)),
    "virtual-0",
    async (link) => {
      const card = new JpkiCard(link);
      return [await card.caCertificate(), await card.certificate()];
    },
  );
  const [ca, own] = read.map((result) => {
    if (result.kind !== "certificate") throw new Error(result.kind);
    return new X509Certificate(result.certificate);
  });
  expect(ca?.ca && own?.verify(ca.publicKey)).toBe(true);
});

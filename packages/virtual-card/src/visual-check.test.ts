/** 目視 end to end: the card client against the virtual card. */
import {
  type CardTransport,
  checkFaceProof,
  checkVisually,
  decorate,
  fromHex,
  LinkError,
  provesPresence,
  SurfaceCard,
  toHex,
  toJwk,
  VerifyInterruptedError,
} from "@madoguchi/card";
import { createPublicKey, verify } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { VirtualCard } from "./card.ts";
import { drawnFace } from "./photo.ts";
import { hanako, numberBOf, sampleCard } from "./sample.ts";
import type { CardImage } from "./state.ts";
import { createSurfaceAuthority, personaliseSurface, surfaceRoot } from "./surface.ts";
import type { Switches } from "./switches.ts";
import { VirtualReader, VirtualTransport } from "./transport.ts";

const challenge = new TextEncoder().encode("the center's challenge");
const wrong = () => new TextEncoder().encode("01010120300000");

async function prepared() {
  const { pki, image } = await sampleCard();
  return { image, roots: [surfaceRoot(pki.surface)] };
}

async function check(
  image: CardImage,
  switches: Partial<Switches> = {},
  numberB = numberBOf(image),
) {
  const { roots } = await prepared();
  const card = VirtualCard.fromImage(image, switches);
  const port = new VirtualReader(card);
  const result = await checkVisually(port, "virtual-0", { challenge, numberB, roots });
  return { card, result, numberB };
}

/** The card with so many tries of 照合番号B left. */
function withTries(image: CardImage, triesLeft: number): CardImage {
  const key = { ...image.pins["kenkaku-b"], triesLeft };
  return { ...image, pins: { ...image.pins, "kenkaku-b": key } };
}

const verifies = (wire: readonly string[]) =>
  wire.filter((line) => line.startsWith("> 00200080 *"));

describe("a whole check", () => {
  test("shows the photo, verified, and proves the chip's presence over the center's challenge", async () => {
    const { image } = await prepared();
    const { result, numberB } = await check(image);
    if (result.kind !== "read" || result.presence.kind !== "present") throw new Error("not read");
    expect(result.verdict).toBe("verified");
    expect(result).toMatchObject({
      birthDate: hanako.birthDate,
      sex: "female",
      expiry: image.expiry,
    });
    expect(result.photo).toEqual(drawnFace);
    expect(Buffer.from(result.certificate).toString("base64")).toBe(image.auth.certificate);
    const key = createPublicKey({ key: toJwk(result.cardKey), format: "jwk" });
    expect(verify("sha256", challenge, key, result.presence.signature)).toBe(true);
    expect(numberB).toEqual(new Uint8Array(14));
  });

  test("convinces a verifier that never sees the photo, and nobody who trusts another root", async () => {
    const { image, roots } = await prepared();
    const { result } = await check(image);
    if (result.kind !== "read" || result.presence.kind !== "present") throw new Error("not read");
    const { proof, presence, cardKey } = result;
    expect(await checkFaceProof(proof, roots)).toEqual({
      kind: "verified",
      birthDate: hanako.birthDate,
      sex: "female",
      cardKey,
    });
    const stranger = surfaceRoot(await createSurfaceAuthority());
    expect(await checkFaceProof(proof, [stranger])).toEqual({ kind: "forged" });
    const unnamed = { ...stranger, keyId: new Uint8Array(16) };
    expect(await checkFaceProof(proof, [unnamed])).toEqual({ kind: "unknown-root" });
    const cut = { ...proof, person: proof.person.subarray(1) };
    expect(await checkFaceProof(cut, roots)).toEqual({ kind: "malformed" });

    const { signature } = presence;
    expect(await provesPresence({ challenge, signature }, cardKey)).toBe(true);
    const other = new TextEncoder().encode("another challenge");
    expect(await provesPresence({ challenge: other, signature }, cardKey)).toBe(false);
  });

  test("on the wire: one VERIFY, masked, after its counter; nothing that holds 個人番号", async () => {
    const { image } = await prepared();
    const wire: string[] = [];
    const { card, result } = await check(image, { wire: (line) => wire.push(line) });
    expect(result.kind).toBe("read");
    const sent = wire.filter((line) => line.startsWith(">") && !line.startsWith("> 00b0"));
    expect(sent.map((line) => line.slice(0, 30))).toEqual([
      "> 00a4040c0ad392f0002601000000",
      "> 00a4020c02000a",
      "> 00a4040c0ad39210003100010104",
      "> 00a4020c020004",
      "> 00a4020c020012",
      "> 00200080",
      "> 00200080 ****",
      "> 00a4020c020002",
      "> 802a0000333031300d0609608648",
    ]);
    expect(card.forbiddenSelects).toEqual([]);
    const digits = toHex(numberBOf(image));
    expect(wire.join("\n")).not.toContain(digits);
    for (const line of wire)
      expect(line).not.toMatch(/^> 00(?:a4020c02(?:0005|0013)|b085|200093)/u);
  });

  test.each<[string, Partial<Switches>]>([
    ["6F00 to the first command", { refuseFirst: true }],
    ["6282 at the end of a file", { pastEnd: "6282" }],
    ["9000 to a counter once verified", { verifiedQuery: "ok" }],
  ])("with a card that answers %s", async (_, switches) => {
    const { image } = await prepared();
    const { result } = await check(image, switches);
    expect(result).toMatchObject({
      kind: "read",
      verdict: "verified",
      presence: { kind: "present" },
    });
  });

  test("with a card that shows the certificate only after the number", async () => {
    const { image, roots } = await prepared();
    const inner = new VirtualTransport(VirtualCard.fromImage(image));
    let open = false;
    const closed = decorate(inner, async (apdu) => {
      if (apdu[1] === 0xb0 && !open) return fromHex("6982");
      if (apdu[1] === 0x20 && apdu.length > 4) open = true;
      return inner.transmit(apdu);
    });
    const face = await new SurfaceCard(closed, { roots }).readFace(numberBOf(image));
    expect(face).toMatchObject({ kind: "read", verdict: "verified" });
  });
});

describe("a number that is not the card's", () => {
  test("shows the tries left, is sent once and wiped", async () => {
    const { image } = await prepared();
    const wire: string[] = [];
    const { result, numberB } = await check(image, { wire: (line) => wire.push(line) }, wrong());
    expect(result).toEqual({ kind: "wrong-number", triesLeft: 9 });
    expect(verifies(wire)).toHaveLength(1);
    expect(numberB).toEqual(new Uint8Array(14));
  });

  test("is not sent at one try left unless the operator insists, and then locks", async () => {
    const { image } = await prepared();
    const wire: string[] = [];
    const last = withTries(image, 1);
    const refused = await check(last, { wire: (line) => wire.push(line) }, wrong());
    expect(refused.result).toEqual({ kind: "last-try", triesLeft: 1 });
    expect(verifies(wire)).toEqual([]);

    const port = new VirtualReader(VirtualCard.fromImage(last));
    const insisted = { challenge, numberB: wrong(), insistOnLastTry: true };
    expect(await checkVisually(port, "virtual-0", insisted)).toEqual({ kind: "locked" });
    const right = { challenge, numberB: numberBOf(image), insistOnLastTry: true };
    expect(await checkVisually(port, "virtual-0", right)).toEqual({ kind: "locked" });
  });

  test.each(["", "5502172035228", "550217203522850", "5502172035228x"])(
    "%j is no number: nothing is sent",
    async (typed) => {
      const { image } = await prepared();
      const wire: string[] = [];
      const digits = new TextEncoder().encode(typed);
      const { result } = await check(image, { wire: (line) => wire.push(line) }, digits);
      expect(result).toEqual({ kind: "malformed-number" });
      expect(wire).toEqual([]);
    },
  );

  test("a card left verified hides its counter, so nothing is sent", async () => {
    const { image } = await prepared();
    const card = VirtualCard.fromImage(image, { verifiedQuery: "ok" });
    const surface = new SurfaceCard(new VirtualTransport(card));
    expect(await surface.readFace(numberBOf(image))).toMatchObject({ kind: "read" });
    expect(await surface.readFace(wrong())).toEqual({ kind: "left-verified" });
    expect(card.image.pins["kenkaku-b"].triesLeft).toBe(10);
  });
});

describe("a record that is not what it says", () => {
  const faceOf = (image: CardImage) => Buffer.from(image.surface?.face ?? "", "base64");
  const withFace = (image: CardImage, face: Uint8Array): CardImage => {
    if (image.surface === null) throw new Error("no surface");
    const changed = { ...image.surface, face: Buffer.from(face).toString("base64") };
    return { ...image, surface: changed };
  };

  test("no bit of the three signed groups or of the signature can be turned unnoticed", async () => {
    const { image } = await prepared();
    const face = faceOf(image);
    const first = face.indexOf("df22", "hex");
    const behind = face.indexOf("df2908", "hex");
    expect(behind - first).toBeGreaterThan(3000);
    const bit = fc.tuple(fc.integer({ min: first, max: behind - 1 }), fc.nat(7));
    await fc.assert(
      fc.asyncProperty(bit, async ([at, index]) => {
        const turned = new Uint8Array(face);
        turned[at] = (turned[at] ?? 0) ^ (1 << index);
        const { result } = await check(withFace(image, turned));
        expect(["read", "malformed-record"]).toContain(result.kind);
        if (result.kind === "read") expect(result.verdict).toBe("forged");
      }),
      { numRuns: 1000 },
    );
  });

  test("the expiry is not signed, as on real cards: a turned bit there goes unnoticed", async () => {
    const { image } = await prepared();
    const turned = new Uint8Array(faceOf(image));
    const at = Buffer.from(turned).indexOf("df2908", "hex") + 3 + 3;
    turned[at] = (turned[at] ?? 0) ^ 1;
    expect((await check(withFace(image, turned))).result).toMatchObject({ verdict: "verified" });
  });

  test("a certificate by somebody else under the same key identifier is forged", async () => {
    const { image } = await prepared();
    const stranger = await createSurfaceAuthority();
    const surface = await personaliseSurface(stranger, image);
    expect((await check({ ...image, surface })).result).toMatchObject({
      kind: "read",
      verdict: "forged",
      presence: { kind: "present" },
    });
  });

  test("without a root nothing is said to be checked", async () => {
    const { image } = await prepared();
    const port = new VirtualReader(VirtualCard.fromImage(image));
    const numberB = numberBOf(image);
    const result = await checkVisually(port, "virtual-0", { challenge, numberB });
    expect(result).toMatchObject({ kind: "read", verdict: "unknown-root" });
  });

  test("a copy of a genuine record in another chip is verified, but not present", async () => {
    const { image } = await prepared();
    const { pki } = await sampleCard();
    const other = await personaliseSurface(pki.surface, image);
    const copied = { ...other, face: image.surface?.face ?? "" };
    expect((await check({ ...image, surface: copied })).result).toMatchObject({
      verdict: "verified",
      presence: { kind: "other-card" },
    });
  });

  test("a card of before the face record has none", async () => {
    const { image } = await prepared();
    expect((await check({ ...image, surface: null })).result).toEqual({
      kind: "not-my-number-card",
      reason: "no-face-record",
    });
  });
});

describe("the card pulled out", () => {
  const commands = async (image: CardImage) => {
    const wire: string[] = [];
    await check(image, { wire: (line) => wire.push(line) });
    return wire.filter((line) => line.startsWith(">"));
  };

  test("before any command is a clean error, and only VERIFY leaves a doubt", async () => {
    const { image } = await prepared();
    const sent = await commands(image);
    for (const [index, command] of sent.entries()) {
      const attempt = check(image, { pullAt: index + 1 });
      const wanted = command.includes("****") ? VerifyInterruptedError : LinkError;
      await expect(attempt).rejects.toThrow(wanted);
    }
  });

  test("after any command, its answer lost: no try is lost that is not reported, and none is sent again", async () => {
    const { image } = await prepared();
    const count = (await commands(image)).length;
    for (let at = 0; at < count; at++) {
      const card = VirtualCard.fromImage(image);
      const inner = new VirtualTransport(card);
      let sent = 0;
      const losing: CardTransport = decorate(inner, async (apdu) => {
        const answer = await inner.transmit(apdu);
        if (sent++ === at) throw new LinkError("removed", "the card was pulled out");
        return answer;
      });
      const surface = new SurfaceCard(losing);
      const numberB = wrong();
      const outcome = await surface.readFace(numberB).catch((error: unknown) => error);
      const lost = 10 - card.image.pins["kenkaku-b"].triesLeft;
      const reported =
        outcome instanceof VerifyInterruptedError ||
        (outcome instanceof Object && "kind" in outcome && outcome.kind === "wrong-number");
      expect([at, lost]).toEqual([at, reported ? 1 : 0]);
      expect(numberB).toEqual(new Uint8Array(14));
    }
  });
});

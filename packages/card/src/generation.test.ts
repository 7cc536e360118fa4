/** Which generation a card is of, and what differs between them. */
import { generateKeyPairSync, sign, verify } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { INS } from "./apdu.ts";
import { fakeCertificate, FakeCard, fakePin } from "./fake-card.ts";
import { concatBytes, toHex } from "./hex.ts";
import { currentCard, nextCard, type CardProfile } from "./profile.ts";
import { checkPin } from "./session.ts";
import { verifiableSignature } from "./signature.ts";
import { SurfaceCard } from "./surface.ts";
import { readTlvs } from "./tlv.ts";

const challenge = new TextEncoder().encode("a context made by the center");
const { signature: ecdsa } = nextCard.jpki.authentication;

function cardOf(profile: CardProfile): FakeCard {
  const card = new FakeCard();
  card.applications = [toHex(profile.jpki.aid)];
  if (profile.generation === "P-384") card.signature = new Uint8Array(96).fill(0x5a);
  return card;
}

function check(card: FakeCard, pin = fakePin, profiles?: readonly CardProfile[]) {
  return checkPin(card, "fake", {
    challenge,
    pin: new TextEncoder().encode(pin),
    ...(profiles && { profiles }),
  });
}

const selected = (card: FakeCard) =>
  card.wire.filter((apdu) => apdu[1] === INS.select && apdu[2] === 0x04).map((apdu) => toHex(apdu));
const selectOf = ({ jpki }: CardProfile) => `00a4040c0a${toHex(jpki.aid)}`;

describe("a card of the next generation", () => {
  test("is asked for second, for one command more, and signs the SHA-384 of the challenge", async () => {
    const card = cardOf(nextCard);
    const result = await check(card);
    expect(selected(card)).toEqual([selectOf(currentCard), selectOf(nextCard)]);
    const reads = card.wire.filter((apdu) => apdu[1] === INS.readBinary).length;
    expect(card.wire).toHaveLength(8 + reads);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-384", challenge));
    expect(toHex(card.wire.at(-1) ?? new Uint8Array())).toBe(`802a008030${toHex(hash)}00`);
    const half = `0230${"5a".repeat(48)}`;
    if (result.kind !== "signed") throw new Error(result.kind);
    expect(result.certificate).toEqual(fakeCertificate());
    expect(toHex(result.signature)).toBe(`3064${half}${half}`);
  });

  test("has no 券面 that we know", async () => {
    const card = new SurfaceCard(await cardOf(nextCard).open("fake"));
    expect(await card.triesLeft()).toEqual({
      kind: "not-my-number-card",
      reason: "no-surface-application",
    });
  });

  test("is no card of ours where only today's are expected", async () => {
    const card = cardOf(nextCard);
    expect(await check(card, fakePin, [currentCard])).toEqual({
      kind: "not-my-number-card",
      reason: "no-jpki-application",
    });
    expect(selected(card)).toEqual([selectOf(currentCard)]);
  });
});

test("a card of today is never asked whether it is of another generation", async () => {
  const card = cardOf(currentCard);
  expect(await check(card)).toMatchObject({ kind: "signed" });
  expect(selected(card)).toEqual([selectOf(currentCard)]);
});

test("only 'no such application' leads to the next row", async () => {
  const card = cardOf(nextCard);
  card.script.set(selectOf(currentCard), "6985");
  expect(await check(card)).toEqual({ kind: "unexpected", step: "reading", sw: 0x6985 });
  expect(card.wire).toHaveLength(1);
});

test("the PIN has as many digits as the row says; another number of them is not sent", async () => {
  const { authentication } = nextCard.jpki;
  const sixDigits: CardProfile = {
    ...nextCard,
    jpki: { ...nextCard.jpki, authentication: { ...authentication, pinDigits: 6 } },
  };
  const rows = [currentCard, sixDigits];
  const card = cardOf(sixDigits);
  expect(await check(card, "1234", rows)).toEqual({ kind: "malformed-pin" });
  expect(selected(card)).toHaveLength(2);
  expect(await check(card, "123456", rows)).toEqual({ kind: "wrong-pin", triesLeft: 2 });
  expect(card.verifies).toBe(1);
  const untouched = cardOf(sixDigits);
  expect(await check(untouched, "12345", rows)).toEqual({ kind: "malformed-pin" });
  expect(untouched.wire).toHaveLength(0);
});

describe("r ‖ s as DER", () => {
  test("is what a verifier takes", () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
    for (let turn = 0; turn < 20; turn++) {
      const message = Uint8Array.of(turn);
      const raw = sign("sha384", message, { key: privateKey, dsaEncoding: "ieee-p1363" });
      expect(verify("sha384", message, publicKey, verifiableSignature(ecdsa, raw))).toBe(true);
    }
  });

  test("keeps both numbers, positive and without leading zeros", () => {
    const half = fc
      .tuple(fc.integer({ min: 0, max: 48 }), fc.uint8Array({ minLength: 48, maxLength: 48 }))
      .map(([zeros, bytes]) => bytes.fill(0, 0, zeros));
    const value = (bytes: Uint8Array) => BigInt(`0x${toHex(bytes)}`);
    fc.assert(
      fc.property(half, half, (r, s) => {
        const [outer, ...rest] = readTlvs(verifiableSignature(ecdsa, concatBytes([r, s])));
        const integers = readTlvs(outer?.value ?? new Uint8Array());
        expect([outer?.tag, rest, integers.map(({ tag }) => tag)]).toEqual([0x30, [], [2, 2]]);
        expect(integers.map((each) => value(each.value))).toEqual([value(r), value(s)]);
        for (const {
          value: [first = 0, second = 0x80, ...others],
        } of integers) {
          expect(first).toBeLessThan(0x80);
          if (first === 0 && others.length > 0) expect(second).toBeGreaterThanOrEqual(0x80);
        }
      }),
    );
  });
});

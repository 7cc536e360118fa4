import { describe, expect, test } from "vitest";
import { INS } from "./apdu.ts";
import { decorate } from "./decorate.ts";
import { fakeCertificate, FakeCard, fakePin, fakeSignature } from "./fake-card.ts";
import { toHex } from "./hex.ts";
import { JpkiCard } from "./jpki.ts";
import { logged } from "./log.ts";
import { VerifyInterruptedError, type AuthenticateResult, type Step } from "./outcome.ts";
import { checkPin, withCard } from "./session.ts";
import { LinkError } from "./transport.ts";

const challenge = new TextEncoder().encode("a context made by the center");
const pinBytes = (text: string) => new TextEncoder().encode(text);

function check(card: FakeCard, pin: string, insistOnLastTry = false): Promise<AuthenticateResult> {
  return checkPin(card, "fake", { challenge, pin: pinBytes(pin), insistOnLastTry });
}

describe("a PIN check", () => {
  test("gives certificate and signature in seven commands and the certificate's blocks", async () => {
    const card = new FakeCard();
    const steps: Step[] = [];
    const onStep = (step: Step) => void steps.push(step);
    const result = await checkPin(card, "fake", { challenge, pin: pinBytes(fakePin), onStep });
    expect(result).toEqual({
      kind: "signed",
      certificate: fakeCertificate(),
      signature: fakeSignature,
    });
    const reads = card.wire.filter((apdu) => apdu[1] === INS.readBinary);
    expect(reads).toHaveLength(7);
    expect(toHex(reads.at(-1) ?? new Uint8Array())).toBe("00b006002f");
    expect(card.wire).toHaveLength(7 + 7);
    expect(steps).toEqual(["reading", "verifying", "signing"]);
    expect(card.closings).toEqual(["unpower"]);
  });

  test("has the card sign DigestInfo of SHA-256 of the challenge", async () => {
    const card = new FakeCard();
    await check(card, fakePin);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", challenge));
    const prefix = "3031300d060960864801650304020105000420";
    expect(toHex(card.wire.at(-1) ?? new Uint8Array())).toBe(`802a008033${prefix}${toHex(hash)}00`);
  });

  test("counts down with each wrong PIN, warns before the last try, then finds the card locked", async () => {
    const card = new FakeCard();
    expect(await check(card, "0000")).toEqual({ kind: "wrong-pin", triesLeft: 2 });
    expect(await check(card, "0000")).toEqual({ kind: "wrong-pin", triesLeft: 1 });
    expect(await check(card, "0000")).toEqual({ kind: "last-try", triesLeft: 1 });
    expect(card.triesLeft).toBe(1);
    expect(await check(card, "0000", true)).toEqual({ kind: "locked" });
    expect(card.verifies).toBe(3);
    expect(await check(card, fakePin, true)).toEqual({ kind: "locked" });
    expect(card.verifies).toBe(3);
    expect(card.closings).toEqual(Array.from({ length: 5 }, () => "unpower"));
  });

  test.each([0x6983, 0x6984, 0x63c0])("takes status %i as locked", async (sw) => {
    const card = new FakeCard();
    card.triesLeft = 0;
    card.blockedWord = sw;
    expect(await check(card, fakePin)).toEqual({ kind: "locked" });
    expect(card.verifies).toBe(0);
  });

  test("takes the last try when the operator insists", async () => {
    const card = new FakeCard();
    card.triesLeft = 1;
    expect(await check(card, fakePin, true)).toMatchObject({ kind: "signed" });
    expect(card.triesLeft).toBe(3);
  });

  test.each(["123", "12345", "12a4", "", "１２３４"])("never sends '%s' as a PIN", async (pin) => {
    const card = new FakeCard();
    expect(await check(card, pin)).toEqual({ kind: "malformed-pin" });
    expect(card.wire).toHaveLength(0);
  });

  test("wipes the PIN whatever comes of it", async () => {
    const broken = new FakeCard();
    broken.drop = { at: 3, answerLost: false };
    const unopened = new FakeCard();
    unopened.open = () => Promise.reject(new LinkError("busy", "in use"));
    for (const card of [new FakeCard(), broken, unopened]) {
      const pin = pinBytes("0000");
      await checkPin(card, "fake", { challenge, pin }).catch(() => {});
      expect([...pin]).toEqual([0, 0, 0, 0]);
    }
  });

  test("leaves no PIN in the arrays it was given or made", async () => {
    const card = new FakeCard();
    const made: Uint8Array[] = [];
    const keep = decorate(await card.open("fake"), (apdu) => {
      made.push(apdu);
      return card.open("fake").then((link) => link.transmit(apdu));
    });
    const pin = pinBytes(fakePin);
    const result = await new JpkiCard(keep).authenticate(challenge, pin);
    expect(result.kind).toBe("signed");
    expect([...pin]).toEqual([0, 0, 0, 0]);
    expect(made.flatMap((apdu) => [...apdu]).every((byte) => byte === 0)).toBe(true);
  });

  test("stops before the card has the PIN when it is cancelled", async () => {
    const card = new FakeCard();
    const stop = new AbortController();
    const onStep = (step: Step) => step === "verifying" && stop.abort();
    const asked = checkPin(card, "fake", {
      challenge,
      pin: pinBytes(fakePin),
      onStep,
      signal: stop.signal,
    });
    await expect(asked).rejects.toMatchObject({ code: "cancelled" });
    expect(card.verifies).toBe(0);
    expect(card.closings).toEqual(["unpower"]);
  });

  test("powers off a card that another program left verified, and never trusts that state", async () => {
    const card = new FakeCard();
    card.verified = true;
    expect(await check(card, "0000")).toEqual({ kind: "wrong-pin", triesLeft: 2 });
    expect(card.closings).toEqual(["unpower", "unpower"]);
  });
});

describe("a link that breaks", () => {
  const whole = 14;
  const cases = Array.from({ length: whole }, (_, at) => [
    { at, answerLost: false },
    { at, answerLost: true },
  ]).flat();

  test.each(cases)(
    "at command $at (answer lost: $answerLost) costs no second try",
    async (drop) => {
      const card = new FakeCard();
      card.drop = drop;
      const error = await check(card, "0000", true).catch((thrown: unknown) => thrown);
      const sentPin = card.verifies === 1;
      if (drop.at > 11) {
        // A wrong PIN ends the conversation before these commands.
        expect(error).toEqual({ kind: "wrong-pin", triesLeft: 2 });
        return;
      }
      expect(error).toBeInstanceOf(LinkError);
      expect(card.verifies).toBeLessThanOrEqual(1);
      expect(error instanceof VerifyInterruptedError).toBe(sentPin);
      if (card.triesLeft < 3) expect(error).toBeInstanceOf(VerifyInterruptedError);
      expect(card.wire).toHaveLength(drop.at + 1);
      expect(card.closings).toEqual(["unpower"]);
    },
  );

  test.each(cases)(
    "at command $at of a right PIN (answer lost: $answerLost) never sends it again",
    async (drop) => {
      const card = new FakeCard();
      card.drop = drop;
      await expect(check(card, fakePin)).rejects.toThrow(LinkError);
      expect(card.verifies).toBe(drop.at >= 11 ? 1 : 0);
      expect(card.closings).toEqual(["unpower"]);
    },
  );
});

describe("other cards", () => {
  test("without the JPKI application are not My Number cards", async () => {
    const card = new FakeCard();
    card.applications = [];
    expect(await check(card, fakePin)).toEqual({
      kind: "not-my-number-card",
      reason: "no-jpki-application",
    });
  });

  test.each(["removed", "empty"])("without the certificate (%s) neither", async (how) => {
    const card = new FakeCard();
    if (how === "removed") card.files.delete(0x000a);
    else card.files.set(0x000a, new Uint8Array(64).fill(0xff));
    expect(await check(card, fakePin)).toEqual({
      kind: "not-my-number-card",
      reason: "no-authentication-certificate",
    });
    expect(card.verifies).toBe(0);
  });

  test("that keep the certificate behind the PIN, as phones do, are read after it", async () => {
    const card = new FakeCard();
    card.certificateBehindPin = true;
    expect(await withCard(card, "fake", (link) => new JpkiCard(link).certificate())).toEqual({
      kind: "pin-required",
    });
    expect(await check(card, fakePin)).toMatchObject({
      kind: "signed",
      certificate: fakeCertificate(),
    });
  });

  test.each([
    ["JPKIAPICCTOKEN2", "card"],
    ["JPKIAPICCTOKEN", "jukiCard"],
    ["JPKIAPGPSETOKEN", "androidPhone"],
    ["JPKIAPIOSTOKEN", "iPhone"],
    ["SOMETHING", "unknown"],
  ])("%s is told as %s", async (label, token) => {
    const card = new FakeCard();
    card.files.set(0x0006, new TextEncoder().encode(label.padEnd(160)));
    const jpki = new JpkiCard(await card.open("fake"));
    expect(await jpki.token()).toEqual({ kind: "token", token, label });
  });
});

describe("the card's manners", () => {
  const selectApplication = "00a4040c0ad392f000260100000001";
  const firstRead = "00b0000000";

  test("6F00 to the first command is asked once more, and only once", async () => {
    const card = new FakeCard();
    card.script.set(selectApplication, "6f00");
    expect(await check(card, fakePin)).toMatchObject({ kind: "signed" });
    const stubborn = new FakeCard();
    stubborn.script.get = () => "6f00";
    expect(await check(stubborn, fakePin)).toEqual({
      kind: "unexpected",
      step: "reading",
      sw: 0x6f00,
    });
    expect(stubborn.wire).toHaveLength(2);
  });

  test("6Cxx and 61xx are followed", async () => {
    const card = new FakeCard();
    const certificate = fakeCertificate(20);
    card.files.set(0x000a, certificate);
    card.script.set(firstRead, "6c14");
    card.script.set("00b0000014", "6114");
    card.script.set("00c0000014", `${toHex(certificate)}9000`);
    expect(await check(card, fakePin)).toMatchObject({ kind: "signed", certificate });
  });

  test("an answer without end is a broken link", async () => {
    const card = new FakeCard();
    const endless = () => "6101";
    card.script.get = endless;
    await expect(check(card, fakePin)).rejects.toMatchObject({ code: "protocol" });
    expect(card.wire.length).toBeLessThan(40);
  });

  test("6Cxx to a PIN is never answered with the PIN", async () => {
    const card = new FakeCard();
    card.script.set(`0020008004${toHex(pinBytes(fakePin))}`, "6c00");
    expect(await check(card, fakePin)).toEqual({
      kind: "unexpected",
      step: "verifying",
      sw: 0x6c00,
    });
    expect(card.verifies).toBe(1);
  });

  test("a certificate that ends early is reported, not cut", async () => {
    const card = new FakeCard();
    card.files.set(0x000a, fakeCertificate().slice(0, 600));
    expect(await check(card, fakePin)).toEqual({ kind: "unexpected", step: "reading", sw: 0x6b00 });
    expect(card.verifies).toBe(0);
  });
});

test("the log holds neither PIN nor certificate nor signature", async () => {
  const card = new FakeCard();
  const lines: string[] = [];
  const transport = logged(await card.open("fake"), (line) => lines.push(line));
  await new JpkiCard(transport).authenticate(challenge, pinBytes(fakePin));
  const log = lines.join("\n");
  expect(lines).toHaveLength(card.wire.length * 2);
  expect(log).toContain("> 00200080 ****");
  expect(log).toContain("< [256] 9000");
  for (const secret of [toHex(pinBytes(fakePin)), fakePin, "41414141", "5a5a5a5a"])
    expect(log).not.toContain(secret);
});

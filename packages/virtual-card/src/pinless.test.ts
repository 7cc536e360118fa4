/** The stand-in for the PIN-less signature: who is admitted, for how long, and that a card without it refuses. */
import { verify, X509Certificate } from "node:crypto";
import {
  type CardTransport,
  decorate,
  ForbiddenCommandError,
  fromHex,
  guard,
  toHex,
} from "@madoguchi/card";
import { expect, test } from "vitest";
import { VirtualCard } from "./card.ts";
import { select } from "./fixture.ts";
import {
  createTestTerminalAuthority,
  issueTestTerminal,
  TestPinlessAuthorizer,
} from "./pinless.ts";
import { sampleCard } from "./sample.ts";
import type { Switches } from "./switches.ts";
import { VirtualTransport } from "./transport.ts";

const authority = createTestTerminalAuthority();
const terminal = issueTestTerminal(authority);
const challenge = new TextEncoder().encode("a context made by the center");
const request = { challenge, ground: "visual-check" } as const;

async function link(switches: Partial<Switches> = { terminalRoot: authority }) {
  const { image } = await sampleCard();
  const card = VirtualCard.fromImage(image, switches);
  return { card, image, transport: new VirtualTransport(card) };
}

const send = async (transport: CardTransport, hex: string) =>
  toHex(await transport.transmit(fromHex(hex)));

test.each(["visual-check", "face-recognition"] as const)(
  "an admitted terminal gets a signature without the PIN (%s), and no try is touched",
  async (ground) => {
    const { card, image, transport } = await link();
    const result = await new TestPinlessAuthorizer(terminal).sign(transport, {
      challenge,
      ground,
    });
    if (result.kind !== "signed") throw new Error(result.kind);
    const { publicKey } = new X509Certificate(result.certificate);
    expect(verify("sha256", challenge, publicKey, result.signature)).toBe(true);
    expect(card.image).toBe(image);
  },
);

test("the admission is good for one signature", async () => {
  const { transport } = await link();
  await new TestPinlessAuthorizer(terminal).sign(transport, request);
  expect(await send(transport, "802a0397010100")).toBe("6982");
});

test("a terminal of another authority, and one whose certificate was altered, are refused", async () => {
  const altered = terminal.certificate.map((byte, index) => (index === 40 ? byte ^ 1 : byte));
  const strangers = [
    issueTestTerminal(createTestTerminalAuthority()),
    { ...terminal, certificate: altered },
    { ...terminal, certificate: new Uint8Array(200) },
    { ...terminal, privateKey: issueTestTerminal(authority).privateKey },
  ];
  for (const stranger of strangers) {
    const { transport } = await link();
    const result = await new TestPinlessAuthorizer(stranger).sign(transport, request);
    expect(result).toEqual({ kind: "terminal-refused" });
    expect(await send(transport, "802a0397010100")).toBe("6982");
  }
});

test("an admission that was recorded does not serve again: the challenge is new each time", async () => {
  const { transport } = await link();
  const sent: Uint8Array[] = [];
  const recorder = decorate(transport, (apdu) => {
    sent.push(apdu.slice());
    return transport.transmit(apdu);
  });
  await new TestPinlessAuthorizer(terminal).sign(recorder, request);
  const answers: string[] = [];
  for (const apdu of sent) answers.push(toHex(await transport.transmit(apdu)).slice(-4));
  expect(answers.at(-2)).toBe("6982");
  expect(answers.at(-1)).toBe("6982");
});

test("a card without the stand-in, as every real one, a phone and another card refuse", async () => {
  const ask = async (switches: Partial<Switches>) =>
    new TestPinlessAuthorizer(terminal).sign((await link(switches)).transport, request);
  expect(await ask({})).toEqual({ kind: "terminal-refused" });
  expect(await ask({ terminalRoot: authority, tokenKind: "iPhone" })).toEqual({
    kind: "terminal-refused",
  });
  expect(await ask({ jpkiApplication: false })).toEqual({
    kind: "not-my-number-card",
    reason: "no-jpki-application",
  });
});

test("the guard of our client lets none of it pass: a check never takes this way by itself", async () => {
  const { transport } = await link();
  const guarded = guard(transport);
  await send(guarded, select.jpki);
  for (const command of [`80a2009602${"00".repeat(2)}`, "0082000002" + "0000"])
    await expect(send(guarded, command)).rejects.toThrow(ForbiddenCommandError);
});

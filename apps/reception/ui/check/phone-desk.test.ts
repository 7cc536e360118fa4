/** The work at a counter whose cards come last: what was typed waits for the card, and outlives nothing. */
import { LinkError, type CardTransport, type ReaderEvent, type ReaderPort } from "@madoguchi/card";
import { afterEach, beforeAll, expect, test } from "vitest";
import { consentAnswerOf, validAnswer } from "../answers.fixture.ts";
import { challengeFor, terminal } from "../people.fixture.ts";
import type { Desk } from "../state/screen.ts";
import { openDesk, type OpenDesk } from "./desk.ts";

let privateKey: CryptoKey;
let desk: OpenDesk;

beforeAll(async () => {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  ({ privateKey } = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]));
});

afterEach(() => desk.close());

/** A phone to which no card ever comes. */
function open() {
  let tell: (event: ReaderEvent) => void = () => {};
  const waits = Promise.withResolvers<AbortSignal | undefined>();
  const own = { id: "phone", name: "NFC", kind: "nfc-android", contactless: true } as const;
  const readers = [{ ...own, cardPresent: false }];
  const port: ReaderPort = {
    list: async () => readers,
    watch(callback) {
      tell = callback;
      callback({ type: "readers", readers });
      return () => {};
    },
    open: (_id, { signal }) =>
      new Promise<CardTransport>((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new LinkError("cancelled", "given up")));
        waits.resolve(signal);
      }),
  };
  desk = openDesk({
    port,
    usualPlace: "phone",
    client: {
      self: async () => ({ ok: true, value: terminal }),
      challenge: async (_identity, purpose) => ({
        ok: true,
        value: challengeFor(terminal, purpose),
      }),
      check: async () => ({ ok: true, value: validAnswer }),
      checkVisually: async () => ({ ok: true, value: validAnswer }),
      firstUse: async () => ({ ok: true, value: validAnswer }),
      consent: async () => ({ ok: true, value: consentAnswerOf({}) }),
    },
    registration: { terminal, privateKey },
    preferredReader: null,
    onReaderChosen: () => {},
    decodePhoto: async () => ({ width: 1, height: 1, pixels: new Uint8Array(1) }),
  });
  return { waits: waits.promise, tell };
}

const until = (holds: (desk: Desk) => boolean) =>
  new Promise<void>((resolve) => {
    const look = () => void (holds(desk.state()) && (stop(), resolve()));
    const stop = desk.subscribe(look);
    look();
  });
const digits = () => new TextEncoder().encode("1234");

test("who gives up while the phone looks for a card ends the looking, and the PIN is wiped", async () => {
  const { waits } = open();
  desk.choosePin();
  const pin = digits();
  desk.enterPin(pin);
  const signal = await waits;
  expect([...pin]).toEqual([...digits()]);
  const aborted = new Promise((resolve) => signal?.addEventListener("abort", resolve));
  desk.nextPatient();
  await aborted;
  expect(desk.state().screen).toEqual({ kind: "waiting", notice: null });
  await new Promise(setImmediate);
  expect([...pin]).toEqual([0, 0, 0, 0]);
});

test("NFC that went off while somebody typed: that is said, and nothing typed is left", async () => {
  const { tell } = open();
  const off: ReaderEvent = { type: "failed", error: new LinkError("service-down", "NFC is off") };
  desk.choosePin();
  tell(off);
  const pin = digits();
  desk.enterPin(pin);
  await until(({ screen }) => screen.kind === "trouble");
  expect(desk.state().screen).toMatchObject({ reason: { kind: "link", code: "service-down" } });
  expect([...pin]).toEqual([0, 0, 0, 0]);
});

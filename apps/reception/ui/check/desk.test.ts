import { problem } from "@madoguchi/contract";
import type { CheckRequest } from "@madoguchi/contract";
import { createTestPki, personalise, VirtualCard, VirtualReader } from "@madoguchi/virtual-card";
import type { CardImage } from "@madoguchi/virtual-card";
import { Temporal } from "temporal-polyfill";
import { beforeAll, expect, test, vi } from "vitest";
import { validAnswer } from "../answers.fixture.ts";
import { challengeFor, hanako, terminal } from "../people.fixture.ts";
import type { Screen } from "../state/screen.ts";
import { openDesk } from "./desk.ts";
import type { DeskParts } from "./desk.ts";

let image: CardImage;
let privateKey: CryptoKey;

beforeAll(async () => {
  const today = Temporal.PlainDate.from("2026-11-22");
  image = await personalise(await createTestPki(today), hanako, { issuedOn: today });
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  ({ privateKey } = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]));
});

/** A desk over a reader in this process, and a center that says yes. */
function open(client: Partial<DeskParts["client"]> = {}) {
  const reader = new VirtualReader();
  const sent: CheckRequest[] = [];
  const desk = openDesk({
    port: reader,
    client: {
      self: async () => ({ ok: true, value: terminal }),
      challenge: async () => ({ ok: true, value: challengeFor(terminal) }),
      check: async (_identity, request) => {
        sent.push(request);
        return { ok: true, value: validAnswer };
      },
      ...client,
    },
    registration: { terminal, privateKey },
    preferredReader: null,
    onReaderChosen: () => {},
  });
  const until = (kind: Screen["kind"]) =>
    new Promise<Screen>((resolve) => {
      const look = () => {
        const { screen } = desk.state();
        if (screen.kind !== kind) return;
        stop();
        resolve(screen);
      };
      const stop = desk.subscribe(look);
      look();
    });

  return { desk, reader, sent, until };
}

const digits = (pin: string) => new TextEncoder().encode(pin);

test("one check: the answer is shown, one signature was sent, the PIN is wiped", async () => {
  const { desk, reader, sent, until } = open();
  reader.insert(VirtualCard.fromImage(image));
  await until("enter-pin");
  const pin = digits("1234");
  desk.enterPin(pin);
  expect(await until("result")).toMatchObject({ answer: validAnswer });
  expect(sent).toHaveLength(1);
  expect([...pin]).toEqual([0, 0, 0, 0]);
});

test("a PIN that nobody asked for is wiped and goes nowhere", () => {
  const { desk } = open();
  const pin = digits("1234");
  desk.enterPin(pin);
  expect([...pin]).toEqual([0, 0, 0, 0]);
});

test("a refused challenge leaves the card alone and wipes the PIN", async () => {
  const refusal = problem("account-stopped");
  const { desk, reader, until } = open({
    challenge: async () => ({ ok: false, kind: "problem", problem: refusal }),
  });
  const card = VirtualCard.fromImage(image);
  reader.insert(card);
  await until("enter-pin");
  const pin = digits("9999");
  desk.enterPin(pin);
  expect(await until("trouble")).toMatchObject({ reason: { kind: "problem", problem: refusal } });
  expect(card.image.pins["jpki-auth"].triesLeft).toBe(3);
  expect([...pin]).toEqual([0, 0, 0, 0]);
});

test("nothing tries again by itself after a wrong PIN", async () => {
  const { desk, reader, sent, until } = open();
  const card = VirtualCard.fromImage(image);
  reader.insert(card);
  await until("enter-pin");
  desk.enterPin(digits("9999"));
  await until("reading");
  expect(await until("enter-pin")).toMatchObject({ triesLeft: 2, wrong: true });
  expect(card.image.pins["jpki-auth"].triesLeft).toBe(2);
  expect(sent).toEqual([]);
});

test("a card exchanged in the middle of a check begins anew with its own counter", async () => {
  const asked = Promise.withResolvers<void>();
  const { desk, reader, sent, until } = open({
    challenge: async () => {
      await asked.promise;
      return { ok: true, value: challengeFor(terminal) };
    },
  });
  reader.insert(VirtualCard.fromImage(image));
  await until("enter-pin");
  desk.enterPin(digits("1234"));
  await until("reading");
  const pin = { ...image.pins["jpki-auth"], triesLeft: 2 };
  const second = VirtualCard.fromImage({ ...image, pins: { ...image.pins, "jpki-auth": pin } });
  reader.insert(second);
  asked.resolve();
  expect(await until("enter-pin")).toMatchObject({ triesLeft: 2, wrong: false });
  expect(sent).toEqual([]);
  expect(second.image.pins["jpki-auth"].triesLeft).toBe(2);
});

test("the next patient's card does not wait for the last one's answer, and never sees it", async () => {
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<Awaited<ReturnType<DeskParts["client"]["check"]>>>();
  const { desk, reader, until } = open({
    check: () => {
      asked.resolve();
      return answered.promise;
    },
  });
  const shown: string[] = [];
  desk.subscribe(() => shown.push(desk.state().screen.kind));
  reader.insert(VirtualCard.fromImage(image));
  await until("enter-pin");
  desk.enterPin(digits("1234"));
  await asked.promise;
  reader.remove();
  reader.insert(VirtualCard.fromImage(image));
  await until("enter-pin");
  answered.resolve({ ok: true, value: validAnswer });
  await answered.promise;
  desk.nextPatient();
  expect(shown).not.toContain("result");
});

test("a fault of the program is told, and the next try works", async () => {
  const kept = vi.spyOn(console, "error").mockImplementation(() => {});
  let faults = 1;
  const { desk, reader, until } = open({
    challenge: async () => {
      if (faults-- > 0) throw new TypeError("a fault");
      return { ok: true, value: challengeFor(terminal) };
    },
  });
  reader.insert(VirtualCard.fromImage(image));
  await until("enter-pin");
  const pin = digits("1234");
  desk.enterPin(pin);
  expect(await until("trouble")).toMatchObject({
    reason: { kind: "problem", problem: problem("unexpected") },
  });
  expect([...pin]).toEqual([0, 0, 0, 0]);
  expect(kept).toHaveBeenCalledWith(new TypeError("a fault"));
  kept.mockRestore();
  desk.tryAgain();
  await until("enter-pin");
  desk.enterPin(digits("1234"));
  await until("result");
});

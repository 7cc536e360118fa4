import { problem } from "@madoguchi/contract";
import type { CheckRequest, FirstUseRequest, VisualCheckRequest } from "@madoguchi/contract";
import type { SurfaceRoot } from "@madoguchi/card";
import {
  createTestPki,
  personalise,
  surfaceRoot,
  VirtualCard,
  VirtualReader,
} from "@madoguchi/virtual-card";
import type { CardImage } from "@madoguchi/virtual-card";
import { Temporal } from "temporal-polyfill";
import { beforeAll, expect, test, vi } from "vitest";
import { answerOf, askingAnswer, consentAnswerOf, validAnswer } from "../answers.fixture.ts";
import { challengeFor, hanako, numberBOf, terminal } from "../people.fixture.ts";
import type { Screen } from "../state/screen.ts";
import { openDesk } from "./desk.ts";
import type { DeskParts } from "./desk.ts";

let image: CardImage;
let roots: readonly SurfaceRoot[];
let privateKey: CryptoKey;

beforeAll(async () => {
  const today = Temporal.PlainDate.from("2026-11-22");
  const pki = await createTestPki(today);
  roots = [surfaceRoot(pki.surface)];
  image = await personalise(pki, hanako, { issuedOn: today });
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  ({ privateKey } = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]));
});

/** A desk over a reader in this process, and a center that says yes. */
function open(
  client: Partial<DeskParts["client"]> = {},
  decodePhoto: DeskParts["decodePhoto"] = async () => picture(),
) {
  const reader = new VirtualReader();
  const sent: CheckRequest[] = [];
  const sentVisually: VisualCheckRequest[] = [];
  const sentFirstUse: FirstUseRequest[] = [];
  const sentConsents: object[] = [];
  const desk = openDesk({
    port: reader,
    usualPlace: "reader",
    client: {
      self: async () => ({ ok: true, value: terminal }),
      challenge: async (_identity, purpose) => ({
        ok: true,
        value: challengeFor(terminal, purpose, roots),
      }),
      check: async (_identity, request) => {
        sent.push(request);
        return { ok: true, value: validAnswer };
      },
      checkVisually: async (_identity, request) => {
        sentVisually.push(request);
        return { ok: true, value: { ...validAnswer, purpose: "visualCheck" } };
      },
      firstUse: async (_identity, request) => {
        sentFirstUse.push(request);
        return { ok: true, value: validAnswer };
      },
      consent: async (_identity, checkId, { consents }) => {
        sentConsents.push({ checkId, ...consents });
        return { ok: true, value: consentAnswerOf(consents) };
      },
      ...client,
    },
    registration: { terminal, privateKey },
    preferredReader: null,
    onReaderChosen: () => {},
    decodePhoto,
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

  return { desk, reader, sent, sentVisually, sentFirstUse, sentConsents, until };
}

const picture = () => ({ width: 2, height: 1, pixels: Uint8Array.of(7, 7) });
const dates = { era: "昭和", year: "55", month: "2", day: "17", expiryYear: "2036" } as const;

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

test("目視: the photo is shown, wiped when somebody has compared, and never sent", async () => {
  const { desk, reader, sentVisually, until } = open();
  const card = VirtualCard.fromImage(image);
  reader.insert(card);
  await until("enter-pin");
  desk.chooseVisual();
  expect(await until("enter-numbers")).toMatchObject({ triesLeft: 10, wrong: false, typed: null });
  const numberB = numberBOf(image);
  desk.enterNumbers(numberB, dates);
  const shown = await until("compare-photo");
  if (shown.kind !== "compare-photo") throw new Error(shown.kind);
  expect(shown.face).toMatchObject({ picture: picture(), birthDate: hanako.birthDate });
  expect(numberB).toEqual(new Uint8Array(14));
  expect(sentVisually).toEqual([]);

  desk.matchPhoto();
  expect(shown.face.picture?.pixels).toEqual(Uint8Array.of(0, 0));
  expect(await until("result")).toMatchObject({ answer: { purpose: "visualCheck" } });
  expect(sentVisually).toHaveLength(1);
  expect(sentVisually[0]).toMatchObject({ statement: { photoMatches: true, compared: "chip" } });
  const photo = Buffer.from(image.surface?.face ?? "", "base64").subarray(1000, 1040);
  const bytes = Object.values(sentVisually[0]?.face ?? {}).flat();
  for (const text of bytes) expect(Buffer.from(text, "base64url").includes(photo)).toBe(false);
  expect(card.forbiddenSelects).toEqual([]);
});

test("目視: who is not the holder is not asked about, and the photo is gone", async () => {
  const { desk, reader, sentVisually, until } = open();
  reader.insert(VirtualCard.fromImage(image));
  await until("enter-pin");
  desk.chooseVisual();
  await until("enter-numbers");
  desk.enterNumbers(numberBOf(image), dates);
  const shown = await until("compare-photo");
  desk.differPhoto();
  expect(await until("trouble")).toMatchObject({ reason: { kind: "not-the-holder" } });
  expect(shown.kind === "compare-photo" && shown.face.picture?.pixels).toEqual(Uint8Array.of(0, 0));
  desk.matchPhoto();
  expect(sentVisually).toEqual([]);
});

test("目視: a wrong number costs one try, keeps the dates typed, and is not sent again", async () => {
  const { desk, reader, until } = open();
  const card = VirtualCard.fromImage(image);
  reader.insert(card);
  await until("enter-pin");
  desk.chooseVisual();
  await until("enter-numbers");
  desk.enterNumbers(digits("01010120300000"), dates);
  await until("reading");
  expect(await until("enter-numbers")).toMatchObject({ triesLeft: 9, wrong: true, typed: dates });
  expect(card.image.pins["kenkaku-b"].triesLeft).toBe(9);
  expect(card.image.pins["jpki-auth"].triesLeft).toBe(3);
});

test("目視: a number with no card to ask is wiped, and waits for the card", async () => {
  const { desk, reader, until } = open();
  reader.insert(VirtualCard.fromImage(image));
  await until("enter-pin");
  desk.chooseVisual();
  await until("enter-numbers");
  reader.remove();
  const numberB = numberBOf(image);
  desk.enterNumbers(numberB, dates);
  expect(numberB).toEqual(new Uint8Array(14));
  expect(desk.state().screen.kind).toBe("enter-numbers");
  reader.insert(VirtualCard.fromImage(image));
  desk.enterNumbers(numberBOf(image), dates);
  await until("compare-photo");
});

test("目視: a photo that cannot be made into a picture leaves the printed one, and the center is told", async () => {
  const kept = vi.spyOn(console, "error").mockImplementation(() => {});
  const { desk, reader, sentVisually, until } = open({}, async () => {
    throw new RangeError("no picture");
  });
  reader.insert(VirtualCard.fromImage(image));
  await until("enter-pin");
  desk.chooseVisual();
  await until("enter-numbers");
  desk.enterNumbers(numberBOf(image), dates);
  expect(await until("compare-photo")).toMatchObject({ face: { picture: null } });
  desk.matchPhoto();
  await until("result");
  expect(sentVisually[0]?.statement.compared).toBe("printed");
  kept.mockRestore();
});

test("目視: a photo that nobody trusted has signed is never decoded", async () => {
  const decodePhoto = vi.fn<DeskParts["decodePhoto"]>();
  const { desk, reader, until } = open(
    {
      challenge: async (_identity, purpose) => ({
        ok: true,
        value: challengeFor(terminal, purpose),
      }),
    },
    decodePhoto,
  );
  reader.insert(VirtualCard.fromImage(image));
  await until("enter-pin");
  desk.chooseVisual();
  await until("enter-numbers");
  desk.enterNumbers(numberBOf(image), dates);
  expect(await until("trouble")).toMatchObject({ reason: { kind: "face", fault: "unknown-root" } });
  expect(decodePhoto).not.toHaveBeenCalled();
});

const typedStatement = {
  insurerNumber: "01130012",
  symbol: "12345678",
  number: "901",
  branch: "00",
  birthDate: "昭和55年2月17日",
  kana: "",
};
const stated = {
  insurerNumber: "01130012",
  symbol: "12345678",
  number: "901",
  branch: "00",
  birthDate: "1980-02-17",
  kana: null,
};

test("first use: agreed, stated, the PIN anew, one signed consent, and the answer at once", async () => {
  const purposes: (string | undefined)[] = [];
  const { desk, reader, sent, sentFirstUse, until } = open({
    challenge: async (_identity, purpose) => {
      purposes.push(purpose);
      return { ok: true, value: challengeFor(terminal, purpose, roots) };
    },
    check: async () => ({ ok: true, value: answerOf("unlinked") }),
  });
  reader.insert(VirtualCard.fromImage(image));
  await until("enter-pin");
  desk.enterPin(digits("1234"));
  await until("result");
  desk.chooseFirstUse();
  desk.agreeFirstUse();
  desk.stateCoverage({ stated, typed: typedStatement });
  await until("enter-pin");
  desk.enterPin(digits("1234"));
  expect(await until("result")).toMatchObject({ answer: validAnswer });
  expect(purposes).toEqual(["pinCheck", "firstUse"]);
  expect(sentFirstUse).toMatchObject([{ agreed: true, stated }]);
  expect(sent).toEqual([]);
  expect(desk.state().claim).toBeNull();
});

test("consents: what was chosen is sent for the check on the screen, and its items come with the answer", async () => {
  const { desk, reader, sentConsents, until } = open({
    check: async () => ({ ok: true, value: askingAnswer }),
  });
  reader.insert(VirtualCard.fromImage(image));
  await until("enter-pin");
  desk.enterPin(digits("1234"));
  await until("ask-consent");
  const choices = { limitCertificate: "given", specificDiseases: "declined" } as const;
  desk.chooseConsents(choices);
  expect(await until("result")).toMatchObject({
    answer: { coverages: [{ limitCertificate: { category: "ウ" }, specificDiseases: [] }] },
  });
  expect(sentConsents).toEqual([{ checkId: askingAnswer.checkId, ...choices }]);
});

test("a consent that does not get through leaves the answer standing, and says so", async () => {
  const { desk, reader, until } = open({
    check: async () => ({ ok: true, value: askingAnswer }),
    consent: async () => ({ ok: false, kind: "offline" }),
  });
  reader.insert(VirtualCard.fromImage(image));
  await until("enter-pin");
  desk.enterPin(digits("1234"));
  await until("ask-consent");
  desk.chooseConsents({ limitCertificate: "given", specificDiseases: "given" });
  expect(await until("result")).toMatchObject({ answer: askingAnswer, consentLost: true });
});

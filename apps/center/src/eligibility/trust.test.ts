/** What a running center believes of a card: its lists, swapped under it, and the responder that it asks. */
import { once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { problemSlug } from "@madoguchi/contract";
import type { Answer, CallResult } from "@madoguchi/contract";
import { transaction } from "@madoguchi/platform";
import {
  VirtualCard,
  answerOcsp,
  createOcspResponder,
  createTestPki,
  personalise,
  refuseOcsp,
} from "@madoguchi/virtual-card";
import type { CardImage, OcspResponder, TestPki } from "@madoguchi/virtual-card";
import { hanako, sampleCard, today } from "@madoguchi/virtual-card/sample";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPlace, revocationListOf, serialOf, start } from "./cards.fixture.ts";
import type { Place } from "./cards.fixture.ts";
import { installTrust, listFreshness } from "./index.ts";

let now = start;
const clock = { now: () => now };

let pki: TestPki;
let responder: OcspResponder;
/** Two cards of the newer root, and who answers for them. */
let cards: readonly [CardImage, CardImage];
const running = new AsyncDisposableStack();

beforeAll(async () => {
  const sample = await sampleCard();
  ({ pki } = sample);
  const issuedOn = today.subtract({ days: 1 });
  cards = [sample.image, await personalise(pki, hanako, { issuedOn })];
  responder = await createOcspResponder(pki.auth, {
    from: today.subtract({ days: 1 }),
    until: today.add({ years: 1 }),
  });
});
afterAll(() => running.disposeAsync());

async function open(config: Parameters<typeof openPlace>[1] = {}): Promise<Place> {
  return running.use(await openPlace(clock, config));
}

/** Of the newer root. @param number left out: rises with the time. */
function listOf(
  revoked: readonly CardImage[],
  thisUpdate: Temporal.Instant,
  number?: number,
): Uint8Array {
  const reason = "affiliationChanged";

  return revocationListOf(pki.auth[1], { thisUpdate, number, revoked, reason });
}

async function install({ db }: Place, ...crls: readonly Uint8Array[]): Promise<readonly string[]> {
  const roots = pki.auth.map(({ certificate }) => certificate);
  const installed = await transaction(db, (tx) => installTrust(tx, clock, { roots, crls }));

  return installed.map(({ outcome }) => outcome);
}

/** The answer's outcome, or the problem's words. */
async function checked({ counter }: Place, image: CardImage): Promise<string> {
  const result = await counter.check(VirtualCard.fromImage(image));

  return result.ok ? result.value.outcome : wordsOf(result);
}

function wordsOf(result: Exclude<CallResult<Answer>, { ok: true }>): string {
  if (result.kind !== "problem") throw new Error(result.kind);
  const { detail, owner, nextStep } = result.problem;

  return [problemSlug(result.problem), owner, detail, nextStep].join(" ");
}

describe("a center with lists alone", () => {
  let place: Place;

  beforeAll(async () => {
    place = await open();
  });

  test("knows nothing of revocation before the first list, and says what to do", async () => {
    await install(place);
    const said = await checked(place, cards[0]);
    expect(said).toContain("revocation-unknown center 失効確認ができません。");
    expect(said).toContain("窓口に届いていません。 数分後に、もう一度お試しください。");
    expect(said).toContain("資格情報のお知らせなど、ほかの方法で確認してください。");
  });

  test("counts a swapped list from the next check on, in one process and without a restart", async () => {
    expect(await install(place, listOf([], now))).toEqual(["swapped"]);
    expect(await Promise.all(cards.map((card) => checked(place, card)))).toEqual([
      "unlinked",
      "unlinked",
    ]);
    now = now.add({ hours: 1 });
    expect(await install(place, listOf([cards[1]], now))).toEqual(["swapped"]);
    const outcomes = await Promise.all(
      [cards[0], cards[1], cards[1]].map((card) => checked(place, card)),
    );
    expect(outcomes).toEqual(["unlinked", "certificate-revoked", "certificate-revoked"]);
  });

  test("keeps its list from one that is older, the same, of another root's, or broken", async () => {
    expect(await install(place, listOf([], start))).toEqual(["older"]);
    expect(await install(place, listOf([cards[1]], now))).toEqual(["same"]);
    expect(await install(place, listOf([], now.add({ seconds: 1 }), 1))).toEqual(["number"]);
    expect(await install(place, listOf([], now.add({ hours: 1 })))).toEqual(["not-yet"]);
    const spoilt = listOf([], now.add({ seconds: 2 }));
    spoilt[spoilt.length - 1] = (spoilt.at(-1) ?? 0) ^ 1;
    await expect(install(place, spoilt)).rejects.toThrow("crl-issuer");
    expect(await checked(place, cards[1])).toBe("certificate-revoked");
  });

  test("believes none of several lists when one of them is broken", async () => {
    const good = listOf([cards[0], cards[1]], now.add({ seconds: 3 }));
    await expect(install(place, good, good.subarray(1))).rejects.toThrow("der-");
    expect(await checked(place, cards[0])).toBe("unlinked");
  });

  test("says why a card was revoked, and remembers what a later list leaves out", async () => {
    const result = await place.counter.check(VirtualCard.fromImage(cards[1]));
    expect(result.ok && result.value.guidance?.cause).toBe(
      "この電子証明書は、記載された事項が変わったため、失効しています。失効した日は令和8年11月22日（日）です。",
    );
    now = now.add({ hours: 23 });
    expect(await install(place, listOf([], now))).toEqual(["swapped"]);
    expect(await checked(place, cards[1])).toBe("certificate-revoked");
    const [standing] = await listFreshness(place.db, clock);
    expect(standing).toMatchObject({ entries: 0, dropped: 1, freshness: "fresh" });
    const { rows } = await sql`select serial, reason from dropped_revocation`.execute(place.db);
    expect(rows).toEqual([
      { serial: expect.stringMatching(/^[0-9a-f]+$/), reason: "affiliationChanged" },
    ]);
  });

  test("goes on for a day with a list that ought to have been replaced, and no longer", async () => {
    const freshness = async () =>
      (await listFreshness(place.db, clock)).map((list) => list.freshness);
    now = now.add({ hours: 24 });
    expect([await checked(place, cards[0]), await freshness()]).toEqual(["unlinked", ["late"]]);
    now = now.add({ hours: 24 });
    expect(await freshness()).toEqual(["stale"]);
    const said = await checked(place, cards[0]);
    expect(said).toContain("revocation-unknown center 失効確認ができません。");
    expect(said).toContain("期限が切れています。 数分後に、もう一度お試しください。");
    expect(await checked(place, cards[1])).toBe("certificate-revoked");
    await install(place, listOf([], now));
    expect(await checked(place, cards[0])).toBe("unlinked");
  });
});

type Mood = "honest" | "try-later" | "no-record" | "forged";

/** The responder over HTTP, in whatever mood, until the tests end. */
class Responder {
  mood: Mood = "honest";
  asked = 0;
  readonly revoked: CardImage[] = [];
  readonly #forger: OcspResponder;

  constructor(forger: OcspResponder) {
    this.#forger = forger;
  }

  answer(request: Uint8Array): Uint8Array {
    this.asked += 1;
    const revoked = this.revoked.map((image) => {
      return { serial: serialOf(image), at: start, reason: "keyCompromise" } as const;
    });
    switch (this.mood) {
      case "honest":
        return answerOcsp(responder, request, { now, revoked });
      case "no-record":
        return answerOcsp(responder, request, { now, revoked, issued: () => false });
      case "try-later":
        return refuseOcsp("tryLater");
      case "forged":
        return answerOcsp(this.#forger, request, { now, revoked: [] });
    }
  }

  async listen(): Promise<string> {
    const server = createServer((request, response) => {
      void buffer(request).then((asked) => response.end(this.answer(asked)));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    running.defer(() => void server.close());
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");

    return `http://127.0.0.1:${address.port}/`;
  }
}

/** Has the roots' names, and keys of its own. */
async function createForger(): Promise<OcspResponder> {
  const { auth } = await createTestPki(today);
  const life = { from: today.subtract({ days: 1 }), until: today.add({ years: 1 }) };
  const forger = await createOcspResponder(auth, life);
  const delegates = forger.delegates.map((delegate, index) => {
    return { ...delegate, issuer: pki.auth[index] ?? delegate.issuer };
  });

  return { ...forger, delegates };
}

describe("a center that asks a responder", () => {
  let asking: Responder;
  let place: Place;
  let strict: Place;

  beforeAll(async () => {
    asking = new Responder(await createForger());
    const ocspUrl = await asking.listen();
    now = start;
    [place, strict] = [await open({ ocspUrl }), await open({ ocspUrl, ocspWhenAway: "nobody" })];
    for (const each of [place, strict]) await install(each, listOf([], start));
  });

  /** Later than any answer is kept, or a rest lasts. */
  const later = () => {
    now = now.add({ hours: 1 });
  };

  test("hears of a revocation before the next list, and asks once an hour about a card", async () => {
    expect(await checked(place, cards[0])).toBe("unlinked");
    asking.revoked.push(cards[0]);
    expect(await checked(place, cards[0])).toBe("unlinked");
    expect(asking.asked).toBe(1);
    later();
    expect(await checked(place, cards[0])).toBe("certificate-revoked");
    expect(asking.asked).toBe(2);
  });

  test("takes no record for no answer at all", async () => {
    later();
    asking.mood = "no-record";
    const said = await checked(place, cards[1]);
    expect(said).toContain(
      "revocation-unknown center 失効確認ができません。発行元に、この電子証明書の記録",
    );
    expect(said).toContain("コールセンターにご連絡ください。");
  });

  test.each(["try-later", "forged"] as const)(
    "goes by its list, or by nobody: %s",
    async (mood) => {
      later();
      asking.mood = mood;
      expect(await checked(place, cards[1])).toBe("unlinked");
      const said = await checked(strict, cards[1]);
      expect(said).toContain(
        "revocation-unknown center 失効確認ができません。発行元の失効の問い合わせ先",
      );
      asking.mood = "honest";
      later();
      expect(await checked(strict, cards[1])).toBe("unlinked");
    },
  );

  test("does not go by a list that is stale", async () => {
    now = start.add({ hours: 48 });
    asking.mood = "try-later";
    expect(await checked(place, cards[1])).toContain("失効リストの期限が切れています。");
    later();
    asking.mood = "honest";
    expect(await checked(place, cards[1])).toBe("unlinked");
  });
});

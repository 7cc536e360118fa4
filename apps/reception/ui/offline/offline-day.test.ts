/**
 * A day without a line to rely on: 10,000 checks at four counters, sent by their own queues to a running center through a proxy that
 * cuts, delays and doubles, while the counters lose power at any moment. Nothing is lost, and nothing is there twice.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { createPrivateKey, sign as signBytes } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { createClient, toBase64Url } from "@madoguchi/contract";
import {
  insureCards,
  offlineRecords,
  openCounter,
  startFaultProxy,
  startTestCenter,
} from "@madoguchi/test";
import type { Counter, Fate } from "@madoguchi/test";
import type { CardImage } from "@madoguchi/virtual-card";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startCourier } from "./courier.ts";
import type { Courier } from "./courier.ts";
import { newOfflineChallenge } from "./entry.ts";
import { openQueue } from "./queue.ts";
import type { SettledCheck } from "./queue.ts";

const CHECKS = 10_000;
const COUNTERS = 4;
/** A hang must end; how long it takes is no matter. */
const PATIENCE = 420_000;
const morning = Temporal.Instant.from("2026-11-22T00:00:00Z");
const noon = morning.add({ hours: 4 });
/** Twelve hours of it. */
const SECONDS_A_CHECK = (12 * 3600) / CHECKS;

let now = morning;
const clock = { now: () => now };

// The day's time is not the machine's: whoever waits is called when it has come.
const sleepers = new Set<{ readonly until: Temporal.Instant; readonly wake: () => void }>();
function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const sleeper = {
      until: now.add({ milliseconds: Math.ceil(milliseconds) }),
      wake() {
        sleepers.delete(sleeper);
        resolve();
      },
    };
    sleepers.add(sleeper);
    signal.addEventListener("abort", () => sleeper.wake());
  });
}
function pass(milliseconds: number): void {
  now = now.add({ milliseconds });
  for (const sleeper of sleepers) {
    if (Temporal.Instant.compare(sleeper.until, now) <= 0) sleeper.wake();
  }
}

// The same day each time.
let seed = 20_261_122;
function chance(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
}

/** Of one counter's computer, from one power cut to the next. What runs on it goes no further once it is off. */
type Power = { isOn: boolean };
const power = new AsyncLocalStorage<Power>();
const isOff = () => power.getStore()?.isOn === false;
const never = () => new Promise<never>(() => {});

beforeAll(() => {
  const disk = new IDBFactory();
  const open = (name: string, version?: number) => {
    const request = disk.open(name, version);
    // Of a computer without power nobody hears.
    if (isOff()) request.addEventListener = () => {};
    return request;
  };
  vi.stubGlobal("indexedDB", { open });
  vi.stubGlobal("IDBKeyRange", IDBKeyRange);
});
// Other files of the same process look whether they are there.
afterAll(() => vi.unstubAllGlobals());

async function fetchWithPower(...request: Parameters<typeof fetch>): Promise<Response> {
  if (isOff()) return never();
  const response = await fetch(...request);
  return isOff() ? never() : response;
}

let line: "good" | "bad" | "none" = "good";
/** There is one a fifth of the time. */
const lines = ["good", "bad", "bad", ...Array.from({ length: 12 }, () => "none" as const)] as const;
const faults: readonly Fate[] = [
  "slow",
  "cut-in-request",
  "cut-before-answer",
  "cut-in-answer",
  "doubled",
];
function fateOf(): Fate {
  if (line === "none") return "refused";
  if (line === "good" || chance() < 0.4) return "passed";
  return faults[Math.floor(chance() * faults.length)] ?? "passed";
}

type Device = {
  readonly counter: Counter;
  power: Power;
  courier: Courier;
};

test(
  "10,000 checks without network, cut off at random and reconciled: none is lost, none is doubled",
  async () => {
    await using opened = new AsyncDisposableStack();
    const center = await startTestCenter(clock);
    opened.defer(() => center.close());
    const proxy = opened.use(await startFaultProxy(center.url, fateOf));
    const cards = await insureCards(center.databaseUrl, clock, { insured: 2, revokedAt: noon });
    const deck = [...cards.insured, cards.unlinked, cards.revoked];
    const devices = await Promise.all(
      Array.from({ length: COUNTERS }, async () => start(await openCounter(center, clock))),
    );

    function start(counter: Counter): Device {
      const fresh = { isOn: true };
      return power.run(fresh, () => ({
        counter,
        power: fresh,
        courier: startCourier({
          queue: openQueue(counter.identity.terminalId),
          client: createClient({
            baseUrl: proxy.url,
            fetch: fetchWithPower,
            now: () => now.epochMilliseconds,
          }),
          identity: counter.identity,
          random: chance,
          wait: waitFor,
        }),
      }));
    }

    /** @returns what the counter said is kept, or null when the power went meanwhile */
    async function checkAt({ counter, power: own, courier }: Device, image: CardImage) {
      const { terminalId } = counter.identity;
      const challenge = newOfflineChallenge(
        { terminalId, facilityCode: counter.facilityCode },
        now,
      );
      const { entryId, context, checkedAt } = challenge;
      const entry = {
        entryId,
        context: toBase64Url(context),
        certificate: toBase64Url(Buffer.from(image.auth.certificate, "base64")),
        signature: toBase64Url(signBytes("sha256", context, keyOf(image))),
      };
      const queued = power.run(own, () =>
        openQueue(terminalId).add({ entry, checkedAt, kana: null }),
      );
      const cut = chance() < 0.002 ? turn().then(() => "cut" as const) : never();
      if ((await Promise.race([queued, cut])) === "cut") {
        own.isOn = false;
        return null;
      }
      if (line !== "none" && chance() < 0.1) courier.wake();
      return { entryId, image, checkedAt: Temporal.Instant.from(checkedAt) };
    }

    const promised: NonNullable<Awaited<ReturnType<typeof checkAt>>>[] = [];
    while (promised.length < CHECKS) {
      line = pick(lines);
      // As the browser tells, or the first call that gets through.
      if (line !== "none") for (const { courier } of devices) courier.wake();
      // A dozen patients at each counter until the line changes.
      for (let patients = 0; patients < 12; patients += 1) {
        const kept = await Promise.all(
          devices.map(async (device, place) => {
            pass(Math.round(SECONDS_A_CHECK * 1000));
            const check = await checkAt(device, pick(deck));
            // Also while it sends, in the middle of anything.
            if (check === null || chance() < 0.003) {
              device.power.isOn = false;
              devices[place] = start(device.counter);
            }
            return check;
          }),
        );
        promised.push(...kept.filter((each) => each !== null));
      }
    }
    line = "bad";
    for (const { courier } of devices) courier.wake();
    while (devices.some(({ courier }) => courier.state().waiting > 0)) {
      pass(20);
      await turn();
    }

    const { entries, counts } = await offlineRecords(center.databaseUrl);
    const stored = new Map(entries.map((entry) => [entry.id, entry]));
    const lost = promised.filter(({ entryId }) => !stored.has(entryId));
    expect(lost).toEqual([]);
    // A check whose power went before the counter could say so may be there or not; nothing else is.
    expect(entries.length - promised.length).toBeLessThan(CHECKS / 100);
    for (const { entryId, image, checkedAt } of promised) {
      const row = stored.get(entryId);
      expect(row?.outcome).toBe(expectedOutcome(image, checkedAt));
      expect(row?.checkedAt).toBe(checkedAt.toString({ smallestUnit: "millisecond" }));
    }
    expect(counts).toEqual({
      checks: entries.length,
      checkIds: entries.length,
      audited: entries.length,
      auditedIds: entries.length,
    });
    // What each counter shows is what the center said, once.
    for (const { counter } of devices) {
      const answers = await openQueue(counter.identity.terminalId).answers();
      expect(new Set(answers.map(({ entryId }) => entryId)).size).toBe(answers.length);
      for (const { entryId, result } of answers) {
        expect(outcomeOf(result)).toBe(stored.get(entryId)?.outcome);
      }
    }
    // The line was as bad as it was meant to be.
    for (const fate of [...faults, "refused"] as const) {
      expect([fate, (proxy.counts.get(fate) ?? 0) > 5]).toEqual([fate, true]);
    }
    await Promise.all(devices.map(({ courier }) => courier.stop()));

    function expectedOutcome(image: CardImage, at: Temporal.Instant): string {
      if (image === cards.unlinked) return "unlinked";
      const isRevoked = image === cards.revoked && Temporal.Instant.compare(at, noon) >= 0;
      return isRevoked ? "certificate-revoked" : "valid";
    }
  },
  PATIENCE,
);

function outcomeOf(result: SettledCheck["result"]): string {
  return result.kind === "answered" ? result.answer.outcome : "refused";
}

function pick<T>(from: readonly T[]): T {
  const picked = from[Math.floor(chance() * from.length)];
  if (picked === undefined) throw new RangeError("nothing to pick from");

  return picked;
}

const keys = new Map<CardImage, ReturnType<typeof createPrivateKey>>();
function keyOf(image: CardImage) {
  const known = keys.get(image);
  if (known) return known;
  const der = Buffer.from(image.auth.key, "base64");
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  keys.set(image, key);

  return key;
}

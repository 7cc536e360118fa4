/** What a receptionist and a patient do at the page, in Chromium, timed by the page itself. */
import { chromium } from "playwright-core";
import type { Page } from "playwright-core";
import type { DeskPlace } from "./place.ts";

const PIN = "1234";

/** From Enter after the last digit to the answer on the screen, in milliseconds since the epoch. */
export type Waited = { readonly from: number; readonly to: number };

export async function openDeskPage(place: DeskPlace) {
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    // The window of a counter is in front; without a screen the browser takes it for one behind others, and gives it less.
    args: ["--no-sandbox", "--disable-gpu", "--disable-renderer-backgrounding"],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(place.url);
  const key = await page.evaluate(makeKey);
  const terminal = await place.register(key);
  await page.evaluate(keepRegistration, terminal);
  await page.reload();
  await expectScreen(page, "置いてください");
  await page.evaluate(watchTimes);

  return {
    page,
    check: () => check(page, place),
    /** A slower processor from now on. @param rate how many times slower */
    async slowDown(rate: number): Promise<void> {
      const session = await page.context().newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate });
    },
    interactions: (): Promise<number[]> => page.evaluate(readInteractions),
    close: () => browser.close(),
  };
}

/** One patient, and the reader free again. */
async function check(page: Page, place: DeskPlace): Promise<Waited> {
  await expectScreen(page, "置いてください");
  await place.put();
  await expectScreen(page, "4桁の暗証番号");
  await page.keyboard.type(PIN.slice(0, -1), { delay: 20 });
  await page.keyboard.press(PIN.slice(-1));
  await page.keyboard.press("Enter");
  const screen = page.getByRole("heading", { level: 1, name: /^有効$|次の情報を/u });
  await screen.waitFor();
  if ((await screen.textContent()) !== "有効") {
    // The first time the patient agrees, and later nobody is asked.
    for (const each of await page.getByLabel("提供する", { exact: true }).all()) {
      await each.check({ force: true });
    }
    await page.getByRole("button", { name: "この内容で決める" }).click();
    await expectScreen(page, "有効");
  }
  const waited = await page.evaluate(readWaited);
  await page.keyboard.press("Enter");
  await place.take();

  return waited;
}

async function expectScreen(page: Page, words: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: words }).waitFor();
}

// Below: what runs in the page. Each function is sent there whole.

/** As the app makes it: a private half that nobody can take out. */
async function makeKey(): Promise<{ x: string; y: string }> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
    "sign",
  ]);
  Object.assign(window, { benchKey: pair.privateKey });
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);

  return { x, y };
}

function keepRegistration(terminal: { terminalId: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("madoguchi-reception", 1);
    opening.addEventListener("error", () => reject(opening.error));
    opening.addEventListener("upgradeneeded", () =>
      opening.result.createObjectStore("registration"),
    );
    opening.addEventListener("success", () => {
      const { benchKey: privateKey } = Object(window);
      const writing = opening.result.transaction("registration", "readwrite");
      writing.objectStore("registration").put({ terminal, privateKey }, terminal.terminalId);
      writing.addEventListener("complete", () => {
        opening.result.close();
        resolve();
      });
      writing.addEventListener("error", () => reject(writing.error));
    });
  });
}

/** When the PIN was entered, when the answer was painted, and how long each press kept the page from painting. */
function watchTimes(): void {
  const times = { entered: 0, answer: 0, interactions: new Map<number, number>() };
  Object.assign(window, { benchTimes: times });
  document.addEventListener(
    "keydown",
    ({ key, timeStamp }) => {
      // Between the last digit and Enter lies a person, here the way from the program that plays it.
      const { length } = document.querySelector<HTMLInputElement>("#pin")?.value ?? "";
      if (key === "Enter" && length === 4) Object.assign(times, { entered: timeStamp, answer: 0 });
    },
    { capture: true },
  );
  new MutationObserver(() => {
    if (times.answer > 0 || times.entered === 0) return;
    if (document.querySelector("h1")?.textContent !== "有効") return;
    // The frame after the one that draws it: then it has been seen.
    times.answer = -1;
    requestAnimationFrame(() =>
      setTimeout(() => {
        times.answer = performance.now();
      }),
    );
  }).observe(document.body, { childList: true, subtree: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { interactionId, duration } = Object.assign({ interactionId: 0 }, pick(entry));
      if (interactionId === 0) continue;
      const before = times.interactions.get(interactionId) ?? 0;
      times.interactions.set(interactionId, Math.max(before, duration));
    }
  }).observe(Object.assign({ type: "event", buffered: true }, { durationThreshold: 16 }));

  function pick(entry: PerformanceEntry) {
    const { interactionId } = Object(entry);

    return { interactionId: Number(interactionId ?? 0), duration: entry.duration };
  }
}

async function readWaited(): Promise<{ from: number; to: number }> {
  const { benchTimes: times } = Object(window);
  while (times.answer <= 0) await new Promise((resolve) => setTimeout(resolve, 5));

  return {
    from: performance.timeOrigin + times.entered,
    to: performance.timeOrigin + times.answer,
  };
}

/** What is not there took less than a frame. Begins anew afterwards. */
function readInteractions(): number[] {
  const { benchTimes: times } = Object(window);
  const durations: number[] = [...times.interactions.values()];
  times.interactions.clear();

  return durations;
}

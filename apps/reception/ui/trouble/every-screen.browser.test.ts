/** Every screen of trouble by its name, over each of the three links, with all that must hold of any of them. */
import { problem, problemSlugs } from "@madoguchi/contract";
import { expectNoAxeViolations, launchBrowser, sidewaysOverflow } from "@madoguchi/test";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { heading, LAY, PIN, press, typePin } from "../hand.fixture.ts";
import { openPlace, withNumberTriesLeft, withTriesLeft } from "../reception.fixture.ts";
import type { Place } from "../reception.fixture.ts";
import { countersAt } from "./counters.fixture.ts";
import type { Counter } from "./counters.fixture.ts";
import { at, flipped, leaves, misbehaving, status } from "./misbehaving.fixture.ts";
import { bluetoothTroubles, linkTroubles } from "./link-troubles.ts";
import { phoneTroubles } from "./phone-troubles.ts";
import { never, places } from "./never.fixture.ts";
import { everyReason } from "./reasons.fixture.ts";
import { troubleOf } from "./trouble.ts";
import type { TroublePlace } from "./trouble.ts";

let browser: Browser;
let place: Place;
let open: ReturnType<typeof countersAt>;

beforeAll(async () => {
  [browser, place] = await Promise.all([launchBrowser(), openPlace()]);
  open = countersAt(place);
});
afterAll(async () => {
  await browser.close();
  await place.close();
});

/** By link and name, whatever has stood on a screen. */
const shown = new Map<TroublePlace, Set<string>>();
let context: BrowserContext;
afterEach(async () => {
  place.take();
  place.center.refusal = null;
  await context.close();
});

/** The cause above, a sentence for the patient, what to do next, and one main button in sight; large and small, and large letters. */
async function expectTrouble({ page, place: link }: Counter, title: string): Promise<void> {
  const isNotice = page.locator(".mg-notice-title").getByText(title, { exact: true });
  const isScreen = heading(page, title);
  await isNotice.or(isScreen).first().waitFor();
  shown.set(link, (shown.get(link) ?? new Set()).add(title));
  const words = await page.locator(".rc-words blockquote, .mg-notice q").first().textContent();
  expect([title, words]).toEqual([title, expect.stringMatching(/^[^A-Za-z]{8,}$/u)]);
  expect([title, words]).not.toEqual([title, expect.stringContaining("使えません")]);
  if (await isScreen.isVisible()) {
    expect(await page.locator(".rc-steps li").count()).toBeGreaterThan(0);
    expect(await page.locator('main .mg-button[data-variant="primary"]').count()).toBe(1);
  }
  const folder = process.env["PICTURES"];
  for (const [width, type] of [
    [1280, "normal"],
    [360, "normal"],
    [360, "large"],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate((size) => (document.documentElement.dataset["type"] = size), type);
    // Large letters on a phone are the narrowest; the usual ones differ in size alone.
    if (width > 360 || type === "large") await expectNoAxeViolations(page);
    expect([title, await sidewaysOverflow(page)]).toEqual([title, []]);
    if (folder) {
      await page.screenshot({ path: `${folder}/${link}-${title}-${width}-${type}.png` });
    }
  }
  await page.evaluate(() => (document.documentElement.dataset["type"] = "normal"));
  await page.setViewportSize({ width: 1280, height: 800 });
}

type Brought = readonly [string, (counter: Counter) => Promise<void>];

/** What a card can do on every link; the same name on each unless `words` says otherwise. */
function cardScreens(words: typeof linkTroubles): readonly Brought[] {
  return [
    ["暗証番号がロックされています", ({ bring }) => bring(open.cardOf({ pinLocked: true }))],
    [
      "マイナンバーカードではありません",
      ({ bring }) => bring(open.cardOf({ jpkiApplication: false })),
    ],
    [
      "確認に使う電子証明書がありません",
      ({ bring }) => bring(open.cardOf({ tokenKind: "jukiCard" })),
    ],
    [
      "カードから思いがけない返事がありました",
      ({ bring }) => bring(misbehaving(open.cardOf(), at.read, status(0x6581))),
    ],
    [
      "ほかのアプリの確認が残っています",
      ({ bring }) => bring(misbehaving(open.cardOf(), at.counter, status(0x9000))),
    ],
    ["カードが離れました", ({ bring }) => bring(misbehaving(open.cardOf(), at.read, leaves))],
    [
      "暗証番号の確認が途中で切れました",
      ({ bring }) => bring(misbehaving(open.cardOf(), at.pin, leaves)),
    ],
    [words.timeout.title, ({ bring, breaking }) => bring(breaking("timeout"))],
    [words.protocol.title, ({ bring, breaking }) => bring(breaking("protocol"))],
    [
      "インターネットにつながりません",
      async ({ bring, page }) => {
        // Known to be away, it would not be asked: the line breaks while the card signs.
        await page.route("**/api/v1/checks", (route) => route.abort());
        await bring(open.cardOf());
      },
    ],
    [
      "この端末あてではない受付が届きました",
      async ({ bring, page }) => {
        await page.route("**/api/v1/challenges", async (route) => {
          const response = await route.fetch();
          const body = await response.json();
          const text = Buffer.from(body.context, "base64url").toString().replace("00aa", "00ab");
          const foreign = Buffer.from(text).toString("base64url");
          await route.fulfill({ response, json: { ...body, context: foreign } });
        });
        await bring(open.cardOf());
      },
    ],
    [
      "失効の確認ができません",
      ({ bring }) => {
        place.center.refusal = problem("revocation-unknown");
        return bring(open.cardOf());
      },
    ],
    [
      "券面の情報がありません",
      ({ bring }) => bring(open.cardOf({ tokenKind: "androidPhone" }), "photo"),
    ],
    [
      "顔写真の情報がありません",
      ({ bring }) =>
        bring(misbehaving(open.cardOf(), /^00a4/iu, status(0x6a82), at.number), "photo"),
    ],
    [
      "番号の確認が途中で切れました",
      ({ bring }) => bring(misbehaving(open.cardOf(), at.number, leaves), "photo"),
    ],
    [
      "券面の番号がロックされています",
      ({ bring }) => bring(open.cardOf({}, withNumberTriesLeft(place.image, 0)), "photo"),
    ],
    [
      "券面の情報を読み取れません",
      ({ bring }) => bring(misbehaving(open.cardOf(), at.read, flipped(8), at.number), "photo"),
    ],
    [
      "券面の情報の署名が一致しません",
      ({ bring }) => bring(misbehaving(open.cardOf(), at.read, flipped(-20), at.number), "photo"),
    ],
    [
      "別のカードの券面の情報です",
      ({ bring }) => bring(misbehaving(open.cardOf(), at.sign, flipped(0), at.number), "photo"),
    ],
    [
      "券面の情報の発行元を確認できません",
      async ({ bring, page }) => {
        await page.route("**/api/v1/challenges", async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, json: { ...(await response.json()), surfaceRoots: [] } });
        });
        await bring(open.cardOf(), "photo");
      },
    ],
    [
      "ご本人と確認できません",
      async ({ bring, page }) => {
        await bring(open.cardOf(), "photo");
        await press(page, "本人ではありません");
      },
    ],
  ];
}

describe("PC/SC", () => {
  test.each([
    ...cardScreens(linkTroubles),
    ...(["no-reader", "busy", "cancelled"] as const).map((code): Brought => [
      linkTroubles[code].title,
      ({ bring, breaking }) => bring(breaking(code)),
    ]),
  ])("%s", async (title, act) => {
    context = await browser.newContext();
    const counter = await open.reader(context);
    await act(counter);
    await expectTrouble(counter, title);
  });

  test("カードリーダーにつながりません", async () => {
    context = await browser.newContext();
    const counter = await open.reader(context);
    await place.stopAgent();
    try {
      await expectTrouble(counter, "カードリーダーにつながりません");
    } finally {
      await place.startAgentAgain();
    }
  });

  test("a wrong PIN, and the last try", async () => {
    context = await browser.newContext();
    const { page, bring } = await open.reader(context);
    await bring(open.cardOf({}, withTriesLeft(place.image, 2)), "pin", "9999");
    await heading(page, "暗証番号が違います。あと1回です").waitFor();
    expect(await page.locator(".rc-words blockquote").textContent()).toContain("あと1回");
  });

  test("every refusal of the center that a counter can meet, by its own name", async () => {
    context = await browser.newContext();
    const { page } = await open.reader(context);
    for (const slug of problemSlugs.filter((each) => !/^bulk-|^terminal-/u.test(each))) {
      place.center.refusal = null;
      place.lay();
      await heading(page, PIN).waitFor();
      place.center.refusal = problem(slug);
      await typePin(page, "1234");
      await heading(page, problem(slug).title).waitFor();
      const words = await page.locator(".rc-words blockquote").textContent();
      expect([slug, words]).toEqual([slug, expect.stringMatching(/。」$/u)]);
      expect([slug, words]).not.toEqual([slug, expect.stringContaining("カードは使えません")]);
      await expectNoAxeViolations(page);
      place.take();
      place.center.refusal = null;
      await page.reload();
      await heading(page, LAY).waitFor();
    }
  });
});

describe("Bluetooth", () => {
  test.each(cardScreens(bluetoothTroubles))("%s", async (title, act) => {
    context = await browser.newContext();
    const counter = await open.bluetooth(context);
    await act(counter);
    await expectTrouble(counter, title);
  });
});

describe("phone", () => {
  test.each([
    ...cardScreens(phoneTroubles),
    ...(["busy", "cancelled"] as const).map((code): Brought => [
      phoneTroubles[code].title,
      ({ bring, breaking }) => bring(breaking(code)),
    ]),
  ])("%s", async (title, act) => {
    context = await browser.newContext();
    const counter = await open.phone(context);
    await act(counter);
    await expectTrouble(counter, title);
  });

  test.each([
    ["NFCが切れています", "service-down"],
    ["このスマートフォンでは読み取れません", "no-reader"],
    ["カードを読み取れません", "no-card"],
  ] as const)("%s", async (title, refusal) => {
    context = await browser.newContext();
    const counter = await open.phone(context);
    counter.phone.refusal = refusal;
    await counter.bring(open.cardOf());
    await expectTrouble(counter, title);
  });

  test.each([
    ["nfc-android", "middle"],
    ["nfc-ios", "top"],
  ] as const)(
    "%s: where the antenna is, in a picture of that kind of phone",
    async (kind, side) => {
      context = await browser.newContext();
      const counter = await open.phone(context, kind);
      await counter.bring(counter.breaking("timeout"));
      await expectTrouble(counter, "カードが見つかりません");
      expect(await counter.page.locator(".rc-phone-picture").getAttribute("data-antenna")).toBe(
        side,
      );
    },
  );
});

test.each(places)("%s: no screen is left out", (link) => {
  const all = everyReason
    .filter(({ kind }) => kind !== "problem")
    .map((reason) => troubleOf(reason, link).title);
  const missing = all.filter((title) => shown.get(link)?.has(title) !== true);
  expect(new Set(missing)).toEqual(new Set(never[link]));
});

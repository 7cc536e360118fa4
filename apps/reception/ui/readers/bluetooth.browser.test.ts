import { expectGoodPage, keyboardUser, launchBrowser } from "@madoguchi/test";
import { VirtualCard } from "@madoguchi/virtual-card";
import type { Switches } from "@madoguchi/virtual-card";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { FakeAcr1255 } from "../../bluetooth/fake-acr1255.ts";
import type { ReaderSwitches } from "../../bluetooth/fake-acr1255.ts";
import { Room } from "../../bluetooth/fake-bluetooth.ts";
import { register, setUp, typePin } from "../hand.fixture.ts";
import { commandNumbers, openPlace } from "../reception.fixture.ts";
import type { Place } from "../reception.fixture.ts";
import { openPageWithBluetooth } from "./bluetooth.fixture.ts";
import { openPageInApp } from "./shell-bluetooth.fixture.ts";

let browser: Browser;
let place: Place;
let context: BrowserContext;
let page: Page;

const PAIR = "Bluetoothのカードリーダーをつなぐ";
const CHANGE = "カードリーダーを替える";
const WAITING = "マイナンバーカードを置いてください";

beforeAll(async () => {
  [browser, place] = await Promise.all([launchBrowser(), openPlace()]);
});

afterAll(async () => {
  await browser.close();
  await place.close();
});

afterEach(async () => {
  await context.close();
  place.take();
});

/** A registered counter with one reader in the room; on a tablet no program reaches any other. */
async function open(device: "tablet" | "pc", switches: Partial<ReaderSwitches> = {}) {
  const reader = new FakeAcr1255(switches);
  const room = new Room([reader]);
  context = await browser.newContext();
  page = await openPageWithBluetooth(context, room);
  if (device === "tablet") {
    await page.route("**/reception/config.json", (route) =>
      route.fulfill({ json: { agentUrl: null, demo: true } }),
    );
  }
  await openNew();
  return { reader, room };
}

async function openNew(): Promise<void> {
  await page.goto(place.url);
  await setUp(page);
}

const expectScreen = (words: string) =>
  page.getByRole("heading", { level: 1, name: words }).waitFor();
const expectConnected = ({ name }: FakeAcr1255) =>
  page.getByText(`${name}につながっています`).waitFor();
const whyNot = () => page.locator(".mg-notice").getByText("暗証番号の確認が途中で切れました");
const press = (name: string) => page.getByRole("button", { name }).click();

function lay(reader: FakeAcr1255, switches: Partial<Switches> = {}): VirtualCard {
  const card = VirtualCard.fromImage(place.image, switches);
  reader.insert(card);
  return card;
}

describe("a tablet's app", () => {
  test("shows the readers that are near, and checks a card on the one that is chosen", async () => {
    const [other, reader] = [new FakeAcr1255({}, "012345"), new FakeAcr1255({}, "067890")];
    const room = new Room([other, reader]);
    context = await browser.newContext();
    page = await openPageInApp(context, room);
    await openNew();
    await expectScreen("カードリーダーをつないでください");
    room.bluetoothIsOn = false;
    await press(PAIR);
    await expectScreen("Bluetoothを使えません");
    room.bluetoothIsOn = true;
    await press(PAIR);
    await expectScreen("カードリーダーを選んでください");
    await page.getByRole("button", { name: `${other.name}を使う` }).waitFor();
    await expectGoodPage(page, "bluetooth-choosing");
    await press("やめる");
    await press(PAIR);
    await press(`${reader.name}を使う`);
    await expectScreen(WAITING);
    lay(reader);
    await typePin(page, "1234");
    await expectScreen("有効");
    expect(other.heard).toEqual([]);
    reader.remove();
    await page.reload();
    await expectConnected(reader);
  });
});

describe("a tablet", () => {
  test("from choosing the reader to the answer, by keyboard alone; and known again after a reload", async () => {
    const { reader } = await open("tablet");
    const user = keyboardUser(page);
    await expectScreen("カードリーダーをつないでください");
    await expectGoodPage(page, "bluetooth-none");
    await user.press(PAIR);
    await expectScreen(WAITING);
    await expectConnected(reader);
    lay(reader);
    await typePin(page, "1234");
    await expectScreen("有効");
    reader.remove();
    await page.keyboard.press("Enter");
    await page.reload();
    await expectConnected(reader);
    lay(reader);
    await typePin(page, "9999");
    await page.getByText("暗証番号が違います。", { exact: true }).waitFor();
  });

  test("a chooser that is closed changes nothing; Bluetooth that is off is named", async () => {
    const { room } = await open("tablet");
    room.dismisses = true;
    await press(PAIR);
    await expectScreen("カードリーダーをつないでください");
    room.bluetoothIsOn = false;
    await press(PAIR);
    await expectScreen("Bluetoothを使えません");
    Object.assign(room, { dismisses: false, bluetoothIsOn: true });
    await press(PAIR);
    await expectScreen(WAITING);
  });

  test("a reader that is gone says so until it is back, and what happened to the last card stays", async () => {
    const { reader } = await open("tablet");
    await press(PAIR);
    await expectScreen(WAITING);
    const { verify } = await commandNumbers(place.image);
    const card = lay(reader);
    const process = card.process.bind(card);
    let commands = 0;
    card.process = async (apdu) => {
      commands += 1;
      if (commands === verify) {
        reader.switches = { ...reader.switches, busy: true };
        reader.drop();
      }
      return process(apdu);
    };
    await typePin(page, "9999");
    await expectScreen("カードリーダーに届きません");
    await whyNot().waitFor();
    await expectGoodPage(page, "bluetooth-unreachable");
    reader.remove();
    reader.switches = { ...reader.switches, busy: false };
    await press("もう一度つなぐ");
    await expectScreen(WAITING);
    await whyNot().waitFor();
    expect(card.image.pins["jpki-auth"].triesLeft).toBe(2);
  });

  test("a reader with a clinic's own key: asked for, checked, and kept", async () => {
    const { reader } = await open("tablet", { masterKey: "key of a clinic!" });
    await press(PAIR);
    await expectScreen("カードリーダーの鍵が合いません");
    await page.getByLabel("マスターキー").fill("short");
    await press("この鍵でつなぐ");
    await page.getByText("16進数32桁か、半角16文字で入力してください。").waitFor();
    await expectGoodPage(page, "bluetooth-key");
    await page.getByLabel("マスターキー").fill("key of a clinic!");
    await press("この鍵でつなぐ");
    await expectScreen(WAITING);
    await page.reload();
    await expectConnected(reader);
  });

  test("a reader that the browser forgot is asked for by its name; one that is let go is forgotten here too", async () => {
    const { reader, room } = await open("tablet");
    room.remembers = false;
    await press(PAIR);
    await expectScreen(WAITING);
    await page.reload();
    await expectScreen("カードリーダーをつないでください");
    await press(`${reader.name}につなぎ直す`);
    await page.getByText(CHANGE).click();
    await expectGoodPage(page, "bluetooth-change");
    await press(`${reader.name}を切り離す`);
    await expectScreen("カードリーダーをつないでください");
    expect(reader.connected).toBe(false);
    await page.reload();
    await page.getByRole("button", { name: PAIR }).waitFor();
  });
});

describe("a PC with readers of its own", () => {
  test("has Bluetooth as one way more, and both readers to choose from", async () => {
    const { reader } = await open("pc");
    await expectScreen(WAITING);
    await page.getByText(CHANGE).click();
    await press(PAIR);
    await page.getByLabel("使うカードリーダー").selectOption(reader.name);
    lay(reader);
    await typePin(page, "1234");
    await expectScreen("有効");
  });

  test("that has lost its own program still checks by Bluetooth", async () => {
    const { reader } = await open("pc");
    await expectScreen(WAITING);
    await place.stopAgent();
    try {
      await expectScreen("カードリーダーにつながりません");
      await expectGoodPage(page, "bluetooth-beside-agent");
      await press(PAIR);
      await expectScreen(WAITING);
      lay(reader);
      await typePin(page, "1234");
      await expectScreen("有効");
    } finally {
      await place.startAgentAgain();
    }
  });
});

test("where the browser has no Bluetooth, nothing is offered", async () => {
  context = await browser.newContext();
  page = await context.newPage();
  await register(page, place.url);
  expect(await page.getByText("Bluetooth").count()).toBe(0);
});

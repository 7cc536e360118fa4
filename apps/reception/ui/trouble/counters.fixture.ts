/** Counters on each of the three links, whose patients come with cards of the test's making. */
import { LinkError } from "@madoguchi/card";
import type { LinkErrorCode } from "@madoguchi/card";
import { VirtualCard } from "@madoguchi/virtual-card";
import type { CardImage, Switches } from "@madoguchi/virtual-card";
import type { BrowserContext, Page } from "playwright-core";
import { FakeAcr1255 } from "../../bluetooth/fake-acr1255.ts";
import { Room } from "../../bluetooth/fake-bluetooth.ts";
import { heading, LAY, PIN, press, setUp, typePin } from "../hand.fixture.ts";
import { FakePhone } from "../phone.fixture.ts";
import { openPageWithBluetooth } from "../readers/bluetooth.fixture.ts";
import type { Place } from "../reception.fixture.ts";
import { at, misbehaving } from "./misbehaving.fixture.ts";
import type { TroublePlace } from "./trouble.ts";

const NUMBERS = "カードの表の番号を入力してください";
const START = "マイナンバーカードの受付を始めます";

/** A counter with its page open on one kind of link. */
export type Counter = {
  readonly page: Page;
  readonly place: TroublePlace;
  /** A card comes, and the patient types at once what is asked for: their PIN, or the staff what is printed. */
  bring(card: VirtualCard, by?: "pin" | "photo", pin?: string): Promise<void>;
  /** The way to the card breaks so, once a card's file is read. */
  breaking(code: LinkErrorCode): VirtualCard;
};

const thrown = (code: LinkErrorCode) => () => {
  throw new LinkError(code, "as the test wants it");
};

export function countersAt(place: Place) {
  const cardOf = (switches: Partial<Switches> = {}, image: CardImage = place.image) =>
    VirtualCard.fromImage(image, switches);
  async function register(page: Page): Promise<void> {
    page.setDefaultTimeout(10_000);
    await page.goto(place.url);
    await setUp(page);
  }

  async function typeNumbers(page: Page): Promise<void> {
    await heading(page, NUMBERS).waitFor();
    await page.getByLabel("年", { exact: true }).fill("55");
    await page.getByLabel("月", { exact: true }).fill("2");
    await page.getByLabel("日", { exact: true }).fill("17");
    await page.getByLabel("2 有効期限の年").fill(place.image.expiry.slice(0, 4));
    await page.getByLabel("3 セキュリティコード").fill(place.image.securityCode);
    await page.keyboard.press("Enter");
  }

  /** On a reader the card comes first, and what it does at once is what there is to see. */
  async function onReader(page: Page, by: "pin" | "photo", pin: string): Promise<void> {
    const asked = heading(page, PIN);
    await asked.or(page.locator(".rc-trouble h1, .mg-notice")).first().waitFor();
    if (!(await asked.isVisible())) return;
    if (by === "pin") return typePin(page, pin);
    await press(page, /顔写真で確認する/u);
    await heading(page, NUMBERS).or(page.locator(".rc-trouble h1")).first().waitFor();
    if (await heading(page, NUMBERS).isVisible()) await typeNumbers(page);
  }

  return {
    cardOf,
    async reader(context: BrowserContext): Promise<Counter> {
      const page = await context.newPage();
      await register(page);
      await heading(page, LAY).waitFor();
      return {
        page,
        place: "reader",
        async bring(card, by = "pin", pin = "1234") {
          place.layOwn(card);
          await onReader(page, by, pin);
        },
        breaking: (code) => misbehaving(cardOf(), at.read, thrown(code)),
      };
    },
    async bluetooth(context: BrowserContext): Promise<Counter> {
      const reader = new FakeAcr1255();
      const page = await openPageWithBluetooth(context, new Room([reader]));
      await page.route("**/reception/config.json", (route) =>
        route.fulfill({ json: { agentUrl: null, demo: true } }),
      );
      await register(page);
      await press(page, "Bluetoothのカードリーダーをつなぐ");
      await heading(page, LAY).waitFor();
      return {
        page,
        place: "bluetooth",
        async bring(card, by = "pin", pin = "1234") {
          reader.insert(card);
          await onReader(page, by, pin);
        },
        breaking(code) {
          const refused = { timeout: 0x02, protocol: 0x03 }[code === "timeout" ? code : "protocol"];
          return misbehaving(cardOf(), at.read, (answer) => {
            reader.switches = { ...reader.switches, refuse: { type: 0x6f, code: refused } };
            return answer;
          });
        },
      };
    },
    async phone(context: BrowserContext, kind: "nfc-android" | "nfc-ios" = "nfc-android") {
      const first = await context.newPage();
      await register(first);
      await heading(first, LAY).waitFor();
      await first.close();
      const phone = new FakePhone();
      const page = await phone.openPage(context, kind);
      await page.goto(place.url);
      await heading(page, START).waitFor();
      const counter: Counter = {
        page,
        place: "phone",
        async bring(card, by = "pin", pin = "1234") {
          await press(page, by === "pin" ? "暗証番号で確認する" : /顔写真で確認する/u);
          await (by === "pin" ? typePin(page, pin) : typeNumbers(page));
          phone.lay(card);
        },
        breaking: (code) => misbehaving(cardOf(), at.read, thrown(code)),
      };
      return { ...counter, phone };
    },
  };
}

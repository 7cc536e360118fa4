/** A center whose pages a browser opens under the name that its mails and passkeys are made for, at a time that can pass. */
import { systemClock } from "@madoguchi/platform";
import {
  TEST_PASSWORD,
  addMember,
  launchBrowser,
  registerFacility,
  startTestCenter,
} from "@madoguchi/test";
import type { FacilityPerson, TestCenter } from "@madoguchi/test";
import type { BrowserContext, Page } from "playwright-core";
import { Temporal } from "temporal-polyfill";

export type Doors = Awaited<ReturnType<typeof startDoors>>;

export async function startDoors() {
  let passed = Temporal.Duration.from({ seconds: 0 });
  const center = await startTestCenter({ now: () => systemClock.now().add(passed) });
  const browser = await launchBrowser({ localhost: center.url });
  const contexts: BrowserContext[] = [];

  return {
    center,
    pass(duration: Temporal.DurationLike): void {
      passed = passed.add(duration);
    },
    /** A browser of somebody's own. */
    async openBrowser(): Promise<Page> {
      const context = await browser.newContext({ baseURL: "http://localhost" });
      contexts.push(context);

      return context.newPage();
    },
    async close(): Promise<void> {
      await browser.close();
      await center.close();
    },
  };
}

export async function signIn(page: Page, mail: string, password = TEST_PASSWORD): Promise<void> {
  await page.getByLabel("メールアドレス").fill(mail);
  await page.getByLabel("パスワード").fill(password);
  await press(page, "ログイン");
}

export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("main").getByRole("button", { name, exact: true }).click();
}

export async function heading(page: Page): Promise<string | null> {
  return page.getByRole("heading", { level: 1 }).textContent();
}

/** The link that the next mail to this address brings. */
export async function mailedLink(center: TestCenter, mail: string): Promise<string> {
  const { text = "" } = await center.mailTo(mail);

  return /http:\/\/localhost(\/\S+\?token=\S+)/.exec(text)?.[1] ?? "";
}

export async function mailedCode(center: TestCenter, mail: string): Promise<string> {
  const { text = "" } = await center.mailTo(mail);

  return /確認コード：(\d{6})/.exec(text)?.[1] ?? "";
}

/** Somebody of a facility of their own, with a password only, who has had no mail yet. */
export async function someMember(
  center: TestCenter,
): Promise<Pick<FacilityPerson, "mail" | "visitor" | "facilityCode">> {
  const { facilityCode } = await registerFacility(center);

  return { facilityCode, ...(await addMember(center, facilityCode, ["administrator"])) };
}

/** Of the authenticator app that a page offers to set up. */
export function secretOf(html: string): Uint8Array {
  const key = /<code>([A-Z2-7 ]{30,})<\/code>/.exec(html)?.[1]?.replaceAll(" ", "") ?? "";
  const bits = [...key].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0"));

  return Uint8Array.from(bits.join("").match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * No form of the portal loses what was typed: not by an answer that refuses it, not by leaving and coming back, not by a reload,
 * not without network. The forms that save themselves have tests of their own; for the others the browser keeps what pages let it.
 */
import { giveProof, launchBrowser, registerFacility } from "@madoguchi/test";
import { systemClock } from "@madoguchi/platform";
import type { FacilityPerson } from "@madoguchi/test";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { finishIntroduction, startApplication, startGrantCenter } from "./grants/grants.fixture.ts";
import type { GrantCenter } from "./grants/grants.fixture.ts";
import { ask } from "./inquiries/inquiries.fixture.ts";
import { approveApplication, facilityIdOf } from "./onboarding/preparation.fixture.ts";

let center: GrantCenter;
let browser: Browser;
/** Somebody without an account; a new facility; one that is open; a health-check site. */
let people: Readonly<Record<"stranger" | "beginner" | "opened" | "checkup", BrowserContext>>;
/** Where forms stand whose address is known only now. */
let places: Readonly<Record<string, string>>;

beforeAll(async () => {
  [center, browser] = await Promise.all([startGrantCenter(), launchBrowser()]);
  const beginner = await registerFacility(center);
  const opened = await registerFacility(center);
  const checkup = await registerFacility(center, "checkup");
  await giveProof(center, opened.mail);
  const facilityId = await facilityIdOf(center.db, opened.facilityCode);
  await approveApplication(center.db, facilityId, systemClock.now());
  await finishIntroduction(center, opened.facilityCode);
  const grant = await startApplication(opened.visitor);
  const asked = await ask(opened.visitor, {});
  places = { ":grant": grant, ":inquiry": asked.path.split("?")[0] ?? "" };
  people = {
    stranger: await browser.newContext(),
    beginner: await contextOf(beginner),
    opened: await contextOf(opened),
    checkup: await contextOf(checkup),
  };
});
afterAll(async () => {
  await browser.close();
  await center.close();
});

async function contextOf({ visitor }: FacilityPerson): Promise<BrowserContext> {
  const context = await browser.newContext();
  await context.addCookies(visitor.cookies);

  return context;
}

type Case = {
  readonly who: keyof typeof people;
  readonly path: string;
  /** Where the form is sent, when the page has several. */
  readonly action?: string;
  /** Without a script a browser forgets the fields of a page that is loaded anew. */
  readonly reload?: true;
  /** Shown to nobody who goes back to it without network: it is money. */
  readonly notKept?: true;
  /** What is typed is taken as it is. */
  readonly isTaken?: true;
  /** Fields that stay unanswered, where what is typed would be taken otherwise. */
  readonly without?: readonly string[];
};

const cases: readonly Case[] = [
  { who: "stranger", path: "/register", without: ["kind"] },
  { who: "stranger", path: "/register/details?kind=medical&code=1319700017" },
  { who: "stranger", path: "/inquiries/new", without: ["category"] },
  {
    who: "stranger",
    path: "/help/KB0010157",
    action: "/library/KB0010157/rating",
    without: ["stars"],
  },
  { who: "stranger", path: "/sign-in", action: "/sign-in" },
  { who: "beginner", path: "/devices/choose", without: ["internet"] },
  { who: "beginner", path: "/procedures/details", reload: true },
  { who: "beginner", path: "/procedures/founder", reload: true },
  { who: "beginner", path: "/procedures/code", reload: true },
  { who: "beginner", path: "/procedures/close", reload: true },
  { who: "opened", path: "/procedures/suspend", reload: true },
  { who: "opened", path: "/go-live" },
  { who: "opened", path: "/inquiries/new", reload: true, without: ["category"] },
  { who: "opened", path: ":inquiry", reload: true, action: ":inquiry/reply", isTaken: true },
  { who: "opened", path: "/statistics", reload: true, action: "/statistics/patients" },
  { who: "opened", path: "/terminals/accounts/new", without: ["reason"] },
  { who: "opened", path: ":grant/costs", reload: true, notKept: true },
  { who: "opened", path: ":grant/account", reload: true, notKept: true },
  { who: "beginner", path: "/usage-application", reload: true, notKept: true, isTaken: true },
  { who: "checkup", path: "/checkup-contracts" },
  { who: "checkup", path: "/bulk-inquiries" },
];

const placed = (text: string): string => text.replace(/^:\w+/, (name) => places[name] ?? name);

function formOn(page: Page, { action }: Case): Locator {
  return page
    .locator(action === undefined ? "main form" : `main form[action^="${placed(action)}"]`)
    .filter({ has: page.locator(FIELDS) })
    .first();
}

const FIELDS = "input:not([type=hidden], [type=password], [type=file]), textarea, select";

/** Something in every field, in the way of its kind. What the browser or the server holds against it is not the question. */
async function fillIn(form: Locator, without: readonly string[]): Promise<void> {
  const closed = form.locator("details:not([open])");
  while ((await closed.count()) > 0) await closed.first().locator("summary").click();
  for (const [index, field] of (await form.locator(FIELDS).all()).entries()) {
    const { name, kind } = await field.evaluate((element) => ({
      name: element.getAttribute("name") ?? "",
      kind: element instanceof HTMLInputElement ? element.type : element.localName,
    }));
    if (without.includes(name)) continue;
    if (kind === "radio" || kind === "checkbox") await field.check();
    else if (kind === "select")
      await field.selectOption({ index: (await field.locator("option").count()) - 1 });
    else await field.fill(`記入${index}`);
  }
}

/** Every field with what stands in it. */
function typedIn(form: Locator): Promise<string[]> {
  return form
    .locator(FIELDS)
    .evaluateAll((fields) =>
      fields.map((field) =>
        field instanceof HTMLInputElement && /^(?:radio|checkbox)$/.test(field.type)
          ? `${field.name} ${field.value}: ${String(field.checked)}`
          : field instanceof HTMLInputElement ||
              field instanceof HTMLTextAreaElement ||
              field instanceof HTMLSelectElement
            ? `${field.name}: ${field.value}`
            : "",
      ),
    );
}

test.each(cases)("$who: $path", async (each) => {
  const context = people[each.who];
  const page = await context.newPage();
  onTestFinished(() => context.setOffline(false));
  const form = formOn(page, each);
  const address = center.url + placed(each.path);
  await page.goto(address);
  await fillIn(form, each.without ?? []);
  const typed = await typedIn(form);
  expect(typed.some((line) => line.includes("記入") || line.endsWith("true"))).toBe(true);

  if (each.reload) {
    await page.reload();
    expect(await typedIn(form), "after a reload").toEqual(typed);
  }

  await page.getByRole("contentinfo").getByRole("link", { name: "利用規約" }).click();
  await page.waitForURL("**/terms");
  await page.goBack();
  expect(await typedIn(form), "after leaving and coming back").toEqual(typed);

  const isSentToItself = await form.evaluate(
    (element) => element instanceof HTMLFormElement && element.action === location.href,
  );
  await context.setOffline(true);
  await form.getByRole("button").last().click();
  await page.waitForURL("chrome-error://**");
  if (isSentToItself) {
    // No page lies behind this one: what could not be sent is sent by loading it anew.
    await context.setOffline(false);
    await page.reload();
  } else {
    if (each.notKept) await context.setOffline(false);
    await page.goBack();
    expect(await typedIn(form), "after sending without network").toEqual(typed);
    await context.setOffline(false);
    if (each.isTaken) return;
    await form.getByRole("button").last().click();
  }
  await page.getByRole("alert").or(page.locator(".mg-error-summary")).first().waitFor();
  expect(await page.title()).toMatch(/^エラー：/);
  expect(await typedIn(form), "beside what was refused").toEqual(typed);
  await page.close();
});

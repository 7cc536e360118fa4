/**
 * Every link and every button of the demo, as everybody: a visitor, three people of facilities, an official of each role. Links
 * and forms are followed without a browser; each page is then looked at in one, once for each kind of people.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openDatabase, systemClock, totpCode } from "@madoguchi/platform";
import {
  expectNoAxeViolations,
  launchBrowser,
  sidewaysOverflow,
  startTestCenter,
  takePictures,
  TEST_SECRET_KEY,
} from "@madoguchi/test";
import type { TestCenter, Visitor } from "@madoguchi/test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeRelease } from "../../release.ts";
import { demoPassword, demoSignIns, sampleMails, totpOf } from "../desk.ts";
import { seedDemo } from "../seed.ts";
import { pathOf, readPage } from "./page.fixture.ts";
import type { PageRead } from "./page.fixture.ts";
import { press, routerOf, walk } from "./walk.fixture.ts";
import type { Press, Router, Seen } from "./walk.fixture.ts";

/** A few minutes on two idle cores; a busy machine must not fail. */
const PATIENCE = 900_000;

let varDir: string;
let center: TestCenter;
let browser: Browser;
let router: Router;

beforeAll(async () => {
  varDir = await mkdtemp(join(tmpdir(), "madoguchi-clicks-"));
  const options = { varDir, secretKey: TEST_SECRET_KEY, insured: 300 };
  // The counter's app, as far as a link to it goes.
  const receptionDirectory = join(varDir, "reception");
  await mkdir(receptionDirectory);
  await writeFile(join(receptionDirectory, "index.html"), "<!doctype html><title>受付</title>");
  const downloadsDirectory = join(varDir, "downloads");
  const program = join(downloadsDirectory, "windows", "madoguchi.exe");
  await mkdir(dirname(program), { recursive: true });
  await writeFile(program, "架空のプログラム");
  writeRelease(program, { platform: "windows", version: "0.1.0" });
  const files = {
    filesDirectory: join(varDir, "files"),
    receptionDirectory,
    downloadsDirectory,
  };
  [center, browser] = await Promise.all([
    startTestCenter(systemClock, files, (databaseUrl) => seedDemo({ ...options, databaseUrl })),
    launchBrowser(),
  ]);
  router = routerOf(center.routes);
});
afterAll(async () => {
  await browser.close();
  await center.close();
  await rm(varDir, { recursive: true });
});

type Realm = "visitor" | "facility" | "office";
type Person = { readonly who: string; readonly realm: Realm; readonly id: string };

const people: readonly Person[] = [
  { who: "visitor", realm: "visitor", id: "" },
  { who: "administrator", realm: "facility", id: sampleMails.administrator },
  { who: "reception", realm: "facility", id: sampleMails.reception },
  { who: "accounting", realm: "facility", id: sampleMails.accounting },
  ...["kakunin", "kettei", "shiharai", "koho", "sodan", "hoken", "kansa", "kanri1"].map(
    (key): Person => ({ who: key, realm: "office", id: `${key}@example.jp` }),
  ),
];

const starts = { visitor: "/", facility: "/home", office: "/office" } as const;

async function come({ realm, id }: Person): Promise<Visitor> {
  const visitor = center.visitor();
  const signIn = demoSignIns.find((each) => each.id === id);
  if (!signIn) return visitor;
  await visitor.post(signIn.path, { mail: id, password: demoPassword });
  if (realm === "office") {
    const code = totpCode(totpOf(id.split("@", 1)[0] ?? ""), systemClock.now());
    await visitor.post("/office/account/confirm", { way: "totp", code });
  }

  return visitor;
}

/** As if everybody had given a second factor this minute: how that is asked for is told by other tests. */
async function proveAll(): Promise<void> {
  const db = openDatabase(center.databaseUrl, { max: 1 });
  await db.updateTable("session").set({ provenAt: systemClock.now() }).execute();
  await db.destroy();
}

/** So many records of a kind are looked at. */
const RECORDS = 4;
const ofEverybody = new Set<string>();
/** Files: drawing one takes longer than all pages that lead to it. */
const taken = new Set<string>();

/** What is the same for everybody is looked at once more, with the head and foot of whoever is signed in. */
function recordsFor({ realm }: Person, records: number): (route: string) => number {
  const once = new Map<string, number>();

  return (route) => {
    const isFile = /\.[a-z]{3,4}$/u.test(route);
    // The counter's own app is told of by its own tests, and so is a mail as it arrives.
    if (
      route.startsWith("/reception") ||
      route === "/office/mails/:name/:number" ||
      taken.has(`${realm} ${route}`)
    )
      return 0;
    if (!isFile && !ofEverybody.has(route)) return records;
    once.set(route, (once.get(route) ?? 0) + 1);

    return once.get(route) === 1 ? 1 : 0;
  };
}

/** Where a button led. */
const landed = new Set<string>();

const walked = new Map<Person, { visitor: Visitor; seen: readonly Seen[] }>();

/** The facilities of the samples, each as if it were the only one. */
async function facilitiesOf(visitor: Visitor, first = false): Promise<Press[]> {
  const { path, html } = await visitor.get("/account/facility");
  const page = readPage(html, path, () => true);

  return page.forms
    .filter(({ action }) => action.startsWith("/account/facility"))
    .flatMap((form) => form.buttons.map((button) => ({ on: path, form, button })))
    .filter(({ button }) => !first || button.words.includes("第10医院"));
}

test(
  "every link leads everybody to a page that is in order",
  async () => {
    const findings: string[] = [];
    for (const person of people) {
      const visitor = await come(person);
      await proveAll();
      const seen = await walk(visitor, router, starts[person.realm], recordsFor(person, RECORDS));
      if (person.who === "administrator") {
        for (const there of await facilitiesOf(visitor)) {
          await press(visitor, there);
          seen.push(...(await walk(visitor, router, "/home", recordsFor(person, 1), there)));
        }
      }
      walked.set(person, { visitor, seen });
      for (const { route, page } of seen) {
        if (person.realm === "visitor") ofEverybody.add(route);
        if (!page) taken.add(`${person.realm} ${route}`);
      }
      for (const { route, path, from, status, page } of seen) {
        const where = `${person.who} ${route} (${path}, from ${from})`;
        if (!isFine(status, page)) findings.push(`${where}: ${status}`);
        for (const finding of page?.findings ?? []) findings.push(`${where}: ${finding}`);
      }
    }
    expect([...new Set(findings)]).toEqual([]);
  },
  PATIENCE,
);

/** Also what leads on to another text, and what says at once what is missing in a form. */
function isFine(status: number, page: PageRead | null): boolean {
  return (
    [200, 301].includes(status) || (status === 422 && page?.title.startsWith("エラー：") === true)
  );
}

type Place = Pick<Seen, "path" | "route" | "there"> & { readonly person: Person };

test(
  "every kind of page is in order in a browser, wide and narrow",
  async () => {
    const places = new Map<string, Place>();
    for (const [person, { seen }] of walked) {
      for (const { route, path, page, status, there } of seen) {
        // What everybody sees is looked at as a visitor sees it.
        const kind = ofEverybody.has(route) ? route : `${person.realm} ${route}`;
        if (page && status === 200 && !places.has(kind)) {
          places.set(kind, { person, path, route, there });
        }
      }
    }
    const all = [...places.values()];
    const findings: string[] = [];
    // Two at a time; those of one session after each other, for it acts for one facility at a time.
    await Promise.all([
      lookAtAll(
        all.filter(({ person }) => person.realm === "facility"),
        findings,
      ),
      lookAtAll(
        all.filter(({ person }) => person.realm !== "facility"),
        findings,
      ),
    ]);
    expect(places.size).toBeGreaterThan(150);
    expect([...new Set(findings)]).toEqual([]);
  },
  PATIENCE,
);

async function lookAtAll(places: readonly Place[], findings: string[]): Promise<void> {
  let last: Press | null | undefined;
  for (const { person, path, route, there } of places) {
    if (there !== last) await comeTo(person, there);
    last = there;
    const page = await pageOf(person);
    const where = `${person.who} ${route} (${path})`;
    const listen = (message: { type(): string; text(): string }) => {
      if (message.type() === "error") findings.push(`${where}: ${message.text()}`);
    };
    const fail = (error: Error) => findings.push(`${where}: ${error.message}`);
    page.on("console", listen);
    page.on("pageerror", fail);
    await page.goto(path);
    await expectNoAxeViolations(page).catch(fail);
    await page.setViewportSize({ width: 360, height: 800 });
    const wide = await sidewaysOverflow(page);
    if (wide.length > 0) findings.push(`${where} reaches out sideways: ${wide.join(", ")}`);
    await takePictures(page, `${person.who}${route.replaceAll("/", "_").replaceAll(":", "")}`);
    await page.close();
  }
}

/** Null: the facility with which the person begins. */
async function comeTo(person: Person, there: Press | null): Promise<void> {
  const visitor = walked.get(person)?.visitor;
  const [first] = visitor && person.realm === "facility" ? await facilitiesOf(visitor, true) : [];
  const wanted = there ?? first;
  if (visitor && wanted) await press(visitor, wanted);
}

async function pageOf(person: Person): Promise<Page> {
  const context = contexts.get(person) ?? (await openContext(person));

  return context.newPage();
}

const contexts = new Map<Person, BrowserContext>();

async function openContext(person: Person): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: center.url,
    viewport: { width: 1280, height: 800 },
  });
  await context.addCookies(walked.get(person)?.visitor.cookies ?? []);
  contexts.set(person, context);

  return context;
}

/** Later than all others, for they take away what others need: last of all the session itself. */
const LAST = [
  /remove|withdraw|decline|stop|lost|revoke|leave|close|end|unlink/u,
  /password|hand-over|members|sessions/u,
  /sign-out/u,
];

test(
  "every button does what it says, or says what is missing",
  async () => {
    const findings: string[] = [];
    let pressed = 0;
    for (const [person, { visitor, seen }] of walked) {
      const kinds = new Map<string, Press[]>();
      for (const { path, page, there } of seen) {
        for (const form of page?.forms ?? []) {
          const route = router.routeOf(form.method, pathOf(form.action));
          for (const button of form.buttons) {
            const kind = `${form.method} ${route} ${button.name}=${button.words}`;
            kinds.set(kind, [...(kinds.get(kind) ?? []), { on: path, form, button, there }]);
          }
        }
      }
      const order = (kind: string) => LAST.findLastIndex((pattern) => pattern.test(kind));
      const kindsInOrder = [...kinds].toSorted(([a], [b]) => order(a) - order(b));
      await proveAll();
      for (const [kind, presses] of kindsInOrder) {
        const result = await pressOne(person, visitor, presses);
        // Nothing of the kind is left: somebody pressed it before.
        if (!result) continue;
        pressed += 1;
        const { status, path, html } = result;
        landed.add(router.routeOf("GET", pathOf(path)) ?? "");
        const where = `${person.who} ${kind} (now at ${path})`;
        if ([403, 404, 405].includes(status) || status >= 500) findings.push(`${where}: ${status}`);
        if (!html.startsWith("<!doctype html>")) continue;
        const leads = (method: string, to: string) => router.routeOf(method, to) !== undefined;
        const after = readPage(html, pathOf(path), leads);
        for (const finding of after.findings) findings.push(`${where}: ${finding}`);
      }
    }
    expect([...new Set(findings)]).toEqual([]);
    expect(pressed).toBeGreaterThan(200);
  },
  PATIENCE,
);

/** On the first page that still has it. */
async function pressOne(person: Person, visitor: Visitor, presses: readonly Press[]) {
  for (const { on, form, button, there = null } of presses) {
    if (person.who === "administrator") await comeTo(person, there);
    const { html, path, status } = await visitor.get(on);
    if (status !== 200 || !html.startsWith("<!doctype html>")) continue;
    const now = readPage(html, pathOf(path), () => true);
    const again = now.forms.find(
      ({ action, buttons }) =>
        action === form.action && buttons.some(({ words }) => words === button.words),
    );
    const same = again?.buttons.find(({ words }) => words === button.words);
    if (again && same) return press(visitor, { on, form: again, button: same });
  }

  return null;
}

/** Reached by nothing that a walk finds: by a mail, by a form that was filled in rightly, or by a browser's own asking. */
const elsewhere: readonly string[] = [
  // By a link in a mail.
  "/invitation",
  "/invitation/decline",
  "/invitation/join",
  "/notices/mail/stop",
  "/office/reset-password",
  "/register/complete",
  "/register/complete/add",
  "/reminders/stop",
  "/reset-password",
  "/stop-factor-reset",
  // After a form that was filled in rightly.
  "/account/mail/confirm",
  "/forgot-id/sent",
  "/office/account/mail/confirm",
  "/office/account/second-factor/app",
  "/office/facility-lists/records/:code",
  "/office/forgot-password/sent",
  "/office/resume",
  "/register/sent",
  "/resume",
  // Before a deed that asks for a second factor again, which everybody here has just given.
  "/account/confirm",
  "/account/confirm/lost",
  "/account/confirm/passkey",
  "/office/account/confirm",
  "/office/account/confirm/passkey",
  // While nothing waits for a second official: here something does.
  "/office/app-minimum/new",
  "/office/devices/new",
  "/office/grants/payer/new",
  // To take away a passkey or an app, which nobody of the demo has beside what the office must have.
  "/account/second-factor/app/remove",
  "/account/second-factor/passkeys/:id/remove",
  "/office/account/second-factor/passkeys/:id/remove",
  // With files that nobody of the demo has sent.
  "/grants/:id/receipts/:receiptId/preview",
  "/inquiries/:number/files/:id",
  "/inquiries/guest",
  "/inquiries/guest/files/:id",
  "/office/facility-lists/:id/problems.csv",
  "/office/feeds/:id/problems.csv",
  "/office/grants/:id/receipts/:receiptId/preview",
  "/office/inquiries/:number/files/:id",
  // By browsers, search engines and the counter's app themselves.
  "/favicon.ico",
  "/office/mails/:name/:number",
  "/reception",
  "/reception/*",
  "/reception/config.json",
  "/robots.txt",
  "/sitemap.xml",
];

test("every page of the center is reached by somebody", () => {
  const byLink = [...walked.values()].flatMap(({ seen }) => seen.map(({ route }) => route));
  const reached = new Set([...byLink, ...landed]);
  const missing = center.routes
    .filter(({ method, path }) => method === "GET" && !path.startsWith("/api/"))
    .map(({ path }) => path)
    .filter((path) => !reached.has(path) && !path.startsWith("/assets/"));
  expect(missing.toSorted()).toEqual(elsewhere.toSorted());
});

/** How much script pages load: none for everybody to read, little for who is signed in. Goes wherever links lead. */
import { gzipSync } from "node:zlib";
import { official, registerFacility, startTestCenter } from "@madoguchi/test";
import type { TestCenter, Visitor } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";

const BUDGET_BYTES = 15 * 1024;

let center: TestCenter;
beforeAll(async () => {
  center = await startTestCenter();
});
afterAll(() => center.close());

/** Every page that links lead to, from these on, with the scripts that it loads. */
async function walk(visitor: Visitor, from: readonly string[]): Promise<Map<string, string[]>> {
  const scripts = new Map<string, string[]>();
  const waiting = [...from];
  const seen = new Set(waiting);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const { html } = await visitor.get(path);
    if (!html.startsWith("<!doctype html>")) continue;
    scripts.set(
      path,
      Array.from(html.matchAll(/<script[^>]*>/g), ([tag]) => /src="([^"]+)"/.exec(tag)?.[1] ?? tag),
    );
    for (const [, href = ""] of html.matchAll(/href="(\/[^"#]*)/g)) {
      const next = href.replaceAll("&amp;", "&");
      // What stands behind the question mark changes what a page shows, and not what it loads.
      const [page = ""] = next.split("?");
      if (seen.has(page) || isOtherThanPage(next)) continue;
      seen.add(page);
      waiting.push(next);
    }
  }

  return scripts;
}

/** Files, the reception app, and the demo's mail. */
const isOtherThanPage = (path: string): boolean =>
  /^\/(?:assets|reception|dev)\/|\.\w+(?:\?|$)/.test(path);

test("what is for everybody to read loads no script", async () => {
  const pages = await walk(center.visitor(), ["/"]);
  // The walk came somewhere: the help, a form, an article.
  for (const path of ["/help", "/register", "/help/KB0010157", "/inquiries/new"]) {
    expect([...pages.keys()]).toContain(path);
  }
  const scripted = [...pages].filter(([, scripts]) => scripts.length > 0);
  // A passkey speaks to scripts only. Who has none signs in on the page before.
  expect(scripted.filter(([path]) => !path.startsWith("/sign-in/passkey"))).toEqual([]);
});

test("nobody loads more than 15 KB, as it comes over the line", async () => {
  const { visitor } = await registerFacility(center);
  const pages = new Map([
    ...(await walk(center.visitor(), ["/sign-in/passkey"])),
    ...(await walk(visitor, ["/home"])),
    ...(await walk(await official(center), ["/office"])),
  ]);
  const scripts = new Set([...pages.values()].flat());
  expect(scripts.size).toBeGreaterThan(0);
  const sizes = new Map<string, number>();
  for (const src of scripts) {
    const { bytes } = await visitor.download(src);
    sizes.set(src, gzipSync(bytes).length);
  }
  const heavy = [...pages].filter(
    ([, of]) => of.reduce((sum, src) => sum + (sizes.get(src) ?? Infinity), 0) > BUDGET_BYTES,
  );
  expect(heavy).toEqual([]);
});

test("the stylesheet comes packed to who can unpack it, and whole to who cannot", async () => {
  const front = await fetch(center.url);
  const [, path = ""] = /href="(\/assets\/style-[^"]+)"/.exec(await front.text()) ?? [];
  const ask = (encoding: string) =>
    fetch(new URL(path, center.url), { headers: { "accept-encoding": encoding } });
  const packed = await ask("gzip, deflate");
  const whole = await ask("identity");
  expect(packed.headers.get("content-encoding")).toBe("gzip");
  expect(whole.headers.get("content-encoding")).toBeNull();
  expect(await packed.text()).toBe(await whole.text());
});

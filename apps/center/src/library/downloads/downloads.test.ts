/** What the downloads' page offers, and that nothing else can be had through it. */
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RELEASE_FILE } from "@madoguchi/contract";
import type { Release } from "@madoguchi/contract";
import { startTestCenter } from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";

const program = new Uint8Array(randomBytes(300_000));
const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140";

let directory: string;
let center: TestCenter;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "madoguchi-downloads-"));
  center = await startTestCenter(undefined, { downloadsDirectory: directory });
  writeFileSync(join(directory, "secret.exe"), "not offered");
});
afterAll(async () => {
  await center.close();
  rmSync(directory, { recursive: true });
});

function put(platform: "windows" | "android", file: string, facts: Partial<Release> = {}): void {
  mkdirSync(join(directory, platform), { recursive: true });
  writeFileSync(join(directory, platform, file), program);
  const release = {
    platform,
    version: "1.2.3",
    file,
    bytes: program.length,
    sha256: createHash("sha256").update(program).digest("hex"),
    builtAt: "2026-11-28T15:30:00.000Z",
    ...facts,
  } satisfies Release;
  writeFileSync(join(directory, platform, RELEASE_FILE), JSON.stringify(release));
}

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(center.url + path, { headers, redirect: "manual" });
const page = async (userAgent: string) =>
  (await get("/downloads", { "user-agent": userAgent })).text();

test("says plainly what is not there, with whom to ask, and offers no link to it", async () => {
  const html = await page(windows);
  expect(html.match(/このサイトでは、まだ配布していません。/gu)).toHaveLength(3);
  expect(html).toContain("npm run build:windows");
  expect(html).not.toContain('href="/downloads/');
  expect(html).not.toContain("<script");
});

test("offers a build with version, day, size and sum, and the visitor's own first", async () => {
  put("windows", "madoguchi.exe");
  put("android", "madoguchi.apk");
  const html = await page(windows);
  expect(html).toContain("お使いの端末は、Windowsのパソコンのようです。");
  const facts = ["1.2.3", "令和8年11月29日（日）", "300,000バイト"];
  for (const fact of [...facts, createHash("sha256").update(program).digest("hex")])
    expect(html).toContain(fact);
  const order = (text: string) =>
    ["madoguchi.exe", "madoguchi.apk"].toSorted(
      (a, b) => text.indexOf(`"/downloads/${a}"`) - text.indexOf(`"/downloads/${b}"`),
    )[0];
  expect(order(html)).toBe("madoguchi.exe");
  expect(order(await page("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile"))).toBe(
    "madoguchi.apk",
  );
  expect(await page("curl/8")).not.toContain("お使いの端末は");
});

test("gives the whole file, and the rest of one that broke off", async () => {
  const whole = await get("/downloads/madoguchi.exe");
  expect(whole.status).toBe(200);
  expect(whole.headers.get("content-disposition")).toBe(
    "attachment; filename*=UTF-8''madoguchi.exe",
  );
  expect(whole.headers.get("accept-ranges")).toBe("bytes");
  expect(new Uint8Array(await whole.arrayBuffer())).toEqual(program);
  const tag = whole.headers.get("etag") ?? "";
  const rest = await get("/downloads/madoguchi.exe", { range: "bytes=299990-", "if-range": tag });
  expect([rest.status, rest.headers.get("content-range")]).toEqual([
    206,
    "bytes 299990-299999/300000",
  ]);
  expect(new Uint8Array(await rest.arrayBuffer())).toEqual(program.slice(299_990));
});

test("knows the offered names only", async () => {
  for (const name of [
    "secret.exe",
    RELEASE_FILE,
    "windows%2Fmadoguchi.exe",
    "..%2Fsecret.exe",
    "%2e%2e%2fsecret.exe",
    "..%5Csecret.exe",
    "madoguchi.exe%00",
  ])
    expect([name, (await get(`/downloads/${name}`)).status]).toEqual([name, 404]);
});

test("does not offer what is half written, wrongly described or in another's place", async () => {
  put("windows", "madoguchi.exe", { bytes: program.length + 1 });
  put("android", "madoguchi.apk", { platform: "windows" });
  expect(await page(windows)).not.toContain('href="/downloads/');
  expect((await get("/downloads/madoguchi.exe")).status).toBe(404);
  put("windows", "madoguchi.exe", { file: "../secret.exe" });
  expect(await page(windows)).not.toContain("secret");
  put("windows", "madoguchi.exe");
  expect(await page(windows)).toContain('href="/downloads/madoguchi.exe"');
});

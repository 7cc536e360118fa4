import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import Fastify from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveDirectory } from "./static.ts";

let directory: string;
const app = Fastify();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "madoguchi-static-"));
  await mkdir(join(directory, "assets"));
  await writeFile(join(directory, "index.html"), "<!doctype html>");
  await writeFile(join(directory, "assets", "index-abc.js"), "export {};");
  await serveDirectory(app, "/app", directory);
});
afterAll(async () => {
  await app.close();
  await rm(directory, { recursive: true });
});

test("the page is always asked for anew, what is named by its content is kept", async () => {
  const page = await app.inject("/app/");
  expect(page).toMatchObject({ statusCode: 200, body: "<!doctype html>" });
  expect(page.headers["cache-control"]).toBe("no-store");
  const script = await app.inject("/app/assets/index-abc.js");
  expect(script.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
});

test("what lies packed beside a file goes to who can unpack it", async () => {
  await writeFile(join(directory, "assets", "large-abc.js"), "export {};");
  await writeFile(join(directory, "assets", "large-abc.js.gz"), gzipSync("export {};"));
  const url = "/app/assets/large-abc.js";
  const packed = await app.inject({ url, headers: { "accept-encoding": "gzip, br" } });
  expect(packed.headers).toMatchObject({
    "content-encoding": "gzip",
    "content-type": "application/javascript; charset=utf-8",
    "cache-control": "public, max-age=31536000, immutable",
  });
  expect(gunzipSync(packed.rawPayload).toString()).toBe("export {};");
  expect((await app.inject(url)).body).toBe("export {};");
});

test("without its slash the address leads to the page, and nothing above the folder is served", async () => {
  expect(await app.inject("/app")).toMatchObject({ statusCode: 301 });
  const outside = await app.inject("/app/..%2f..%2fetc%2fpasswd");
  expect(outside.statusCode).toBeGreaterThanOrEqual(400);
});

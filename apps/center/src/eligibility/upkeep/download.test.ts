/** Against a real HTTP server, in every mood that one can have. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import { afterAll, describe, expect, test } from "vitest";
import { DOWNLOAD_LIMITS, download, followable } from "./download.ts";
import type { Downloaded } from "./download.ts";

const running = new AsyncDisposableStack();
afterAll(() => running.disposeAsync());

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  running.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");

  return `http://127.0.0.1:${address.port}`;
}

const LIST = Uint8Array.from({ length: 3000 }, (_, index) => index % 251);
const limits = { ...DOWNLOAD_LIMITS, bytes: LIST.length, seconds: 5 };

const from = (address: string, change: Partial<typeof limits> = {}): Promise<Downloaded> =>
  download(address, null, { ...limits, ...change });

describe("a list", () => {
  test("comes as it is, with what the server calls its state", async () => {
    const url = await serve((_request, response) =>
      response
        .writeHead(200, { etag: '"7"', "last-modified": "Sun, 22 Nov 2026 00:00:00 GMT" })
        .end(LIST),
    );
    const got = await from(url);
    expect(got).toMatchObject({
      kind: "list",
      etag: '"7"',
      lastModified: "Sun, 22 Nov 2026 00:00:00 GMT",
    });
    expect(got.kind === "list" && Uint8Array.from(got.der)).toEqual(LIST);
  });

  test("does not come again when the server knows that it is the same", async () => {
    const url = await serve((request, response) => {
      const same =
        request.headers["if-none-match"] === '"7"' &&
        request.headers["if-modified-since"] === "then";
      response.writeHead(same ? 304 : 200).end();
    });
    expect(await download(url, { etag: '"7"', lastModified: "then" }, limits)).toEqual({
      kind: "unchanged",
    });
    expect((await download(url, { etag: '"8"', lastModified: null }, limits)).kind).toBe("list");
  });

  test("is not the same when nobody asked so", async () => {
    const url = await serve((_request, response) => response.writeHead(304).end());
    expect(await from(url)).toEqual({ kind: "unreachable", reason: "http-304" });
  });

  test("larger than allowed is given up, whether its size is announced or not", async () => {
    const hungUp = Promise.withResolvers<void>();
    const endless = await serve((_request, response) => {
      response.on("close", () => hungUp.resolve());
      const more = (): void => {
        if (!response.destroyed) response.write(LIST.subarray(0, 1000), more);
      };
      more();
    });
    expect(await from(endless)).toEqual({ kind: "unreachable", reason: "too-large" });
    // Whoever would send for ever is told that nobody listens.
    await hungUp.promise;
    const announced = await serve((_request, response) =>
      response.writeHead(200, { "content-length": String(LIST.length + 1) }).write(LIST),
    );
    expect(await from(announced)).toEqual({ kind: "unreachable", reason: "too-large" });
  });

  test("that does not come in time is given up", async () => {
    const silent = await serve(() => {});
    expect(await from(silent, { seconds: 0.05 })).toEqual({
      kind: "unreachable",
      reason: "timeout",
    });
    const halting = await serve((_request, response) => response.write(LIST));
    expect(await from(halting, { seconds: 0.05 })).toEqual({
      kind: "unreachable",
      reason: "timeout",
    });
  });

  test("is not there where nobody listens, the answer is an error, or breaks off", async () => {
    expect(await from("http://127.0.0.1:9")).toEqual({ kind: "unreachable", reason: "connection" });
    const busy = await serve((_request, response) => response.writeHead(503).end());
    expect(await from(busy)).toEqual({ kind: "unreachable", reason: "http-503" });
    const broken = await serve((_request, response) => {
      response
        .writeHead(200, { "content-length": "3000" })
        .write(LIST.subarray(0, 10), () => response.destroy());
    });
    expect(await from(broken)).toEqual({ kind: "unreachable", reason: "connection" });
  });

  test("is followed three times where it has moved, and not in a circle", async () => {
    const url = await serve((request, response) => {
      const hop = Number(request.url?.slice(1));
      if (hop === 0) response.end(LIST);
      else response.writeHead(302, { location: `/${hop - 1}` }).end();
    });
    expect((await from(`${url}/3`)).kind).toBe("list");
    expect(await from(`${url}/4`)).toEqual({ kind: "unreachable", reason: "redirect" });
  });

  test.each(["file:///etc/hostname", "ftp://example.jp/1.crl", "data:,x", "http://[", undefined])(
    "is not followed to %s",
    async (location) => {
      const url = await serve((_request, response) =>
        response.writeHead(302, location === undefined ? {} : { location }).end(),
      );
      expect(await from(url)).toEqual({ kind: "unreachable", reason: "redirect" });
    },
  );
});

test.each([
  ["http://a.example.jp/", "https://b.example.jp/", "https://b.example.jp/"],
  ["http://a.example.jp/x/", "y", "http://a.example.jp/x/y"],
  ["https://a.example.jp/", "https://b.example.jp/", "https://b.example.jp/"],
  // Whoever asked for an encrypted way does not get a plain one.
  ["https://a.example.jp/", "http://a.example.jp/", null],
])("from %s to %s leads to %s", (start, location, expected) => {
  expect(followable(new URL(start), location)?.href ?? null).toBe(expected);
});

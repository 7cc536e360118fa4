/** Whom the program's own server answers, what it passes on, and what a page may have done. */
import { once } from "node:events";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer, text } from "node:stream/consumers";
import { createClient, formatSetupInfo } from "@madoguchi/contract";
import { VirtualReader } from "@madoguchi/virtual-card";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket as HeaderSocket } from "ws";
import { z } from "zod";
import { SUBPROTOCOL } from "../../link/protocol.ts";
import { openKept } from "./kept.ts";
import { openScreen } from "./screen.ts";
import { AGAIN_PATH, startAppServer, type AppServer } from "./server.ts";
import { candidates } from "./window.ts";

type Received = Pick<IncomingMessage, "method" | "url" | "headers"> & { readonly body: string };

let folder: string;
let center: Server;
let centerUrl: string;
let received: Received[];
let app: AppServer;
let origin: string;
let opened: number;
let startsWithSystem: boolean;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "madoguchi-app-"));
  mkdirSync(join(folder, "screen", "assets"), { recursive: true });
  writeFileSync(join(folder, "screen", "index.html"), "<title>受付</title>");
  writeFileSync(join(folder, "screen", "patient.html"), "<title>患者さん</title>");
  writeFileSync(join(folder, "screen", "assets", "main.js"), "export {};");
  writeFileSync(join(folder, "secret.txt"), "not for the page");
  received = [];
  center = createServer((incoming, response) => {
    void text(incoming).then((body) => {
      const { method, url, headers } = incoming;
      received.push({ method, url, headers, body });
      if (url === "/reception/config.json") response.end('{"demo":true,"agentUrl":null}');
      else if (url === "/api/v1/elsewhere")
        response.writeHead(302, { location: "https://evil.example/" }).end();
      else
        response
          .writeHead(409, { "content-type": "application/problem+json", "set-cookie": "a=b" })
          .end('{"title":"no"}');
    });
  });
  center.listen(0, "127.0.0.1");
  await once(center, "listening");
  centerUrl = `http://127.0.0.1:${portOf(center)}`;
  opened = 0;
  startsWithSystem = false;
  openKept(join(folder, "app.json")).keep({ center: centerUrl, demo: false });
  app = await startAppServer({
    screen: openScreen(join(folder, "screen")),
    kept: openKept(join(folder, "app.json")),
    ports: [new VirtualReader()],
    settingsFile: join(folder, "agent.json"),
    port: 0,
    startWithSystem: {
      isOn: async () => startsWithSystem,
      turn: async (on) => void (startsWithSystem = on),
    },
    again: { secret: "known-to-the-person", open: () => void (opened += 1) },
  });
  origin = `http://127.0.0.1:${app.port}`;
});

afterEach(async () => {
  await app.close();
  center.close();
  center.closeAllConnections();
  rmSync(folder, { recursive: true });
});

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

type Answer = {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
};

/** As any program of this computer could ask: every header is ours to choose. */
async function ask(
  path: string,
  { method = "GET", headers = {}, body = "" }: Partial<Ask> = {},
): Promise<Answer> {
  const sent = request(origin + path, {
    method,
    headers: { ...headers, ...(body && { "content-length": Buffer.byteLength(body) }) },
  });
  const answered = once(sent, "response");
  sent.end(body);
  const [response] = z.tuple([z.custom<IncomingMessage>()]).parse(await answered);
  const { statusCode: status } = response;
  return { status, headers: response.headers, body: (await buffer(response)).toString() };
}
type Ask = { method: string; headers: Record<string, string>; body: string };

/** The session of a window that came in by its launch key. */
async function enter(): Promise<string> {
  const { status, headers } = await ask(new URL(app.makeAddress()).pathname + keyOf());
  expect([status, headers.location]).toEqual([303, "/reception/"]);
  const [cookie = ""] = headers["set-cookie"] ?? [];
  expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
  return cookie.split(";")[0] ?? "";
}

const keyOf = () => new URL(app.makeAddress()).search;

test("nothing is answered without the session, and a launch key opens one, once", async () => {
  for (const path of ["/", "/reception/", "/reception/config.json", "/api/v1/self", "/app/center"])
    expect([path, (await ask(path)).status]).toEqual([path, 401]);
  const key = keyOf();
  expect((await ask(`/open${key}`)).status).toBe(303);
  expect((await ask(`/open${key}`)).status).toBe(401);
  expect((await ask("/open?key=guessed")).status).toBe(401);
  const cookie = await enter();
  expect((await ask("/reception/", { headers: { cookie } })).body).toBe("<title>受付</title>");
  const other = { cookie: cookie.replace(/=.*/, "=guessed") };
  expect((await ask("/reception/", { headers: other })).status).toBe(401);
  expect(received.map(({ url }) => url)).toEqual([]);
});

test("the patient's window opens by the session of the window that opened it, without a key", async () => {
  expect((await ask("/reception/patient.html")).status).toBe(401);
  const headers = { cookie: await enter(), "sec-fetch-site": "same-origin" };
  const page = await ask("/reception/patient.html", { headers });
  expect([page.status, page.body]).toEqual([200, "<title>患者さん</title>"]);
  // Or the two would not be told of each other.
  expect(page.headers["cross-origin-opener-policy"]).toBe("same-origin");
});

test("another name, another page and another site are refused, session or not", async () => {
  const cookie = await enter();
  const refused: Record<string, string>[] = [
    { host: "evil.example" },
    { host: `localhost:${app.port}` },
    { host: `evil.example:${app.port}` },
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: `http://127.0.0.1:${app.port + 1}` },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ];
  for (const headers of refused)
    expect([
      headers,
      (await ask("/reception/", { headers: { cookie, ...headers } })).status,
    ]).toEqual([headers, 403]);
  const post = { method: "POST", body: "{}" };
  expect((await ask("/api/v1/check", { ...post, headers: { cookie } })).status).toBe(403);
  expect(received).toEqual([]);
  const own = { cookie, origin, "sec-fetch-site": "same-origin" };
  expect((await ask("/api/v1/check", { ...post, headers: own })).status).toBe(409);
});

test("the screen's files are served with a policy that allows nothing of others, and no file beside them", async () => {
  const headers = { cookie: await enter() };
  const script = await ask("/reception/assets/main.js", { headers });
  expect([script.status, script.headers["content-type"]]).toEqual([
    200,
    "text/javascript; charset=utf-8",
  ]);
  const policy = script.headers["content-security-policy"] ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).not.toContain("unsafe-inline");
  expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${app.port}`);
  for (const path of ["../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "..\\secret.txt"])
    expect([path, (await ask(`/reception/${path}`, { headers })).status]).toEqual([path, 404]);
});

test("a signed call goes to the center as it is, without the session; its answer comes back without cookies", async () => {
  const signed = { signature: "sig=:AA==:", "signature-input": "sig=()", "content-digest": "x" };
  const answer = await ask("/api/v1/check", {
    method: "POST",
    body: '{"a":1}',
    headers: { cookie: await enter(), origin, "content-type": "application/json", ...signed },
  });
  expect(answer).toMatchObject({ status: 409, body: '{"title":"no"}' });
  expect(answer.headers["set-cookie"]).toBeUndefined();
  const [call] = received;
  expect(call).toMatchObject({ method: "POST", url: "/api/v1/check", body: '{"a":1}' });
  expect(call?.headers).toMatchObject({ "content-type": "application/json", ...signed });
  expect(call?.headers.cookie).toBeUndefined();
  expect((await ask("/office", { headers: { cookie: await enter() } })).status).toBe(404);
  const moved = await ask("/api/v1/elsewhere", { headers: { cookie: await enter() } });
  expect([moved.status, moved.headers.location]).toEqual([302, undefined]);
});

test("a center out of reach is told as such, and the page is there all the same", async () => {
  const cookie = await enter();
  const facts = await ask("/reception/config.json", { headers: { cookie } });
  expect(JSON.parse(facts.body)).toMatchObject({
    demo: true,
    agentUrl: `ws://127.0.0.1:${app.port}/card`,
    app: { startsWithSystem: true },
  });
  center.close();
  center.closeAllConnections();
  const later = await ask("/reception/config.json", { headers: { cookie } });
  expect(JSON.parse(later.body)).toMatchObject({ demo: true });
  const { privateKey } = await crypto.subtle.generateKey(
    { name: "ECDSA", namedCurve: "P-256" },
    false,
    ["sign", "verify"],
  );
  const client = createClient({
    baseUrl: origin,
    fetch: (input, init) =>
      fetch(input, { ...init, headers: { ...init?.headers, cookie, origin } }),
  });
  const identity = { terminalId: crypto.randomUUID(), privateKey };
  expect(await client.self(identity)).toEqual({ ok: false, kind: "offline" });
});

test("the readers open to the page that was told the token", async () => {
  const cookie = await enter();
  const { body } = await ask("/reception/config.json", { headers: { cookie } });
  const { agentUrl, agentToken } = z
    .object({ agentUrl: z.string(), agentToken: z.string().min(40) })
    .parse(JSON.parse(body));
  const knock = async (token: string, headers: Record<string, string>) => {
    const socket = new HeaderSocket(agentUrl, [SUBPROTOCOL, `token.${token}`], { headers });
    const end = await once(socket, "open").then(
      () => "open",
      (error: unknown) => String(error),
    );
    socket.terminate();
    return end;
  };
  expect(await knock(agentToken, { origin })).toBe("open");
  expect(await knock("guessed", { origin, cookie })).toContain("401");
  expect(await knock(agentToken, { origin: "https://evil.example" })).toContain("403");
  expect(await knock(agentToken, { origin, host: "evil.example" })).toContain("403");
});

test("a program that is new here asks for the center, and takes set-up information along", async () => {
  openKept(join(folder, "app.json")).keep({ center: null, demo: false });
  const headers = { cookie: await enter(), origin };
  expect((await ask("/reception/", { headers })).headers.location).toBe("/app/center");
  const give = (center: string) =>
    ask("/app/center", {
      method: "POST",
      headers,
      body: new URLSearchParams({ center }).toString(),
    });
  const nothing = await give('<b>"窓口"');
  expect([nothing.status, nothing.body]).toEqual([422, expect.stringContaining("エラー：")]);
  expect(nothing.body).toContain("&lt;b&gt;&quot;窓口&quot;");
  expect((await give("http://center.example")).body).toContain("「https://」で始まるもの");
  expect((await give("https://127.0.0.1:9")).body).toContain("つながりません");
  const setup = {
    facilityCode: "1310113715",
    userId: "W0000012",
    password: "ABCD-EFGH-JKMN",
    activationCode: "ABCD-EFGH-JKMN-PQRS",
  };
  const taken = await give(formatSetupInfo(setup, centerUrl));
  expect(taken.headers.location).toMatch(/^\/reception\/#.*W0000012/);
  expect(openKept(join(folder, "app.json")).read().center).toBe(centerUrl);
});

test("starting with the system is asked for and turned by the page alone", async () => {
  const headers = { cookie: await enter(), origin };
  const path = "/app/start-with-system";
  expect((await ask(path, { headers })).body).toBe('{"on":false}');
  expect((await ask(path, { method: "PUT", headers, body: "{}" })).status).toBe(422);
  expect((await ask(path, { method: "PUT", headers, body: '{"on":true}' })).body).toBe(
    '{"on":true}',
  );
  expect((await ask(path, { method: "PUT", body: '{"on":false}' })).status).toBe(403);
  expect(startsWithSystem).toBe(true);
});

test("a second start opens one more window, if it is the same person's", async () => {
  const again = (authorization: string) =>
    ask(AGAIN_PATH, { method: "POST", headers: { authorization } });
  expect((await again("Bearer guessed")).status).toBe(403);
  expect((await again("")).status).toBe(403);
  expect(opened).toBe(0);
  expect((await again("Bearer known-to-the-person")).status).toBe(204);
  expect(opened).toBe(1);
});

test("a taken port is said as such", async () => {
  const options = {
    screen: openScreen(join(folder, "screen")),
    kept: openKept(join(folder, "app.json")),
    ports: [],
    settingsFile: join(folder, "agent.json"),
    port: app.port,
  };
  await expect(startAppServer(options)).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("Edge is looked for before Chrome, in every place where Windows puts programs", () => {
  const env = {
    "ProgramFiles(x86)": String.raw`C:\Program Files (x86)`,
    LOCALAPPDATA: String.raw`C:\Users\a\AppData\Local`,
  };
  expect(candidates("win32", env)).toEqual([
    String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
    String.raw`C:\Users\a\AppData\Local\Microsoft\Edge\Application\msedge.exe`,
    String.raw`C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
    String.raw`C:\Users\a\AppData\Local\Google\Chrome\Application\chrome.exe`,
  ]);
});

/**
 * The program's own server: the counter's screen, this computer's card readers, and the way to the center, for its own window only.
 * It listens on the loopback address and asks for a session that only a launch key opens.
 */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { ReaderPort } from "@madoguchi/card";
import { APP_VERSION, parseSetupInfo, readCenterAddress, setupFragment } from "@madoguchi/contract";
import { z } from "zod";
import { AGENT_PATH } from "../../link/protocol.ts";
import { closeServer, HOST, listenHere, openDoor, sameSecret } from "../agent.ts";
import { askCenter, isForCenter, isSafeCenter, relay } from "./center.ts";
import { Guard } from "./guard.ts";
import type { Kept } from "./kept.ts";
import { centerPage, messagePage, ownStyleHash } from "./own-pages.ts";
import { mediaType, type Screen } from "./screen.ts";
import type { StartWithSystem } from "./start-with-system.ts";

const PAGE = "/reception/";
const MAX_FORM = 16 * 1024;
/** Somebody waits for it once, on whatever line a clinic has. */
const FIRST_ANSWER_WITHIN_MS = 20_000;

export type AppServerOptions = {
  readonly screen: Screen;
  readonly kept: Kept;
  readonly ports: readonly ReaderPort[];
  /** Where the billing computer's folder is remembered. */
  readonly settingsFile: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly startWithSystem?: StartWithSystem | undefined;
  /** Somebody started the program once more, and showed `secret`. */
  readonly again?: { readonly secret: string; readonly open: () => void };
};

export type AppServer = {
  readonly port: number;
  /** The address for one new window. */
  makeAddress(): string;
  /** When a page was last heard of, in milliseconds since the epoch; now, while one is connected. */
  lastSeen(): number;
  close(): Promise<void>;
};

/** Shown by the program that is started while another runs. */
export const AGAIN_PATH = "/app/again";

/** @throws Error with code EADDRINUSE when the port is taken */
export async function startAppServer(options: AppServerOptions): Promise<AppServer> {
  const server = createServer();
  const port = await listenHere(server, options.port);
  const guard = new Guard(port);
  const agentToken = randomBytes(32).toString("base64url");
  const door = openDoor({
    ports: options.ports,
    settingsFile: options.settingsFile,
    allowedOrigins: [guard.origin],
    token: agentToken,
  });
  let seenAt = Date.now();
  const app = new App(options, guard, agentToken, `ws://${HOST}:${port}${AGENT_PATH}`);
  server.on("request", (request, response) => {
    app.answer(request, response).then(
      () => (seenAt = guard.holdsSession(request) ? Date.now() : seenAt),
      () => response.destroy(),
    );
  });
  server.on("upgrade", (request, socket, head) => door.upgrade(request, socket, head));
  return {
    port,
    makeAddress: () => `${guard.origin}/open?key=${guard.makeKey()}`,
    lastSeen: () => (door.guests() > 0 ? Date.now() : seenAt),
    async close() {
      await door.close();
      await closeServer(server);
    },
  };
}

class App {
  readonly #options: AppServerOptions;
  readonly #guard: Guard;
  readonly #agentToken: string;
  readonly #agentUrl: string;

  constructor(options: AppServerOptions, guard: Guard, agentToken: string, agentUrl: string) {
    this.#options = options;
    this.#guard = guard;
    this.#agentToken = agentToken;
    this.#agentUrl = agentUrl;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const guard = this.#guard;
    const { pathname, searchParams } = new URL(request.url ?? "/", guard.origin);
    response.setHeader("cache-control", "no-store");
    response.setHeader("x-content-type-options", "nosniff");
    // By "no-referrer" a form of ours would name no origin either.
    response.setHeader("referrer-policy", "same-origin");
    response.setHeader("cross-origin-opener-policy", "same-origin");
    response.setHeader("cross-origin-resource-policy", "same-origin");
    response.setHeader("content-security-policy", this.#policy());
    if (guard.isForeignName(request)) return refuse(response, 403);
    if (pathname === AGAIN_PATH) return this.#openAgain(request, response);
    if (pathname === "/open") return this.#enter(searchParams.get("key") ?? "", response);
    if (guard.isForeignPage(request)) return refuse(response, 403);
    if (!guard.holdsSession(request)) return refuse(response, 401);
    await this.#serve(request, response, pathname);
  }

  #policy(): string {
    const own = new URL(this.#agentUrl).origin;
    return [
      "default-src 'none'",
      `style-src 'self' ${ownStyleHash}`,
      "script-src 'self' 'wasm-unsafe-eval'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      `connect-src 'self' ${own}`,
      "manifest-src 'self'",
      "worker-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join("; ");
  }

  /** The address with the key is left at once, and is worth nothing any more. */
  #enter(key: string, response: ServerResponse): void {
    const cookie = this.#guard.exchange(key);
    if (cookie === undefined) return refuse(response, 401);
    response.writeHead(303, { "set-cookie": cookie, location: PAGE }).end();
  }

  #openAgain({ method, headers }: IncomingMessage, response: ServerResponse): void {
    const { again } = this.#options;
    const shown = headers.authorization ?? "";
    if (method !== "POST" || again === undefined) return refuse(response, 403);
    if (!sameSecret(shown, `Bearer ${again.secret}`)) return refuse(response, 403);
    again.open();
    response.writeHead(204).end();
  }

  async #serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const { center } = this.#options.kept.read();
    if (path === "/app/center") return this.#chooseCenter(request, response);
    if (path === "/app/start-with-system") return this.#startWithSystem(request, response);
    if (center === null) return redirect(response, "/app/center");
    if (isForCenter(path)) return relay(center, request, response);
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 404);
    if (path === `${PAGE}config.json`) return this.#config(response, center);
    if (path === "/" || path === "/reception") return redirect(response, PAGE);
    const name = path.startsWith(PAGE) ? path.slice(PAGE.length) || "index.html" : "";
    const file = name === "" ? undefined : this.#options.screen.read(name);
    if (file === undefined) return refuse(response, 404);
    response.setHeader("content-type", mediaType(name));
    if (name.startsWith("assets/"))
      response.setHeader("cache-control", "private, max-age=31536000, immutable");
    response.writeHead(200).end(file);
  }

  async #config(response: ServerResponse, center: string): Promise<void> {
    const { kept, startWithSystem } = this.#options;
    const known = kept.read();
    const said = await askCenter(center);
    if (said !== null && said.demo !== known.demo) kept.keep({ ...known, demo: said.demo });
    json(response, {
      ...(said ?? { demo: known.demo }),
      agentUrl: this.#agentUrl,
      agentToken: this.#agentToken,
      app: { version: APP_VERSION, startsWithSystem: startWithSystem !== undefined, center },
    });
  }

  async #chooseCenter(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { kept } = this.#options;
    response.setHeader("content-type", "text/html; charset=utf-8");
    if (request.method !== "POST") {
      response.writeHead(200).end(centerPage());
      return;
    }
    const typed = (await readForm(request)).get("center") ?? "";
    const center = readCenterAddress(typed);
    const error = await whyNot(center);
    if (center === null || error !== undefined) {
      response.writeHead(422).end(centerPage({ typed, ...(error !== undefined && { error }) }));
      return;
    }
    kept.keep({ ...kept.read(), center });
    const setup = parseSetupInfo(typed);
    redirect(response, PAGE + (setup === null ? "" : setupFragment(setup)));
  }

  async #startWithSystem(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { startWithSystem } = this.#options;
    if (startWithSystem === undefined) return refuse(response, 404);
    if (request.method === "PUT") {
      const wished = z.object({ on: z.boolean() }).safeParse(await readJson(request));
      if (!wished.success) return refuse(response, 422);
      await startWithSystem.turn(wished.data.on);
    }
    json(response, { on: await startWithSystem.isOn() });
  }
}

async function whyNot(center: string | null): Promise<string | undefined> {
  if (center === null) return "「https://」で始まる窓口の住所が見つかりません。";
  if (!isSafeCenter(center)) return "窓口の住所は「https://」で始まるものを入力してください。";
  if ((await askCenter(center, FIRST_ANSWER_WITHIN_MS)) !== null) return undefined;
  return `${center} の窓口につながりません。住所とインターネットの接続を確かめて、もう一度押してください。`;
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(await readText(request));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse(await readText(request));
  } catch {
    return null;
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  if (Number(request.headers["content-length"] ?? Number.POSITIVE_INFINITY) > MAX_FORM) return "";
  return text(request);
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location }).end();
}

const refusals = {
  401: {
    title: "この画面は使い終わりました",
    lines: [
      "安全のため、アプリを起動したときに開いた画面だけが使えます。",
      "この画面を閉じて、マイナ資格確認アプリをもう一度起動してください。",
    ],
  },
  403: {
    title: "ここからは開けません",
    lines: ["ほかの画面やアプリからの接続です。マイナ資格確認アプリを起動して使ってください。"],
  },
  404: { title: "その画面はありません", lines: ["マイナ資格確認アプリを起動し直してください。"] },
  422: { title: "読み取れません", lines: ["送られた内容がアプリの決まりと違います。"] },
} as const;

function refuse(response: ServerResponse, status: keyof typeof refusals): void {
  const { title, lines } = refusals[status];
  response
    .writeHead(status, { "content-type": "text/html; charset=utf-8" })
    .end(messagePage(title, lines));
}

/** The way from this computer to the center: the page's calls go on unread, and nothing else does. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { z } from "zod";

/** The terminal API; no page of the center is reached through here. */
const API = "/api/";
/** More than the page ever sends. */
const MAX_BODY = 1024 * 1024;
const ANSWER_WITHIN_MS = 30_000;
const FACTS_WITHIN_MS = 3000;

/** What a signed call consists of. Cookies and the like stay here. */
const passedOn = ["accept", "content-digest", "content-type", "signature", "signature-input"];
const passedBack = ["content-type", "retry-after"];

export function isForCenter(path: string): boolean {
  return path.startsWith(API);
}

/** Sends one call on and its answer back. 502 without words: nothing reached the center, or no answer came from it. */
export async function relay(
  center: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY) {
    response.writeHead(413).end();
    return;
  }
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  try {
    const { method = "GET" } = request;
    const answer = await fetch(center + (request.url ?? ""), {
      method,
      headers: headersOf(request),
      redirect: "manual",
      signal: AbortSignal.any([gone.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      ...(method === "GET" ? {} : { body: new Uint8Array(await buffer(request)) }),
    });
    const body = new Uint8Array(await answer.arrayBuffer());
    for (const name of passedBack) {
      const value = answer.headers.get(name);
      if (value !== null) response.setHeader(name, value);
    }
    response.writeHead(answer.status).end(body);
  } catch {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  }
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const pairs = passedOn.map((name) => [name, headers[name]] as const);

  return Object.fromEntries(
    pairs.filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
}

const factsSchema = z.object({ demo: z.boolean() });
export type CenterFacts = z.infer<typeof factsSchema>;

/** What a center says to the page it serves itself. `null` when none answers there. */
export async function askCenter(
  center: string,
  withinMs = FACTS_WITHIN_MS,
): Promise<CenterFacts | null> {
  try {
    const answer = await fetch(`${center}/reception/config.json`, {
      redirect: "error",
      signal: AbortSignal.timeout(withinMs),
    });
    return factsSchema.parse(await answer.json());
  } catch {
    return null;
  }
}

/** Between this computer and the center only https, except on this very computer. */
export function isSafeCenter(center: string): boolean {
  const { protocol, hostname } = new URL(center);

  return protocol === "https:" || ["localhost", "127.0.0.1"].includes(hostname);
}

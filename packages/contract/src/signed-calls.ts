/** Calls of the terminal API: signed, with the clock mended once, and answered by what the schema says. */
import type { z } from "zod";
import { signMessage } from "./http-signature.ts";
import { problem, problemSchema, problemSlug } from "./problem.ts";
import type { Problem } from "./problem.ts";

const GATEWAY_STATUSES = new Set([502, 503, 504]);

/** `offline`: nothing reached the center, so nothing happened there that we know of. */
export type CallResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly kind: "problem"; readonly problem: Problem }
  | { readonly ok: false; readonly kind: "offline" };

export type TerminalIdentity = {
  readonly terminalId: string;
  readonly privateKey: CryptoKey;
};

export type ClientOptions = {
  /** Origin of the center, without a trailing slash. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Milliseconds after which a center that has not answered is taken for `offline`: a patient is waiting. */
  readonly answerWithinMs?: number;
};

export function openCalls(options: ClientOptions) {
  const send = options.fetch ?? fetch;
  const now = options.now ?? Date.now;
  const { answerWithinMs = 20_000 } = options;
  /** Milliseconds by which the center's clock is ahead of ours, as its last refusal for skew showed. */
  let ahead = 0;

  /** A refusal for a wrong clock has changed nothing at the center and tells its time: the second request is made at that. */
  async function call<S extends z.ZodType>(
    endpoint: { method: string; path: string; response: S },
    identity: TerminalIdentity,
    body?: unknown,
  ): Promise<CallResult<z.infer<S>>> {
    const result = await callOnce(endpoint, identity, body);
    const serverTime = skewedFrom(result);
    if (serverTime === null) return result;
    ahead = serverTime - now();
    return callOnce(endpoint, identity, body);
  }

  async function callOnce<S extends z.ZodType>(
    endpoint: { method: string; path: string; response: S },
    identity: TerminalIdentity,
    body?: unknown,
  ): Promise<CallResult<z.infer<S>>> {
    const response = await sendSigned(
      endpoint,
      identity,
      new TextEncoder().encode(body === undefined ? "" : JSON.stringify(body)),
      body === undefined ? {} : { "content-type": "application/json" },
    );

    return response ? readResponse(response, endpoint.response) : { ok: false, kind: "offline" };
  }

  /** @returns null where nothing reached the center */
  async function sendSigned(
    endpoint: { method: string; path: string },
    identity: TerminalIdentity,
    bytes: Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>>,
  ): Promise<Response | null> {
    const signed = await signMessage(
      identity.privateKey,
      identity.terminalId,
      { method: endpoint.method, path: endpoint.path, body: bytes },
      Math.floor((now() + ahead) / 1000),
    );
    try {
      return await send(options.baseUrl + endpoint.path, {
        method: endpoint.method,
        signal: AbortSignal.timeout(answerWithinMs),
        headers: { ...signed, ...headers },
        ...(bytes.length === 0 ? {} : { body: bytes }),
      });
    } catch {
      return null;
    }
  }

  return { call, sendSigned };
}

/** The center's time, in milliseconds since the epoch, where it refused ours and told its own. */
function skewedFrom(result: CallResult<unknown>): number | null {
  if (result.ok || result.kind !== "problem" || problemSlug(result.problem) !== "clock-skew")
    return null;
  const serverTime = Date.parse(result.problem.serverTime ?? "");

  return Number.isNaN(serverTime) ? null : serverTime;
}

export async function readResponse<S extends z.ZodType>(
  response: Response,
  schema: S,
): Promise<CallResult<z.infer<S>>> {
  const body: unknown = await response.json().catch(() => null);
  // From what stands between us and the center, which would have said why.
  if (GATEWAY_STATUSES.has(response.status) && body === null) return { ok: false, kind: "offline" };
  if (response.ok) {
    const parsed = schema.safeParse(body);

    return parsed.success
      ? { ok: true, value: parsed.data }
      : { ok: false, kind: "problem", problem: problem("unexpected") };
  }

  return refusedBy(body);
}

export function refusedBy(body: unknown): CallResult<never> {
  const refused = problemSchema.safeParse(body);

  return {
    ok: false,
    kind: "problem",
    problem: refused.success ? refused.data : problem("unexpected"),
  };
}

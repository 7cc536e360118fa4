import { beforeAll, describe, expect, test } from "vitest";
import { createClient } from "./client.ts";
import { parseSignature } from "./http-signature.ts";
import { problem } from "./problem.ts";

const serverTime = "2026-11-22T03:00:00Z";
const serverSeconds = Date.parse(serverTime) / 1000;
const hour = 3_600_000;
const terminal = {
  terminalId: "01a202cd-cef5-7cf1-aca1-435cd3cbf03e",
  facilityCode: "1319900016",
  facilityName: "架空窓口クリニック",
  userId: "W0000001",
  terminalName: "受付1",
  goLiveOn: null,
};
let identity: { terminalId: string; privateKey: CryptoKey };

beforeAll(async () => {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const { privateKey } = await crypto.subtle.generateKey(algorithm, false, ["sign"]);
  identity = { terminalId: terminal.terminalId, privateKey };
});

function refusal(extras: Parameters<typeof problem>[1] = { serverTime }): Response {
  return Response.json(problem("clock-skew", extras), { status: 401 });
}

/** A center with five minutes' tolerance, or one with an answer of its own; and when each request said that it was made. */
function center(answer?: () => Response) {
  const created: number[] = [];
  const send: typeof fetch = async (_url, init) => {
    const headers = new Headers(init?.headers);
    const at = parseSignature(Object.fromEntries(headers))?.created ?? Number.NaN;
    created.push(at);
    if (answer) return answer();
    return Math.abs(at - serverSeconds) > 300 ? refusal() : Response.json(terminal);
  };
  return { created, send };
}

describe("a terminal whose clock is wrong", () => {
  test("is corrected by the center's own time, from then on", async () => {
    const { created, send } = center();
    const client = createClient({
      baseUrl: "http://localhost",
      fetch: send,
      now: () => serverSeconds * 1000 - 7 * hour,
    });
    expect(await client.self(identity)).toMatchObject({ ok: true });
    expect(await client.self(identity)).toMatchObject({ ok: true });
    expect(created).toEqual([serverSeconds - 7 * 3600, serverSeconds, serverSeconds]);
  });

  test.each([
    ["goes on refusing", { serverTime }],
    ["tells no time", {}],
    ["tells no time that can be read", { serverTime: "昼" }],
  ])("asks no third time when the center %s", async (_case, extras) => {
    const { created, send } = center(() => refusal(extras));
    const client = createClient({ baseUrl: "http://localhost", fetch: send, now: () => 0 });
    expect(await client.self(identity)).toMatchObject({
      problem: { type: "/problems/clock-skew" },
    });
    expect(created.length).toBeLessThanOrEqual(2);
  });
});

test("a center that never answers is as good as none", async () => {
  const hanging: typeof fetch = (_url, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener("abort", () => reject(new Error("aborted")));
    });
  const client = createClient({ baseUrl: "http://localhost", fetch: hanging, answerWithinMs: 1 });
  expect(await client.self(identity)).toEqual({ ok: false, kind: "offline" });
});

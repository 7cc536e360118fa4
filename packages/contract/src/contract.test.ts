import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64Url, toBase64Url } from "./bytes.ts";
import { createClient } from "./client.ts";
import { checkContextSchema, encodeContext } from "./context.ts";
import { problem, problemSchema, problemSlug, problemSlugs } from "./problem.ts";

const context = {
  protocol: "madoguchi/check/v1",
  purpose: "pinCheck",
  facilityCode: "1310113715",
  terminalId: "0193a000-0000-7000-8000-000000000001",
  challengeId: "0193a000-0000-7000-8000-000000000002",
  nonce: "A".repeat(43),
  issuedAt: "2026-11-22T00:04:00Z",
} as const;

test("base64url carries any bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
    }),
  );
  expect(() => fromBase64Url("a")).toThrow(RangeError);
  expect(() => fromBase64Url("a+b/")).toThrow(RangeError);
});

test("the signed context does not depend on the order in which it was put together", () => {
  const reversed = checkContextSchema.parse(
    Object.fromEntries(Object.entries(context).toReversed()),
  );
  expect(encodeContext(reversed)).toEqual(encodeContext(context));
  expect(JSON.parse(new TextDecoder().decode(encodeContext(context)))).toEqual(context);
});

test("every problem is complete, and its sentences are short enough to read at a counter", () => {
  for (const slug of problemSlugs) {
    const body = problemSchema.parse(problem(slug));
    expect(problemSlug(body)).toBe(slug);
    const { detail, patientWords = "", nextSteps = [], charge = "" } = body;
    for (const text of [detail, patientWords, ...nextSteps, charge]) {
      expect(text, slug).toMatch(/[。]$/);
      for (const sentence of text.split("。")) {
        expect([...sentence].length, sentence).toBeLessThanOrEqual(60);
      }
    }
  }
});

test("where more is known of a problem, its steps begin with that", () => {
  const nextStep = "別の日にお試しください。";
  const { nextSteps = [] } = problem("revocation-unknown", { nextStep });
  expect(nextSteps[0]).toBe(nextStep);
  expect(nextSteps.length).toBeGreaterThan(1);
  expect(problem("challenge-used").nextSteps).toHaveLength(1);
});

test("the client tells a refusal from no connection, and never trusts an answer of another form", async () => {
  const { privateKey } = await crypto.subtle.generateKey(
    { name: "ECDSA", namedCurve: "P-256" },
    false,
    ["sign", "verify"],
  );
  const identity = { terminalId: "t", privateKey };
  const client = (reply: () => Promise<Response>) =>
    createClient({ baseUrl: "http://center.test", fetch: reply });

  const offline = client(() => Promise.reject(new TypeError("failed to fetch")));
  expect(await offline.challenge(identity)).toEqual({ ok: false, kind: "offline" });

  const used = client(async () => Response.json(problem("challenge-used"), { status: 409 }));
  expect(await used.challenge(identity)).toMatchObject({
    kind: "problem",
    problem: { title: "この確認は済んでいます" },
  });

  const strange = client(async () => new Response("<html>", { status: 200 }));
  expect(await strange.challenge(identity)).toMatchObject({
    kind: "problem",
    problem: { status: 500 },
  });
});

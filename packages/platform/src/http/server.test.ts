import { freshDatabase } from "@madoguchi/test";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../db/database.ts";
import { describeError } from "./log.ts";
import { createServer } from "./server.ts";

const app = await createServer({
  logLevel: "silent",
  failurePage: (reply, problem) => reply.code(problem.status).send(problem.title),
});
app.post("/form", async (request) => request.body);
app.post("/api/call", async (request) => request.body);
beforeAll(() => app.ready());
afterAll(() => app.close());

const own = { "sec-fetch-site": "same-origin" };

async function statusOf(
  url: string,
  payload: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  return (await app.inject({ method: "POST", url, payload, headers })).statusCode;
}

test.each([
  ["a=%00", 400],
  ["a=x&a=y%00", 400],
  ["a=%F0%A0%AE%B7", 200],
])("a form with %s is answered with %i", async (payload, status) => {
  const headers = { ...own, "content-type": "application/x-www-form-urlencoded" };
  expect(await statusOf("/form", payload, headers)).toBe(status);
});

test.each([
  [String.raw`{"a":"\u0000"}`, 400],
  [String.raw`{"a":[{"b":"\ud842"}]}`, 400],
  [`{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}`, 400],
  [String.raw`{"a":"\ud842\udfb7"}`, 200],
])("a call with %s is answered with its status", async (payload, status) => {
  expect(await statusOf("/api/call", payload, { "content-type": "application/json" })).toBe(status);
});

test.each([
  ["another site", { "sec-fetch-site": "cross-site" }],
  ["a sister host", { "sec-fetch-site": "same-site" }],
  ["nowhere", { "sec-fetch-site": "none" }],
  ["a hidden origin", { origin: "null" }],
  ["another port", { origin: "http://localhost:81", host: "localhost:80" }],
  ["who tells neither", {}],
])("a form of %s is refused", async (_who, headers) => {
  const form = { "content-type": "application/x-www-form-urlencoded", ...headers };
  expect(await statusOf("/form", "a=b", form)).toBe(400);
});

test.each(["//api/../form", "/%61pi/../form", "/api/../form", "/API/../form"])(
  "no spelling of the API's address lets a foreign form through: %s",
  async (url) => {
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      "sec-fetch-site": "cross-site",
      host: "localhost",
    };
    expect(await statusOf(url, "a=b", headers)).toBeGreaterThanOrEqual(400);
  },
);

test.each([
  [null, "10.0.0.1", "10.0.0.1"],
  ["10.0.0.1", "10.0.0.1", "192.0.2.7"],
  ["10.0.0.1", "10.0.0.2", "10.0.0.2"],
])("with the proxy %s trusted, %s speaks for %s", async (trustedProxies, remoteAddress, ip) => {
  const behind = await createServer({
    logLevel: "silent",
    trustedProxies,
    failurePage: (reply) => reply,
  });
  behind.get("/ip", async (request) => request.ip);
  const headers = { "x-forwarded-for": "192.0.2.7" };
  expect((await behind.inject({ url: "/ip", remoteAddress, headers })).body).toBe(ip);
  await behind.close();
});

test.each([true, false])("with https being %s, browsers are told so", async (secure) => {
  const server = await createServer({
    logLevel: "silent",
    secure,
    failurePage: (reply, problem) => reply.code(problem.status).send(problem.title),
  });
  const { headers } = await server.inject("/nowhere");
  expect("strict-transport-security" in headers).toBe(secure);
  await server.close();
});

test("the log of a refused row tells the rule and the place, not the row", async () => {
  await using database = await freshDatabase();
  const db = openDatabase(database.url);
  try {
    const insert = sql`insert into insurer (number, name, kind) values ('1', '架空 花子', null)`;
    const error: unknown = await insert.execute(db).catch((reason: unknown) => reason);
    const told = error instanceof Error ? describeError(error) : null;
    expect(told?.message).toBe("SQLSTATE 23502 insurer");
    expect(told?.stack).toContain("server.test.ts");
    expect(JSON.stringify(told)).not.toContain("花子");
  } finally {
    await db.destroy();
  }
});

/** Whoever guesses is stopped, and the owner is not: all come from one address of the network here, as in a clinic. */
import { TEST_PASSWORD, addOfficial, startTestCenter } from "@madoguchi/test";
import type { TestCenter, Visitor } from "@madoguchi/test";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mailedLink, someMember } from "./doors.fixture.ts";

let center: TestCenter;
let now = Temporal.Instant.from("2026-11-22T00:04:00Z");
let owner: Visitor;
let mail: string;
beforeAll(async () => {
  center = await startTestCenter({ now: () => now });
  ({ visitor: owner, mail } = await someMember(center));
});
afterAll(() => center.close());

const NEW_PASSWORD = "さくら もみじ ひまわり こすもす";
const attempt = (visitor: Visitor, password: string) =>
  visitor.post("/sign-in", { mail, password });

test("fifty tries at somebody's ID stop whoever tries, in words that name the way out", async () => {
  const stranger = center.visitor();
  for (let tries = 0; tries < 50; tries += 1) {
    await attempt(stranger, `違うパスワード${tries}`);
  }
  const stopped = await attempt(stranger, TEST_PASSWORD);
  expect(stopped.status).toBe(429);
  // Nothing that was typed is at fault.
  expect(stopped.html).toContain("いまは続けられません");
  expect(stopped.html).not.toContain("か所の直し");
  expect(stopped.html).toContain("15分ほどで、また試せます");
  expect(stopped.html).toContain("パスワードを忘れた方");
});

test("the owner's own browser is not stopped", async () => {
  await owner.post("/sign-out", {});
  expect((await attempt(owner, "うっかり違うパスワード")).status).toBe(422);
  expect((await attempt(owner, TEST_PASSWORD)).path).toBe("/home");
});

test("nor is the owner in a new browser, who has the mailbox", async () => {
  const elsewhere = center.visitor();
  expect((await attempt(elsewhere, TEST_PASSWORD)).status).toBe(429);
  await elsewhere.post("/forgot-password", { mail });
  const link = await mailedLink(center, mail);
  expect((await elsewhere.get(link)).html).toContain("新しいパスワードを決める");
  const reset = await elsewhere.post("/reset-password", {
    token: link.split("=")[1] ?? "",
    password: NEW_PASSWORD,
    passwordAgain: NEW_PASSWORD,
  });
  expect(reset.path).toBe("/home");
  await elsewhere.post("/sign-out", {});
  expect((await attempt(elsewhere, NEW_PASSWORD)).path).toBe("/home");
});

test("a browser that the owner uses may not guess for ever either", async () => {
  await owner.post("/sign-out", {});
  for (let tries = 0; tries < 10; tries += 1) {
    expect((await attempt(owner, `違う${tries}`)).status).toBe(422);
  }
  expect((await attempt(owner, NEW_PASSWORD)).status).toBe(429);
  now = now.add({ minutes: 16 });
  expect((await attempt(owner, NEW_PASSWORD)).path).toBe("/home");
});

test("a password alone makes no browser known where a second factor is due, nor does another person's sign-in", async () => {
  const officialMail = await addOfficial(center);
  const tryOffice = (visitor: Visitor, password: string) =>
    visitor.post("/office/sign-in", { mail: officialMail, password });
  const half = center.visitor();
  expect((await tryOffice(half, TEST_PASSWORD)).path).toContain("/office/account/confirm");
  const stranger = center.visitor();
  for (let tries = 0; tries < 10; tries += 1) {
    await tryOffice(stranger, "違う");
  }
  expect((await tryOffice(half, TEST_PASSWORD)).status).toBe(429);
  const neighbour = center.visitor();
  await attempt(neighbour, NEW_PASSWORD);
  expect((await tryOffice(neighbour, TEST_PASSWORD)).status).toBe(429);
});

test("asking for mails again and again spoils nothing that the owner has", async () => {
  const { mail: wanted } = await someMember(center);
  const stranger = center.visitor();
  for (let asked = 0; asked < 3; asked += 1) {
    await stranger.post("/forgot-password", { mail: wanted });
  }
  const first = await mailedLink(center, wanted);
  const limited = await center.visitor().post("/forgot-password", { mail: wanted });
  expect(limited.status).toBe(429);
  expect(limited.html).toContain("いまは続けられません");
  expect(limited.html).toContain("いちばん新しいメールのリンクが、まだ使えます");
  // Stopped for as long as the last link is good, and no longer.
  now = now.add({ minutes: 29 });
  expect((await center.visitor().get(first)).status).toBe(200);
  now = now.add({ minutes: 2 });
  expect((await center.visitor().get(first)).status).toBe(410);
  expect((await center.visitor().post("/forgot-password", { mail: wanted })).path).toBe(
    "/forgot-password/sent",
  );
});

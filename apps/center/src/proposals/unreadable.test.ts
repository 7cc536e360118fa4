/** A proposal from before the rules of its form changed: it says so, and can be taken away. */
import { openDatabase } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { official, startTestCenter } from "@madoguchi/test";
import type { TestCenter, Visitor } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { workingRoles } from "../accounts/index.ts";
import { insertUnreadable } from "./unreadable.fixture.ts";

let center: TestCenter;
let db: Db;
let visitor: Visitor;

beforeAll(async () => {
  center = await startTestCenter();
  db = openDatabase(center.databaseUrl);
  visitor = await official(center, [...workingRoles, "administrator"]);
});
afterAll(async () => {
  await db.destroy();
  await center.close();
});

test.each([
  ["desk-terms", "/office/desk/terms/proposals"],
  ["straight-terms", "/office/straight-through/proposals"],
  ["app-minimum", "/office/app-minimum/proposals"],
  ["grant-programme", "/office/grants/proposals"],
  ["grant-payer", "/office/grants/payer/proposals"],
  ["notice", "/office/notices/proposals"],
  ["device-catalogue", "/office/devices"],
])("%s", async (subject, pages) => {
  const path = `${pages}/${await insertUnreadable(db, subject)}`;
  const page = await visitor.get(path);
  expect(page.status).toBe(200);
  expect(page.html).toContain("取り下げて、提案し直してください。");
  expect(page.html).not.toContain(`action="${path}/confirm"`);
  expect((await visitor.post(`${path}/confirm`, {})).status).toBe(409);

  const after = await visitor.post(`${path}/withdraw`, {});
  expect(after.path).toBe(path);
  expect(after.html).toContain("取下げ");
  expect(after.html).toContain("表示できません");
  expect(after.html).not.toContain("取り下げて、");
});

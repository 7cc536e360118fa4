/** Several facilities a person: for one at a time, and never for the wrong one. */
import { registerFacility } from "@madoguchi/test";
import type { FacilityPerson } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayFields, startPlace } from "./people.fixture.ts";
import type { Place } from "./people.fixture.ts";

let place: Place;
beforeAll(async () => {
  place = await startPlace();
});
afterAll(() => place.close());

/** Somebody who acts for two facilities, and is at the first. */
async function personOfTwo() {
  const [first, second] = [
    await registerFacility(place.center),
    await registerFacility(place.center),
  ];
  await place.db
    .insertInto("membership")
    .values({
      accountId: await place.idOf(first.mail),
      facilityId: await place.facilityIdOf(second),
      roles: ["administrator"],
      joinedAt: place.now(),
    })
    .execute();
  const switchTo = async (facility: FacilityPerson) =>
    first.visitor.post("/account/facility", { facility: await place.facilityIdOf(facility) });

  return { visitor: first.visitor, first, second, switchTo };
}

test("who has several facilities sees for which one they act, and switches", async () => {
  const { visitor, first, second, switchTo } = await personOfTwo();
  const header = async () =>
    /mg-header-person.*?<\/p>/s.exec((await visitor.get("/home")).html)?.[0];
  expect(await header()).toContain(first.facilityName);
  const list = await visitor.get("/account/facility");
  for (const { facilityName, facilityCode } of [first, second]) {
    expect(list.html).toContain(facilityName);
    expect(list.html).toContain(facilityCode);
  }
  await switchTo(second);
  expect(await header()).toContain(second.facilityName);
  const foreign = await registerFacility(place.center);
  expect((await switchTo(foreign)).status).toBe(404);
  expect(await header()).toContain(second.facilityName);
});

/** As the page's form is sent. */
function actionIn(html: string, path: string): string {
  return new RegExp(`action="(${path}\\?for=[^"]+)"`).exec(html)?.[1] ?? "";
}

test("a form of one facility's page is not taken for the other, and waits until one has switched back", async () => {
  const { visitor, first, second, switchTo } = await personOfTwo();
  const page = await visitor.get("/procedures/details");
  await switchTo(second);
  const fields = {
    name: "架空本院",
    postalCode: "100-0013",
    address: "東京都千代田区霞が関1-2-2（架空）",
    phone: "03-0000-0000",
    ...dayFields(place.today().add({ days: 9 })),
  };
  const preview = await visitor.post(actionIn(page.html, "/procedures/details/preview"), fields);
  expect(preview.status).toBe(409);
  expect(preview.html).toContain("別の施設の画面からの入力です");
  expect(preview.html).toContain(first.facilityCode);

  const back = await visitor.post("/account/facility", {
    facility: await place.facilityIdOf(first),
    next: "/resume",
  });
  expect(back.html).toContain("架空本院");
  const sent = await visitor.post("/resume/send", fields);
  expect(sent.status).toBe(200);
  expect(sent.html).toContain("内容と影響の確認");
});

test("a code that was typed for the other facility waits as well, and so do words beside files", async () => {
  const { visitor, second, switchTo } = await personOfTwo();
  const page = await visitor.get("/procedures/code");
  const question = {
    category: "device",
    subject: "読み取れません",
    text: "昨日から読み取れません。",
    relatedPath: "",
  };
  const written = await visitor.post("/inquiries/new", question);
  await switchTo(second);
  const code = await visitor.post(actionIn(page.html, "/procedures/code/preview"), {
    code: "1310119993",
  });
  expect(code.status).toBe(409);
  expect((await visitor.get("/resume")).html).toContain("1310119993");

  const form = new FormData();
  for (const [name, value] of Object.entries(question)) form.append(name, value);
  const action = /action="(\/inquiries\?[^"]+)"/.exec(written.html)?.[1] ?? "";
  const upload = await visitor.upload(action.replaceAll("&amp;", "&"), form);
  expect(upload.status).toBe(409);
  expect(upload.html).toContain("に切り替えて続ける");
  const kept = await visitor.get("/resume");
  expect(kept.html).toContain(question.text);
  expect(kept.html).toContain("選んだファイルは残していません");
  expect(await place.db.selectFrom("inquiry").select("id").execute()).toEqual([]);
});

test("somebody else who signed in at the same browser is not credited with the form", async () => {
  const [first, second] = [
    await registerFacility(place.center),
    await registerFacility(place.center),
  ];
  const page = await first.visitor.get("/procedures/suspend");
  const answer = await second.visitor.post(
    actionIn(page.html, "/procedures/suspend/preview"),
    dayFields(place.today()),
  );
  expect(answer.status).toBe(409);
  expect(answer.html).not.toContain(first.facilityName);
});

test("a link to the other facility's record offers to switch, and leads there", async () => {
  const { visitor, second, switchTo } = await personOfTwo();
  const notified = await visitor.post(
    "/procedures/suspend",
    dayFields(place.today().add({ days: 10 })),
  );
  expect(notified.path).toMatch(/^\/procedures\/records\//);
  await switchTo(second);
  const missing = await visitor.get(notified.path);
  expect(missing.status).toBe(404);
  expect(missing.html).toContain("この施設には、そのページがありません");
  const [, facility = ""] = /name="facility" value="([^"]+)"/.exec(missing.html) ?? [];
  const [, next = ""] = /name="next" value="([^"]+)"/.exec(missing.html) ?? [];
  expect((await visitor.post("/account/facility", { facility, next })).path).toBe(notified.path);
});

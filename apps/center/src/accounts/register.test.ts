/** Registering in two steps: a code that is found in the lists, one that is taken, one that is wrong; and what is said differently. */
import { openDatabase, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { TEST_PASSWORD, official, registerFacility, startTestCenter } from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertMaster } from "../facilities/index.ts";

let center: TestCenter;
let db: Db;
beforeAll(async () => {
  center = await startTestCenter();
  db = openDatabase(center.databaseUrl);
  await transaction(db, (tx) =>
    insertMaster(tx, [
      { ...listed, code: "1310113715", kind: "medical" },
      {
        ...listed,
        code: "1312345670",
        kind: "treatment",
        leftOn: Temporal.PlainDate.from("2026-10-01"),
      },
    ]),
  );
});
afterAll(async () => {
  await db.destroy();
  await center.close();
});

const listed = {
  prefectureCode: "13",
  name: "架空名簿医院",
  founder: "架空 一郎",
  postalCode: "1000013",
  address: "東京都千代田区霞が関1-2-2（架空）",
  phone: "0300000000",
  designatedOn: null,
  designatedUntil: null,
  source: "架空厚生局の一覧表",
  listedOn: Temporal.PlainDate.from("2026-11-01"),
  leftOn: null,
};

const details = (values: Readonly<Record<string, string>>) =>
  center.visitor().get(`/register/details?${new URLSearchParams(values)}`);

test("what the lists say of a code stands in the fields, and what is mended is proposed to the official", async () => {
  const page = await details({ kind: "medical", prefecture: "13", number: "０１１３７１５" });
  expect(page.html).toContain('value="架空名簿医院"');
  expect(page.html).toContain('value="100-0013"');
  expect(page.html).toContain("架空厚生局の一覧表（令和8年11月1日現在）");
  expect(page.html).toContain('name="code" value="1310113715"');

  const person = center.visitor();
  const mail = "meibo@example.jp";
  const sent = await person.post("/register", {
    kind: "medical",
    code: "1310113715",
    target: "grace4",
    facilityName: "架空名簿医院",
    founder: "架空　一郎",
    postalCode: "100-0013",
    address: "東京都千代田区霞が関9-9-9（架空）",
    phone: "03-0000-0000",
    personName: "受付 花子",
    mail,
    consent: "yes",
  });
  expect(sent.path).toBe("/register/sent");
  const token = /token=([\w-]+)/.exec((await center.mailTo(mail)).text ?? "")?.[1] ?? "";
  await person.post("/register/complete", {
    token,
    password: TEST_PASSWORD,
    passwordAgain: TEST_PASSWORD,
  });
  const corrections = await db
    .selectFrom("facilityCorrection")
    .innerJoin("facility", "facility.id", "facilityCorrection.facilityId")
    .select(["field", "masterValue", "proposedValue", "facility.statedTarget"])
    .execute();
  expect(corrections).toEqual([
    {
      field: "address",
      masterValue: listed.address,
      proposedValue: "東京都千代田区霞が関9-9-9（架空）",
      statedTarget: "grace4",
    },
  ]);
  // What the five questions came to is the application's first answer.
  const form = await person.get("/usage-application");
  expect(form.html).toMatch(/value="grace4"[^>]*checked|checked=""[^>]*value="grace4"/);

  const again = await details({ kind: "medical", code: "131-011371-5" });
  expect(again.status).toBe(409);
  expect(again.html).toContain("このコードの施設は登録済みです");
  expect(again.html).toContain("施設の管理者に、招待をお願いしてください");
  for (const secret of [mail, "受付 花子", "架空名簿医院", "霞が関"]) {
    expect(again.html).not.toContain(secret);
  }
});

test("an official sees where the facility and the lists differ", async () => {
  const visitor = await center.visitor();
  await visitor.post("/sign-in", { mail: "meibo@example.jp", password: TEST_PASSWORD });
  const date = Temporal.Now.plainDateISO("Asia/Tokyo").add({ days: 20 });
  const version = (html: string) => /name="version" value="(\d+)"/.exec(html)?.[1] ?? "";
  const confirm = await visitor.post("/usage-application", {
    version: version((await visitor.get("/usage-application")).html),
    eligibility: "grace4",
    devices: ["pc"],
    accountCount: "1",
    "plannedStartOn.year": String(date.year),
    "plannedStartOn.month": String(date.month),
    "plannedStartOn.day": String(date.day),
    contactName: "受付 花子",
    contactPhone: "03-0000-0000",
    confirmPurpose: "yes",
    confirmTruth: "yes",
  });
  await visitor.post("/usage-application/submit", { version: version(confirm.html) });
  const reviewer = await official(center);
  const path = /href="([^"]+)">架空名簿医院</.exec((await reviewer.get("/office")).html)?.[1] ?? "";
  const { html } = await reviewer.get(path);
  expect(html).toContain("名簿との違い");
  expect(html).toContain("東京都千代田区霞が関1-2-2（架空）");
  expect(html).toContain("東京都千代田区霞が関9-9-9（架空）");
  expect(html).toContain("名簿を見たうえで「所在地」を直して登録しました");
  expect(html).toContain("猶予届の類型4");
});

test("a 施術所 is found and taken with 協 or without it", async () => {
  const found = await details({ kind: "treatment", code: "協13-1234567-0" });
  expect(found.html).toContain('value="架空名簿医院"');
  expect(found.html).toContain("令和8年10月1日（木）の名簿にはありません");
  const person = await registerFacility(center, "treatment");
  const bare = person.facilityCode.replace("協", "");
  expect((await details({ kind: "treatment", code: bare })).status).toBe(409);
  const post = await center.visitor().post("/register", {
    kind: "treatment",
    code: bare,
    facilityName: "架空施術所",
    founder: "架空 太郎",
    postalCode: "100-0013",
    address: "東京都",
    phone: "03-0000-0000",
    personName: "受付 花子",
    mail: "betsu@example.jp",
    consent: "yes",
  });
  expect([post.status, post.html.includes("登録済みです")]).toEqual([409, true]);
});

test("a wrong check digit is worked out before one's eyes, without a guess at what was meant", async () => {
  const wrong = await details({ kind: "medical", code: "1310113716" });
  expect(wrong.status).toBe(422);
  expect(wrong.html).toContain("検証番号が合いません");
  expect(wrong.html).toContain("都道府県「13」、点数表「1」、番号「0113716」");
  expect(wrong.html).toContain("最後の数字だけを書き換えず");
  expect(wrong.html).toContain("検証番号は5になります");
  expect(wrong.html).toContain('value="1310113716"');
});

test("a code that no list knows can register all the same; a target that does not fit is dropped", async () => {
  const unknown = await details({ kind: "pharmacy", code: "1340000013", target: "treatment" });
  expect(unknown.status).toBe(422);
  const right = await details({
    kind: "pharmacy",
    prefecture: "27",
    number: "0000019",
    target: "treatment",
  });
  expect(right.html).toContain("公表された名簿にありませんでした");
  expect(right.html).not.toContain("対象の区分");
});

test("who has an account adds a further facility to it; the page says the same as to a stranger", async () => {
  const person = await registerFacility(center, "pharmacy");
  const registration = {
    kind: "treatment",
    code: "協13-7654321-0",
    facilityName: "架空はり灸院",
    founder: "架空 太郎",
    postalCode: "100-0013",
    address: "東京都",
    phone: "03-0000-0000",
    personName: "別の 名前",
    mail: person.mail,
    consent: "yes",
  };
  const sent = await center.visitor().post("/register", registration);
  expect(sent.path).toBe("/register/sent");
  const { text = "" } = await center.mailTo(person.mail);
  const token = /complete\?token=([\w-]+)/.exec(text)?.[1] ?? "";
  const stranger = await registerFacility(center);
  expect((await stranger.visitor.post("/register/complete/add", { token })).status).toBe(410);
  const byPassword = { token, password: TEST_PASSWORD, passwordAgain: TEST_PASSWORD };
  expect((await center.visitor().post("/register/complete", byPassword)).status).toBe(410);
  expect((await center.visitor().get(`/register/complete?token=${token}`)).path).toMatch(
    /^\/sign-in/,
  );

  const page = await person.visitor.get(`/register/complete?token=${token}`);
  expect(page.html).toContain("架空はり灸院");
  const added = await person.visitor.post("/register/complete/add", { token });
  expect(added.path).toBe("/home");
  expect(added.html).toContain("架空はり灸院");
  const both = await person.visitor.get("/account/facility");
  expect(both.html).toContain(person.facilityName);
  expect((await person.visitor.post("/register/complete/add", { token })).status).toBe(410);
});

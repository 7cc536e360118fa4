/** 必要書類 as data: what two officials change, applicants are asked for and officials are shown. */
import { official, registerFacility } from "@madoguchi/test";
import type { Visitor } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  files,
  fillApplication,
  finishIntroduction,
  startApplication,
  signInAgain,
  startGrantCenter,
  submit,
  TODAY,
} from "./grants.fixture.ts";
import type { GrantCenter } from "./grants.fixture.ts";
import { programmeForm } from "./programme-form.ts";
import { missingPapers, paperTexts } from "./rules/papers.ts";
import type { Papers } from "./rules/papers.ts";
import { versionsOf } from "./store/programmes.ts";

let center: GrantCenter;
let one: Visitor;
let two: Visitor;
beforeAll(async () => {
  center = await startGrantCenter();
  [one, two] = [await official(center), await official(center)];
});
afterAll(() => center.close());

const asked: Papers = {
  receipt: { name: "領収書", facilityKinds: [], when: "always" },
  account: { name: "通帳の写し", facilityKinds: ["treatment"], when: "always" },
  order: { name: "注文書", facilityKinds: [], when: "above", fromYen: 40_000 },
  other: { name: "委任状", facilityKinds: [], when: "condition", condition: "代理のとき" },
};

test.each([
  ["medical", 39_999, [], ["領収書"]],
  ["medical", 40_000, ["receipt"], ["注文書"]],
  ["medical", null, ["receipt"], []],
  ["treatment", 0, ["order"], ["領収書", "通帳の写し"]],
  ["treatment", 50_000, ["receipt", "account", "order"], []],
] as const)(
  "of %s with %s yen and %j, missing is %j",
  (facilityKind, eligibleYen, kinds, names) => {
    const missing = missingPapers(asked, { facilityKind, eligibleYen, kinds });
    expect(missing.map(({ name }) => name)).toEqual(names);
  },
);

test("what is asked for is said in words", () => {
  expect(paperTexts(asked, (kind) => (kind === "treatment" ? "施術所" : kind))).toEqual([
    "領収書",
    "通帳の写し（施術所だけ）",
    "注文書（対象経費が40,000円以上のとき）",
    "委任状（代理のとき）",
  ]);
  expect(paperTexts({}, String)).toEqual(["なし"]);
});

/** The form of the demo's programme, with other papers, from the day after tomorrow. */
async function formWith(papers: Readonly<Record<string, string>>) {
  const [newest] = await versionsOf(center.db, "demo");
  if (!newest) throw new Error("no programme");
  const { facilityKinds, itemKinds, ...rest } = programmeForm(newest);
  const { year, month, day } = TODAY.add({ days: 1 });

  return {
    ...rest,
    newest: newest.id,
    facilityKinds: (facilityKinds ?? "").split("\n"),
    itemKinds: (itemKinds ?? "").split("\n"),
    "effectiveFrom.year": String(year),
    "effectiveFrom.month": String(month),
    "effectiveFrom.day": String(day),
    do: "propose",
    ...papers,
  };
}

test("papers that two officials add are asked of the applicant, and of nobody who applied before", async () => {
  const { visitor, facilityCode, mail } = await registerFacility(center);
  await finishIntroduction(center, facilityCode);
  const path = await startApplication(visitor);
  await fillApplication(visitor, path, files.pdf("papers"));

  const wrong = await one.post(
    "/office/grants/programmes",
    await formWith({ "papers.order.when": "above", "papers.order.fromYen": "たくさん" }),
  );
  expect([wrong.status, wrong.html.includes("必要になる対象経費の額を、数字で")]).toEqual([
    422,
    true,
  ]);
  const proposed = await one.post(
    "/office/grants/programmes",
    await formWith({
      "papers.account.when": "always",
      "papers.account.name": "通帳の写し",
      "papers.order.when": "above",
      "papers.order.fromYen": "14,500円",
      "papers.other.when": "condition",
      "papers.other.name": "委任状",
      "papers.other.condition": "代理の人が申請するとき",
    }),
  );
  expect(proposed.html).toContain("通帳の写し、注文確認書（対象経費が14,500円以上のとき）");
  await two.post(`${proposed.path}/confirm`, {});
  expect((await visitor.get(`${path}/confirm`)).status).toBe(200);

  center.setTime("2026-11-23T00:04:00Z");
  await signInAgain(center, visitor, mail);
  const lacking = await visitor.get(`${path}/confirm`);
  expect([
    lacking.status,
    lacking.html.includes("「通帳の写し」と「注文確認書」がまだありません"),
  ]).toEqual([200, true]);
  const page = await visitor.get(`${path}/receipts`);
  expect(page.html).toContain("委任状");
  const papers = new FormData();
  papers.append("papers.account", new File([files.pdf("book")], "通帳.pdf"));
  papers.append("papers.order", new File([files.pdf("order")], "注文.pdf"));
  const sent = await visitor.upload(`${path}/receipts`, papers);
  expect(sent.html).toContain("通帳.pdf");
  await submit(visitor, path);
  const review = await (await official(center)).get(`/office${path}`);
  expect(review.html).toContain("書類が要る場合に当てはまらないか、確かめてください");
  expect(review.html).toContain("委任状：代理の人が申請するとき。付いていません。");
  expect(review.html).toContain("通帳.pdf");

  // Tried out: this one has the order, and would lack what another version asks for.
  const tried = await (
    await official(center)
  ).post(
    "/office/grants/programmes",
    await formWith({ "papers.delivery.when": "always", "effectiveFrom.day": "30", do: "try" }),
  );
  expect(tried.html).toContain("納品書 1件");
  expect(tried.html).not.toContain("注文確認書 1件");
});

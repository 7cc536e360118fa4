import { official, registerFacility } from "@madoguchi/test";
import type { Visitor } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  decide,
  files,
  fillApplication,
  finishIntroduction,
  startApplication,
  startGrantCenter,
  submit,
  TODAY,
} from "./grants.fixture.ts";
import type { GrantCenter } from "./grants.fixture.ts";
import { programmeForm, readProgramme } from "./programme-form.ts";
import { currentProgramme, versionsOf } from "./store/programmes.ts";
import { balanceOf } from "./store/ledger.ts";

const PROGRAMMES = "/office/grants/programmes";

let center: GrantCenter;
let one: Visitor;
let two: Visitor;
beforeAll(async () => {
  center = await startGrantCenter();
  [one, two] = [await official(center), await official(center)];
});
afterAll(() => center.close());

/** The form of the demo's programme as its page shows it, changed. */
async function formWith(change: Readonly<Record<string, string>>) {
  const newest = (await versionsOf(center.db, "demo"))[0];
  if (!newest) throw new Error("no programme");
  const { facilityKinds, itemKinds, ...rest } = programmeForm(newest);

  return {
    ...rest,
    newest: newest.id,
    facilityKinds: (facilityKinds ?? "").split("\n"),
    itemKinds: (itemKinds ?? "").split("\n"),
    "effectiveFrom.year": "2026",
    "effectiveFrom.month": "12",
    "effectiveFrom.day": "1",
    do: "propose",
    ...change,
  };
}

test("whatever a version says comes back from its form", async () => {
  for (const code of ["demo", "chiiki-shinryo-joho-renkei", "sejutsusho-donyu"]) {
    const programme = await currentProgramme(center.db, code, TODAY);
    if (!programme) throw new Error(code);
    const { year, month, day } = programme.effectiveFrom;
    const form = readProgramme({
      ...programmeForm(programme),
      "effectiveFrom.year": String(year),
      "effectiveFrom.month": String(month),
      "effectiveFrom.day": String(day),
    });
    const { id: _, version: __, ...terms } = programme;
    expect(form).toMatchObject({ ok: true, value: terms });
  }
});

test.each([
  [{ rateNumerator: "5" }, "補助率が1を超えています"],
  [{ approvalsRequired: "1" }, "承認する人の数は2から5まで"],
  [{ capYen: "0" }, "上限は1円以上"],
  [{ budgetYen: "たくさん" }, "予算は数字だけ"],
  [{ repaymentInterest: "10.955" }, "小数第2位まで"],
  [{ "intakeUntil.year": "2020" }, "受付の最後の日が、始まりの日より前です"],
  [
    { "purchaseUntil.year": "2020", "purchaseUntil.month": "1", "purchaseUntil.day": "1" },
    "始まりより前です",
  ],
  [{ facilityKinds: "hospital-ship" }, "対象の施設を1つ以上"],
])("what no programme can say is asked for again: %j", async (change, message) => {
  const page = await one.post(PROGRAMMES, await formWith(change));
  expect([page.status, page.html.includes(message)]).toEqual([422, true]);
  expect(page.html).toContain("資格確認端末等導入支援補助金（実演用・架空）");
});

test("two officials change a programme; past applications are tried out and stay as they were", async () => {
  const { visitor, facilityCode, facilityName } = await registerFacility(center);
  await finishIntroduction(center, facilityCode);
  const path = await startApplication(visitor);
  await fillApplication(visitor, path, files.pdf("past"));
  await submit(visitor, path);
  await decide(one, path, "approve");

  // 14,500 yen, at first 3/4 with 10,000 in the end.
  const cheaper = { capYen: "８，０００円" };
  const tried = await one.post(PROGRAMMES, await formWith({ ...cheaper, do: "try" }));
  expect(tried.html).toContain("まだ何も提案していません");
  expect(tried.html).toContain(facilityName);
  expect(tried.html).toContain("−2,000円");
  const other = await one.post(
    PROGRAMMES,
    await formWith({ facilityKinds: "pharmacy", do: "try" }),
  );
  expect(other.html).toContain("対象の施設ではなくなります。");
  expect(other.html).toContain("−10,000円");
  expect((await one.get(`${PROGRAMMES}/demo`)).html).not.toContain("確認を待つ提案があります");

  const made = await one.post(PROGRAMMES, await formWith(cheaper));
  expect(made.html).toContain("ほかの職員の確認を待っています");
  expect((await two.post(PROGRAMMES, await formWith(cheaper))).html).toContain(
    "先にそれを決めてください",
  );
  const own = await one.post(`${made.path}/confirm`, {});
  expect([own.status, own.html.includes("あなたの提案です")]).toEqual([409, true]);
  const before = await two.get(made.path);
  expect(before.html).toContain("31,000円");
  expect(before.html).toContain("8,000円");
  expect((await two.post(`${made.path}/confirm`, {})).html).toContain("確認済み");
  expect((await two.post(`${made.path}/confirm`, {})).status).toBe(409);
  expect((await two.post(`${made.path}/withdraw`, {})).status).toBe(409);

  // Not before its day, and not for what was submitted before.
  expect((await currentProgramme(center.db, "demo", TODAY))?.capYen).toBe(31_000);
  const later = TODAY.add({ days: 9 });
  expect(await currentProgramme(center.db, "demo", later)).toMatchObject({
    version: 2,
    capYen: 8000,
  });
  await decide(two, path, "approve");
  expect((await two.get(`/office${path}`)).html).toContain("10,000円の交付を決定しました");
});

test("past applications are tried out with the tax that their receipts name", async () => {
  const { visitor, facilityCode } = await registerFacility(center);
  await finishIntroduction(center, facilityCode);
  const path = await startApplication(visitor);
  // 5,000 and 9,500 without tax: 15,950 with it, and 11,000 of that.
  const taxes = { "lines.0.tax": "excluded-10", "lines.1.tax": "excluded-10" };
  await fillApplication(visitor, path, files.pdf("taxed"), taxes);
  await submit(visitor, path);
  const tried = await one.post(PROGRAMMES, await formWith({ capYen: "8000", do: "try" }));
  expect(tried.html).toContain("11,000円");
  expect(tried.html).toContain("−3,000円");
});

test("the first day lies ahead and after the version before; nothing that was promised is taken back", async () => {
  const refused = async (change: Readonly<Record<string, string>>) => {
    const { status, html } = await one.post(PROGRAMMES, await formWith(change));
    expect(status).toBe(409);

    return html;
  };
  expect(await refused({ "effectiveFrom.month": "11", "effectiveFrom.day": "22" })).toContain(
    "あす以後の日にしてください",
  );
  expect(await refused({ "effectiveFrom.month": "11", "effectiveFrom.day": "30" })).toContain(
    "後の日にしてください",
  );
  const next = { "effectiveFrom.day": "8" };
  expect(await refused({ ...next, budgetYen: "1000" })).toContain("すでに決定した額を下回ります");
  const more = await one.post(PROGRAMMES, await formWith({ ...next, budgetYen: "41,000,000" }));
  await two.post(`${more.path}/confirm`, {});
  expect(await balanceOf(center.db, "demo", "available")).toBe(41_000_000 - 10_000);
});

test("what another version has overtaken is withdrawn and proposed anew", async () => {
  const form = await formWith({ "effectiveFrom.day": "15", name: "古くなる提案" });
  const { path } = await one.post(PROGRAMMES, form);
  const id = path.split("/").at(-1) ?? "";
  // As if it had been proposed from the first version.
  const first = (await versionsOf(center.db, "demo")).at(-1);
  await center.db
    .updateTable("proposal")
    .set({ basedOn: first?.id ?? null })
    .where("id", "=", id)
    .execute();
  const late = await two.post(`${path}/confirm`, {});
  expect([late.status, late.html.includes("別の版ができました")]).toEqual([409, true]);
  expect((await one.post(`${path}/withdraw`, {})).html).toContain("取下げ");
});

test("a new programme has a name of its own, and the database keeps the four eyes", async () => {
  const fields = { newest: "", "effectiveFrom.day": "20" };
  const taken = await one.post(PROGRAMMES, await formWith(fields));
  expect([taken.status, taken.html.includes("同じ記号の補助事業があります")]).toEqual([409, true]);
  const made = await one.post(PROGRAMMES, await formWith({ ...fields, code: "tanmatsu-2026" }));
  const id = made.path.split("/").at(-1) ?? "";
  const proposal = await center.db
    .selectFrom("proposal")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  await expect(
    center.db
      .updateTable("proposal")
      .set({
        state: "confirmed",
        decidedBy: proposal.proposedBy,
        decidedAt: proposal.proposedAt,
        became: (await versionsOf(center.db, "demo"))[0]?.id ?? "",
      })
      .where("id", "=", id)
      .execute(),
  ).rejects.toMatchObject({ constraint: "proposal_four_eyes" });
  await two.post(`${made.path}/confirm`, {});
  expect((await one.get(`${PROGRAMMES}/tanmatsu-2026`)).html).toContain("これからの決まり");
  expect((await one.get(`${PROGRAMMES}/none`)).status).toBe(404);
});

import { firstCatalogue } from "@madoguchi/contract/known-models";
import { tokyoToday } from "@madoguchi/notation";
import { openDatabase, systemClock, writeCsv } from "@madoguchi/platform";
import { official, registerFacility, startTestCenter } from "@madoguchi/test";
import type { TestCenter, Visitor } from "@madoguchi/test";
import type { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { affectedBy, differencesOf } from "./difference.ts";
import { catalogueRows, readCatalogue } from "./file.ts";
import { deviceCatalogueOn } from "./store.ts";

const DEVICES = "/office/devices";
const today = tokyoToday(systemClock);

let center: TestCenter;
let proposer: Visitor;
let confirmer: Visitor;
beforeAll(async () => {
  center = await startTestCenter();
  proposer = await official(center, ["reviewer"]);
  confirmer = await official(center, ["reviewer"]);
});
afterAll(() => center.close());

async function csv(rows: readonly (readonly string[])[]): Promise<string> {
  const parts: Uint8Array[] = [];
  const options = { encoding: "utf-8", formulas: "escaped" } as const;
  for await (const part of writeCsv(rows, options)) parts.push(part);

  return Buffer.concat(parts).toString();
}

function bring(by: Visitor, file: string, day: Temporal.PlainDate) {
  const form = new FormData();
  form.append("validFrom.year", String(day.year));
  form.append("validFrom.month", String(day.month));
  form.append("validFrom.day", String(day.day));
  form.append("file", new Blob([file], { type: "text/csv" }), "機種.csv");

  return by.upload(DEVICES, form);
}

/** The first list without one reader, with another price, and with a reader more. */
const rows = catalogueRows(
  firstCatalogue
    .filter(({ model }) => model !== "RC-S320")
    .map((model) => (model.model === "CIR315A" ? { ...model, listPriceYen: 4500 } : model)),
);
const more = [
  ["カードリーダー", "架空電機", "KD-100", "Kakuu KD-100\nKD100", "USB", "Windows 11"],
  ["機種名だけが分かっています", "架空の案内", "2026-11", "９，８００円", "架空の機種です。"],
].flat();

test("what is taken out as a file comes back the same", async () => {
  const read = await readCatalogue(
    new TextEncoder().encode(await csv(catalogueRows(firstCatalogue))),
  );
  expect(read).toEqual({ ok: true, models: firstCatalogue });
  const taken = await proposer.download(`${DEVICES}/devices.csv`);
  expect(await readCatalogue(taken.bytes)).toEqual(read);
});

test("a file with faults is refused with line, column and mend; nothing is proposed", async () => {
  const [title = [], ...lines] = rows;
  const wrong = lines.map((line, index) =>
    index === 0 ? line.with(0, "プリンター") : index === 1 ? line.with(9, "安い") : line,
  );
  const page = await bring(proposer, await csv([title, ...wrong, lines.at(2) ?? []]), today);
  expect(page.status).toBe(422);
  expect(page.html).toContain("2行目");
  expect(page.html).toContain("「種類」を読み取れません。");
  expect(page.html).toContain("「販売価格」を読み取れません。");
  expect(page.html).toMatch(/\d行目と同じ機種です。/);
  expect((await bring(proposer, "種類,色\nカードリーダー,青\n", today)).html).toContain(
    "この名前の列は決められていません。",
  );
  expect((await bring(proposer, "", today)).html).toContain("ファイルが選ばれていません。");
  expect((await proposer.get(DEVICES)).html).toContain("はじめの一覧のままです");
});

test("the same list again, and a day that is past, are no proposals", async () => {
  const same = await csv(catalogueRows(firstCatalogue));
  expect((await bring(proposer, same, today)).html).toContain("変わるところがありません。");
  const past = await bring(proposer, await csv([...rows, more]), today.subtract({ days: 1 }));
  expect(past.html).toContain("過ぎた日です。");
});

test("two officials change the list from a day on, and facilities see it from that day", async () => {
  const tomorrow = today.add({ days: 1 });
  const page = await bring(proposer, await csv([...rows, more]), tomorrow);
  expect(page.path).toMatch(/^\/office\/devices\/[\da-f-]{36}$/);
  expect(page.html).toContain("架空電機 KD-100");
  expect(page.html).toContain("ソニー RC-S320");
  expect(page.html).toMatch(/販売価格.*5000.*4500/su);
  expect(page.html).toContain("機種の見立てが変わる申請はありません");
  const again = await bring(proposer, await csv(rows), tomorrow);
  expect(again.status).toBe(409);
  expect(again.html).toContain("確認を待つ提案があります。");

  expect((await proposer.post(`${page.path}/confirm`, {})).html).toContain("あなたの提案です。");
  const callCenter = await official(center, ["callCenter"]);
  expect((await callCenter.get(page.path)).status).toBe(200);
  expect((await callCenter.post(`${page.path}/confirm`, {})).status).toBe(403);
  const confirmed = await confirmer.post(`${page.path}/confirm`, {});
  expect(confirmed.status).toBe(200);
  // A decided proposal still says what it changed.
  expect(confirmed.html).toContain("架空電機 KD-100");
  expect((await proposer.get(DEVICES)).html).toContain("これから");

  const db = openDatabase(center.databaseUrl);
  const names = async (day: Temporal.PlainDate) =>
    (await deviceCatalogueOn(db, day)).map(({ model }) => model);
  expect(await names(today)).toContain("RC-S320");
  expect(await names(tomorrow)).not.toContain("RC-S320");
  expect(await names(tomorrow)).toContain("KD-100");
  await db.updateTable("deviceCatalogue").set({ validFrom: today }).execute();
  await db.destroy();
  const { visitor } = await registerFacility(center);
  const compared = await visitor.get(
    "/devices/compare?owned=pc&internet=wifi&seats=1&outside=no&handsFree=no&readAloud=no",
  );
  expect(compared.html).toContain("架空電機 KD-100");
  expect(compared.html).toContain("購入 4,500円");
});

test("those are affected whose device is taken for another one, or for none", () => {
  const after = firstCatalogue.filter(({ model }) => model !== "CIR315A");
  const device = (name: string) => ({ name, facilityName: "架空医院", href: "/office/grants/1" });
  expect(
    affectedBy(
      [device("AB Circle CIR315A"), device("ACS ACR1252U"), device("?")],
      firstCatalogue,
      after,
    ),
  ).toEqual([{ ...device("AB Circle CIR315A"), before: "AB Circle CIR315A", after: null }]);
  expect(differencesOf(firstCatalogue, after)).toEqual([
    { kind: "gone", model: "AB Circle CIR315A" },
  ]);
});

/** Official lists as bureaus write them: read in their own shapes, compared with what is known, taken in whole or not at all. */
import { checkDigit, encodeShiftJis } from "@madoguchi/notation";
import { openDatabase, systemClock } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { freshDatabase } from "@madoguchi/test";
import type { FreshDatabase } from "@madoguchi/test";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findMaster, importFacilityList } from "./index.ts";
import type { FacilityList } from "./index.ts";

let database: FreshDatabase;
let db: Db;
beforeAll(async () => {
  database = await freshDatabase();
  db = openDatabase(database.url);
});
beforeEach(async () => {
  await db.deleteFrom("facilityMasterVersion").execute();
  await db.deleteFrom("facilityMaster").execute();
  await db.deleteFrom("facilityList").execute();
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const actor = { kind: "system", id: "試験" } as const;

function import_(text: string | Uint8Array, changes: Partial<FacilityList> = {}) {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;

  return importFacilityList({ db, clock: systemClock }, actor, {
    name: "名簿.csv",
    open: () => [bytes],
    source: "架空厚生局の一覧表",
    listedOn: Temporal.PlainDate.from("2026-11-01"),
    scope: { kind: "medical", prefectureCode: "13" },
    isWhole: false,
    acceptsGone: false,
    isDryRun: false,
    columns: {},
    ...changes,
  });
}

/** The seven digits of a number as a list of 東京都's 医科 writes them. */
function seven(number: number): string {
  const six = String(number).padStart(6, "0");

  return six + checkDigit(`131${six}`);
}

const plain = (number: number, name = `架空第${number}医院`) =>
  `131${seven(number)},${name},東京都千代田区見本町${number}番`;
const HEADER = "医療機関コード,医療機関名称,所在地";
const list = (...lines: string[]) => `${[HEADER, ...lines].join("\r\n")}\r\n`;

const kept = (number: number) => findMaster(db, "medical", `131${seven(number)}`);

test("a bureau's list in Shift_JIS, with seven digits in commas, eras in one character and more than a number in a cell", async () => {
  const [a, b, c] = [seven(1).slice(0, 2), seven(1).slice(2, 6), seven(1).slice(6)];
  const outcome = await import_(
    encodeShiftJis(
      [
        "項番,医療機関番号,医療機関名称,医療機関所在地,電話番号,開設者氏名,指定年月日,病床数",
        `1,"${a},${b},${c}",架空　第一医院,〒100-0013 東京都千代田区霞が関１－２－２,03-0000-0000 (常勤：1),架空　太郎,平 5. 4. 1,`,
      ].join("\r\n"),
    ),
  );
  expect(outcome).toMatchObject({ kind: "accepted", counts: { lines: 1, added: 1 } });
  const master = await kept(1);
  expect(master).toMatchObject({
    name: "架空 第一医院",
    founder: "架空 太郎",
    postalCode: "1000013",
    address: "東京都千代田区霞が関１－２－２",
    phone: "0300000000",
    prefectureCode: "13",
    source: "架空厚生局の一覧表",
  });
  expect(master?.designatedOn?.toString()).toBe("1993-04-01");
});

test("columns may have any name that is told; 施術所 are known by their 登録記号番号", async () => {
  const outcome = await import_("番号,お名前\n協13-1234567-0,架空接骨院\n", {
    scope: { kind: "treatment", prefectureCode: null },
    columns: { code: "番号", name: "お名前" },
  });
  expect(outcome.kind).toBe("accepted");
  expect(await findMaster(db, "treatment", "1312345670")).toMatchObject({
    code: "協1312345670",
    name: "架空接骨院",
  });
});

test("what is wrong is told with line, column and mend, and nothing is written", async () => {
  const outcome = await import_(
    list(plain(1), `1310000009,架空,東京都`, `131${seven(3)},,東京都`, plain(1)),
  );
  expect(outcome).toMatchObject({
    kind: "refused",
    reason: "problems",
    problemCount: 2,
    problems: [
      { line: 3, rule: "code", column: { position: 1 } },
      { line: 4, rule: "name-empty", column: { position: 2 } },
    ],
  });
  expect(await import_(list(plain(1), plain(1)))).toMatchObject({
    problemCount: 1,
    problems: [{ line: 3, rule: "code-twice" }],
  });
  expect(await import_("名称\n架空\n")).toMatchObject({
    problems: [{ rule: "column-missing" }],
  });
  expect(await kept(1)).toBeUndefined();
});

test("differences are told, a dry run writes nothing, an older list changes nothing, and the same list again is no change", async () => {
  await import_(list(plain(1), plain(2)));
  const newer = { listedOn: Temporal.PlainDate.from("2026-12-01") };
  const changed = list(plain(1, "架空あたらしい医院"), plain(2), plain(3));
  const looked = {
    kind: "accepted",
    counts: { lines: 3, added: 1, changed: 1, unchanged: 1, older: 0, gone: 0 },
    differences: [
      { code: `131${seven(1)}`, field: "name", before: "架空第1医院", after: "架空あたらしい医院" },
    ],
  };
  expect(await import_(changed, { ...newer, isDryRun: true })).toMatchObject(looked);
  expect((await kept(1))?.name).toBe("架空第1医院");
  expect(await import_(changed, newer)).toMatchObject(looked);
  expect((await kept(1))?.name).toBe("架空あたらしい医院");
  expect(await import_(changed, newer)).toMatchObject({ counts: { changed: 0, unchanged: 3 } });
  expect(await import_(list(plain(1), plain(2)))).toMatchObject({
    counts: { older: 2, changed: 0 },
  });
  expect((await kept(1))?.name).toBe("架空あたらしい医院");
  const lists = await db.selectFrom("facilityList").select(["added", "changed"]).execute();
  expect(lists.slice(0, 2)).toEqual([
    { added: 2, changed: 0 },
    { added: 1, changed: 1 },
  ]);
});

test("a whole list marks who left, comes back unmarked, and is refused when it lacks too many", async () => {
  const all = Array.from({ length: 40 }, (_, index) => plain(index + 1));
  await import_(list(...all));
  const whole = { isWhole: true, listedOn: Temporal.PlainDate.from("2026-12-01") };
  expect(await import_(list(...all.slice(10)), whole)).toMatchObject({
    kind: "refused",
    reason: "gone",
    counts: { gone: 10 },
  });
  expect((await kept(1))?.leftOn).toBeNull();
  expect(await import_(list(...all.slice(1)), whole)).toMatchObject({ counts: { gone: 1 } });
  expect((await kept(1))?.leftOn?.toString()).toBe("2026-12-01");
  const accepted = { ...whole, acceptsGone: true };
  expect((await import_(list(...all.slice(0, 20)), accepted)).kind).toBe("accepted");
  expect((await kept(1))?.leftOn).toBeNull();
  expect((await kept(40))?.leftOn?.toString()).toBe("2026-12-01");
  // Another kind in the same prefecture is not meant.
  await import_("医療機関コード,医療機関名称\n協1312345670,架空接骨院\n", {
    ...whole,
    scope: { kind: "treatment", prefectureCode: null },
  });
  expect((await kept(1))?.leftOn).toBeNull();
});

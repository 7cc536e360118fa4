import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import {
  accountFields,
  costsFields,
  readableLines,
  readAccount,
  readCosts,
  rowCount,
} from "./forms.ts";
import { account, costs } from "./grants.fixture.ts";

const now = Temporal.Instant.from("2026-11-22T00:04:00Z");
const fieldNames = fc.constantFrom(
  "item",
  "product",
  "quantity",
  "unitYen",
  "amountYen",
  "otherYen",
  "maker",
  "detail",
  "receiptNumber",
  "shop",
  "purchasedOn.year",
  "purchasedOn.month",
  "purchasedOn.day",
);
const posted = fc.dictionary(
  fc.tuple(fc.nat(15), fieldNames).map(([row, field]) => `lines.${row}.${field}`),
  fc.oneof(fc.string(), fc.constantFrom("reader", "1", "2026", "１２", "5,000円", "")),
);

describe("the lines", () => {
  test("are read as typed, in either width", () => {
    const form = readCosts(costs, now);
    expect(form.ok && form.value.map(({ quantity, amountYen }) => [quantity, amountYen])).toEqual([
      [1, 5000],
      [1, 9500],
    ]);
  });

  test("of a form with gaps keep their place, so that an error stands at its field", () => {
    const form = readCosts({ "lines.0.item": "", "lines.2.item": "reader" }, now);
    expect(form.ok ? {} : form.errors).toMatchObject({
      "lines.2.product": "品名・型番を入力してください。",
      "lines.2.amountYen": "金額を入力してください。",
    });
  });

  test("may say what part does not count, which is never more than all of it", () => {
    const more = { "lines.0.otherYen": "５００円", "lines.0.receiptNumber": "no.１２-3" };
    const form = readCosts({ ...costs, ...more, "lines.0.unitYen": "5,000" }, now);
    expect(form.ok && form.value[0]).toMatchObject({
      unitYen: 5000,
      otherYen: 500,
      receiptNumber: "NO.123",
    });
    const tooMuch = readCosts({ ...costs, "lines.0.otherYen": "5001" }, now);
    expect(tooMuch.ok ? {} : tooMuch.errors).toEqual({
      "lines.0.otherYen": "対象外の金額が、この行の金額を超えています。",
    });
  });

  test("bought tomorrow are not bought yet; today is Tokyo's", () => {
    const justPastMidnight = Temporal.Instant.from("2026-10-02T15:00:00Z");
    expect(readCosts(costs, justPastMidnight).ok).toBe(true);
    const before = readCosts(costs, justPastMidnight.subtract({ nanoseconds: 1 }));
    expect(before.ok ? {} : before.errors).toHaveProperty(["lines.0.purchasedOn"]);
  });

  test("whatever is posted: nothing throws, what is typed comes back, and what reads whole reads alone", () => {
    fc.assert(
      fc.property(posted, (values) => {
        const kept = costsFields({ rows: "15", ...values });
        const form = readCosts(kept, now);
        expect(form.values).toEqual(kept);
        expect(rowCount(kept)).toBe(15);
        const alone = readableLines(kept, now);
        expect(form.ok ? form.value : alone).toEqual(alone);
      }),
    );
  });
});

describe("the account", () => {
  test("is folded to digits and full-width kana", () => {
    const form = readAccount(account);
    expect(form.ok && form.value).toMatchObject({
      bankCode: "0001",
      accountNumber: "0000123",
      accountHolder: "カクウイイン カクウ タロウ",
    });
  });

  test.each([
    ["bankCode", "123"],
    ["branchCode", "0001"],
    ["accountNumber", "12345678"],
    ["accountHolder", "架空 太郎"],
    ["accountHolder", "（）"],
    ["depositKind", "savings"],
  ])("%s %s is refused at its field", (name, text) => {
    const form = readAccount({ ...account, [name]: text });
    expect(form.ok ? [] : Object.keys(form.errors)).toEqual([name]);
  });
});

test("what is too long for its field comes back with that message, and is cut between characters", () => {
  const long = `a${"𠮷".repeat(400)}`;
  const { bankName = "" } = accountFields({ ...account, bankName: long });
  expect(bankName.isWellFormed()).toBe(true);
  const read = readAccount({ ...account, bankName });
  expect(read).toMatchObject({
    ok: false,
    errors: { bankName: "金融機関名は60文字までで入力してください。" },
  });
  expect(costsFields({ "lines.0.product": long })["lines.0.product"]?.isWellFormed()).toBe(true);
});

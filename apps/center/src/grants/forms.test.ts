import fc from "fast-check";
import type { FormValues } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { accountFields, formOfAccount, readAccount } from "./account-form.ts";
import { costsFields, readableLines, readCosts, rowCount } from "./forms.ts";
import { account, costs } from "./grants.fixture.ts";
import { holderAsTransferred } from "./rules/holder.ts";

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
      "lines.2.product": "品名を入力してください。",
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

describe("bank and branch", () => {
  const { bankName, bankCode, branchName, branchCode, ...rest } = account;
  const read = (values: FormValues) => readAccount(accountFields({ ...rest, ...values }));
  const errors = (values: FormValues) => {
    const form = read(values);

    return form.ok ? {} : form.errors;
  };

  test("that are named in full need no choice", () => {
    const form = read({ bankSearch: "三井住友銀行", branchSearch: "かすみがせき" });
    expect(form).toMatchObject({
      ok: true,
      value: { bankName: "三井住友", bankCode: "0009", branchName: "霞が関", branchCode: "639" },
    });
  });

  test("are those chosen among what was found, unless the words changed since", () => {
    const asked = { bankSearch: "三井", bankAsked: "三井", branchSearch: "霞", branchAsked: "霞" };
    const chosen = { ...asked, bank: "0009", branch: "0009-639" };
    expect(read(chosen)).toMatchObject({
      ok: true,
      value: { bankCode: "0009", branchCode: "639" },
    });
    expect(Object.keys(errors({ ...chosen, bankSearch: "信金" }))).toEqual([
      "bankSearch",
      "branchSearch",
    ]);
  });

  test("of another bank is no branch of this one, though it has the same number", () => {
    const chosen = { bankSearch: "みずほ", branchSearch: "1", branchAsked: "1" };
    expect(Object.keys(errors({ ...chosen, branch: "0009-001" }))).toEqual(["branchSearch"]);
  });

  test("that nobody named are asked for at the search", () => {
    expect(errors({ bankSearch: "", branchSearch: "" })).toEqual({
      bankSearch: "金融機関を、名前かコードで探して選んでください。",
      branchSearch: "支店を、名前かコードで探して選んでください。",
    });
  });

  test("that the list lacks are taken as written", () => {
    const written = { bankName, bankCode, branchName, branchCode };
    expect(read({ bankSearch: "", ...written })).toMatchObject({ ok: true, value: { bankName } });
  });

  test("come back into the form as they were chosen, or as they were written", () => {
    const listed = read({ bankSearch: "0009", branchSearch: "639" });
    const unlisted = read(account);
    for (const form of [listed, unlisted]) {
      const again = form.ok ? readAccount(accountFields(formOfAccount(form.value))) : form;
      expect(again).toMatchObject({ ok: true, value: form.ok && form.value });
    }
  });
});

describe("the holder", () => {
  test.each([
    ["かくういいん", "カクウイイン", "ｶｸｳｲｲﾝ"],
    ["ｶ)ｶｸｳ", "カ）カクウ", "ｶ)ｶｸｳ"],
    ["イリヨウホウジン（ギャラリー）", "イリヨウホウジン（ギャラリー）", "ｲﾘﾖｳﾎｳｼﾞﾝ(ｷﾞﾔﾗﾘ-)"],
    ["abc クリニック", "abc クリニック", "ABC ｸﾘﾆﾂｸ"],
  ])("%s is kept as %s and transferred as %s", (typed, kept, transferred) => {
    const form = readAccount({ ...account, accountHolder: typed });
    expect(form.ok && form.value.accountHolder).toBe(kept);
    expect(holderAsTransferred(kept)).toBe(transferred);
  });

  test("names what no bank takes, each once", () => {
    const form = readAccount({ ...account, accountHolder: "架空太郎架空ア" });
    expect(form.ok ? "" : form.errors["accountHolder"]).toContain("「架」「空」「太」「郎」は");
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

import { expect, test } from "vitest";
import {
  exactly,
  findBank,
  findBranch,
  isSamePlace,
  listedAs,
  searchBanks,
  searchBranches,
} from "./directory.ts";

test.each([
  ["みずほ", "0001"],
  ["ﾐｽﾞﾎ", "0001"],
  ["ミズホギンコウ", "0001"],
  ["みずほ銀行", "0001"],
  ["０００１", "0001"],
  ["にしにっぽんしてぃ", "0190"],
  ["函館商工信用組合", "2017"],
  ["きたおほーつく農業協同組合", undefined],
  ["北オホーツク農業協同組合", "3297"],
])("「%s」 is the bank %s", (text, code) => {
  const found = searchBanks(text);
  expect(exactly(found, text)?.code).toBe(code);
  if (code !== undefined) expect(found.matches[0]?.code).toBe(code);
});

test.each([
  ["0009", "霞が関支店", "639"],
  ["0009", "霞ヶ関", "639"],
  ["0001", "とうきょうちゅうおう", "110"],
  ["0001", "１１０", "110"],
])("at the bank %s, 「%s」 is the branch %s", (bank, text, code) => {
  expect(exactly(searchBranches(bank, text), text)?.code).toBe(code);
});

test("a bank is the same however its kind is written, and another is another", () => {
  expect(isSamePlace("みずほ銀行", "みずほ")).toBe(true);
  expect(isSamePlace("霞が関支店", "霞ケ関")).toBe(true);
  expect(isSamePlace("架空銀行", "みずほ")).toBe(false);
});

test("a part of a name finds those that begin with it before those that contain it, and says how many there are", () => {
  const { matches, count } = searchBranches("0001", "東京");
  expect(matches[0]?.name.startsWith("東京")).toBe(true);
  expect(count).toBeGreaterThanOrEqual(matches.length);
  expect(searchBanks("信金").count).toBeGreaterThan(100);
  expect(exactly(searchBanks("信金"), "信金")).toBeNull();
});

test("nothing, one character and what nobody is called find no crowd", () => {
  expect(searchBanks("").count).toBe(0);
  expect(searchBanks("　").count).toBe(0);
  expect(searchBanks("存在しない銀行").count).toBe(0);
  expect(searchBranches("0000", "東京").count).toBe(0);
});

test("a code is one bank, and a branch's only within its bank", () => {
  expect(findBank("0001")?.name).toBe("みずほ");
  expect(findBranch("0001", "110")?.name).toBe("東京中央");
  expect(findBranch("0000", "110")).toBeUndefined();
});

test("an account is where the list says, or it is said where else", () => {
  const place = (bankName: string, branchCode: string) =>
    listedAs({ bankName, bankCode: "0009", branchName: "霞が関支店", branchCode });
  expect(place("三井住友銀行", "639").listed).toBe("listed");
  expect(place("架空銀行", "639")).toMatchObject({
    listed: "otherwise",
    place: expect.stringContaining("一覧では、三井住友の霞が関です。"),
  });
  expect(place("三井住友", "000").listed).toBe("unlisted");
});

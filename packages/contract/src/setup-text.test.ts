import fc from "fast-check";
import { expect, test } from "vitest";
import { formatSetupInfo, parseSetupInfo, readSetupFragment, setupFragment } from "./setup-text.ts";

const readable = fc.stringMatching(/^[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){2,3}$/);
const info = fc.record({
  facilityCode: fc.stringMatching(/^\d{10}$/),
  userId: fc.stringMatching(/^W\d{7}$/),
  password: readable,
  activationCode: readable,
});

test("what the portal writes, reception reads", () => {
  fc.assert(
    fc.property(info, (setup) => {
      expect(parseSetupInfo(formatSetupInfo(setup))).toEqual(setup);
    }),
  );
});

test("a text copied by way of a word processor is still read", () => {
  const text = [
    "ユーザー設定情報（控え）",
    "医療機関コード：　１３１０１１３７１５",
    "ﾕｰｻﾞｰID： Ｗ０００００１２",
    "パスワード\tABCD-EFGH-JKMN",
    "アクティベーションコード：ABCD-EFGH-JKMN-PQRS\r",
  ].join("\r\n");
  expect(parseSetupInfo(text)).toEqual({
    facilityCode: "1310113715",
    userId: "W0000012",
    password: "ABCD-EFGH-JKMN",
    activationCode: "ABCD-EFGH-JKMN-PQRS",
  });
});

test("an incomplete or foreign text is not taken for one", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parseSetupInfo(text)).toBeNull();
    }),
  );
  expect(parseSetupInfo("医療機関コード: 1310113715\nユーザーID: W0000012")).toBeNull();
});

test("what a link carries, reception reads, 登録記号番号 included; and nothing else", () => {
  fc.assert(
    fc.property(info, fc.constantFrom("", "協"), (setup, prefix) => {
      const own = { ...setup, facilityCode: prefix + setup.facilityCode };
      const fragment = setupFragment(own);
      expect(readSetupFragment(fragment)).toEqual(own);
      expect(fragment).toMatch(/^#[\w%~=.-]+$/);
      expect(readSetupFragment(`${fragment}~more`)).toBeNull();
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readSetupFragment(`#setup=${text}`)).toBeNull();
    }),
  );
});

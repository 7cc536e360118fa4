import { expect, test } from "vitest";
import { readStatement } from "./statement.ts";
import type { TypedStatement } from "./statement.ts";

const typed: TypedStatement = {
  insurerNumber: "０１１３００１２",
  symbol: "１２３４５６７８",
  number: "９０１",
  branch: "００",
  birthDate: "昭和55年2月17日",
  kana: "　ヤマダ　ハナコ ",
};

test("full-width digits and eras are what they say", () => {
  expect(readStatement(typed)).toEqual({
    kind: "stated",
    stated: {
      insurerNumber: "01130012",
      symbol: "12345678",
      number: "901",
      branch: "00",
      birthDate: "1980-02-17",
      kana: "ヤマダ　ハナコ",
    },
  });
  expect(readStatement({ ...typed, kana: " " })).toMatchObject({ stated: { kana: null } });
});

test.each([
  [{ insurerNumber: "" }, ["insurerNumber"]],
  [{ insurerNumber: "01130013" }, ["insurerNumber"]],
  [{ symbol: "12" }, ["symbol"]],
  [{ number: "" }, ["number"]],
  [{ branch: "1" }, ["branch"]],
  [{ birthDate: "昭和65年2月30日" }, ["birthDate"]],
  [{ birthDate: "" }, ["birthDate"]],
  [{ insurerNumber: "", number: "", birthDate: "" }, ["insurerNumber", "number", "birthDate"]],
] as const)("%j is told at the fields %j, before anybody is asked", (change, fields) => {
  const result = readStatement({ ...typed, ...change });
  expect(result.kind === "mend" && Object.keys(result.errors)).toEqual(fields);
});

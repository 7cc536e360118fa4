import { exampleAnswer, exampleCoverage } from "@madoguchi/contract";
import type { Answer } from "@madoguchi/contract";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { answerOf } from "../answers.fixture.ts";
import { declaredBy, declaredWithoutAnswer } from "./facts.ts";

const none: Answer = { ...exampleAnswer, outcome: "none", coverages: [] };
const born = (birthDate: string) => exampleAnswer.person && { ...exampleAnswer.person, birthDate };

test("who is known is written in, and the rest is left to be written", () => {
  const person = exampleAnswer.person && { ...exampleAnswer.person, address: "見本町1-2-3" };
  expect(declaredBy({ ...none, person }, "架空はり灸院")).toEqual({
    kana: "ヤマダ　ハナコ",
    name: "山田　花子",
    birthDate: "昭和55年2月17日",
    sex: "女",
    address: "見本町1-2-3",
    insuranceKind: null,
    insurerName: null,
    copay: "3割",
    receivedOn: "令和8年11月22日（日）",
    facilityName: "架空はり灸院",
  });
});

test.each([
  ["2023-06-22", "2割"],
  ["1980-02-17", "3割"],
  ["1954-06-22", null],
  ["1944-06-22", null],
])("born on %s the age says %s", (birthDate, copay) => {
  expect(declaredBy({ ...none, person: born(birthDate) }, "").copay).toBe(copay);
});

test("a name with ● is left to whoever signs", () => {
  const person = exampleAnswer.person && { ...exampleAnswer.person, name: "渡●　花子" };
  expect(declaredBy({ ...none, person }, "")).toMatchObject({ name: null, kana: "ヤマダ　ハナコ" });
});

test("an insurer is written in only where its renewal is awaited", () => {
  const guidance = answerOf("invalid").guidance;
  const coverages = [{ ...exampleCoverage, validTo: "2026-10-31" }];
  const declared = (code: string) =>
    declaredBy(
      { ...none, outcome: "invalid", coverages, guidance: guidance && { ...guidance, code } },
      "",
    );
  expect(declared("invalid-validity-over")).toMatchObject({
    insurerName: "全国健康保険協会 東京支部",
    insuranceKind: "協会けんぽ・健康保険組合（勤務先）",
  });
  expect(declared("invalid")).toMatchObject({ insurerName: null, insuranceKind: null });
});

test("where nothing is known of a person, nothing is written of one", () => {
  const now = Temporal.Instant.from("2026-11-22T15:30:00Z");
  const { receivedOn, facilityName, ...rest } = declaredWithoutAnswer("架空はり灸院", now);
  expect([receivedOn, facilityName]).toEqual(["令和8年11月23日（月）", "架空はり灸院"]);
  expect(Object.values(rest).every((value) => value === null)).toBe(true);
  expect(declaredBy({ ...none, person: null }, "").birthDate).toBeNull();
});

import { asksForDeclaration, outcomes, problem, outcomeWords } from "@madoguchi/contract";
import { describe, expect, test } from "vitest";
import { outcomeLook } from "../result/words.ts";
import type { TroubleReason } from "./reason.ts";
import { everyReason as reasons } from "./reasons.fixture.ts";
import { actionLabels, troubleOf } from "./trouble.ts";

const nameOf = (reason: TroubleReason) => {
  if (reason.kind === "link") return reason.code;
  if (reason.kind === "problem") return reason.problem.type;
  if (reason.kind === "face") return reason.fault;
  if (reason.kind === "card" && reason.refusal.kind === "not-my-number-card") {
    return reason.refusal.reason;
  }
  return reason.kind;
};

const cases = (["reader", "bluetooth", "phone"] as const).flatMap((place) =>
  reasons.map((reason) => [nameOf(reason), place, reason] as const),
);

describe.each(cases)("%s on a %s", (_name, place, reason) => {
  const { title, cause, patientWords, steps, charge, action } = troubleOf(reason, place);

  test("has a cause, words for the patient, steps and one button", () => {
    for (const text of [title, cause, patientWords, ...steps]) expect(text).not.toBe("");
    expect(steps.length).toBeGreaterThan(0);
    expect(new Set(steps).size).toBe(steps.length);
    expect(actionLabels[action]).not.toBe("");
  });

  test("speaks in sentences of at most 60 characters", () => {
    const texts = [cause, patientWords, ...steps, charge ?? ""];
    const sentences = texts.flatMap((text) => text.split("。"));
    expect(sentences.filter((sentence) => sentence.length > 60)).toEqual([]);
  });

  test("tells what to charge where a statement takes the card's place", () => {
    expect(charge?.includes("申立書のときは") ?? false).toBe(asksForDeclaration(steps));
  });

  test("never tells a patient flatly that the card cannot be used, and speaks no code", () => {
    expect(patientWords).not.toMatch(/使えません|エラー|[A-Za-z]{2,}/);
    expect(title).not.toMatch(/エラー/);
  });
});

test("on a Bluetooth reader nothing is plugged in, and there need be no PC", () => {
  const texts = reasons
    .map((reason) => troubleOf(reason, "bluetooth"))
    .flatMap(({ cause, steps }) => [cause, ...steps]);
  expect(texts.filter((text) => /ケーブルを|差し|パソコン/.test(text))).toEqual([]);
});

test("on a phone nothing is laid on a reader, and nothing is plugged in", () => {
  const troubles = reasons.map((reason) => troubleOf(reason, "phone"));
  const texts = troubles.flatMap(({ title, cause, patientWords, steps }) => [
    title,
    cause,
    patientWords,
    ...steps,
  ]);
  expect(texts.filter((text) => /リーダー[のに]|置いて|置き直|ケーブルを抜/.test(text))).toEqual(
    [],
  );
});

test("what the support desk asks for is shown where there is something to ask", () => {
  const sw = {
    kind: "card",
    refusal: { kind: "unexpected", step: "signing", sw: 0x6988 },
  } as const;
  expect(troubleOf(sw, "reader").reference).toBe("カードの返事 S-6988");
  const unexpected = problem("unexpected", { instance: "0198" });
  expect(troubleOf({ kind: "problem", problem: unexpected }, "reader").reference).toBe(
    "受付番号 0198",
  );
});

test("a problem is told in the center's words, and in our own where the center sends none", () => {
  const told = problem("revocation-unknown", { charge: "3割です。" });
  expect(troubleOf({ kind: "problem", problem: told }, "reader")).toMatchObject({
    patientWords: told.patientWords,
    steps: told.nextSteps,
    charge: "3割です。",
    help: "/problems/revocation-unknown",
  });
  const { patientWords: _, nextSteps: __, charge: ___, ...brief } = told;
  const { steps, charge, patientWords } = troubleOf({ kind: "problem", problem: brief }, "reader");
  expect(steps).toEqual(told.nextSteps);
  expect(patientWords).toBe(told.patientWords);
  expect(charge).toContain("申立書のときは");
});

test("every outcome has a word, a colour and a shape; only 有効 is green", () => {
  const green = outcomes.filter((outcome) => outcomeLook[outcome].tone === "success");
  expect(green).toEqual(["valid"]);
  expect(new Set(outcomes.map((outcome) => outcomeWords[outcome])).size).toBe(outcomes.length);
});

test("a strange answer to the PIN itself tells that a try may be gone", () => {
  const cause = (step: "reading" | "verifying" | "signing") =>
    troubleOf({ kind: "card", refusal: { kind: "unexpected", step, sw: 0x6581 } }, "reader").cause;
  expect(cause("verifying")).toContain("1回減ったことがあります");
  expect(cause("reading")).not.toContain("減った");
  expect(cause("signing")).not.toContain("減った");
});

import { expect, test } from "vitest";
import type { Desk, Screen } from "../state/screen.ts";
import { situations, toldIn } from "./situation.ts";
import { patientTexts } from "./texts.ts";

const scripts: Record<keyof typeof patientTexts, RegExp> = {
  "ja-x-easy": /[ぁ-ん]/u,
  en: /^[\x20-\x7e限度額特定疾病]+$/u,
  "zh-Hans": /^[^ぁ-んァ-ヶa-z]+$/u,
  ko: /[가-힣]/u,
  vi: /[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýế-ự]/iu,
  pt: /[a-zãõáéíóúç]/iu,
};

test.each(Object.entries(patientTexts))(
  "%s says everything, each differently and in its own script",
  (language, texts) => {
    const sentences = situations.map((each) => texts.sentences[each]);
    expect(new Set(sentences).size).toBe(situations.length);
    const script = Object.entries(scripts).find(([code]) => code === language)?.[1];
    for (const sentence of sentences) {
      expect(sentence.replace("{n}", "2")).toMatch(script ?? /$^/u);
      expect(sentence).toMatch(/[.。?？]$/u);
    }
    expect(sentences.filter((sentence) => sentence.includes("{n}"))).toEqual([
      texts.sentences["pin-wrong"],
    ]);
  },
);

const told = (screen: Screen): string =>
  toldIn({ screen } satisfies Pick<Desk, "screen">).situation;
const trouble = { kind: "trouble", purpose: "pinCheck", typed: null, insertion: 1 } as const;

test("never is a card said to be useless: a card that moved, another card, a lock, and all the rest", () => {
  expect(told({ kind: "waiting", notice: { kind: "link", code: "removed" } })).toBe("moved");
  expect(told({ ...trouble, reason: { kind: "locked" } })).toBe("locked");
  expect(told({ ...trouble, reason: { kind: "offline" } })).toBe("trouble");
  const refusal = { kind: "not-my-number-card", reason: "no-jpki-application" } as const;
  expect(told({ ...trouble, reason: { kind: "card", refusal } })).toBe("other-card");
  expect(toldIn({ screen: { kind: "enter-pin", triesLeft: 2, wrong: true } })).toEqual({
    situation: "pin-wrong",
    triesLeft: 2,
  });
});

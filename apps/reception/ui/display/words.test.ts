/** What the patient's window says, in every language, and what it never says. */
import { outcomes } from "@madoguchi/contract";
import { describe, expect, test } from "vitest";
import { answerOf } from "../answers.fixture.ts";
import { patientLanguages } from "../patient/languages.ts";
import { isPatientLanguage } from "../patient/languages.ts";
import { openingDesk } from "../state/screen.ts";
import type { Desk, Screen } from "../state/screen.ts";
import { everyReason } from "../trouble/reasons.fixture.ts";
import { shownSituations } from "./shown-situations.ts";
import { shownTo } from "./situation.ts";
import { counted, textsIn } from "./texts.ts";

const languages = [null, ...Object.keys(patientLanguages).filter(isPatientLanguage)];

describe.each(languages.map((language) => [language ?? "ja", language] as const))(
  "%s",
  (_, language) => {
    const texts = textsIn(language);

    test("has a sentence of its own for every situation, and no number left open", () => {
      const sentences = shownSituations.map((situation) => texts.sentenceOf(situation));
      expect(new Set(sentences).size).toBe(shownSituations.length);
      for (const sentence of sentences) expect(sentence).not.toMatch(/[{}]|^$/u);
    });

    test("counts in words that hold a number", () => {
      for (const text of [texts.words.tries, texts.words.tooShort, texts.words.typed]) {
        expect(counted(text, 2)).toMatch(/2/u);
        expect(counted(text, 2)).not.toMatch(/[{}]/u);
      }
    });

    test("says nothing that no other word says", () => {
      const { questions, ...words } = texts.words;
      const all = [...Object.values(words), ...Object.values(questions).flatMap(Object.values)];
      expect(new Set(all).size).toBe(all.length);
    });
  },
);

function deskWith(screen: Screen, cardPresent: boolean): Desk {
  const reader = {
    id: "r",
    name: "リーダー",
    kind: "pcsc",
    contactless: true,
    cardPresent,
  } as const;
  return { ...openingDesk(null), link: "ready", readers: [reader], screen };
}

describe("of a result", () => {
  test.each(outcomes)("%s: only that there is one, and whose turn it is", (outcome) => {
    const screen = { kind: "result", answer: answerOf(outcome), insertion: 1 } as const;
    const told = [true, false].map((isLaid) => shownTo(deskWith(screen, isLaid)));
    expect(told).toEqual(outcome === "valid" ? ["done", "thanks"] : ["staff", "staff"]);
  });

  test("a trouble is the staff's to tell, unless the patient's hand can mend it", () => {
    const told = everyReason.map((reason) =>
      shownTo(
        deskWith({ kind: "trouble", reason, purpose: "pinCheck", typed: null, insertion: 1 }, true),
      ),
    );
    expect(new Set(told)).toEqual(new Set(["staff", "locked", "moved", "other-card"]));
  });
});

test("without a reader nobody is asked to lay a card down", () => {
  const waiting = { kind: "waiting", notice: null } as const;
  expect(shownTo(deskWith(waiting, false))).toBe("lay");
  expect(shownTo({ ...deskWith(waiting, false), readers: [] })).toBe("rest");
});

/** The worked cases of the documentation are what the table really says: their facts go in, their quotations come out. */
import { outcomeWords, problem } from "@madoguchi/contract";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { findPerson } from "./answer.ts";
import { readCases, readCoverage } from "./cases.fixture.ts";
import type { WorkedCase } from "./cases.fixture.ts";
import { remarksFor } from "./rules/remarks.ts";
import type { CertificateDays } from "./rules/remarks.ts";
import { cellOf, problemWordsOf } from "./rules/table.ts";

const now = Temporal.Instant.from("2026-11-22T00:04:00Z");
const cases = readCases();

/** 「good until 2029-02-17」, 「grace until 2026-09-03」 */
function certificateOf(text: string): CertificateDays {
  const [, state = "", day = ""] = /^(good|grace) until (.+)$/u.exec(text) ?? [];
  const lastDay = Temporal.PlainDate.from(day);
  const standing = state === "grace" ? "expired-grace" : "valid";

  return { standing, lastDay, usableUntil: lastDay.add({ months: 3 }) };
}

function shownIn({ holds }: WorkedCase): readonly string[] {
  const [card = ""] = holds.flatMap(([name, value]) => (name === "card" ? [value] : []));
  if (card === "revocation list out of date") {
    const known = {
      asOf: Temporal.PlainDate.from("2026-11-22"),
      coverages: [],
      certificateEndedOn: null,
    };
    const cell = cellOf({ card: { kind: "revocation-unknown", detail: "stale" } }, known);
    const { title, detail, patientWords, nextSteps, charge } = problem(
      "revocation-unknown",
      problemWordsOf(cell),
    );

    return lines(title, { cause: detail, patientWords, nextSteps, charge }, []);
  }
  const fact = (wanted: string) => holds.find(([name]) => name === wanted)?.[1] ?? "";
  const certificate = certificateOf(card);
  const holder = {
    person: {
      id: "",
      name: fact("name"),
      kana: fact("kana"),
      sex: "female",
      birthDate: fact("born"),
      address: null,
      suspendedAt:
        fact("suspended") === "" ? null : Temporal.Instant.from(`${fact("suspended")}T00:00Z`),
    },
    coverages: holds.flatMap(([name, value]) => (name === "coverage" ? [readCoverage(value)] : [])),
  } as const;
  const found = findPerson(holder, [], now, certificate.standing);

  return lines(
    outcomeWords[found.outcome],
    found.guidance,
    remarksFor({ ...found, certificate }).map(({ text }) => text),
  );
}

type Told = {
  readonly cause?: string | undefined;
  readonly patientWords?: string | undefined;
  readonly nextSteps?: readonly string[] | undefined;
  readonly charge?: string | undefined;
};

function lines(title: string, told: Told | null, remarks: readonly string[]): readonly string[] {
  return [
    `**${title}**`,
    ...remarks.map((remark) => `お知らせ: ${remark}`),
    ...(told
      ? [
          `理由: ${told.cause}`,
          `患者さんへの言い方: 「${told.patientWords}」`,
          ...(told.nextSteps ?? []).map((step, index) => `次にすること ${index + 1}: ${step}`),
          `今日の会計: ${told.charge}`,
        ]
      : []),
  ];
}

test("there are ten", () => {
  expect(cases).toHaveLength(10);
});

test.each(cases.map((each) => [each.title, each] as const))("%s", (_, each) => {
  expect(each.shows.filter((line) => line !== "")).toEqual(shownIn(each));
});

/** Walks the whole table: every situation, in every way of checking, with much and with little known. */
import {
  checkPurposes,
  exampleCoverage,
  guidanceSchema,
  isProblemSlug,
  outcomes,
  problem,
  problemSchema,
  problemSlugs,
} from "@madoguchi/contract";
import type { CheckPurpose, CoverageAnswer, Guidance, Owner } from "@madoguchi/contract";
import { encodeShiftJis } from "@madoguchi/notation";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { decide } from "../../coverage/index.ts";
import type { OfflineRefusal } from "../offline/rules.ts";
import type { RecheckRefusal } from "../recheck/rules.ts";
import { registryStateOf } from "./registry-state.ts";
import { asOf, coveragesOf, knownIn, nothingKnown } from "./situations.fixture.ts";
import { everySituation } from "./situations.ts";
import { cellOf, guidanceOf, problemWordsOf } from "./table.ts";
import type { Situation } from "./table.ts";

type Way = CheckPurpose | "recheck";

/** Only 目視 reads the face record; 再照会 reads no card, so it ends with what is registered, as after a card in order. */
function waysOf(situation: Situation): readonly Way[] {
  const { card } = situation;
  const isFace = card.kind === "unproved" && card.slug.startsWith("face-record-");
  const isAskedAgain = "registry" in situation && situation.card.standing === "valid";

  return [
    ...checkPurposes.filter((purpose) => !isFace || purpose === "visualCheck"),
    ...(isAskedAgain ? (["recheck"] as const) : []),
  ];
}

const places = everySituation.flatMap((situation) =>
  waysOf(situation).map((way) => ({ way, situation })),
);
const cells = places.flatMap(({ situation }) => [
  cellOf(situation, knownIn(situation)),
  cellOf(situation, nothingKnown),
]);

const textsOf = ({ cause, patientWords, nextSteps, charge }: Guidance) => [
  cause,
  patientWords,
  ...nextSteps,
  charge,
];
const sentences = cells.flatMap((cell) =>
  textsOf(cell).flatMap((text) => text.match(/[^。]+。?/gu) ?? []),
);

describe("every cell of the table", () => {
  test("is there once, and there are more than 200", () => {
    expect(everySituation).toHaveLength(3 * (67 + 5) + 1 + 9 + 13 + 27);
    expect(places.length).toBeGreaterThan(400);
    const names = everySituation.map((situation) => JSON.stringify(situation));
    expect(new Set(names).size).toBe(names.length);
    const reached = new Set(
      cells.flatMap(({ result }) => (result.kind === "outcome" ? [result.outcome] : [])),
    );
    expect([...reached].toSorted()).toEqual([...outcomes].toSorted());
  });

  test("says why, who, what to say, what to do and what to charge, in whole sentences", () => {
    for (const cell of cells) {
      for (const text of textsOf(cell)) {
        expect(text).toMatch(/(です|ます|ました|ません|でした|か|ください)。$/u);
      }
      expect(cell.nextSteps.length).toBeGreaterThan(0);
      expect(new Set(cell.nextSteps).size).toBe(cell.nextSteps.length);
      expect(cell.owner).not.toBe("");
      expect(cell.title).not.toBe("");
    }
  });

  test("speaks in sentences of at most 60 characters", () => {
    expect(sentences.length).toBeGreaterThan(3000);
    expect(sentences.filter((sentence) => [...sentence].length > 60)).toEqual([]);
    expect(sentences.filter((sentence) => !sentence.endsWith("。"))).toEqual([]);
  });

  test("blames neither card nor patient, and speaks Japanese", () => {
    expect(
      sentences.filter((sentence) =>
        /カードは使えません|エラー|不正|undefined|null/u.test(sentence),
      ),
    ).toEqual([]);
    const said = cells.map(({ patientWords }) => patientWords);
    expect(said.filter((words) => /使えません|[A-Za-z]/u.test(words))).toEqual([]);
    const foreign = sentences.map((sentence) => sentence.replaceAll(/ATM|IC|Windows/gu, ""));
    expect(foreign.filter((sentence) => /[A-Za-z]/u.test(sentence))).toEqual([]);
  });

  test("tells dates with era, and with the weekday where they stand in the sentence", () => {
    const dated = sentences.filter((sentence) => /\d日/u.test(sentence));
    expect(dated.length).toBeGreaterThan(50);
    for (const sentence of dated) {
      expect(sentence).toMatch(/令和\d+年\d+月\d+日(（[月火水木金土日]）|）)/u);
    }
  });

  test("gives the API what its schemas ask for, and the same words", () => {
    for (const cell of cells) {
      const words = textsOf(cell);
      if (cell.result.kind === "problem") {
        const body = problemSchema.parse(problem(cell.result.slug, problemWordsOf(cell)));
        expect([body.detail, body.patientWords, ...(body.nextSteps ?? []), body.charge]).toEqual(
          words,
        );
        expect(body.nextStep).toBe(body.nextSteps?.[0]);
        expect([body.title, body.owner]).toEqual([cell.title, cell.owner]);
      } else {
        const guidance = guidanceSchema.nullable().parse(guidanceOf(cell));
        expect(guidance === null).toBe(/^valid(-short-term)?$/u.test(cell.code));
        expect(textsOf(guidance ?? cell)).toEqual(words);
      }
    }
  });

  test("gives the file a code where the registry answered, and else a message that it can hold", () => {
    for (const { file, result, title } of cells) {
      if (file.status === "1") {
        expect(result).toMatchObject({ outcome: outcomes[Number(file.validity) - 1] });
      } else {
        expect(file.message).toMatch(/^.+。$/u);
        expect(file.message).toContain(title.replace(/（.*/u, ""));
        const bytes = encodeShiftJis(file.message);
        expect(new TextDecoder("shift_jis").decode(bytes)).toBe(file.message);
      }
    }
  });

  test("has one code a row, with one title", () => {
    const titles = new Map(cells.map(({ code, title }) => [code, title]));
    for (const { code, title } of cells) {
      expect(titles.get(code)).toBe(title);
      expect(code).toMatch(/^[a-z][a-z0-9-]+$/u);
    }
    expect(titles.size).toBe(13 + 5 + 1 + 9 + 13 + 27);
  });
});

describe("再照会", () => {
  const asked = places.filter(({ way }) => way === "recheck");

  test("ends in every state of the registry, and nowhere else", () => {
    expect(asked).toHaveLength(67);
    const reached = asked.map(({ situation }) =>
      "registry" in situation ? situation.registry.outcome : "none of them",
    );
    expect(new Set(reached)).toEqual(
      new Set(["valid", "invalid", "invalid-newer", "none", "multiple", "suspended"]),
    );
  });

  test("says why, who, what to do and what to charge, and not a word about a certificate that nobody read", () => {
    for (const { situation } of asked) {
      for (const known of [knownIn(situation), nothingKnown]) {
        const cell = cellOf(situation, { ...known, certificateEndedOn: null });
        const { cause, owner, nextSteps, charge } = cell;
        for (const text of [cause, owner, nextSteps[0], charge]) expect(text).toMatch(/./u);
        expect(textsOf(cell).join("")).not.toMatch(/電子証明書|失効/u);
      }
    }
  });

  // As a record, so that a refusal that is added cannot be forgotten here.
  const refusals = {
    "recheck-unknown": "reception",
    "recheck-other-month": "patient",
    "recheck-not-by-card": "reception",
    "recheck-nobody": "patient",
    "recheck-unlinked": "patient",
    "recheck-limit": "facility",
    "offline-foreign": "reception",
    "offline-too-old": "reception",
    "offline-from-future": "reception",
    "offline-other-content": "reception",
    "offline-answer-gone": "reception",
  } as const satisfies Record<RecheckRefusal | OfflineRefusal, Owner>;

  test.each(Object.entries(refusals))("refused as %s it is the turn of: %s", (slug, owner) => {
    if (!isProblemSlug(slug)) throw new RangeError(slug);
    const body = problemSchema.parse(problem(slug));
    expect(body.owner).toBe(owner);
    const { detail, nextStep, nextSteps = [], patientWords = "", charge = "" } = body;
    expect(nextSteps[0]).toBe(nextStep);
    for (const text of [detail, patientWords, ...nextSteps, charge]) {
      expect(text).toMatch(/(です|ます|ました|ません|でした|か|ください)。$/u);
      const longest = Math.max(...text.split("。").map((sentence) => [...sentence].length));
      expect(longest).toBeLessThan(60);
    }
  });

  test("every refusal that a recheck or an offline check knows is in the list", () => {
    const known = problemSlugs.filter((slug) => /^(recheck|offline)-/.test(slug));
    expect(known.toSorted()).toEqual(Object.keys(refusals).toSorted());
  });
});

describe("what to charge", () => {
  const trusted = { kind: "trusted", standing: "valid" } as const;
  const linked = { kind: "linked" } as const;
  const chargeOf = (
    coverages: readonly CoverageAnswer[],
    age: "standard" | "from-70" = "standard",
  ) => {
    const decision = decide(asOf, coverages, { suspendedAt: null });
    const registry = registryStateOf(decision);
    const { charge } = cellOf(
      { card: trusted, link: linked, registry, age },
      { asOf, coverages: decision.coverages, certificateEndedOn: null },
    );

    return charge;
  };

  test.each([
    ["unknown", "3割（未就学のお子さんは2割、70歳以上の方は1〜3割）"],
    ["preschool", "申立書のときは、2割です。"],
    ["standard", "申立書のときは、3割です。"],
    ["from-70", "申し立てのあった割合（1〜3割）"],
    ["from-75", "申し立てのあった割合（1〜3割）"],
  ] as const)("aged %s: %s on a statement", (age, words) => {
    const registry = { outcome: "none" } as const;
    const { charge } = cellOf({ card: trusted, link: linked, registry, age }, nothingKnown);
    expect(charge).toContain(words);
  });

  const year = { validFrom: "2026-08-01", validTo: "2027-07-31" };

  test.each<readonly [string, Partial<CoverageAnswer>, string]>([
    ["as registered", {}, "3割です。"],
    ["nothing where nothing is owed", { copayTenths: 0 }, "患者さんの負担はありません。"],
    ["what 高齢受給者証 says", { elderlyCertificate: { copayTenths: 2, ...year } }, "2割です。"],
    [
      "all of it under 特別療養費, whatever the copay is",
      { classification: "05" },
      "10割（費用の全額）です。患者さんは、あとで保険者に特別療養費を申請できます。",
    ],
    [
      "up to the limit of the month",
      { limitCertificate: { classification: "02", category: "オ", ...year } },
      "3割です。ただし、ひと月の支払いは区分オの限度額までです。",
    ],
    [
      "no limit by a certificate about meals alone",
      { limitCertificate: { classification: "03", category: "オ", ...year } },
      "3割です。",
    ],
  ])("%s", (_, change, words) => {
    expect(chargeOf([{ ...exampleCoverage, ...change }], "from-70")).toBe(words);
  });

  test("of several the copay that they share", () => {
    const [a, b] = coveragesOf({ outcome: "multiple", copay: "different" });
    expect(a && chargeOf([a, a])).toContain("負担割合は同じで、3割です。");
    expect(a && b && chargeOf([a, b])).toContain("申立書のときは、3割です。");
  });
});

describe("the insurer's telephone", () => {
  const stepsOf = (registry: Parameters<typeof coveragesOf>[0]) => {
    const situation: Situation = {
      card: { kind: "trusted", standing: "valid" },
      link: { kind: "linked" },
      registry,
      age: "unknown",
    };

    return cellOf(situation, knownIn(situation)).nextSteps.join("");
  };
  const line = "全国健康保険協会 東京支部の電話は、03-0000-1234（平日9時〜17時）です。";

  test("is told once where that insurer can help", () => {
    expect(stepsOf({ outcome: "invalid", because: "other" })).toContain(line);
    expect(stepsOf({ outcome: "suspended" })).toContain(line);
    expect(stepsOf({ outcome: "multiple", copay: "same" }).split("電話は")).toHaveLength(2);
  });

  test("is not told where it is another's turn", () => {
    expect(stepsOf({ outcome: "invalid", because: "other-insurance" })).not.toContain("電話は");
    expect(stepsOf({ outcome: "invalid", because: "assistance" })).not.toContain("電話は");
  });
});

describe("whatever is registered", () => {
  const day = fc.integer({ min: -800, max: 800 }).map((days) => asOf.add({ days }).toString());
  const coverage = fc
    .record({
      classification: fc.constantFrom(undefined, "01", "02", "03", "04", "05", "06", "07"),
      qualifiedOn: day,
      disqualifiedOn: fc.option(day),
      lossReason: fc.constantFrom(null, "01", "02", "03", "99"),
      validFrom: day,
      validTo: fc.option(day),
      copayTenths: fc.integer({ min: 0, max: 3 }),
    })
    .map((facts): CoverageAnswer => ({ ...exampleCoverage, ...facts }));
  const suspendedAt = fc.constantFrom(null, null, null, Temporal.Instant.from("2026-11-01T00:00Z"));
  const decided = (coverages: readonly CoverageAnswer[], since: Temporal.Instant | null = null) =>
    decide(asOf, coverages, { suspendedAt: since });
  const rank = { none: 0, invalid: 0, "invalid-newer": 0, valid: 1, multiple: 2, suspended: 3 };

  test("there is a row for it", () => {
    fc.assert(
      fc.property(fc.array(coverage, { maxLength: 4 }), suspendedAt, (coverages, since) => {
        const decision = decided(coverages, since);
        const registry = registryStateOf(decision);
        const cell = cellOf(
          {
            card: { kind: "trusted", standing: "valid" },
            link: { kind: "linked" },
            registry,
            age: "standard",
          },
          { asOf, coverages: decision.coverages, certificateEndedOn: null },
        );
        expect(cell.result).toEqual({ kind: "outcome", outcome: decision.outcome });
        expect(textsOf(cell).join("")).not.toMatch(/undefined|null|Invalid/u);
      }),
    );
  });

  test("one coverage more never makes a person less insured, and one that does not hold changes nothing for who is", () => {
    fc.assert(
      fc.property(fc.array(coverage, { maxLength: 4 }), coverage, (coverages, more) => {
        const before = decided(coverages);
        const after = decided([...coverages, more]);
        expect(rank[after.outcome]).toBeGreaterThanOrEqual(rank[before.outcome]);
        if (decided([more]).outcome !== "valid" && rank[before.outcome] > 0) {
          expect(after).toEqual(before);
        }
        expect(decided([...coverages, more], Temporal.Instant.from("2026-11-01T00:00Z"))).toEqual({
          outcome: "suspended",
          coverages: [],
        });
      }),
    );
  });
});

/**
 * The programmes that a new center knows: the one of 施術所 before, the guide's own, closed since
 * 令和8年1月31日, and one for the demo that is always open. Where their papers say nothing (period of
 * purchase, budget, interest) the row says nothing; where it must say something (first day of the
 * intake, retention), it names what is usual.
 */
import { deadline, startOfDay } from "@madoguchi/notation";
import type { Tx } from "@madoguchi/platform";
import { newId } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { usualPapers } from "./rules/papers.ts";
import type { Programme } from "./rules/programme.ts";
import { addProgramme } from "./actions/budget.ts";
import { currentPayer, insertPayer } from "./store/batches.ts";
import type { KnownPayer } from "./store/batches.ts";
import { currentProgrammes } from "./store/programmes.ts";

type ProgrammeSeed = Omit<Programme, "id">;

/** Everything that all have in common. */
const common = {
  version: 1,
  itemKinds: ["reader", "smartphone", "tablet"],
  roundingYen: 1000,
  rounding: "down",
  taxIncluded: true,
  purchaseFrom: null,
  purchaseUntil: null,
  oncePerFacility: true,
  budgetYen: null,
  whenExhausted: "close",
  repaymentInterestBp: null,
  approvalsRequired: 2,
  correctionDays: 14,
  retentionYears: 5,
  papers: usualPapers,
} as const satisfies Partial<ProgrammeSeed>;

/** 厚生労働省の手引きによる補助率と上限 */
const terms = {
  ...common,
  facilityKinds: ["medical", "dental", "pharmacy", "treatment", "checkup", "midwifery"],
  rateNumerator: 3,
  rateDenominator: 4,
  capYen: 31_000,
} as const satisfies Partial<ProgrammeSeed>;

/** The whole cost, of 施術所 only; its intake ended with 令和7年2月1日. */
export const treatmentProgramme: ProgrammeSeed = {
  ...common,
  code: "sejutsusho-donyu",
  effectiveFrom: Temporal.PlainDate.from("2024-04-01"),
  name: "施術所等のオンライン資格確認の導入に係る補助",
  legalBasis: "施術所等への資格確認限定型の導入に係る補助（受付は終わりました）",
  facilityKinds: ["treatment"],
  rateNumerator: 1,
  rateDenominator: 1,
  capYen: 41_000,
  papers: {
    ...common.papers,
    account: { name: "口座情報確認書類", facilityKinds: [], when: "always" },
  },
  intakeFrom: startOfDay(Temporal.PlainDate.from("2024-04-01")),
  intakeUntil: deadline(Temporal.PlainDate.from("2025-02-01")),
};

export const guideProgramme: ProgrammeSeed = {
  ...terms,
  code: "chiiki-shinryo-joho-renkei",
  effectiveFrom: Temporal.PlainDate.from("2025-04-01"),
  name: "地域診療情報連携推進費補助金",
  legalBasis: "オンライン資格確認（資格確認限定型）の導入に係る補助（厚生労働省の手引き）",
  intakeFrom: startOfDay(Temporal.PlainDate.from("2025-04-01")),
  intakeUntil: deadline(Temporal.PlainDate.from("2026-01-31")),
};

export const DEMO_PROGRAMME_CODE = "demo";

/** Open for one year around `today`, with enough days left to play. */
export function demoProgramme(today: Temporal.PlainDate): ProgrammeSeed {
  const from = today.subtract({ days: 295 });

  return {
    ...terms,
    code: DEMO_PROGRAMME_CODE,
    effectiveFrom: from,
    name: "資格確認端末等導入支援補助金（実演用・架空）",
    legalBasis:
      "架空の要綱です。補助率と上限は、地域診療情報連携推進費補助金と同じにしてあります。",
    purchaseFrom: from,
    budgetYen: 31_000_000,
    // As 補助金適正化法 第19条第1項 asks of what is paid back: 10.95% a year.
    repaymentInterestBp: 1095,
    papers: {
      ...common.papers,
      account: {
        name: "口座確認書類",
        facilityKinds: [],
        when: "condition",
        condition: "口座の名義が施設とも開設者とも違うとき",
      },
      order: { name: "注文確認書", facilityKinds: [], when: "above", fromYen: 300_000 },
    },
    intakeFrom: startOfDay(from),
    intakeUntil: deadline(today.add({ days: 70 })),
  };
}

/** The account that pays; made up. */
const demoPayer = {
  effectiveFrom: Temporal.PlainDate.from("2024-04-01"),
  consignerCode: "0000000001",
  consignerName: "カクウシンサシツ",
  bankCode: "0000",
  bankName: "カクウチユウオウ",
  branchCode: "001",
  branchName: "ホンテン",
  depositKind: "ordinary",
  accountNumber: "0000001",
} as const satisfies Omit<KnownPayer, "id">;

/** May run again: what stands, stands. A demo that is about to close gets a new version. */
export async function seedProgrammes(tx: Tx, today: Temporal.PlainDate): Promise<void> {
  const known = await currentProgrammes(tx, today);
  if (!(await currentPayer(tx, today))) {
    await insertPayer(tx, { id: newId(), ...demoPayer });
  }
  const demo = known.find(({ code }) => code === DEMO_PROGRAMME_CODE);
  for (const programme of [treatmentProgramme, guideProgramme]) {
    if (!known.some(({ code }) => code === programme.code)) {
      await add(tx, programme);
    }
  }
  if (!demo) {
    await add(tx, demoProgramme(today));
  } else if (
    demo.intakeUntil.epochNanoseconds < startOfDay(today.add({ days: 14 })).epochNanoseconds
  ) {
    await add(tx, { ...demoProgramme(today), version: demo.version + 1, effectiveFrom: today });
  }
}

/** Its budget is there from its first day. */
function add(tx: Tx, programme: ProgrammeSeed): Promise<void> {
  return addProgramme(tx, { id: newId(), ...programme }, startOfDay(programme.effectiveFrom));
}

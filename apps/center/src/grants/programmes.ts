/**
 * The programmes that a new center knows: the guide's own, closed since 令和8年1月31日, and one
 * for the demo that is always open. Where the guide says nothing (period of purchase, retention),
 * the row says nothing or names what is usual.
 */
import { deadline, startOfDay } from "@madoguchi/notation";
import type { Tx } from "@madoguchi/platform";
import { newId } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import type { Programme } from "./rules/programme.ts";
import { currentProgrammes, insertProgramme } from "./store/programmes.ts";

type ProgrammeSeed = Omit<Programme, "id">;

/** Everything the two have in common (厚生労働省の手引きによる補助率と上限). */
const terms = {
  version: 1,
  facilityKinds: ["medical", "dental", "pharmacy", "treatment", "checkup", "midwifery"],
  itemKinds: ["reader", "smartphone", "tablet"],
  rateNumerator: 3,
  rateDenominator: 4,
  capYen: 31_000,
  roundingYen: 1000,
  taxIncluded: true,
  purchaseUntil: null,
  approvalsRequired: 1,
  correctionDays: 14,
  retentionYears: 5,
} as const;

export const guideProgramme: ProgrammeSeed = {
  ...terms,
  code: "chiiki-shinryo-joho-renkei",
  effectiveFrom: Temporal.PlainDate.from("2025-04-01"),
  name: "地域診療情報連携推進費補助金",
  legalBasis: "オンライン資格確認（資格確認限定型）の導入に係る補助（厚生労働省の手引き）",
  purchaseFrom: null,
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
    intakeFrom: startOfDay(from),
    intakeUntil: deadline(today.add({ days: 70 })),
  };
}

/** May run again: what stands, stands. A demo that is about to close gets a new version. */
export async function seedProgrammes(tx: Tx, today: Temporal.PlainDate): Promise<void> {
  const known = await currentProgrammes(tx, today);
  const demo = known.find(({ code }) => code === DEMO_PROGRAMME_CODE);
  if (!known.some(({ code }) => code === guideProgramme.code)) {
    await insertProgramme(tx, { id: newId(), ...guideProgramme });
  }
  if (!demo) {
    await insertProgramme(tx, { id: newId(), ...demoProgramme(today) });
  } else if (
    demo.intakeUntil.epochNanoseconds < startOfDay(today.add({ days: 14 })).epochNanoseconds
  ) {
    await insertProgramme(tx, {
      id: newId(),
      ...demoProgramme(today),
      version: demo.version + 1,
      effectiveFrom: today,
    });
  }
}

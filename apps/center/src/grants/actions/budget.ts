/** A programme's money: given with a version, and set aside with each decision. */
import type { Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { Programme } from "../rules/programme.ts";
import { budgetGiven, lockAvailable, postMovements } from "../store/ledger.ts";
import { insertProgramme } from "../store/programmes.ts";

/** A version and the difference that it makes to the budget. */
export async function addProgramme(
  tx: Tx,
  programme: Programme,
  now: Temporal.Instant,
): Promise<void> {
  await insertProgramme(tx, programme);
  if (programme.budgetYen === null) return;
  const difference = programme.budgetYen - (await budgetGiven(tx, programme.code));
  if (difference === 0) return;
  const cause = difference > 0 ? "budget" : "budget-cut";
  const yen = Math.abs(difference);
  await postMovements(
    tx,
    [{ programmeCode: programme.code, cause, yen, applicationId: null }],
    now,
  );
}

/** @returns false when less is left, and then nothing has moved */
export async function commitMoney(
  tx: Tx,
  programme: Programme,
  applicationId: string,
  yen: number,
  now: Temporal.Instant,
): Promise<boolean> {
  const movement = { programmeCode: programme.code, yen, applicationId };
  if (programme.budgetYen === null) {
    // Without a limit, each decision brings its own money.
    await postMovements(tx, [{ ...movement, cause: "budget" }], now);
  } else if ((await lockAvailable(tx, programme.code)) < yen) {
    return false;
  }
  await postMovements(tx, [{ ...movement, cause: "decision" }], now);

  return true;
}

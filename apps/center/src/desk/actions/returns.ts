/** Returning a case, inside the transaction of the noun that decides it. */
import { tokyoDate } from "@madoguchi/notation";
import { newId } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { OfficialActor } from "../../accounts/index.ts";
import { correctionDeadline } from "../rules/returns.ts";
import type { ReturnPoint } from "../rules/returns.ts";
import { findReturn, insertReturn } from "../store/returns.ts";
import type { Return } from "../store/returns.ts";
import { termsOn } from "../store/terms.ts";
import type { FacilityCase } from "./claims.ts";

export async function returnCase(
  tx: Tx,
  actor: Pick<OfficialActor, "id">,
  { work, id: itemId, facilityId }: FacilityCase,
  points: readonly ReturnPoint[],
  now: Temporal.Instant,
): Promise<Return> {
  const { correctionDays } = await termsOn(tx, work, tokyoDate(now));
  if (correctionDays === null) {
    throw new Error(`the terms of ${work} say no days for a correction`);
  }
  const id = newId();
  await insertReturn(tx, {
    id,
    work,
    itemId,
    facilityId,
    officialId: actor.id,
    returnedAt: now,
    deadline: correctionDeadline(now, correctionDays),
    points,
  });
  const returned = await findReturn(tx, id);
  if (!returned) throw new Error(`return ${id} was not kept`);

  return returned;
}

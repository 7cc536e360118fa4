import type { Executor, Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";

declare module "@madoguchi/platform" {
  interface Tables {
    practiceCourse: { facilityId: string; terminalId: string; finishedAt: Temporal.Instant };
  }
}

/** The first time stands: who practises again has practised since then. @returns when that was */
export async function keepFinished(
  tx: Tx,
  course: { facilityId: string; terminalId: string; finishedAt: Temporal.Instant },
): Promise<{ readonly finishedAt: Temporal.Instant; readonly isNew: boolean }> {
  const inserted = await tx
    .insertInto("practiceCourse")
    .values(course)
    .onConflict((conflict) => conflict.columns(["facilityId", "terminalId"]).doNothing())
    .returning("finishedAt")
    .executeTakeFirst();
  if (inserted) return { ...inserted, isNew: true };
  const { finishedAt } = await tx
    .selectFrom("practiceCourse")
    .select("finishedAt")
    .where("facilityId", "=", course.facilityId)
    .where("terminalId", "=", course.terminalId)
    .executeTakeFirstOrThrow();

  return { finishedAt, isNew: false };
}

/** When somebody of the facility first went through the whole course; null while nobody has. */
export async function practisedAt(
  executor: Executor,
  facilityId: string,
): Promise<Temporal.Instant | null> {
  const { first } = await executor
    .selectFrom("practiceCourse")
    .select(({ fn }) => fn.min("finishedAt").as("first"))
    .where("facilityId", "=", facilityId)
    .executeTakeFirstOrThrow();

  return first;
}

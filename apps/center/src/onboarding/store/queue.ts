import type { Executor } from "@madoguchi/platform";
import type { ApplicationState } from "../rules.ts";

export const queueViews = ["waiting", "returned", "decided"] as const;
export type QueueView = (typeof queueViews)[number];

const statesOf = {
  waiting: ["submitted"],
  returned: ["returned"],
  decided: ["approved", "refused"],
} as const satisfies Record<QueueView, readonly ApplicationState[]>;

export const QUEUE_PAGE = 50;

export type QueueRow = Awaited<ReturnType<typeof queueRows>>[number];

/** The longest waiting first; of what is decided, the newest first. */
export async function queueRows(executor: Executor, view: QueueView, page: number) {
  return executor
    .selectFrom("usageApplication")
    .innerJoin("facility", "facility.id", "usageApplication.facilityId")
    .select((expression) => [
      "usageApplication.id",
      "usageApplication.state",
      "usageApplication.submittedAt",
      "usageApplication.updatedAt",
      "facility.name",
      "facility.kind",
      "facility.prefectureCode",
      expression
        .exists(
          expression
            .selectFrom("usageApplicationEvent")
            .select("usageApplicationEvent.id")
            .whereRef("usageApplicationEvent.applicationId", "=", "usageApplication.id")
            .where("usageApplicationEvent.kind", "=", "returned"),
        )
        .as("wasReturned"),
    ])
    .where("usageApplication.state", "in", statesOf[view])
    .orderBy(
      view === "decided" ? "usageApplication.decidedAt" : "usageApplication.submittedAt",
      view === "decided" ? "desc" : "asc",
    )
    .orderBy("usageApplication.id")
    .limit(QUEUE_PAGE)
    .offset((page - 1) * QUEUE_PAGE)
    .execute();
}

export async function queueCounts(executor: Executor): Promise<Record<QueueView, number>> {
  const rows = await executor
    .selectFrom("usageApplication")
    .select(["state", (expression) => expression.fn.countAll<number>().as("count")])
    .groupBy("state")
    .execute();
  const count = (view: QueueView) =>
    rows
      .filter((row) => statesOf[view].some((state) => state === row.state))
      .reduce((sum, row) => sum + row.count, 0);

  return { waiting: count("waiting"), returned: count("returned"), decided: count("decided") };
}

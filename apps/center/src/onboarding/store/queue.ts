/** Usage applications as cases of the officials' queue. */
import { reviewDays } from "../../desk/index.ts";
import type { ItemSource } from "../../desk/index.ts";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { ApplicationState } from "../rules.ts";

const statesOf: Readonly<Record<string, readonly ApplicationState[]>> = {
  waiting: ["submitted"],
  returned: ["returned"],
  decided: ["approved", "refused"],
};

const sinceOf: Readonly<Record<string, string>> = {
  waiting: "submitted_at",
  returned: "updated_at",
  decided: "decided_at",
};

export const usageApplicationItems: ItemSource = {
  work: "usage-application",
  items: (executor, view) =>
    executor
      .selectFrom("usageApplication as application")
      .select(({ exists, selectFrom }) => [
        "application.id",
        "application.facilityId",
        "application.state",
        "application.version",
        sql<Temporal.Instant>`application.${sql.raw(sinceOf[view] ?? "submitted_at")}`.as("since"),
        sql<Temporal.PlainDate | null>`
          case application.state
            when 'submitted' then
              application.submitted_on + ${reviewDays("usage-application")}
            when 'returned' then (
              select (deadline at time zone 'Asia/Tokyo')::date - 1 from desk_return
              where work = 'usage-application' and item_id = application.id and resolved_at is null)
          end`.as("dueOn"),
        // Whether it was drawn for the sample, and so waits for people though nothing speaks against it.
        sql<string>`coalesce((
          select judgment.left_because from straight_judgment judgment
          where judgment.application_id = application.id and judgment.judged_at >= application.submitted_at
          order by judgment.judged_at desc limit 1), '')`.as("about"),
        exists(
          selectFrom("usageApplicationEvent as event")
            .select("event.id")
            .whereRef("event.applicationId", "=", "application.id")
            .where("event.kind", "=", "returned"),
        )
          .$castTo<boolean>()
          .as("again"),
      ])
      .where("application.state", "in", statesOf[view] ?? []),
};

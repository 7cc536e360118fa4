/** What a noun has to decide, as a filter narrows it: the part that every question to a queue has. */
import { tokyoDate } from "@madoguchi/notation";
import type { Executor } from "@madoguchi/platform";
import { sql } from "kysely";
import type { AliasableExpression, RawBuilder } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Work } from "../rules/claims.ts";
import { dueBy, waitingBefore } from "../rules/filter.ts";
import type { Filter } from "../rules/filter.ts";

/** What a noun says of each of its cases. */
export type Item = {
  readonly id: string;
  readonly facilityId: string;
  readonly state: string;
  /** Since when it is in its state: by this the list is ordered. */
  readonly since: Temporal.Instant;
  readonly dueOn: Temporal.PlainDate | null;
  /** A word of the noun's own, such as the kind of a procedure. */
  readonly about: string;
  /** It was returned before. */
  readonly again: boolean;
  readonly version: number;
};

export type ItemSource = {
  readonly work: Work;
  /** All cases of one view. */
  readonly items: (executor: Executor, view: string) => AliasableExpression<Item>;
  /** What an official approved, where the noun keeps approvals itself. */
  readonly approvedBy?: (executor: Executor, officialId: string) => AliasableExpression<Approved>;
};

type Approved = { readonly itemId: string; readonly approvedAt: Temporal.Instant };

function approvedAtDesk(executor: Executor, officialId: string): AliasableExpression<Approved> {
  return executor
    .selectFrom("deskApproval")
    .select(["itemId", "approvedAt"])
    .where("officialId", "=", officialId);
}

/** Without what is decided and only waits for its effect: that is nobody's turn. */
export function openItems(executor: Executor, source: ItemSource, view: string) {
  // Read once, for it is short; a join would be asked for each of ten thousand.
  const held = sql`array(select item_id from desk_held where work = ${source.work} and state = 'held')`;

  return executor
    .selectFrom(source.items(executor, view).as("each"))
    .selectAll("each")
    .where(sql<boolean>`each.id <> all(${held})`);
}

/** Which rows, in whose eyes, and when. */
export type Look = {
  readonly source: ItemSource;
  readonly view: { readonly name: string; readonly isNewestFirst: boolean };
  readonly officialId: string;
  readonly filter: Filter;
  readonly now: Temporal.Instant;
  /** Without what this official approved already and colleagues have to approve as well. */
  readonly withoutOwnApprovals?: boolean;
};

export function matching(executor: Executor, look: Look) {
  const { source, view, officialId, filter, now, withoutOwnApprovals = false } = look;
  const { age, due } = filter;
  const { approvedBy = approvedAtDesk } = source;
  const today = tokyoDate(now);
  const facilities = facilitiesIn(executor, filter);

  return executor
    .selectFrom(openItems(executor, source, view.name).as("item"))
    .$if(facilities !== null, (query) =>
      facilities === null ? query : query.where("item.facilityId", "in", facilities),
    )
    .leftJoin("deskClaim as claim", (join) =>
      join
        .onRef("claim.itemId", "=", "item.id")
        .on("claim.work", "=", source.work)
        .on("claim.until", ">", now),
    )
    .$if(withoutOwnApprovals, (query) =>
      query.where(({ exists, not, selectFrom }) =>
        not(
          exists(
            selectFrom(approvedBy(executor, officialId).as("approval"))
              .select("approval.itemId")
              .whereRef("approval.itemId", "=", "item.id")
              .whereRef("approval.approvedAt", ">=", "item.since"),
          ),
        ),
      ),
    )
    .where(isHeldBy(look, sql.ref("claim.officialId")))
    .$if(age !== "", (query) =>
      query.where("item.since", "<", age === "" ? now : waitingBefore(age, today)),
    )
    .$if(due !== "", (query) =>
      query.where("item.dueOn", "<=", due === "" ? today : dueBy(due, today)),
    );
}

/** Null where every facility will do: then nobody needs to look at them. */
function facilitiesIn(executor: Executor, { q, kind, prefecture }: Filter) {
  if (q === "" && kind === "" && prefecture === "") return null;

  return (
    executor
      .selectFrom("facility")
      .select("facility.id")
      .$if(kind !== "", (query) => query.where("facility.kind", "=", kind))
      .$if(prefecture !== "", (query) => query.where("facility.prefectureCode", "=", prefecture))
      .$if(q !== "", (query) =>
        query.where(
          sql<boolean>`(facility.searched_name like ${`%${pattern(q)}%`}
            or facility.code like ${`${pattern(q)}%`})`,
        ),
      )
      // Looked for at once: one by one along the list is slow where those found wait at its end.
      .offset(0)
  );
}

function pattern(q: string): string {
  return q.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`);
}

export function isHeldBy(
  { officialId, filter }: Pick<Look, "officialId" | "filter">,
  holder: RawBuilder<unknown>,
): RawBuilder<boolean> {
  switch (filter.holder) {
    case "all":
      return sql<boolean>`true`;
    case "free":
      return sql<boolean>`${holder} is null`;
    case "mine":
      return sql<boolean>`${holder} = ${officialId}`;
    case "others":
      return sql<boolean>`${holder} <> ${officialId}`;
  }
}

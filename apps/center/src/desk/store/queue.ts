/** The one query behind every queue: what a noun has to decide, beside its facility and whoever holds it. */
import { tokyoDate } from "@madoguchi/notation";
import type { Executor } from "@madoguchi/platform";
import { sql } from "kysely";
import type { AliasableExpression, RawBuilder } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Work } from "../rules/claims.ts";
import { dueBy, filterSchema, waitingBefore } from "../rules/filter.ts";
import type { Filter, Place } from "../rules/filter.ts";

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
function openItems(executor: Executor, source: ItemSource, view: string) {
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

export const QUEUE_PAGE = 50;

export type QueueRow = Awaited<ReturnType<typeof rowsIn>>[number];

export type QueuePage = {
  readonly rows: readonly QueueRow[];
  readonly before: Place | null;
  readonly after: Place | null;
};

export type CountedPage = QueuePage & {
  /** Null where nothing was counted on the way. */
  readonly counts: Counts | null;
};

/** A page is what follows a row, not a count of rows: what is decided meanwhile moves nothing from one page to the next. */
export async function pageOf(executor: Executor, look: Look): Promise<CountedPage> {
  const page = await pageBy(look, (walk, limit) => rowsIn(executor, look, walk, limit));

  return { ...page, counts: null };
}

/** A page of what a filter finds, and the counts of all that it finds: it is looked for once. */
export async function countedPageOf(executor: Executor, look: Look): Promise<CountedPage> {
  let counts: Counts | null = null;
  const page = await pageBy(look, async (walk, limit) => {
    const found = await countedIn(executor, look, walk, limit);
    ({ counts } = found);
    if (found.ids.length === 0) return [];
    const { sort } = look.filter;

    return rowsIn(executor, { ...look, filter: filterSchema.parse({ sort }) }, found, limit);
  });

  return { ...page, counts };
}

async function pageBy(
  look: Look,
  rowsOf: (walk: Walk, limit: number) => Promise<readonly QueueRow[]>,
): Promise<QueuePage> {
  const { after, before } = look.filter;
  if (before) {
    const rows = await rowsOf({ from: before, backwards: true }, QUEUE_PAGE + 1);
    // Not enough for a page: then it is the first.
    if (rows.length >= QUEUE_PAGE) {
      const shown = rows.slice(0, QUEUE_PAGE).toReversed();

      return { rows: shown, ...edges(look, shown, rows.length > QUEUE_PAGE, true) };
    }
  }
  const from = before ? null : after;
  const rows = await rowsOf({ from, backwards: false }, QUEUE_PAGE + 1);
  const shown = rows.slice(0, QUEUE_PAGE);

  return { rows: shown, ...edges(look, shown, from !== null, rows.length > QUEUE_PAGE) };
}

function edges(
  { filter }: Look,
  rows: readonly QueueRow[],
  hasBefore: boolean,
  hasAfter: boolean,
): Pick<QueuePage, "before" | "after"> {
  const [first, last] = [rows[0], rows.at(-1)];

  return {
    before: hasBefore && first ? placeIn(filter, first) : null,
    after: hasAfter && last ? placeIn(filter, last) : null,
  };
}

function placeIn(
  { sort }: Filter,
  { id, since, dueOn }: Pick<Item, "id" | "since" | "dueOn">,
): Place {
  return { key: sort === "due" ? (dueOn?.toString() ?? NEVER) : since.toString(), id };
}

/** All that match, for a file. */
export function allRows(executor: Executor, look: Look, limit: number) {
  return rowsIn(executor, look, { from: null, backwards: false }, limit);
}

type Walk = { readonly from: Place | null; readonly backwards: boolean };
type Chosen = { readonly ids: readonly string[]; readonly backwards: boolean };

async function rowsIn(executor: Executor, look: Look, walk: Walk | Chosen, limit: number) {
  const { key, direction, isBehind } = orderOf(look, walk);
  const found = matching(executor, look)
    .selectAll("item")
    .select("claim.officialId as holderId")
    .$if("ids" in walk, (query) => query.where("item.id", "in", "ids" in walk ? walk.ids : []))
    .$if(isBehind !== null, (query) => query.where(isBehind ?? sql<boolean>`true`))
    .orderBy(key, direction)
    .orderBy("item.id", direction)
    .limit(limit);

  // Names only of those that are shown.
  return executor
    .selectFrom(found.as("item"))
    .innerJoin("facility", "facility.id", "item.facilityId")
    .leftJoin("account as holder", "holder.id", "item.holderId")
    .selectAll("item")
    .select(["facility.name", "facility.code", "facility.kind", "facility.prefectureCode"])
    .select("holder.name as holderName")
    .orderBy(key, direction)
    .orderBy("item.id", direction)
    .execute();
}

/** By which key, in which direction, and what lies behind the place from which the walk goes on. */
function orderOf({ view, filter: { sort } }: Look, walk: Walk | Chosen) {
  const isDescending = view.isNewestFirst !== walk.backwards;
  const key = sort === "due" ? byDue : sql.ref("item.since");
  const type = sql.raw(sort === "due" ? "date" : "timestamptz");
  const sign = sql.raw(isDescending ? "<" : ">");
  const from = "ids" in walk ? null : walk.from;

  return {
    key,
    direction: isDescending ? "desc" : "asc",
    isBehind:
      from && sql<boolean>`(${key}, item.id) ${sign} (${from.key}::${type}, ${from.id}::uuid)`,
  } as const;
}

/** Which come next, and of all that the filter finds but for the holder, how many are whose. */
async function countedIn(
  executor: Executor,
  look: Look,
  walk: Walk,
  limit: number,
): Promise<Chosen & { readonly counts: Counts }> {
  const { key, direction, isBehind } = orderOf(look, walk);
  const rows = await executor
    .with("found", () =>
      matching(executor, { ...look, filter: { ...look.filter, holder: "all" } }).select([
        "item.id",
        "item.since",
        "item.dueOn",
        "claim.officialId",
      ]),
    )
    .with("counts", (db) =>
      db.selectFrom("found").select(countsBy(look, sql.ref("officialId"), sql.ref("dueOn"))),
    )
    .with("shown", (db) =>
      db
        .selectFrom("found as item")
        .select(["item.id"])
        .where(isHeldBy(look, sql.ref("officialId")))
        .$if(isBehind !== null, (query) => query.where(isBehind ?? sql<boolean>`true`))
        .orderBy(key, direction)
        .orderBy("item.id", direction)
        .limit(limit),
    )
    .selectFrom("counts")
    .leftJoin("shown", (join) => join.onTrue())
    .selectAll("counts")
    .select("shown.id")
    .execute();
  const [{ id: _, ...counts } = { id: null, ...none }] = rows;

  return { ids: rows.flatMap(({ id }) => id ?? []), backwards: walk.backwards, counts };
}

/** After everything that has a day. */
const NEVER = "9999-12-31";
const byDue = sql`coalesce(item.due_on, date '9999-12-31')`;

/** The case before, or after, that place, as the filter has it. */
export async function neighbourOf(
  executor: Executor,
  look: Look,
  from: Place | null,
  backwards: boolean,
): Promise<QueueRow | null> {
  const [row] = await rowsIn(executor, look, { from, backwards }, 1);

  return row ?? null;
}

/** Where a case stands in its list; null once it is in another view. */
export async function placeOf(executor: Executor, look: Look, id: string): Promise<Place | null> {
  const item = await executor
    .selectFrom(openItems(executor, look.source, look.view.name).as("item"))
    .select(["item.id", "item.since", "item.dueOn"])
    .where("item.id", "=", id)
    .executeTakeFirst();

  return item ? placeIn(look.filter, item) : null;
}

/** How many are whose, and how many are late. */
export type Counts = Readonly<Record<"all" | "free" | "mine" | "others" | "over", number>>;

const none: Counts = { all: 0, free: 0, mine: 0, others: 0, over: 0 };

/** Of what the filter shows but for the holder, in each of these views: one statement for all of them. */
export async function countsIn(
  executor: Executor,
  look: Omit<Look, "view">,
  views: readonly string[],
): Promise<ReadonlyMap<string, Counts>> {
  const filter = { ...look.filter, holder: "all" } as const;
  const [first, ...more] = views.map((name) =>
    matching(executor, { ...look, filter, view: { name, isNewestFirst: false } })
      .select(sql<string>`${name}::text`.as("view"))
      .select(countsBy(look, sql.ref("claim.officialId"), sql.ref("item.dueOn"))),
  );
  if (!first) return new Map();
  const rows = await more.reduce((all, each) => all.unionAll(each), first).execute();

  return new Map(rows.map(({ view, ...counts }) => [view, counts]));
}

function countsBy(
  { officialId, now }: Pick<Look, "officialId" | "now">,
  holder: RawBuilder<unknown>,
  dueOn: RawBuilder<unknown>,
) {
  const count = (what: RawBuilder<unknown>) => sql<number>`count(*) filter (where ${what})`;

  return [
    sql<number>`count(*)`.as("all"),
    count(sql`${holder} is null`).as("free"),
    count(sql`${holder} = ${officialId}`).as("mine"),
    count(sql`${holder} <> ${officialId}`).as("others"),
    count(sql`${dueOn} < ${tokyoDate(now)}`).as("over"),
  ] as const;
}

function isHeldBy(
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

function matching(executor: Executor, look: Look) {
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

/** A case wherever it is in these views. */
export async function caseIn(
  executor: Executor,
  look: Look,
  views: readonly string[],
  id: string,
): Promise<QueueRow | null> {
  const filter = filterSchema.parse({});
  for (const name of views) {
    const view = { ...look.view, name };
    const [row] = await rowsIn(
      executor,
      { ...look, filter, view },
      { ids: [id], backwards: false },
      1,
    );
    if (row) return row;
  }

  return null;
}

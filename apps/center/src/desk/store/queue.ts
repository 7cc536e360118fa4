/** A queue's pages: what a noun has to decide, beside its facility and whoever holds it. */
import type { Executor } from "@madoguchi/platform";
import { sql } from "kysely";
import { filterSchema } from "../rules/filter.ts";
import type { Filter, Place } from "../rules/filter.ts";
import { countsBy, none } from "./counts.ts";
import type { Counts } from "./counts.ts";
import { isHeldBy, matching, openItems } from "./matching.ts";
import type { Item, Look } from "./matching.ts";

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

/** How many wait, are whose, and are late. */
import { tokyoDate } from "@madoguchi/notation";
import type { Executor } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { matching } from "./matching.ts";
import type { Look } from "./matching.ts";

/** How many are whose, and how many are late. */
export type Counts = Readonly<Record<"all" | "free" | "mine" | "others" | "over", number>>;

export const none: Counts = { all: 0, free: 0, mine: 0, others: 0, over: 0 };

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

export function countsBy(
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

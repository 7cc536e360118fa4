import { facilityKindName } from "../../facilities/index.ts";
import { systems } from "../rules/article.ts";
import type { Article } from "../rules/article.ts";

/** 「Windows」「薬局、助産所」; everybody where an article names nobody. */
export function forWhom({
  facilityKinds,
  systems: of,
}: Pick<Article, "facilityKinds" | "systems">): string {
  const names = [...of.map((system) => systems[system]), ...facilityKinds.map(facilityKindName)];

  return names.length === 0 ? "すべての施設" : names.join("、");
}

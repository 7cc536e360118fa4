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

const BEGINNING = 120;

/** The first whole sentences of a text, as a search engine shows them; of a very long first one, what fits. */
export function beginning(words: string): string {
  const line = words.replaceAll(/\s+/gu, " ").trim();
  const start = line.slice(0, BEGINNING);
  const end = start.lastIndexOf("。") + 1;

  return end > 0 ? start.slice(0, end) : start;
}

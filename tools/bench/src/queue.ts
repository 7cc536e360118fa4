/** The officials' queue among ten thousand applications that wait: its pages, and the search in it, one official at a time. */
import { availableParallelism } from "node:os";
import { openBarePages } from "./bare-pages.ts";
import { fetchInTurn } from "./pages/offer.ts";
import type { View } from "./pages/offer.ts";
import { openQueuePlace, WAITING } from "./queue/place.ts";
import type { BenchResult } from "./result.ts";
import { median, quantile, rounded } from "./statistics.ts";

const ROUNDS = 5;
const VIEWS = 60;
const PAGE_GOAL_MS = 100;
const SEARCH_GOAL_MS = 50;

export async function benchQueue(): Promise<BenchResult> {
  await using place = await openQueuePlace();
  const { origin, cookie, next, middle } = place;
  const lists = viewsOf(
    "list",
    ["/office", next, middle, "/office?holder=free", "/office?sort=due"],
    cookie,
  );
  const searches = viewsOf(
    "search",
    [
      "/office?q=%E6%9E%B6%E7%A9%BA%E7%AC%AC77",
      "/office?q=131007",
      "/office?q=%E5%8C%BB%E9%99%A2&kind=medical",
    ],
    cookie,
  );
  const all = [...lists, ...searches];
  await using bare = await openBarePages(await fetchInTurn(origin, all));
  await fetchInTurn(bare.origin, all);

  const rounds: { list: number[]; search: number[]; bare: number[] }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({
      list: await timesOf(origin, lists),
      search: await timesOf(origin, searches),
      bare: await timesOf(bare.origin, lists),
    });
  }
  const list = rounds.flatMap((round) => round.list);
  const search = rounds.flatMap((round) => round.search);

  return {
    name: "queue",
    ours: p99(list),
    ceiling: p99(rounds.flatMap((round) => round.bare)),
    ratio: rounded(median(rounds.map((round) => p99(round.bare) / p99(round.list)))),
    unit: `ms a page of the queue (p99, ${WAITING} waiting)`,
    conditions: {
      ours: "the center on its database, one page after the other: the list, its next page, one in its middle, what nobody holds, by due date",
      ceiling: "a bare node:http server in alternating rounds: the same bytes from memory",
      ratio: "ceiling / ours",
      goalMs: PAGE_GOAL_MS,
      p50: p50(list),
      searchGoalMs: SEARCH_GOAL_MS,
      searchP50: p50(search),
      searchP99: p99(search),
      waiting: WAITING,
      claims: "one in ten is held by one of five officials",
      rounds: ROUNDS,
      viewsPerRound: VIEWS,
      cores: availableParallelism(),
      node: process.version,
    },
  };
}

function viewsOf(page: string, paths: readonly string[], cookie: string): View[] {
  return Array.from({ length: VIEWS }, (_, index) => ({
    page,
    path: paths[index % paths.length] ?? "",
    cookie,
  }));
}

async function timesOf(origin: string, views: readonly View[]): Promise<number[]> {
  const times: number[] = [];
  for (const view of views) {
    const start = performance.now();
    await fetchInTurn(origin, [view]);
    times.push(performance.now() - start);
  }

  return times;
}

const p50 = (times: readonly number[]) => rounded(quantile(times, 0.5));
const p99 = (times: readonly number[]) => rounded(quantile(times, 0.99));

/** Pages: how long the eleven main ones take while 200 a second are asked for, in a center with ten thousand texts to search. */
import { availableParallelism } from "node:os";
import { openBarePages } from "./bare-pages.ts";
import { FACILITIES, READERS } from "./pages/facilities.ts";
import { NOTICES, queries } from "./pages/notices.ts";
import { fetchInTurn } from "./pages/offer.ts";
import type { Answer, View } from "./pages/offer.ts";
import { openPagesPlace } from "./pages/place.ts";
import type { PagesPlace } from "./pages/place.ts";
import { openVisitors } from "./pages/visitors.ts";
import type { BenchResult } from "./result.ts";
import { median, quantile, rounded } from "./statistics.ts";

const PER_SECOND = 200;
const ROUNDS = 4;
const VIEWS = 1100;
const GOAL_MS = 50;
/** As `npm start` does it on two cores. */
const PROCESSES = 2;

export async function benchPages(): Promise<BenchResult> {
  await using place = await openPagesPlace(PROCESSES);
  const views = viewsOf(place.cookies);
  // Both servers become warm before anything counts; the bare one sends what the center sent. The first search reads all texts.
  await using bare = await openBarePages(await fetchInTurn(place.origin, views));
  await fetchInTurn(bare.origin, views);
  using visitors = openVisitors();
  // By many connections, so that each process has drawn its pages before.
  await visitors.visit(place.origin, views, PER_SECOND / 2);

  const ours: (readonly Answer[])[] = [];
  const best: (readonly Answer[])[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await visitors.visit(place.origin, views, PER_SECOND));
    best.push(await visitors.visit(bare.origin, views, PER_SECOND));
  }
  const answers = ours.flat();
  const bareAnswers = best.flat();

  return {
    name: "pages",
    ours: p99(answers),
    ceiling: p99(bareAnswers),
    ratio: rounded(median(ours.map((round, index) => p99(best[index] ?? []) / p99(round)))),
    unit: `ms a page (p99 at ${PER_SECOND} pages/s)`,
    conditions: {
      ours: "the center on its database; a page's time begins when it was due, the whole page at its end",
      ceiling: "a bare node:http server in alternating rounds: the same bytes from memory",
      ratio: "ceiling / ours",
      goalMs: GOAL_MS,
      p50: p50(answers),
      p50Ceiling: p50(bareAnswers),
      ...perPage(answers),
      processes: PROCESSES,
      searches: `${queries.length} searches take turns, among ${NOTICES} notices beside the articles`,
      facilities: FACILITIES,
      readers: `${READERS} who apply, ${READERS} who are open, each with a session of their own`,
      rounds: ROUNDS,
      viewsPerRound: VIEWS,
      cores: availableParallelism(),
      node: process.version,
    },
  };
}

/** The pages take turns; whoever is signed in is somebody else each time. */
function viewsOf(cookies: PagesPlace["cookies"]): View[] {
  return Array.from({ length: VIEWS }, (_, index) => {
    const turn = Math.floor(index / pages.length);
    const { page, path, of } = at(pages, index);

    return { page, path: path(turn), cookie: of === null ? null : at(cookies[of], turn) };
  });
}

type Page = {
  readonly page: string;
  readonly path: (turn: number) => string;
  /** Whose page it is; null: everybody's. */
  readonly of: keyof PagesPlace["cookies"] | null;
};

const pages: readonly Page[] = [
  { page: "front", path: () => "/", of: null },
  { page: "home", path: () => "/home", of: "open" },
  {
    page: "search",
    path: (turn) => `/search?q=${encodeURIComponent(at(queries, turn))}`,
    of: null,
  },
  { page: "application", path: () => "/usage-application", of: "applying" },
  { page: "article", path: () => "/help/KB0010157", of: null },
  { page: "terminals", path: () => "/terminals", of: "open" },
  { page: "help", path: () => "/help", of: null },
  { page: "inquiries", path: () => "/inquiries", of: "open" },
  { page: "eligible", path: () => "/eligible", of: null },
  { page: "statistics", path: () => "/statistics", of: "open" },
  { page: "notices", path: () => "/notices", of: null },
];

function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new RangeError("an empty list");

  return found;
}

const p50 = (answers: readonly Answer[]) => quantileOf(answers, 0.5);
const p99 = (answers: readonly Answer[]) => quantileOf(answers, 0.99);

function quantileOf(answers: readonly Answer[], part: number): number {
  return rounded(
    quantile(
      answers.map(({ milliseconds }) => milliseconds),
      part,
    ),
  );
}

/** 「p50 / p99」 and the size of each page. */
function perPage(answers: readonly Answer[]): Record<string, string> {
  const groups = Map.groupBy(answers, ({ page }) => page);

  return Object.fromEntries(
    [...groups].map(([page, of]) => [
      page,
      `p50 ${p50(of)} ms, p99 ${p99(of)} ms, ${Math.round((of[0]?.bytes ?? 0) / 1024)} KB`,
    ]),
  );
}

/** The last hour before a deadline: how long the last page takes while thousands submit with their photos, and whether all arrive. */
import { availableParallelism } from "node:os";
import { setTimeout } from "node:timers/promises";
import { applyOnce, PHOTOS } from "./grants/applicant.ts";
import type { Arrived } from "./grants/applicant.ts";
import { openGrantsPlace } from "./grants/place.ts";
import type { GrantsPlace } from "./grants/place.ts";
import { openBarePages } from "./bare-pages.ts";
import type { BenchResult } from "./result.ts";
import { quantile, rounded } from "./statistics.ts";

const APPLICANTS = Number(process.env["GRANT_APPLICANTS"] ?? 5000);
/** Who are 5,000 in an hour come 1.39 a second. Sooner is harder. */
const PER_SECOND = Number(process.env["GRANTS_PER_SECOND"] ?? 5000 / 3600);
const WARM = 5;
const GOAL_MS = 500;

export async function benchGrants(): Promise<BenchResult> {
  await using place = await openGrantsPlace(APPLICANTS + WARM);
  const cookies = place.cookies.slice(WARM);
  let example = "";
  for (const cookie of place.cookies.slice(0, WARM)) {
    example = (await applyOnce(place.origin, cookie)).lastPage;
  }
  await using bare = await openBarePages(new Map([["/", Buffer.from(example)]]));
  const bareMs: number[] = [];
  const start = performance.now();
  const arrivals: Promise<Arrived>[] = [];
  for (const [index, cookie] of cookies.entries()) {
    const early = start + (index * 1000) / PER_SECOND - performance.now();
    if (early > 0) await setTimeout(early);
    const arrival = applyAndCompare(place, bare.origin, cookie, bareMs);
    // Whoever waits for all of them hears of the first failure.
    arrival.catch(() => {});
    arrivals.push(arrival);
  }
  const arrived = await Promise.all(arrivals);
  const seconds = (performance.now() - start) / 1000;
  const found = await place.arrived(arrived.map(({ path }) => path));
  if (found.submitted !== APPLICANTS || found.photos !== APPLICANTS * PHOTOS) {
    throw new Error(`of ${APPLICANTS} there are ${found.submitted} with ${found.photos} photos`);
  }
  const last = arrived.map(({ lastPageMs }) => lastPageMs);

  return {
    name: "grants",
    ours: rounded(quantile(last, 0.99)),
    ceiling: rounded(quantile(bareMs, 0.99)),
    ratio: rounded(quantile(bareMs, 0.99) / quantile(last, 0.99)),
    unit: "ms from the press of submit to the page after it (p99)",
    conditions: {
      ours: "start, costs, photos, account, confirmation and submission of each facility, one after the other, in an open loop",
      ceiling:
        "a bare node:http server in the same process that sends the page after it from memory, asked once after each submission",
      ratio: "ceiling / ours",
      goalMs: GOAL_MS,
      applicants: APPLICANTS,
      lost: 0,
      photos: `${PHOTOS} PNGs of 200 KB each, no two alike; read back from the store and compared with their hash`,
      perHour: rounded((APPLICANTS / seconds) * 3600),
      p50: rounded(quantile(last, 0.5)),
      p50Ceiling: rounded(quantile(bareMs, 0.5)),
      slowestPageBeforeP99: rounded(
        quantile(
          arrived.map(({ slowestMs }) => slowestMs),
          0.99,
        ),
      ),
      mail: "queued with each submission; the worker that sends it is another process",
      cores: availableParallelism(),
      node: process.version,
    },
  };
}

async function applyAndCompare(
  place: GrantsPlace,
  bareOrigin: string,
  cookie: string,
  bareMs: number[],
): Promise<Arrived> {
  await place.prove(cookie);
  const arrived = await applyOnce(place.origin, cookie);
  bareMs.push(await barePage(bareOrigin));

  return arrived;
}

async function barePage(origin: string): Promise<number> {
  const start = performance.now();
  const response = await fetch(origin);
  await response.text();

  return performance.now() - start;
}

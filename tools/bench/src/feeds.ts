/** Lines a second of insurers' files: the first full one, the next full one, and a differential one. */
import { createReadStream } from "node:fs";
import { chmod, mkdtemp, rm, stat } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { migrationsDirectory, seeding, takeInFeed } from "@madoguchi/center";
import {
  migrate,
  openDatabase,
  startPostgres,
  systemClock,
  transaction,
} from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { emptyRegistry, loadBare } from "./feeds/ceiling.ts";
import { processorSeconds } from "./feeds/cpu.ts";
import { INSURER, writeDifferential, writeFull, writeNext } from "./feeds/files.ts";
import type { BenchResult } from "./result.ts";
import { rounded } from "./statistics.ts";

const LINES = Number(process.env["FEED_LINES"] ?? 1_000_000);

type Measured = {
  readonly seconds: number;
  readonly processorSeconds: number | null;
  readonly peakMegabytes: number;
};

export async function benchFeeds(): Promise<BenchResult> {
  await using started = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), "madoguchi-bench-"));
  started.defer(() => rm(directory, { recursive: true }));
  // PostgreSQL may be another user, and reads the file itself for the ceiling.
  await chmod(directory, 0o755);
  const file = (name: string) => join(directory, name);
  await writeFull(file("full.csv"), LINES);
  await writeNext(file("next.csv"), LINES);
  await writeDifferential(file("diff.csv"), LINES);
  const dataDir = join(directory, "postgres");
  const postgres = await startPostgres({ dataDir, log: () => {} });
  started.defer(() => postgres.stop());
  await migrate(postgres.url, migrationsDirectory);
  const db = openDatabase(postgres.url, { max: 2 });
  started.defer(() => db.destroy());
  const contractFrom = Temporal.PlainDate.from("2021-10-20");
  await transaction(db, (tx) =>
    seeding.insertInsurers(tx, [{ number: INSURER, name: "窓口市（架空）", contractFrom }]),
  );

  const bare = await measure(dataDir, () => loadBare(db, file("full.csv")));
  await emptyRegistry(db);
  const full = await measure(dataDir, () => takeIn(db, file("full.csv"), "full"));
  const next = await measure(dataDir, () => takeIn(db, file("next.csv"), "full"));
  const diff = await measure(dataDir, () => takeIn(db, file("diff.csv"), "diff"));
  const perSecond = ({ seconds, processorSeconds: cpu }: Measured) => LINES / (cpu ?? seconds);

  return {
    name: "feeds",
    ours: rounded(perSecond(full)),
    ceiling: rounded(perSecond(bare)),
    ratio: rounded(perSecond(full) / perSecond(bare)),
    unit: "lines/s of processor time",
    conditions: {
      feed: "a first full file, from the disk into an empty registry: read, checked line by line, matched, planned, written, audited, in one durable transaction",
      ceiling:
        "PostgreSQL's COPY of the same file and two plain statements into the same tables with the same keys; nothing checked or compared",
      time: "of this process and of PostgreSQL together; the seconds beside it are the clock's",
      lines: LINES,
      fileMegabytes: rounded((await stat(file("full.csv"))).size / 1e6),
      ...told("ceiling", bare),
      ...told("firstFull", full),
      ...told("nextFull", next),
      nextFullChanges: "1 line in 100",
      ...told("differential", diff),
      differentialLines: Math.ceil(LINES / 200),
      cores: availableParallelism(),
      node: process.version,
    },
  };
}

async function takeIn(db: Db, path: string, mode: "full" | "diff"): Promise<void> {
  const outcome = await takeInFeed(
    { db, clock: systemClock },
    { kind: "system", id: "bench" },
    {
      insurerNumber: INSURER,
      mode,
      name: path,
      open: () => createReadStream(path),
      isDryRun: false,
      confirmedBy: null,
    },
  );
  if (outcome.kind !== "accepted") throw new Error(`the file was not taken in: ${outcome.kind}`);
}

async function measure(dataDir: string, work: () => Promise<void>): Promise<Measured> {
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
  const before = processorSeconds(dataDir);
  const start = performance.now();
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  const after = processorSeconds(dataDir);

  return {
    seconds: (performance.now() - start) / 1000,
    processorSeconds: before === null || after === null ? null : after - before,
    peakMegabytes: peak / 1e6,
  };
}

function told(name: string, { seconds, processorSeconds: cpu, peakMegabytes }: Measured) {
  return {
    [`${name}Seconds`]: rounded(seconds),
    [`${name}ProcessorSeconds`]: cpu === null ? null : rounded(cpu),
    [`${name}PeakMegabytes`]: rounded(peakMegabytes),
  };
}

/** A process that works on an inquiry is killed in the middle; another one goes on from there. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import {
  createFileStore,
  newId,
  openDatabase,
  systemClock,
  transaction,
} from "@madoguchi/platform";
import { freshDatabase } from "@madoguchi/test";
import { build } from "esbuild";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { insertFacility } from "../../facilities/index.ts";
import { acceptBulkInquiry } from "./actions/accept.ts";
import { resumeBulkInquiries, workOnBulkInquiry } from "./actions/work.ts";
import { asking, bytesOf, header, registerExaminees } from "./bulk.fixture.ts";
import { fileOf } from "./files.ts";
import { bulkInquiriesOf } from "./store.ts";

const BATCH_LINES = 100;
const LINES = 450;
/** The third part is written, and not yet recorded. */
const LAST_PART = 2;

/** Where a bundle finds what it does not hold. */
const builds = join(fileURLToPath(import.meta.resolve("esbuild")), "../../../.cache");

/** Node alone runs no .tsx, and what the work imports leads to pages. @returns the program's file */
async function bundled(): Promise<string> {
  const outfile = join(builds, `stalled-${newId()}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, "stalled.fixture.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    logLevel: "silent",
    jsx: "automatic",
    plugins: [
      {
        name: "others-stay-outside",
        setup: ({ onResolve }) =>
          onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === "entry-point" || path.startsWith("@madoguchi/") ? null : { external: true },
          ),
      },
    ],
  });

  return outfile;
}

test("after a kill the work goes on with the batch that was not recorded, and no line is lost or doubled", async () => {
  await using opened = new AsyncDisposableStack();
  const database = await freshDatabase();
  opened.defer(() => database.drop());
  const db = openDatabase(database.url, { max: 4 });
  opened.defer(() => db.destroy());
  const directory = await mkdtemp(join(tmpdir(), "madoguchi-bulk-"));
  opened.defer(() => rm(directory, { recursive: true }));
  const center = { db, clock: systemClock, files: createFileStore(directory) };
  await registerExaminees(db);
  const facilityId = newId();
  await transaction(db, (tx) => insertFacility(tx, { ...site, id: facilityId }));
  // Each knows its place by a number of its own.
  const numbers = Array.from({ length: LINES }, (_, index) => (index % 2 ? "901" : `1${index}`));
  const asker = { kind: "person", id: newId(), facilityId } as const;
  await acceptBulkInquiry(center, asker, {
    purpose: "specific-checkup",
    source: chunks(bytesOf([header, ...numbers.map((number) => asking(number))])),
    isAsSigned: null,
  });
  const inquiry = async () => (await bulkInquiriesOf(db, facilityId, 1))[0];
  const key = { facilityId, id: (await inquiry())?.id ?? "" };
  const folder = join(directory, "named", `bulk/${key.id}`);

  const program = await bundled();
  opened.defer(() => rm(program));
  const child = spawn(
    process.execPath,
    [program, database.url, directory, facilityId, key.id, String(BATCH_LINES), String(LAST_PART)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  expect(String(await Promise.race([once(child.stdout, "data"), once(child, "exit")]))).toBe(
    "stalled\n",
  );
  expect(await inquiry()).toMatchObject({ state: "working", starts: 1, batchesDone: LAST_PART });
  // While it lives nobody else touches its work.
  await workOnBulkInquiry(center, key, BATCH_LINES);
  expect(await inquiry()).toMatchObject({ starts: 1, batchesDone: LAST_PART });
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await readdir(join(folder, "parts"))).toHaveLength(LAST_PART + 1);

  const jobs = await countJobs();
  await resumeBulkInquiries(center, 0);
  expect(await countJobs()).toBe(jobs + 1);
  // The server notices a lost connection at once, but not in the same instant.
  await expect
    .poll(
      async () => {
        if ((await inquiry())?.state === "working")
          await workOnBulkInquiry(center, key, BATCH_LINES);

        return (await inquiry())?.state;
      },
      { timeout: 30_000 },
    )
    .toBe("done");
  expect(await inquiry()).toMatchObject({
    starts: 2,
    batchesDone: 5,
    linesDone: LINES,
    counts: { "1": LINES / 2, "4": LINES / 2 },
  });
  const result = await buffer(center.files.named.read(fileOf(key, "result")));
  const lines = result.toString().split("\r\n").slice(1, -1);
  expect(lines.map((line) => line.split(",")[3])).toEqual(numbers);
  expect((await readdir(folder)).toSorted()).toEqual(["errors", "result"]);

  // Once more changes nothing, and finds nothing to resume.
  await workOnBulkInquiry(center, key, BATCH_LINES);
  await resumeBulkInquiries(center, 0);
  expect(await countJobs()).toBe(jobs + 1);
  expect(await inquiry()).toMatchObject({ starts: 2, linesDone: LINES });

  async function countJobs(): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from graphile_worker.jobs
      where task_identifier = 'work-bulk-inquiry'`.execute(db);

    return rows[0]?.count ?? 0;
  }
});

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes.subarray(0, 1000);
  yield bytes.subarray(1000);
}

const site = {
  kind: "checkup",
  code: "1310113715",
  prefectureCode: "13",
  name: "架空健診センター",
  founder: "架空 太郎",
  postalCode: "100-0013",
  address: "東京都千代田区霞が関1-2-2（架空）",
  phone: "03-0000-0000",
  goLiveOn: null,
  createdAt: systemClock.now(),
};

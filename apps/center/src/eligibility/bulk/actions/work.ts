/**
 * The work on one inquiry, batch by batch. What is done stays done: each batch is a part of the result on disk and a line
 * in the record, and whoever goes on after a crash begins with the first batch that is not recorded.
 */
import { enqueue, readTable, transaction } from "@madoguchi/platform";
import type { TableFile, TableProblem } from "@madoguchi/platform";
import { audit } from "../../../audit/index.ts";
import { contractedOn } from "../../membership/rules.ts";
import { contractsOf } from "../../membership/store.ts";
import { assemble, writeErrors } from "../assemble.ts";
import { answerBatch } from "../batch.ts";
import type { Row } from "../batch.ts";
import { questionColumns } from "../columns.ts";
import { fileOf, folderOf, partsOf, writePart } from "../files.ts";
import type { BulkCenter } from "../files.ts";
import { questionReader } from "../line.ts";
import type { ResultContext } from "../result.ts";
import { MAXIMUM_LINES, MAXIMUM_STARTS, addCounts, wholeFileProblems } from "../rules.ts";
import { beginWork, finish, recordBatch, stalledSince, withWorkLock } from "../store.ts";
import type { BulkInquiry, BulkKey } from "../store.ts";

const BATCH_LINES = 2000;

/** Does nothing where it is finished, or where another process is at it. @param batchLines the same for all who work on one inquiry */
export async function workOnBulkInquiry(
  center: BulkCenter,
  key: BulkKey,
  batchLines = BATCH_LINES,
): Promise<void> {
  await withWorkLock(center.db, key, async () => {
    const inquiry = await beginWork(center.db, key, center.clock.now());
    if (!inquiry) return;
    if (inquiry.starts > MAXIMUM_STARTS) await end(center, inquiry, "failed");
    else await answerAll(center, inquiry, batchLines);
  });
}

/** What a process that ended left undone. @param seconds how long nothing has moved */
export async function resumeBulkInquiries(center: BulkCenter, seconds: number): Promise<void> {
  await transaction(center.db, async (tx) => {
    for (const key of await stalledSince(tx, center.clock.now().subtract({ seconds }))) {
      await enqueue(tx, "work-bulk-inquiry", key);
    }
  });
}

async function answerAll(
  center: BulkCenter,
  inquiry: BulkInquiry,
  batchLines: number,
): Promise<void> {
  const { asOf } = inquiry;
  const contracted = contractedOn(await contractsOf(center.db, inquiry.facilityId), asOf);
  const source = center.files.named.read(fileOf(inquiry, "question"));
  let batches: Batches | undefined;
  let rows: Row[] = [];
  for await (const part of readTable(source, {
    columns: questionColumns,
    unknownColumns: "refuse",
  })) {
    switch (part.kind) {
      case "columns":
        batches = openBatches(center, inquiry, { places: part.places, asOf, contracted });
        break;
      case "rows":
        rows.push(...part.rows);
        while (batches && rows.length >= batchLines) {
          await batches.add(rows.slice(0, batchLines), part.bytes);
          rows = rows.slice(batchLines);
        }
        break;
      case "refused":
        return refuse(center, inquiry, part.problems);
      case "end":
        if (batches) await close(center, inquiry, { batches, rows, file: part.file });
    }
  }
}

type Rest = {
  readonly batches: Batches;
  readonly rows: readonly Row[];
  readonly file: TableFile;
};

async function close(
  center: BulkCenter,
  inquiry: BulkInquiry,
  { batches, rows, file }: Rest,
): Promise<void> {
  const lines = file.records + file.faults;
  const problem = lines === 0 ? "no-lines" : lines > MAXIMUM_LINES ? "too-many-lines" : null;
  if (problem) return refuse(center, inquiry, [wholeFileProblems[problem]]);
  if (rows.length > 0) await batches.add(rows, file.bytes);
  const { places } = batches;
  await assemble(center.files, inquiry, {
    places,
    encoding: file.encoding,
    batches: batches.count(),
  });
  await end(center, inquiry, "done");
}

type Batches = Pick<ResultContext, "places"> & {
  add(rows: readonly Row[], bytes: number): Promise<void>;
  count(): number;
};

/** Batches that were recorded before are passed over. */
function openBatches(center: BulkCenter, inquiry: BulkInquiry, context: ResultContext): Batches {
  const read = questionReader({ places: context.places, asOf: context.asOf.toString() });
  let batch = 0;
  let { counts } = inquiry;

  return {
    places: context.places,
    count: () => batch,
    async add(rows, bytes) {
      if (batch >= inquiry.batchesDone) {
        const found = await answerBatch(center.db, rows, read, context);
        counts = addCounts(counts, found.counts);
        await writePart(center.files, inquiry, batch, found.lines);
        const checkpoint = { bytesDone: bytes, lines: rows.length, counts };
        const isOurs = await recordBatch(center.db, inquiry, batch, checkpoint, center.clock.now());
        if (!isOurs) throw new Error("another process has gone on with this inquiry");
      }
      batch += 1;
    },
  };
}

async function refuse(
  center: BulkCenter,
  inquiry: BulkInquiry,
  problems: readonly TableProblem[],
): Promise<void> {
  await writeErrors(center.files, inquiry, problems);
  await end(center, inquiry, "refused");
}

/** The question and the parts are needed no longer. */
async function end(
  center: BulkCenter,
  inquiry: BulkInquiry,
  state: "done" | "refused" | "failed",
): Promise<void> {
  const { files } = center;
  await transaction(center.db, async (tx) => {
    const finished = await finish(tx, inquiry, state, center.clock.now());
    if (!finished) return;
    await audit(tx, center.clock, {
      action: `bulk-inquiry.${state}`,
      actor: { kind: "system", id: "bulk-inquiry" },
      facilityId: inquiry.facilityId,
      subject: { kind: "bulk-inquiry", id: inquiry.id },
      detail: { lines: finished.linesDone, ...finished.counts },
    });
  });
  if (state === "failed") return files.named.remove(folderOf(inquiry));
  await files.named.remove(fileOf(inquiry, "question"));
  await files.named.remove(partsOf(inquiry));
}

/** An official list of facilities is taken in as a whole or not at all, and what it changes is told before and after. */
import type { Clock } from "@madoguchi/notation";
import { newId, readTable, transaction } from "@madoguchi/platform";
import type { ByteSource, Db, TableEncoding, TableProblem, Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { audit } from "../../audit/index.ts";
import type { AuditActor } from "../../audit/index.ts";
import { columnsNamed, readListLine } from "../rules/listed.ts";
import type { ListKey, ListScope } from "../rules/listed.ts";
import {
  affectedFacilities,
  applyList,
  arrivals,
  countList,
  countRegisteredDiffering,
  findSuccessions,
  insertList,
  listDifferences,
  openListStage,
  repeatedLines,
  successions,
} from "../store/lists.ts";
import type {
  Affected,
  Arrival,
  ListCounts,
  ListStage,
  MasterDifference,
  Succession,
} from "../store/lists.ts";

export type FacilityList = {
  readonly name: string;
  /** From the start again each time it is asked. */
  readonly open: () => ByteSource;
  /** Who publishes it, in words that facilities read. */
  readonly source: string;
  /** The day whose state it tells. */
  readonly listedOn: Temporal.PlainDate;
  readonly scope: ListScope;
  /** What of its kind and prefecture it lacks has gone. */
  readonly isWhole: boolean;
  /** A person has looked at a list that lacks many. */
  readonly acceptsGone: boolean;
  readonly isDryRun: boolean;
  /** Where the list names its columns otherwise. */
  readonly columns: Readonly<Partial<Record<ListKey, string>>>;
  readonly encoding?: TableEncoding;
  readonly signal?: AbortSignal;
};

type Looked = {
  readonly counts: ListCounts;
  /** The first of them. */
  readonly differences: readonly MasterDifference[];
  /** Registered facilities that say otherwise than the list. */
  readonly registeredDiffering: number;
  /** Who is new, and who left; the first of them. */
  readonly arrivals: readonly Arrival[];
  /** Of those who left a whole list, where they seem to have gone. */
  readonly successions: readonly Succession[];
  /** Registered facilities whose entry changes. */
  readonly affected: readonly Affected[];
  /** How many the list's kind and area were known to have. */
  readonly known: number;
  readonly sha256: string;
};

export type ListOutcome =
  /** `id`: null where nothing was written. */
  | (Looked & { readonly kind: "accepted"; readonly id: string | null })
  | (Looked & { readonly kind: "refused"; readonly reason: "gone" })
  | {
      readonly kind: "refused";
      readonly reason: "problems";
      readonly problemCount: number;
      /** The first of them. */
      readonly problems: readonly TableProblem[];
    };

const PROBLEMS_KEPT = 1000;
const DIFFERENCES_KEPT = 10_000;
/** A whole list that lacks more of what is known is more likely a part of one. */
const GONE_SHARE = 0.05;

/** @throws the signal's reason; what the source throws */
export async function importFacilityList(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  actor: AuditActor,
  list: FacilityList,
): Promise<ListOutcome> {
  return transaction(db, (tx) => takeInList(tx, clock, actor, list));
}

/** For the transaction in which somebody else's decision is written too. */
export async function takeInList(
  tx: Tx,
  clock: Clock,
  actor: AuditActor,
  list: FacilityList,
): Promise<ListOutcome> {
  const stage = await openListStage(tx);
  const read = await readLines(stage, list);
  const problems = read.problems.length > 0 ? read : await repetitions(tx, read);
  if (problems.problemCount > 0) {
    return {
      kind: "refused",
      reason: "problems",
      problemCount: problems.problemCount,
      problems: problems.problems,
    };
  }
  const { listedOn, isWhole } = list;
  const { known, ...counts } = await countList(tx, listedOn, isWhole);
  await findSuccessions(tx, listedOn, isWhole);
  const looked = {
    counts,
    known,
    sha256: read.sha256,
    differences: await listDifferences(tx, listedOn, DIFFERENCES_KEPT),
    registeredDiffering: await countRegisteredDiffering(tx),
    arrivals: await arrivals(tx, listedOn, isWhole, DIFFERENCES_KEPT),
    successions: await successions(tx, DIFFERENCES_KEPT),
    affected: await affectedFacilities(tx, listedOn, isWhole),
  };
  if (counts.gone > known * GONE_SHARE && !list.acceptsGone) {
    return { kind: "refused", reason: "gone", ...looked };
  }
  const id = list.isDryRun ? null : await keepList(tx, clock, actor, list, read.sha256, counts);

  return { kind: "accepted", id, ...looked };
}

type Read = {
  readonly sha256: string;
  readonly problemCount: number;
  readonly problems: readonly TableProblem[];
};

async function readLines(stage: ListStage, list: FacilityList): Promise<Read> {
  const problems: TableProblem[] = [];
  let problemCount = 0;
  let sha256 = "";
  const note = (found: readonly TableProblem[]): void => {
    problemCount += found.length;
    problems.push(...found.slice(0, PROBLEMS_KEPT - problems.length));
  };
  const parts = readTable(list.open(), {
    columns: columnsNamed(list.columns),
    unknownColumns: "ignore",
    ...(list.encoding && { encoding: list.encoding }),
    ...(list.signal && { signal: list.signal }),
  });
  let places: Parameters<typeof readListLine>[2] | undefined;
  for await (const part of parts) {
    switch (part.kind) {
      case "columns":
        places = part.places;
        break;
      case "rows": {
        const lines = part.rows.flatMap((row) => {
          if (row.kind === "fault" || !places) {
            note(row.kind === "fault" ? row.problems : []);

            return [];
          }
          const reading = readListLine(row.line, row.values, places, list.scope);
          if (!reading.ok) note(reading.problems);

          return reading.ok ? [{ ...reading.value, line: row.line }] : [];
        });
        // Once something is wrong nothing will be written: the rest is only read.
        if (problemCount === 0) await stage.add(lines);
        break;
      }
      case "refused":
        note(part.problems);
        break;
      case "end":
        ({ sha256 } = part.file);
    }
  }
  if (problemCount === 0) await stage.end();

  return { sha256, problemCount, problems };
}

async function repetitions(tx: Tx, read: Read): Promise<Read> {
  const repeated = await repeatedLines(tx, PROBLEMS_KEPT);

  return {
    ...read,
    problemCount: repeated.length,
    problems: repeated.map(({ line }) => ({
      line,
      column: null,
      rule: "code-twice",
      message: "同じ番号の行が、上にもあります。",
      mend: "1つの番号を1行だけにしてください。",
    })),
  };
}

async function keepList(
  tx: Tx,
  clock: Clock,
  actor: AuditActor,
  { name, source, listedOn, isWhole, scope }: FacilityList,
  sha256: string,
  { lines, added, changed, unchanged, gone }: ListCounts,
): Promise<string> {
  const id = newId();
  const at = clock.now();
  await insertList(tx, {
    id,
    source,
    listedOn,
    fileName: name,
    sha256,
    lines,
    added,
    changed,
    unchanged,
    gone,
    importedAt: at,
    importedBy: actor.id,
    kind: scope.kind,
    prefectureCode: scope.prefectureCode,
    isWhole,
  });
  await applyList(tx, { id, source, listedOn, isWhole, at });
  await audit(tx, clock, {
    action: "facility-list.imported",
    actor,
    facilityId: null,
    subject: { kind: "facility-list", id },
    detail: { lines, added, changed, unchanged, gone, listedOn: listedOn.toString() },
  });

  return id;
}

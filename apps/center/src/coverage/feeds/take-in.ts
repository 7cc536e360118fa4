/**
 * A file of an insurer, taken in as a whole or not at all. The same file again changes nothing; what is the same as
 * before is not written; what was known before stays known (two times). Memory does not grow with the file.
 */
import { readTable, sqlState, transaction } from "@madoguchi/platform";
import type {
  ByteSource,
  ColumnPlaces,
  TableEncoding,
  TableFile,
  TableProblem,
  Tx,
} from "@madoguchi/platform";
import { tokyoDate } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import { audit } from "../../audit/index.ts";
import type { AuditActor } from "../../audit/index.ts";
import type { Registry } from "../actions/change.ts";
import { hasContract } from "../rules/registry.ts";
import type { Insurer } from "../rules/registry.ts";
import { findInsurer } from "../store/insurers.ts";
import { applyChanges, countChanges } from "./store/apply.ts";
import type { FeedCounts } from "./store/apply.ts";
import { feedColumns } from "./columns.ts";
import type { FeedKey, FeedMode } from "./columns.ts";
import { feedLineReader } from "./line.ts";
import { matchPeople } from "./store/match.ts";
import { planChanges } from "./store/plan.ts";
import { findConflicts, findHeld, problemList } from "./store/problems.ts";
import type { ProblemList } from "./store/problems.ts";
import { setSettledAside } from "./store/settled.ts";
import { openStage } from "./store/stage.ts";
import { countOpen, endingShare, findTakenIn, holdInsurer, insertFeedFile } from "./store/files.ts";
import { feedProblem } from "./words.ts";

export type Feed = {
  readonly insurerNumber: string;
  readonly mode: FeedMode;
  /** Shown in the record of feeds. */
  readonly name: string;
  /** Opened again where the whole has to be worked out again. */
  readonly open: () => ByteSource;
  readonly encoding?: TableEncoding;
  /** Says what would happen and writes nothing, not even that the file came. */
  readonly isDryRun: boolean;
  /** 四つの目: who else agrees that the file ends so many. */
  readonly confirmedBy: string | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FeedProgress) => void;
  /** Keeps the outcome in the transaction of the file itself, so that neither is there without the other. */
  readonly keep?: (tx: Tx, outcome: FeedOutcome) => Promise<void>;
};

export type FeedProgress =
  | { readonly step: "reading"; readonly bytes: number; readonly lines: number }
  | { readonly step: "comparing" | "writing" };

type Looked = {
  readonly counts: FeedCounts;
  /** Of refused lines, and of lines held back. */
  readonly problemCount: number;
  /** The first of them. */
  readonly problems: readonly TableProblem[];
};

export type FeedOutcome =
  | (Looked & { readonly kind: "accepted" })
  | (Looked & {
      readonly kind: "refused";
      readonly reason: "endings";
      /** How many of those that held before may end without a second person. */
      readonly endingShare: number;
    })
  | {
      readonly kind: "refused";
      readonly reason: "problems";
      readonly problemCount: number;
      readonly problems: readonly TableProblem[];
    }
  | { readonly kind: "already"; readonly at: Temporal.Instant }
  | {
      readonly kind: "refused";
      readonly reason:
        | "not-allowed"
        | "unknown-insurer"
        | "insurer-without-contract"
        | "same-person";
    };

/**
 * @param setAside what spares work: with another that sets nobody aside, the outcome is the same
 * @throws the signal's reason; what the source throws
 */
export async function takeInFeed(
  center: Registry,
  actor: AuditActor,
  feed: Feed,
  setAside = setSettledAside,
): Promise<FeedOutcome> {
  const keep = async (tx: Tx, outcome: FeedOutcome): Promise<FeedOutcome> => {
    await feed.keep?.(tx, outcome);
    return outcome;
  };
  const refuse = (outcome: FeedOutcome) => transaction(center.db, (tx) => keep(tx, outcome));
  const insurer = await findInsurer(center.db, feed.insurerNumber);
  const reason = whyNot(actor, feed, insurer, tokyoDate(center.clock.now()));
  if (insurer === undefined || reason !== null) {
    return refuse({ kind: "refused", reason: reason ?? "unknown-insurer" });
  }
  try {
    return await transaction(center.db, async (tx) =>
      keep(tx, await takeIn(tx, center, actor, insurer, feed, setAside)),
    );
  } catch (error) {
    // Two coverages of one person that change places: PostgreSQL looks at them one after the other.
    if (sqlState(error) !== "23P01") throw error;
    const problems = [feedProblem("overlaps-somewhere", null)];
    return refuse({ kind: "refused", reason: "problems", problems, problemCount: 1 });
  }
}

function whyNot(
  actor: AuditActor,
  feed: Feed,
  insurer: Insurer | undefined,
  today: Temporal.PlainDate,
): "not-allowed" | "same-person" | "unknown-insurer" | "insurer-without-contract" | null {
  if (actor.kind !== "official" && actor.kind !== "system") return "not-allowed";
  if (feed.confirmedBy === actor.id) return "same-person";
  if (!insurer) return "unknown-insurer";
  return hasContract(insurer, today) ? null : "insurer-without-contract";
}

async function takeIn(
  tx: Tx,
  center: Registry,
  actor: AuditActor,
  insurer: Insurer,
  feed: Feed,
  setAside: typeof setSettledAside,
): Promise<FeedOutcome> {
  const { insurerNumber, mode, isDryRun, confirmedBy, signal, onProgress } = feed;
  const problems = problemList();
  const staged = await stageFile(tx, center, insurer, feed, problems);
  if (staged === undefined) return refusedFor(problems);
  const { file, places } = staged;
  const sha256 = Buffer.from(file.sha256, "hex");
  await holdInsurer(tx, insurerNumber);
  const at = await findTakenIn(tx, { insurerNumber, sha256, mode });
  if (at) return { kind: "already", at };

  onProgress?.({ step: "comparing" });
  const now = center.clock.now().round({ smallestUnit: "microsecond", roundingMode: "floor" });
  const today = tokyoDate(now);
  const asOf = today.toString();
  const plan = { insurerNumber, mode, asOf, now };
  const settled = await setAside(tx, plan);
  await matchPeople(tx, plan);
  await planChanges(tx, plan);
  await findConflicts(tx, places, problems);
  const counts = await countChanges(tx, await countOpen(tx, insurerNumber, asOf), settled);
  const share = await endingShare(tx, insurerNumber);
  const isRefused = problems.count > 0;
  const isTooMany = counts.coveragesEnded > counts.coveragesBefore * share && confirmedBy === null;
  const reason = isRefused ? "problems" : isTooMany ? "endings" : null;
  const refusedLines = problems.count;
  if (!isRefused) await findHeld(tx, places, problems);
  signal?.throwIfAborted();

  if (!isDryRun) {
    if (reason === null) {
      onProgress?.({ step: "writing" });
      await applyChanges(tx, plan);
    }
    const state = reason === null ? "accepted" : "refused";
    const id = await insertFeedFile(
      tx,
      {
        insurerNumber,
        sha256,
        mode,
        asOf: today,
        at: now,
        state,
        reason,
        actorKind: actor.kind,
        actorId: actor.id,
        confirmedBy,
      },
      { ...counts, problems: refusedLines },
      feed.name,
    );
    await audit(tx, center.clock, {
      action: reason === null ? "feed.accepted" : "feed.refused",
      actor,
      facilityId: null,
      subject: { kind: "insurer", id: insurerNumber },
      detail: { ...counts, feedFile: id, mode, reason, isConfirmed: confirmedBy !== null },
    });
  }
  signal?.throwIfAborted();
  if (reason === "problems") return refusedFor(problems);
  const looked = { counts, problems: problems.kept, problemCount: problems.count };
  return reason === "endings"
    ? { kind: "refused", reason, endingShare: share, ...looked }
    : { kind: "accepted", ...looked };
}

type Staged = { readonly file: TableFile; readonly places: ColumnPlaces<FeedKey> };

/** @returns undefined for a file that cannot be read as a whole: its problems are in the list */
async function stageFile(
  tx: Tx,
  center: Registry,
  insurer: Insurer,
  { mode, open, encoding, signal, onProgress }: Feed,
  problems: ProblemList,
): Promise<Staged | undefined> {
  const today = tokyoDate(center.clock.now()).toString();
  const stage = await openStage(tx);
  let places: ColumnPlaces<FeedKey> | undefined;
  let read: ReturnType<typeof feedLineReader> | undefined;
  let lines = 0;
  const options = { columns: feedColumns(mode), unknownColumns: "refuse" } as const;
  for await (const part of readTable(open(), {
    ...options,
    ...(encoding && { encoding }),
    ...(signal && { signal }),
  })) {
    switch (part.kind) {
      case "columns":
        places = part.places;
        read = feedLineReader({ mode, insurer, places, today });
        break;
      case "rows":
        await stage.add(
          part.rows.flatMap((row) => {
            if (row.kind === "fault") {
              problems.add(row.problems);
              return [];
            }
            const reading = read?.(row.line, row.values);
            if (reading?.ok === true) return [reading.line];
            problems.add(reading?.problems ?? []);
            return [];
          }),
        );
        lines += part.rows.length;
        onProgress?.({ step: "reading", bytes: part.bytes, lines });
        break;
      case "refused":
        problems.add(part.problems);
        return undefined;
      case "end":
        await stage.end();
        return places && { file: part.file, places };
    }
  }
  return undefined;
}

function refusedFor({ count, kept }: ProblemList): FeedOutcome {
  return { kind: "refused", reason: "problems", problemCount: count, problems: kept };
}

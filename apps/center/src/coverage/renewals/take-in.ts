/** A notice of renewals: taken in as a whole or not at all, and the same file once. Memory does not grow with the file. */
import { newId, readTable, transaction } from "@madoguchi/platform";
import type { ByteSource, TableEncoding, TableProblem, Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { audit } from "../../audit/index.ts";
import type { AuditActor } from "../../audit/index.ts";
import type { Registry } from "../actions/change.ts";
import { problemList } from "../feeds/store/problems.ts";
import type { ProblemList } from "../feeds/store/problems.ts";
import { can } from "../rules/changes.ts";
import { renewalColumns, renewalProblem, renewalReader } from "./line.ts";
import { findNotice, insertNotice, openStage, repeatedLines, stage } from "./store.ts";

export type RenewalNotice = {
  /** Shown in the record of notices. */
  readonly name: string;
  readonly open: () => ByteSource;
  readonly encoding?: TableEncoding;
  /** Says what would happen, and writes nothing. */
  readonly isDryRun: boolean;
  readonly signal?: AbortSignal;
};

export type NoticeOutcome =
  | { readonly kind: "accepted"; readonly lines: number }
  | { readonly kind: "already"; readonly at: Temporal.Instant }
  | {
      readonly kind: "refused";
      readonly problemCount: number;
      readonly problems: readonly TableProblem[];
    }
  | { readonly kind: "not-allowed" };

/** @throws the signal's reason; what the source throws */
export async function takeInRenewals(
  center: Registry,
  actor: AuditActor,
  notice: RenewalNotice,
): Promise<NoticeOutcome> {
  if (can.renew(actor) !== true) return { kind: "not-allowed" };

  return transaction(center.db, async (tx): Promise<NoticeOutcome> => {
    const problems = problemList();
    const read = await stageNotice(tx, notice, problems);
    if (problems.count > 0 || read === undefined) {
      return { kind: "refused", problemCount: problems.count, problems: problems.kept };
    }
    const sha256 = Buffer.from(read.sha256, "hex");
    const before = await findNotice(tx, sha256);
    if (before) return { kind: "already", at: before.receivedAt };
    notice.signal?.throwIfAborted();
    if (!notice.isDryRun) {
      const id = newId();
      const { lines } = read;
      await insertNotice(tx, {
        id,
        fileName: notice.name,
        sha256,
        receivedAt: center.clock.now(),
        actorKind: actor.kind,
        actorId: actor.id,
        lines,
      });
      await audit(tx, center.clock, {
        action: "renewal-notice.accepted",
        actor,
        facilityId: null,
        subject: { kind: "renewal-notice", id },
        detail: { lines },
      });
    }

    return { kind: "accepted", lines: read.lines };
  });
}

/** @returns undefined for a file that cannot be read as a whole: its problems are in the list */
async function stageNotice(
  tx: Tx,
  { open, encoding, signal }: RenewalNotice,
  problems: ProblemList,
): Promise<{ readonly sha256: string; readonly lines: number } | undefined> {
  await openStage(tx);
  let read: ReturnType<typeof renewalReader> | undefined;
  let repeated: (() => Promise<void>) | undefined;
  let lines = 0;
  for await (const part of readTable(open(), {
    columns: renewalColumns,
    unknownColumns: "refuse",
    ...(encoding && { encoding }),
    ...(signal && { signal }),
  })) {
    switch (part.kind) {
      case "columns": {
        const { places } = part;
        read = renewalReader(places);
        repeated = async () => {
          for (const key of ["predecessor", "fingerprint"] as const) {
            const found = await repeatedLines(tx, key);
            problems.add(found.map((line) => renewalProblem(`${key}-twice`, line, places[key])));
          }
        };
        break;
      }
      case "rows":
        await stage(
          tx,
          part.rows.flatMap((row) => {
            const reading = row.kind === "fault" ? row : read?.(row.line, row.values);
            if (reading && "renewal" in reading) return [reading.renewal];
            problems.add(reading && "problems" in reading ? reading.problems : []);

            return [];
          }),
        );
        lines += part.rows.length;
        break;
      case "refused":
        problems.add(part.problems);

        return undefined;
      case "end":
        await repeated?.();

        return { sha256: part.file.sha256, lines };
    }
  }

  return undefined;
}

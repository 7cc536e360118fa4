/** The job behind a delivery: takes the file in, says how far it is, and keeps what became of it. */
import { enqueue, transaction } from "@madoguchi/platform";
import type { TableProblem, Tx } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { takeInFeed } from "../feeds/take-in.ts";
import type { FeedOutcome, FeedProgress } from "../feeds/take-in.ts";
import { feedProblem } from "../feeds/words.ts";
import {
  deliveryTransitions,
  MAXIMUM_ATTEMPTS,
  PROBLEM_DAYS,
  SILENT_SECONDS,
  UNCONFIRMED_DAYS,
} from "../rules/deliveries.ts";
import {
  beginDelivery,
  changeDelivery,
  expireUnconfirmed,
  findDelivery,
  forgetProblemsBefore,
  needingFile,
  replaceProblems,
  reportProgress,
  takeSilent,
} from "../store/deliveries.ts";
import type { Delivery } from "../store/deliveries.ts";
import { auditActorOf } from "./deliver-feed.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    "resume-feeds": Record<string, unknown>;
  }
}

/** A process that died leaves its files behind: every minute another one looks for them. */
export const RESUME_CRONTAB = "* * * * * resume-feeds";

const PROGRESS_MILLISECONDS = 1000;

/** What the work needs of the center. */
type Workshop = Pick<Center, "db" | "clock" | "spool">;

/** Does nothing where somebody else works on it, or where it is done. @param stopping the center is closing */
export async function workOnDelivery(
  center: Workshop,
  { id }: { readonly id: string },
  stopping: AbortSignal,
): Promise<void> {
  const now = center.clock.now();
  const silentSince = now.subtract({ seconds: SILENT_SECONDS });
  const delivery = await beginDelivery(center.db, id, now, silentSince);
  if (!delivery) {
    await removeLeftover(center, id);
    return;
  }
  try {
    const outcome = await takeIn(center, delivery, stopping);
    if (!isUnconfirmed(delivery, outcome)) await center.spool.remove(id);
  } catch (error) {
    const isLast = delivery.attempts >= MAXIMUM_ATTEMPTS;
    const isStopped = stopping.aborted;
    await changeDelivery(center.db, id, {
      state:
        isLast && !isStopped
          ? deliveryTransitions.running.fail
          : deliveryTransitions.running.giveBack,
      step: null,
      aliveAt: center.clock.now(),
      ...(isLast &&
        !isStopped && { finishedAt: center.clock.now(), fileDeletedAt: center.clock.now() }),
      ...(isStopped && { attempts: delivery.attempts - 1 }),
    });
    // Stopped, nothing is wrong: whoever starts next finds it waiting.
    if (isStopped) return;
    if (isLast) await center.spool.remove(id);
    throw error;
  }
}

/** Whoever did it may have died before the file was gone. */
async function removeLeftover(center: Workshop, id: string): Promise<void> {
  const done = await findDelivery(center.db, id);
  if (done?.fileDeletedAt) await center.spool.remove(id);
}

async function takeIn(
  center: Workshop,
  delivery: Delivery,
  stopping: AbortSignal,
): Promise<FeedOutcome> {
  let latest: FeedProgress = { step: "reading", bytes: 0, lines: 0 };
  const report = () =>
    reportProgress(center.db, delivery, {
      step: latest.step,
      aliveAt: center.clock.now(),
      ...(latest.step === "reading" && { bytesRead: latest.bytes, linesRead: latest.lines }),
    });
  let reporting = Promise.resolve();
  // A sign of life also while PostgreSQL works alone. One that cannot be given is no reason to stop.
  const timer = setInterval(() => {
    reporting = reporting.then(report).catch(() => {});
  }, PROGRESS_MILLISECONDS);
  try {
    return await takeInFeed(
      center,
      auditActorOf({ kind: delivery.senderKind, id: delivery.senderId }),
      {
        insurerNumber: delivery.insurerNumber,
        mode: delivery.mode,
        name: delivery.fileName,
        open: () => center.spool.open(delivery.id),
        isDryRun: delivery.isDryRun,
        confirmedBy: delivery.decidedBy,
        signal: stopping,
        onProgress: (progress) => {
          latest = progress;
        },
        keep: (tx, outcome) => keep(tx, center, delivery, outcome),
      },
    );
  } finally {
    clearInterval(timer);
    await reporting;
  }
}

async function keep(
  tx: Tx,
  center: Workshop,
  delivery: Delivery,
  outcome: FeedOutcome,
): Promise<void> {
  const now = center.clock.now();
  const problems = problemsIn(outcome);
  const isWaiting = isUnconfirmed(delivery, outcome);
  await replaceProblems(tx, delivery.id, problems);
  await changeDelivery(tx, delivery.id, {
    state: isWaiting ? deliveryTransitions.running.ask : outcome.kind,
    reason: outcome.kind === "refused" ? outcome.reason : null,
    step: null,
    finishedAt: now,
    counts: "counts" in outcome ? JSON.stringify(outcome.counts) : null,
    endingShare: "endingShare" in outcome ? String(outcome.endingShare) : null,
    problemCount: "problemCount" in outcome ? outcome.problemCount : problems.length,
    fileDeletedAt: isWaiting ? null : now,
  });
}

/** Its file is kept until a second person has decided. */
function isUnconfirmed({ isDryRun }: Delivery, outcome: FeedOutcome): boolean {
  return outcome.kind === "refused" && outcome.reason === "endings" && !isDryRun;
}

function problemsIn(outcome: FeedOutcome): readonly TableProblem[] {
  if ("problems" in outcome) return outcome.problems;
  return outcome.kind === "refused" && outcome.reason === "insurer-without-contract"
    ? [feedProblem("without-contract", null)]
    : [];
}

export async function resumeDeliveries(center: Workshop): Promise<void> {
  const now = center.clock.now();
  await transaction(center.db, async (tx) => {
    const silent = await takeSilent(tx, now, now.subtract({ seconds: SILENT_SECONDS }));
    for (const id of silent) await enqueue(tx, "take-in-feed", { id });
  });
}

/** Every night: files that nobody decided on, that nobody needs, and old lists of problems. */
export async function forgetDeliveries(center: Workshop): Promise<void> {
  const now = center.clock.now();
  const daysAgo = (days: number) => now.subtract({ hours: days * 24 });
  const lying = await center.spool.olderThan(daysAgo(1).epochMilliseconds);
  const needed = await transaction(center.db, async (tx) => {
    const expired = await expireUnconfirmed(tx, now, daysAgo(UNCONFIRMED_DAYS));
    const problems = await forgetProblemsBefore(tx, daysAgo(PROBLEM_DAYS));
    await audit(tx, center.clock, {
      action: "feed.forgot",
      actor: { kind: "system", id: "forget" },
      facilityId: null,
      subject: { kind: "center", id: "center" },
      detail: { expired: expired.length, problems },
    });

    return new Set(await needingFile(tx, lying.filter(isId)));
  });
  for (const name of lying) {
    if (!needed.has(name)) await center.spool.remove(name);
  }
}

function isId(name: string): boolean {
  return /^[0-9a-f-]{36}$/.test(name);
}

/** Carries out what the notices say, when its day has come: the new certificate begins to speak, and the old one ends. */
import { tokyoDate } from "@madoguchi/notation";
import { transaction } from "@madoguchi/platform";
import type { AuditActor } from "../../audit/index.ts";
import type { Registry } from "../actions/change.ts";
import { renewCertificate, unlink } from "../actions/link-certificate.ts";
import {
  BATCH,
  begunRenewals,
  changeRenewal,
  endedRenewals,
  forgetRenewalsBefore,
  linkedAmong,
} from "./store.ts";
import type { Renewal } from "./store.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    "carry-renewals": Record<string, unknown>;
  }
}

/** 0:05 in Tokyo; the worker reckons in UTC. */
export const CARRY_CRONTAB = "5 15 * * * carry-renewals";

/** A renewal may come three months before a certificate ends, and it serves for three months after: then nobody asks any more. */
const KEPT_DAYS = 400;

export type CarryCounts = {
  readonly carried: number;
  /** The new one speaks for somebody else: for officials to look into. */
  readonly conflicts: number;
  readonly ended: number;
};

/** One renewal a transaction: what interrupts leaves the rest for the next time. */
export async function carryRenewals(center: Registry, actor: AuditActor): Promise<CarryCounts> {
  let carried = 0;
  let conflicts = 0;
  // One that was carried may be the predecessor of another, so on until nothing moves.
  for (let moved = true; moved;) {
    const pass = await carryBegun(center, actor);
    carried += pass.carried;
    conflicts += pass.conflicts;
    moved = pass.carried > 0;
  }
  const ended = await endOld(center, actor);
  const before = center.clock.now().subtract({ hours: KEPT_DAYS * 24 });
  await transaction(center.db, (tx) => forgetRenewalsBefore(tx, before));

  return { carried, conflicts, ended };
}

async function carryBegun(
  center: Registry,
  actor: AuditActor,
): Promise<Omit<CarryCounts, "ended">> {
  const today = tokyoDate(center.clock.now());
  let carried = 0;
  let conflicts = 0;
  let last: Renewal | undefined;
  for (;;) {
    const batch = await begunRenewals(center.db, today, last);
    const linked = await linkedAmong(
      center.db,
      batch.map(({ predecessor }) => predecessor),
    );
    for (const renewal of batch) {
      if (!linked.has(Buffer.from(renewal.predecessor).toString("hex"))) continue;
      const { kind } = await renewCertificate(center, actor, renewal, (tx, linking) =>
        changeRenewal(tx, renewal, { state: linking.kind === "refused" ? "conflict" : "carried" }),
      );
      if (kind === "refused") conflicts += 1;
      else carried += 1;
    }
    if (batch.length < BATCH) return { carried, conflicts };
    last = batch.at(-1);
  }
}

async function endOld(center: Registry, actor: AuditActor): Promise<number> {
  const today = tokyoDate(center.clock.now());
  let ended = 0;
  for (;;) {
    const batch = await endedRenewals(center.db, today);
    for (const renewal of batch) {
      await transaction(center.db, async (tx) => {
        await unlink(tx, center, actor, { fingerprint: renewal.predecessor, reason: "replaced" });
        await changeRenewal(tx, renewal, { endedAt: center.clock.now() });
      });
    }
    ended += batch.length;
    if (batch.length < BATCH) return ended;
  }
}

/** A file that was brought: received, worked on by a job, and, where it ends too many coverages, decided by a second person. */
import type { Readable } from "node:stream";
import { enqueue, newId, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { AuditActor } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import type { FeedMode } from "../feeds/columns.ts";
import { can, deliveryTransitions } from "../rules/deliveries.ts";
import type { Sender } from "../rules/deliveries.ts";
import { changeDelivery, findDelivery, insertDelivery, lockDelivery } from "../store/deliveries.ts";
import type { Delivery } from "../store/deliveries.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    "take-in-feed": { id: string };
  }
}

/** The bytes, on the disk: nobody knows of them until they are delivered. */
export type ReceivedFile = {
  readonly id: string;
  readonly bytes: number;
  readonly sha256: Uint8Array;
};

/** @returns null for a file that is larger than this center takes */
export async function receiveFile(
  { spool, config }: Center,
  source: Readable,
): Promise<ReceivedFile | null> {
  const id = newId();
  const received = await spool.receive(id, source, config.feedBytes);

  return received && { id, ...received };
}

export type FeedOrder = {
  readonly insurerNumber: string;
  readonly mode: FeedMode;
  readonly isDryRun: boolean;
  readonly fileName: string;
  readonly idempotencyKey: string | null;
};

export type DeliveryResult =
  | { readonly kind: "delivered"; readonly delivery: Delivery }
  /** The same sending once more. */
  | { readonly kind: "repeated"; readonly delivery: Delivery }
  /** Another file under the name of one that was sent before. */
  | { readonly kind: "key-reused" };

export async function deliverFeed(
  center: Center,
  sender: Sender,
  file: ReceivedFile,
  order: FeedOrder,
): Promise<DeliveryResult> {
  const { id } = file;
  const result = await transaction(center.db, async (tx): Promise<DeliveryResult> => {
    const receivedAt = center.clock.now();
    const before = await insertDelivery(tx, {
      ...file,
      ...order,
      senderKind: sender.kind,
      senderId: sender.id,
      receivedAt,
    });
    if (before) {
      return isSame(before, file, order)
        ? { kind: "repeated", delivery: before }
        : { kind: "key-reused" };
    }
    await enqueue(tx, "take-in-feed", { id });
    await audit(tx, center.clock, {
      action: "feed.delivered",
      actor: auditActorOf(sender),
      facilityId: null,
      subject: { kind: "insurer", id: order.insurerNumber },
      detail: { delivery: id, mode: order.mode, isDryRun: order.isDryRun, bytes: file.bytes },
    });
    const delivery = await findDelivery(tx, id);
    if (!delivery) throw new Error("a delivery vanished in its own transaction");

    return { kind: "delivered", delivery };
  });
  if (result.kind !== "delivered") await center.spool.remove(id);

  return result;
}

function isSame(before: Delivery, file: ReceivedFile, order: FeedOrder): boolean {
  return (
    Buffer.from(before.sha256).equals(file.sha256) &&
    before.mode === order.mode &&
    before.isDryRun === order.isDryRun
  );
}

export function auditActorOf(sender: Sender): AuditActor {
  return sender.kind === "official"
    ? { kind: "official", id: sender.id }
    : { kind: "system", id: `insurer-key:${sender.id}` };
}

export type EndingsDecision = "confirm" | "decline";
export type DecisionResult = "decided" | "not-found" | "not-unconfirmed" | "same-person";

/** 四つの目: a second official has looked at what the file would end. */
export async function decideEndings(
  center: Center,
  actor: { readonly id: string },
  id: string,
  decision: EndingsDecision,
): Promise<DecisionResult> {
  const result = await transaction(center.db, async (tx): Promise<DecisionResult> => {
    const delivery = await lockDelivery(tx, id);
    if (!delivery) return "not-found";
    const allowed = can.decideEndings(actor, delivery);
    if (allowed !== true) return allowed;
    const now = center.clock.now();
    await changeDelivery(tx, id, {
      decidedBy: actor.id,
      decidedAt: now,
      ...(decision === "confirm"
        ? { state: deliveryTransitions.unconfirmed.confirm, aliveAt: now, attempts: 0 }
        : { state: deliveryTransitions.unconfirmed.decline, fileDeletedAt: now }),
    });
    if (decision === "confirm") await enqueue(tx, "take-in-feed", { id });
    await auditDecision(tx, center, actor, delivery, decision);

    return "decided";
  });
  if (result === "decided" && decision === "decline") await center.spool.remove(id);

  return result;
}

async function auditDecision(
  tx: Tx,
  center: Center,
  actor: { readonly id: string },
  { id, insurerNumber, counts }: Delivery,
  decision: EndingsDecision,
): Promise<void> {
  await audit(tx, center.clock, {
    action: decision === "confirm" ? "feed.endings-confirmed" : "feed.endings-declined",
    actor: { kind: "official", id: actor.id },
    facilityId: null,
    subject: { kind: "insurer", id: insurerNumber },
    detail: { delivery: id, coveragesEnded: counts?.coveragesEnded ?? null },
  });
}

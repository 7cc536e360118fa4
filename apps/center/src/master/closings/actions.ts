/** Entering and taking back days of closing, and letting every page of this process know of them. */
import { tokyoToday } from "@madoguchi/notation";
import { newId, transaction } from "@madoguchi/platform";
import type { OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { keepClosings } from "../../shell/call-center.tsx";
import type { Closing } from "../../shell/hours.ts";
import { closingsFrom, insertClosing, withdrawClosing } from "./store.ts";

const ANNOUNCED = "closings";
const FRESH_MILLISECONDS = 60_000;

export type Closings = ReturnType<typeof createClosings>;

/** What another process entered is on every page at once, or within a minute. */
export function createClosings(center: Pick<Center, "announcements" | "db" | "clock">) {
  let readAt = Number.NEGATIVE_INFINITY;

  async function read(): Promise<void> {
    readAt = performance.now();
    keepClosings(await closingsFrom(center.db, tokyoToday(center.clock)));
  }

  center.announcements.hear(ANNOUNCED, () => {
    readAt = Number.NEGATIVE_INFINITY;
  });

  return {
    /** After a change of this process. */
    async renew(): Promise<void> {
      await read();
      await center.announcements.tell(ANNOUNCED);
    },
    /** Nothing where they were read a short while ago. */
    async look(): Promise<void> {
      if (performance.now() - readAt > FRESH_MILLISECONDS) await read();
    },
  };
}

export async function addClosing(
  center: Center,
  official: OfficialActor,
  closing: Closing,
): Promise<void> {
  const { fromOn, untilOn } = closing;
  await transaction(center.db, async (tx) => {
    const id = newId();
    await insertClosing(tx, {
      ...closing,
      id,
      addedAt: center.clock.now(),
      addedBy: official.id,
      withdrawnAt: null,
      withdrawnBy: null,
    });
    await audit(tx, center.clock, {
      action: "closing.added",
      actor: { kind: "official", id: official.id },
      facilityId: null,
      subject: { kind: "closing", id },
      detail: { from: fromOn.toString(), until: untilOn.toString() },
    });
  });
}

/** @returns false where it has begun, or was taken back already */
export async function takeBackClosing(
  center: Center,
  official: OfficialActor,
  id: string,
): Promise<boolean> {
  return transaction(center.db, async (tx) => {
    const by = { withdrawnAt: center.clock.now(), withdrawnBy: official.id };
    if (!(await withdrawClosing(tx, id, tokyoToday(center.clock), by))) return false;
    await audit(tx, center.clock, {
      action: "closing.withdrawn",
      actor: { kind: "official", id: official.id },
      facilityId: null,
      subject: { kind: "closing", id },
    });

    return true;
  });
}

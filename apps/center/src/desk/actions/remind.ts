/** One mail before the deadline of a correction, and one on its last day. */
import { deadline, tokyoDate } from "@madoguchi/notation";
import { transaction } from "@madoguchi/platform";
import { mailFacility } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { findFacility } from "../../facilities/index.ts";
import { reminderMail } from "../reminder-mail.ts";
import type { Queue } from "../queue.ts";
import { reminderDue } from "../rules/returns.ts";
import { lockReturn, markReminded, returnsDueBy } from "../store/returns.ts";
import type { Return } from "../store/returns.ts";
import { termsOn } from "../store/terms.ts";

/** Further ahead nobody is reminded, whatever the terms say. */
const FURTHEST_DAYS = 31;

/** What the worker needs of a center. */
type Place = Pick<Center, "config" | "db" | "clock">;

export async function remindOfCorrections(center: Place, queues: readonly Queue[]): Promise<void> {
  const now = center.clock.now();
  const then = deadline(tokyoDate(now).add({ days: FURTHEST_DAYS }));
  const failures: unknown[] = [];
  for (const returned of await returnsDueBy(center.db, now, then)) {
    const queue = queues.find(({ work }) => work === returned.work);
    // Each in a transaction of its own: one that fails does not hold up the others.
    if (queue) {
      await remind(center, queue, returned).catch((error: unknown) => failures.push(error));
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function remind(center: Place, { correction }: Queue, returned: Return): Promise<void> {
  await transaction(center.db, async (tx) => {
    const now = center.clock.now();
    const { remindDays } = await termsOn(tx, returned.work, tokyoDate(now));
    const open = await lockReturn(tx, returned.id);
    const which = open && reminderDue(open, remindDays, now);
    const facility = which && (await findFacility(tx, returned.facilityId));
    if (!which || !facility) return;
    await markReminded(tx, returned.id, which, now);
    const page = `${center.config.publicUrl}${correction.pathOf(returned.itemId)}`;
    await mailFacility(
      tx,
      facility.id,
      reminderMail({ which, facilityName: facility.name, correction, returned, page }),
    );
    await audit(tx, center.clock, {
      action: "correction.reminded",
      actor: { kind: "system", id: "corrections" },
      facilityId: facility.id,
      subject: { kind: returned.work, id: returned.itemId },
      detail: { which },
    });
  });
}

/** The day of a procedure: what was notified comes true, once, whether its day is today, or came while nobody was looking. */
import { tokyoToday } from "@madoguchi/notation";
import { transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { mailFacility } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { changeDetails, findFacility, setStanding, versionsOf } from "../../facilities/index.ts";
import type { Facility } from "../../facilities/index.ts";
import { stopAppAccounts } from "../../terminals/index.ts";
import { doneMail } from "../mails.ts";
import type { ProcedureKind } from "../rules.ts";
import { changeProcedure, dueProcedures, insertEvent, lockProcedure } from "../store.ts";
import type { Procedure } from "../store.ts";
import { changeCode } from "./change-code.ts";

/** What the night's work needs of a center. */
type Place = Pick<Center, "config" | "db" | "clock">;
type Here = Omit<Place, "db">;

const SYSTEM = { kind: "system", id: "procedures" } as const;

/**
 * For the transaction in which nothing but the day is waited for any more. Days of 休止 and 廃止 are written at once, so that
 * terminals are refused from midnight on; a day that has come already takes effect here.
 */
export async function schedule(tx: Tx, center: Here, procedure: Procedure): Promise<void> {
  const { facilityId, effectiveOn } = procedure;
  const days = standingBy(procedure.kind, effectiveOn);
  if (days) {
    await setStanding(tx, facilityId, days);
  }
  if (Temporal.PlainDate.compare(effectiveOn, tokyoToday(center.clock)) <= 0) {
    await takeEffect(tx, center, procedure);
  }
}

/** For a procedure that is taken back before its day. */
export async function unschedule(tx: Tx, { kind, facilityId }: Procedure): Promise<void> {
  const days = standingBy(kind, null);
  if (days) {
    await setStanding(tx, facilityId, days);
  }
}

function standingBy(kind: ProcedureKind, day: Temporal.PlainDate | null) {
  switch (kind) {
    case "suspend":
      return { suspendedFrom: day, suspendedUntil: null };
    case "resume":
      return { suspendedUntil: day };
    case "close":
    case "code":
      return { closedOn: day };
    case "details":
    case "founder":
      return null;
  }
}

/** Each in a transaction of its own: one that fails does not hold up the others. @throws the first failure, at the end */
export async function takeDueEffects(center: Place): Promise<void> {
  const failures: unknown[] = [];
  for (const { id } of await dueProcedures(center.db, tokyoToday(center.clock))) {
    await transaction(center.db, async (tx) => {
      const procedure = await lockProcedure(tx, id);
      // Whoever held the lock before may have done it, or taken it back.
      if (procedure?.state === "scheduled") {
        await takeEffect(tx, center, procedure);
      }
    }).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) {
    throw failures[0];
  }
}

async function takeEffect(tx: Tx, center: Here, procedure: Procedure): Promise<void> {
  const now = center.clock.now();
  const facility = await findFacility(tx, procedure.facilityId);
  if (!facility || !(await changeProcedure(tx, procedure, { state: "done" }, now))) {
    throw new Error(`procedure ${procedure.id} was changed while its day came`);
  }
  const { facility: after, accounts } = await apply(tx, center, procedure, facility);
  await insertEvent(tx, {
    procedureId: procedure.id,
    at: now,
    kind: "done",
    role: "system",
    actorId: null,
  });
  await audit(tx, center.clock, {
    action: `facility.${procedure.kind}-done`,
    actor: SYSTEM,
    facilityId: facility.id,
    subject: { kind: "facility-procedure", id: procedure.id },
    detail: { effectiveOn: procedure.effectiveOn.toString(), accounts },
  });
  await mailFacility(
    tx,
    after.id,
    doneMail(center.config.publicUrl, { procedure, facility: after, accounts }),
  );
}

/** @returns the facility as its people know it from now on, and how many app accounts it cost */
async function apply(
  tx: Tx,
  center: Here,
  { kind, change, effectiveOn }: Procedure,
  facility: Facility,
): Promise<{ facility: Facility; accounts: number }> {
  switch (kind) {
    case "suspend":
    case "resume":
      return { facility, accounts: 0 };
    case "close":
      return { facility, accounts: await stopAppAccounts(tx, center.clock, facility.id, SYSTEM) };
    case "details":
    case "founder": {
      const [newest] = await versionsOf(tx, facility.id);
      const { code: _, ...changed } = change;
      const { name, founder, postalCode, address, phone } = { ...facility, ...changed };
      const details = { name, founder, postalCode, address, phone };
      const isOlder = newest && Temporal.PlainDate.compare(effectiveOn, newest.validFrom) < 0;
      await changeDetails(
        tx,
        facility.id,
        details,
        isOlder ? newest.validFrom : effectiveOn,
        center.clock.now(),
      );

      return { facility: { ...facility, ...details }, accounts: 0 };
    }
    case "code":
      return changeCode(tx, center, facility, { code: change.code ?? "", from: effectiveOn });
  }
}

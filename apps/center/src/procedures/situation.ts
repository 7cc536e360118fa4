/** Where a facility stands before a procedure, and what it has at stake. */
import type { Executor } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import type { Center } from "../center.ts";
import { versionsOf } from "../facilities/index.ts";
import type { Facility } from "../facilities/index.ts";
import { grantStanding } from "../grants/index.ts";
import { terminalStanding, usableAccounts } from "../terminals/index.ts";
import type { Situation, Stakes } from "./rules.ts";
import { proceduresOf } from "./store.ts";

const openStates = ["waiting", "returned", "scheduled"];

/** @param apart a procedure that is not in its own way */
export async function situationOf(
  executor: Executor,
  facility: Facility,
  apart: string | null,
): Promise<Situation> {
  const procedures = await proceduresOf(executor, facility.id);
  const [newest] = await versionsOf(executor, facility.id);
  const { suspendedFrom, suspendedUntil, closedOn } = facility;

  return {
    suspendedFrom,
    suspendedUntil,
    closedOn,
    open: procedures
      .filter(({ id, state }) => id !== apart && openStates.includes(state))
      .map(({ kind }) => kind),
    versionFrom: newest?.validFrom ?? Temporal.PlainDate.from("1900-01-01"),
  };
}

export async function stakesOf(center: Center, facility: Facility): Promise<Stakes> {
  const { terminalsRegistered } = await terminalStanding(center.db, facility.id);
  const { state } = await grantStanding(center.db, facility, center.clock.now());

  return {
    terminals: terminalsRegistered,
    accounts: await usableAccounts(center.db, facility.id),
    goLiveOn: facility.goLiveOn,
    hasOpenGrant: state === "submitted" || state === "returned",
  };
}

/** Where a facility stands with its grant, for the checklist of preparations. */
import { tokyoDate } from "@madoguchi/notation";
import type { Executor } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { Facility } from "../facilities/index.ts";
import { draftContent, recordOf } from "./record.ts";
import type { GrantState } from "./rules/application.ts";
import { availableIn, isExhausted } from "./rules/ledger.ts";
import { intakeAt } from "./rules/programme.ts";
import type { Programme } from "./rules/programme.ts";
import { applicationsOfFacility } from "./store/applications.ts";
import { allBalances } from "./store/ledger.ts";
import { currentProgrammes } from "./store/programmes.ts";

export type GrantStanding = {
  readonly state: "none" | GrantState;
  /** When it came to this state, or was last saved. */
  readonly at: Temporal.Instant | null;
  /** Until when the facility can act; null where it is not its turn, or no intake is open. */
  readonly deadline: Temporal.Instant | null;
  /** All papers that the programme asks for are there. */
  readonly documentsReady: boolean;
};

type Applicant = Pick<Facility, "id" | "kind">;

/** Of the newest application. */
export async function grantStanding(
  executor: Executor,
  facility: Applicant,
  now: Temporal.Instant,
): Promise<GrantStanding> {
  const [application] = await applicationsOfFacility(executor, facility.id);
  if (!application) {
    return {
      state: "none",
      at: null,
      deadline: (await openProgramme(executor, facility, now))?.intakeUntil ?? null,
      documentsReady: false,
    };
  }
  const record = await recordOf(executor, application, now);
  const content = draftContent(record, now);
  const { state } = application;

  return {
    state,
    at: application.updatedAt,
    deadline:
      state === "draft"
        ? record.programme.intakeUntil
        : state === "returned"
          ? record.standing.correctionDeadline
          : null,
    documentsReady: content.lines !== null && content.missingPapers.length === 0,
  };
}

/** What this facility could apply for now; null when nothing is open to its kind. */
export async function openProgramme(
  executor: Executor,
  facility: Pick<Applicant, "kind">,
  now: Temporal.Instant,
): Promise<Programme | null> {
  const programmes = await currentProgrammes(executor, tokyoDate(now));
  const balances = await allBalances(executor);

  return (
    programmes.find(
      (programme) =>
        programme.facilityKinds.includes(facility.kind) &&
        intakeAt(programme, now) === "open" &&
        !(
          programme.whenExhausted === "close" &&
          isExhausted(programme, availableIn(balances, programme))
        ),
    ) ?? null
  );
}

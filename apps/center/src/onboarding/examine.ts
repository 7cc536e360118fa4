/** What is known of an application, for an official who reviews it and for the rule that may approve it. */
import type { Executor } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { otherFacilitiesOf } from "../accounts/index.ts";
import { compareWithMaster, findAlike } from "../facilities/index.ts";
import type { Facility, FacilityKind, MasterComparison } from "../facilities/index.ts";
import { findingsOf } from "./checks.ts";
import type { Finding } from "./checks.ts";
import { contentOf } from "./form.ts";
import type { ApplicationContent } from "./form.ts";
import type { UsageApplication, UsageApplicationEvent } from "./store/applications.ts";
import { earlierDecisions, sameContactPhone } from "./store/checks.ts";

type Examined = {
  /** As handed in last; null when it cannot be read. */
  readonly content: ApplicationContent | null;
  /** What the official lists say of the facility. */
  readonly comparison: MasterComparison;
  readonly findings: readonly Finding[];
};

/** @param today in Tokyo */
export async function examine(
  executor: Executor,
  application: UsageApplication,
  facility: Facility & { readonly kind: FacilityKind },
  events: readonly UsageApplicationEvent[],
  today: Temporal.PlainDate,
): Promise<Examined> {
  // While the facility mends it, the office keeps seeing what was handed in.
  const handedIn = events.findLast((event) => event.form !== null);
  const content = contentOf(facility.kind, handedIn?.form ?? application.form);
  const applicant = events.findLast(({ kind }) => kind === "submitted")?.actorId ?? null;
  const elsewhere = {
    alike: await findAlike(executor, facility),
    samePhone: content ? await sameContactPhone(executor, content.contactPhone, facility.id) : [],
    earlier: await earlierDecisions(executor, application.id, facility),
    samePerson: applicant === null ? [] : await otherFacilitiesOf(executor, applicant, facility.id),
  };

  return {
    content,
    comparison: await compareWithMaster(executor, facility),
    findings: findingsOf(facility, content, elsewhere, today),
  };
}

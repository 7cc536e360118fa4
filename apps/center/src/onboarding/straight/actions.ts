/** The rule at work on one application after it was handed in, and its terms as something that two officials change. */
import { tokyoDate } from "@madoguchi/notation";
import { newId, newToken, transaction } from "@madoguchi/platform";
import type { JobHandlers } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { settleByRule } from "../../desk/index.ts";
import type { Subject } from "../../proposals/index.ts";
import { findCase, seenAs } from "../actions/decide.ts";
import { examine } from "../examine.ts";
import { eventsOf } from "../store/applications.ts";
import { drawnFrom } from "./draw.ts";
import { readStraightTerms } from "./form.ts";
import { conditionsOf, leftBecause } from "./rules.ts";
import type { StraightRefusal, StraightTerms } from "./rules.ts";
import { insertJudgment, insertTerms, judgmentOf, newestTerms, straightTermsOn } from "./store.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    "judge-usage-application": { readonly id: string };
  }
}

/** How the record names who decided. */
const RULE = "straight-through";

export function straightJobs(
  center: Pick<Center, "db" | "clock">,
): Pick<JobHandlers, "judge-usage-application"> {
  return { "judge-usage-application": ({ id }) => judgeApplication(center, id) };
}

/**
 * Once for each thing that was handed in. What is found stays with the case, whatever comes of it.
 * @param seed of the draw
 */
export async function judgeApplication(
  center: Pick<Center, "db" | "clock">,
  id: string,
  seed: string = newToken(),
): Promise<void> {
  await transaction(center.db, async (tx) => {
    const found = await findCase(tx, id);
    if (found?.application.state !== "submitted") return;
    const { application, facility, onDesk } = found;
    const now = center.clock.now();
    const today = tokyoDate(now);
    const seen = await seenAs(tx, found);
    const terms = await straightTermsOn(tx, facility.kind, today);
    if (!terms.isOn || (await judgmentOf(tx, seen.aboutId))) return;
    const events = await eventsOf(tx, id);
    const findings = conditionsOf({
      ...(await examine(tx, application, facility, events, today)),
      facility,
      wasReturned: events.some(({ kind }) => kind === "returned"),
    });
    const drawn = drawnFrom(seed, seen.aboutId);
    const left = leftBecause(findings, drawn, terms);
    const isHeld =
      left === null &&
      (await settleByRule(tx, center, RULE, { ...onDesk, ...seen }, terms.holdMinutes));
    const because = left ?? (isHeld ? null : "official");
    await insertJudgment(tx, {
      aboutId: seen.aboutId,
      applicationId: id,
      termsId: terms.id,
      judgedAt: now,
      findings,
      seed,
      drawn,
      leftBecause: because,
    });
    await audit(tx, center.clock, {
      action: "usage-application.judged",
      actor: { kind: "system", id: RULE },
      facilityId: facility.id,
      subject: { kind: "usage-application", id },
      detail: { terms: terms.version, drawn, left: because },
    });
  });
}

export const straightTerms: Subject<StraightTerms, StraightRefusal> = {
  name: "straight-terms",
  audited: {
    proposed: "straight.terms-proposed",
    confirmed: "straight.terms-confirmed",
    withdrawn: "straight.terms-withdrawn",
  },
  read(content) {
    const form = readStraightTerms(content);

    return form.ok ? form.value : null;
  },
  keyOf: ({ kind }) => kind,
  holds: async (tx, { kind }) => (await newestTerms(tx, kind)).id,
  // The newest that has begun holds, so a day before that of the newest is no contradiction: it stops what was planned.
  refuse: (_tx, center, { effectiveFrom }) =>
    Promise.resolve(
      Temporal.PlainDate.compare(effectiveFrom, tokyoDate(center.clock.now())) < 0
        ? "too-late"
        : null,
    ),
  needsTwo: () => true,
  async apply(tx, _center, _official, terms) {
    const version = (await newestTerms(tx, terms.kind)).version + 1;
    const id = newId();
    await insertTerms(tx, { ...terms, id, version });

    return { became: id, detail: { version, isOn: terms.isOn } };
  },
};

/** How a kind of case is decided, as something that two officials change. */
import { tokyoDate } from "@madoguchi/notation";
import { newId } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import type { Subject } from "../../proposals/index.ts";
import type { Terms, TermsRefusal } from "../rules/terms.ts";
import { insertTerms, newestTerms } from "../store/terms.ts";
import { readTerms } from "../terms-form.ts";

export const deskTerms: Subject<Terms, TermsRefusal> = {
  name: "desk-terms",
  audited: {
    proposed: "desk.terms-proposed",
    confirmed: "desk.terms-confirmed",
    withdrawn: "desk.terms-withdrawn",
  },
  read(content) {
    const form = readTerms(content);

    return form.ok ? form.value : null;
  },
  keyOf: ({ work }) => work,
  holds: async (tx, { work }) => (await newestTerms(tx, work)).id,
  async refuse(tx, center, { work, effectiveFrom }) {
    const newest = await newestTerms(tx, work);
    // Today is early enough: whoever stops a rule may not have until tomorrow.
    if (Temporal.PlainDate.compare(effectiveFrom, tokyoDate(center.clock.now())) < 0) {
      return "too-late";
    }

    return Temporal.PlainDate.compare(effectiveFrom, newest.effectiveFrom) <= 0
      ? "not-after-newest"
      : null;
  },
  needsTwo: () => true,
  async apply(tx, _center, _official, terms) {
    const { version } = await newestTerms(tx, terms.work);
    const id = newId();
    await insertTerms(tx, { ...terms, id, version: version + 1 });

    return { became: id, detail: { version: version + 1 } };
  },
};

/** A version of a programme as something that two officials change: what may become one, and how it does. */
import { tokyoDate } from "@madoguchi/notation";
import { newId } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { z } from "zod";
import type { Subject } from "../../proposals/index.ts";
import { readProgramme } from "../programme-form.ts";
import type { ProgrammeTerms } from "../rules/programme.ts";
import { refuseStart } from "../rules/proposal.ts";
import type { VersionRefusal } from "../rules/proposal.ts";
import { budgetGiven, lockAvailable } from "../store/ledger.ts";
import { versionsOf } from "../store/programmes.ts";
import { addProgramme } from "./budget.ts";

type Version = {
  readonly terms: ProgrammeTerms;
  /** Whether it is to be a programme that was not there before. */
  readonly isNew: boolean;
};

const formSchema = z.record(z.string(), z.string());

export const programmeVersions: Subject<Version, VersionRefusal> = {
  name: "grant-programme",
  audited: {
    proposed: "grant.programme-proposed",
    confirmed: "grant.programme-confirmed",
    withdrawn: "grant.programme-withdrawn",
  },
  read(content) {
    const values = formSchema.safeParse(content);
    if (!values.success) return null;
    const form = readProgramme(values.data);

    return form.ok ? { terms: form.value, isNew: (values.data["newest"] ?? "") === "" } : null;
  },
  keyOf: ({ terms }) => terms.code,
  async holds(tx, { terms }) {
    const [newest] = await versionsOf(tx, terms.code);

    return newest?.id ?? null;
  },
  async refuse(tx, center, { terms, isNew }) {
    const [newest] = await versionsOf(tx, terms.code);
    if (isNew !== (newest === undefined)) return isNew ? "code-taken" : "no-programme";
    const today = tokyoDate(center.clock.now());
    const late = refuseStart(terms.effectiveFrom, newest?.effectiveFrom ?? null, today);
    if (late !== null) return late;

    return (await isPromised(tx, terms)) ? "budget-promised" : null;
  },
  needsTwo: () => true,
  async apply(tx, center, _official, { terms }) {
    const [newest] = await versionsOf(tx, terms.code);
    const id = newId();
    const version = (newest?.version ?? 0) + 1;
    await addProgramme(tx, { ...terms, id, version }, center.clock.now());

    return { became: id, detail: { version } };
  },
};

/** Whether the new budget would take back what is no longer there to be taken. */
async function isPromised(tx: Tx, { code, budgetYen }: ProgrammeTerms): Promise<boolean> {
  if (budgetYen === null) return false;
  const cut = (await budgetGiven(tx, code)) - budgetYen;

  return cut > 0 && cut > (await lockAvailable(tx, code));
}

/** The account that pays as something that two officials change: from a day on, another one. */
import { tokyoDate } from "@madoguchi/notation";
import { newId } from "@madoguchi/platform";
import { z } from "zod";
import type { Subject } from "../../proposals/index.ts";
import { readPayer } from "../payer-form.ts";
import type { PayerTerms } from "../payer-form.ts";
import { refuseStart } from "../rules/proposal.ts";
import type { StartRefusal } from "../rules/proposal.ts";
import { insertPayer, payers } from "../store/batches.ts";

const formSchema = z.record(z.string(), z.string());

export const payerChanges: Subject<PayerTerms, StartRefusal> = {
  name: "grant-payer",
  audited: {
    proposed: "grant.payer-proposed",
    confirmed: "grant.payer-confirmed",
    withdrawn: "grant.payer-withdrawn",
  },
  read(content) {
    const values = formSchema.safeParse(content);
    const form = values.success ? readPayer(values.data) : null;

    return form?.ok ? form.value : null;
  },
  keyOf: () => "payer",
  async holds(tx) {
    const [newest] = await payers(tx);

    return newest?.id ?? null;
  },
  async refuse(tx, center, { effectiveFrom }) {
    const [newest] = await payers(tx);
    const today = tokyoDate(center.clock.now());

    return refuseStart(effectiveFrom, newest?.effectiveFrom ?? null, today);
  },
  needsTwo: () => true,
  async apply(tx, _center, _official, terms) {
    const id = newId();
    await insertPayer(tx, { id, ...terms });

    return { became: id, detail: { from: terms.effectiveFrom.toString() } };
  },
};

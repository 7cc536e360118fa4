/** Another catalogue is proposed by one official and confirmed by another: what is in it stands on facilities' pages and in reviews. */
import { knownModelSchema } from "@madoguchi/contract/known-models";
import { tokyoToday } from "@madoguchi/notation";
import { newId } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { ProposalRefusal, Subject } from "../../proposals/index.ts";
import { proposalRefusals } from "../../proposals/index.ts";
import { differencesOf } from "./difference.ts";
import { deviceCatalogueOn, insertCatalogue, newestCatalogue } from "./store.ts";

const changeSchema = z.object({
  validFrom: z.iso.date().transform((text) => Temporal.PlainDate.from(text)),
  models: z.array(knownModelSchema).min(1),
});
export type CatalogueChange = z.infer<typeof changeSchema>;

export type CatalogueRefusal = "past-day" | "nothing-new";

export const catalogueRefusals = {
  ...proposalRefusals,
  "past-day": "使い始める日が過ぎています。取り下げて、今日から後の日で提案し直してください。",
  "nothing-new": "その日の一覧と同じ内容です。変わるところがありません。",
} as const satisfies Record<Exclude<ProposalRefusal, "not-found"> | CatalogueRefusal, string>;

export const deviceCatalogue: Subject<CatalogueChange, CatalogueRefusal> = {
  name: "device-catalogue",
  audited: {
    proposed: "device-catalogue.proposed",
    confirmed: "device-catalogue.confirmed",
    withdrawn: "device-catalogue.withdrawn",
  },
  read: (content) => changeSchema.safeParse(content).data ?? null,
  keyOf: () => "devices",
  holds: newestCatalogue,
  async refuse(tx, { clock }, { validFrom, models }) {
    if (Temporal.PlainDate.compare(validFrom, tokyoToday(clock)) < 0) return "past-day";
    const before = await deviceCatalogueOn(tx, validFrom);

    return differencesOf(before, models).length === 0 ? "nothing-new" : null;
  },
  needsTwo: () => true,
  async apply(tx, center, official, { validFrom, models }) {
    const id = newId();
    await insertCatalogue(tx, {
      id,
      validFrom,
      models,
      recordedAt: center.clock.now(),
      recordedBy: official.id,
    });

    return {
      became: id,
      detail: { validFrom: validFrom.toString(), models: models.length },
    };
  },
};

/** Models that somebody wrote about. What counts is the measurement; the list only says what others have seen. */
import { z } from "zod";
import models from "./known-models.json" with { type: "json" };

export const knownModelSchema = z.strictObject({
  kind: z.enum(["reader", "phone", "virtual"]),
  maker: z.string().min(1),
  model: z.string().min(1),
  /** Parts of the names under which drivers show it. */
  names: z.array(z.string().min(1)).min(1),
  connection: z.string().min(1),
  /** As far as the source tells. */
  systems: z.array(z.string()),
  claim: z.enum([
    "sold-for-app",
    "same-family",
    "reported-working",
    "reported-failing",
    "identified-only",
    "for-trials",
  ]),
  source: z.string().min(1),
  /** Year, or year and month. */
  sourceDate: z.string().regex(/^\d{4}(-\d{2})?$/),
  /** 税込; what the source asks for it. */
  listPriceYen: z.int().positive().optional(),
  notes: z.string(),
});

export type KnownModel = Readonly<z.infer<typeof knownModelSchema>>;

export const claimWords = {
  "sold-for-app": "「マイナ資格確認アプリ」対応として売られています",
  "same-family": "対応として売られている機種と、同じ仕組みです",
  "reported-working": "読み取れたという報告があります",
  "reported-failing": "読み取れないという報告があります",
  "identified-only": "機種名だけが分かっています",
  "for-trials": "実演や試験のためのものです",
} satisfies Record<KnownModel["claim"], string>;

/** What is known where nobody has said otherwise since: of the counter's screen, and of a new center. */
export const firstCatalogue: readonly KnownModel[] = z.array(knownModelSchema).parse(models);

/** The model with the longest name that is part of the reader's, whatever the spaces, hyphens and widths; null when none is. */
export function findModel(readerName: string, models: readonly KnownModel[]): KnownModel | null {
  const reader = normalised(readerName);
  const matches = models.flatMap((model) =>
    model.names
      .map(normalised)
      .filter((name) => reader.includes(name))
      .map((name) => ({ model, length: name.length })),
  );
  const [best] = matches.toSorted((a, b) => b.length - a.length);

  return best?.model ?? null;
}

function normalised(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

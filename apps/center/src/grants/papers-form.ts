/** The part of a programme's form that says which papers are asked for. */
import { bareYen, textField } from "@madoguchi/platform";
import type { FormValues } from "@madoguchi/platform";
import { z } from "zod";
import { isFacilityKind } from "../facilities/index.ts";
import { paperKinds, paperOrder, usualPapers } from "./rules/papers.ts";
import type { PaperKind, PaperRule, Papers } from "./rules/papers.ts";

const facilityKinds = z
  .string()
  .default("")
  .transform((text) => text.split("\n").filter(isFacilityKind));

/** @param label what the paper is called where it has no name of its own */
function paperField(label: string) {
  const typed = z.object({
    when: z.enum(["", "always", "above", "condition"]).catch(""),
    name: z
      .string()
      .default("")
      .transform((text) => text.trim() || label)
      .pipe(textField("書類の名前", 40)),
    fromYen: z.string().default("").transform(bareYen),
    condition: z
      .string()
      .default("")
      .transform((text) => text.trim()),
    facilityKinds,
  });

  return typed.optional().transform((paper, context): PaperRule | undefined => {
    if (!paper || paper.when === "") return undefined;
    const { name, when, fromYen, condition, facilityKinds: kinds } = paper;
    const common = { name, facilityKinds: kinds };
    switch (when) {
      case "always":
        return { ...common, when };
      case "above":
        if (/^[1-9]\d{0,8}$/.test(fromYen)) return { ...common, when, fromYen: Number(fromYen) };
        context.addIssue({
          code: "custom",
          path: ["fromYen"],
          message: `${label}が必要になる対象経費の額を、数字で入力してください。`,
        });
        return z.NEVER;
      case "condition":
        if (condition !== "" && condition.length <= 60) return { ...common, when, condition };
        context.addIssue({
          code: "custom",
          path: ["condition"],
          message: `${label}が必要になる場合を、60文字までで入力してください。`,
        });
        return z.NEVER;
    }
  });
}

const fields = {
  receipt: paperField(paperKinds.receipt),
  breakdown: paperField(paperKinds.breakdown),
  account: paperField(paperKinds.account),
  order: paperField(paperKinds.order),
  delivery: paperField(paperKinds.delivery),
  other: paperField(paperKinds.other),
} as const satisfies Record<PaperKind, unknown>;

/** Only what is asked for is kept. */
export const papersField = z
  .object(fields)
  .transform((papers): Papers =>
    Object.fromEntries(
      paperOrder.flatMap((kind) => (papers[kind] ? [[kind, papers[kind]] as const] : [])),
    ),
  )
  // Proposed before this was asked for.
  .default(usualPapers);

export function papersForm(papers: Papers): FormValues {
  return Object.fromEntries(
    paperOrder.flatMap((kind) => {
      const rule = papers[kind];
      const base = `papers.${kind}`;

      return [
        [`${base}.when`, rule?.when ?? ""],
        [`${base}.name`, rule?.name ?? ""],
        [`${base}.facilityKinds`, rule?.facilityKinds.join("\n") ?? ""],
        [`${base}.fromYen`, rule?.when === "above" ? String(rule.fromYen) : ""],
        [`${base}.condition`, rule?.when === "condition" ? rule.condition : ""],
      ];
    }),
  );
}

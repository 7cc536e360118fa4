/** 練習: people who do not exist, one for each cell of the table of answers, and what a check of them would be answered. */
import { z } from "zod";
import { answerSchema, coverageSchema } from "./answer.ts";
import { consentsSchema } from "./consent.ts";
import { problemSchema } from "./problem.ts";

/** Where a real check would be refused: before the card, with what the card gave, by photo alone, or after the answer. */
export const practiceStages = ["challenge", "card", "visualCheck", "firstUse", "consents"] as const;
export type PracticeStage = (typeof practiceStages)[number];

export const practicePatientSchema = z.object({
  /** Names the patient for programs: the cell's code, and what tells patients of one cell apart. */
  id: z.string(),
  /** The part of the help article, and the topic in it, under which the cell stands. */
  part: z.string(),
  title: z.string(),
  /** What tells this patient from the others of the title: 「70〜74歳」. */
  variant: z.string(),
  code: z.string(),
  /** For a check of today; before anything is agreed to, unless it was agreed to earlier. */
  answer: answerSchema,
  /** What the answer holds once the patient agrees to both certificates; null where nobody is asked. */
  agreed: z.object({ coverages: z.array(coverageSchema), consents: consentsSchema }).nullable(),
  /** Comes in the place of the answer of that stage. */
  refusal: z.object({ stage: z.enum(practiceStages), problem: problemSchema }).nullable(),
  /** For a card that nobody has linked: the answer once it is registered. */
  afterFirstUse: answerSchema.nullable(),
});
export type PracticePatient = z.infer<typeof practicePatientSchema>;

export const practiceSchema = z.object({ patients: z.array(practicePatientSchema) });
export type Practice = z.infer<typeof practiceSchema>;

/** The course of ten minutes is finished. It names nobody. */
export const practisedSchema = z.object({ finishedAt: z.iso.datetime() });
export type Practised = z.infer<typeof practisedSchema>;

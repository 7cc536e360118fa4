/** What was found out about one certificate. */
import type { Language } from "@madoguchi/trust";
import { styleText } from "node:util";
import type { Temporal } from "temporal-polyfill";
import { writtenTime } from "./facts.ts";
import type { Fact } from "./facts.ts";
import type { Purpose } from "./options.ts";
import type { Said, Step, StepStatus } from "./step.ts";

export type Report = {
  readonly facts: readonly Fact[];
  readonly steps: readonly Step[];
  /** What of the material that was given could not be used, or what a responder said. */
  readonly notes: readonly Said[];
  readonly valid: boolean;
  /** The verdict's kind and detail, for looking up. */
  readonly word: string;
  readonly cause: string;
  readonly nextStep: string;
};

const HEADINGS = {
  certificate: { ja: "証明書", en: "Certificate" },
  checks: { ja: "確認したこと", en: "Checks" },
  notes: { ja: "参考", en: "Notes" },
  valid: { ja: "有効です", en: "Valid" },
  notValid: { ja: "有効と認められません", en: "Not valid" },
  cause: { ja: "理由", en: "Why" },
  nextStep: { ja: "次にすること", en: "Next" },
} as const satisfies Record<string, Said>;

const PURPOSES: Readonly<Record<Purpose, Said>> = {
  "jpki-auth": { ja: "利用者証明用として", en: "for user authentication" },
  general: { ja: "一般の経路として", en: "as a path in general" },
};

const MARKS: Readonly<Record<StepStatus, string>> = {
  passed: "✓",
  failed: "✗",
  "not-reached": "·",
};

const NOT_REACHED: Said = { ja: "（ここまで進まず）", en: " (not reached)" };

export function written(
  report: Report,
  { at, purpose, language }: { at: Temporal.Instant; purpose: Purpose; language: Language },
): string {
  const heading = (name: keyof typeof HEADINGS) => HEADINGS[name][language];
  const facts = report.facts.map(({ title, value }) => `  ${title[language]}: ${value}`);
  const circumstances = `${writtenTime(at, language)}, ${PURPOSES[purpose][language]}`;
  const steps = report.steps.flatMap((step) => stepLines(step, language));
  const notes = report.notes.map((note) => `  ${note[language]}`);
  const verdict = report.valid ? heading("valid") : heading("notValid");
  return [
    ...(facts.length === 0 ? [] : [heading("certificate"), ...facts, ""]),
    `${heading("checks")} (${circumstances})`,
    ...steps,
    "",
    ...(notes.length === 0 ? [] : [heading("notes"), ...notes, ""]),
    `${styleText(["bold", report.valid ? "green" : "red"], verdict)} (${report.word})`,
    `  ${heading("cause")}: ${report.cause}`,
    `  ${heading("nextStep")}: ${report.nextStep}`,
  ].join("\n");
}

function stepLines(step: Step, language: Language): readonly string[] {
  const reached = step.status === "not-reached" ? NOT_REACHED[language] : "";
  const line = `  ${MARKS[step.status]} ${step.title[language]} [${step.clause}]${reached}`;
  return step.note === undefined ? [line] : [line, `      ${step.note[language]}`];
}

/** Reads docs/cases.md: what each case says the registry holds, and what it says the screen shows. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exampleCoverage } from "@madoguchi/contract";
import type { CoverageAnswer } from "@madoguchi/contract";

export type WorkedCase = {
  readonly title: string;
  /** By their names in the fenced block. A name may stand there more than once. */
  readonly holds: readonly (readonly [name: string, value: string])[];
  /** The lines of the quotation. */
  readonly shows: readonly string[];
};

const PAGE = join(import.meta.dirname, "../../../../docs/cases.md");

export function readCases(): readonly WorkedCase[] {
  const [, ...parts] = readFileSync(PAGE, "utf8").split(/^## /mu);

  return parts.map((part) => {
    const [title = ""] = part.split("\n");
    const fence = /^```text\n(.*?)^```/msu.exec(part)?.[1] ?? "";
    const holds = fence
      .split("\n")
      .filter((line) => line !== "")
      .map((line): [string, string] => {
        const [, name = "", value = ""] = /^(\w+): +(.+)$/u.exec(line) ?? [];
        if (name === "") throw new Error(`not a fact: ${line}`);

        return [name, value];
      });
    const shows = [...part.matchAll(/^> (.+)$/gmu)].map(([, line = ""]) => line);

    return { title, holds, shows };
  });
}

/** 「01130012, symbol 12345678, number 901, from 2021-04-01, lost 2026-09-01 03, copay 3」 */
export function readCoverage(text: string): CoverageAnswer {
  const [insurerNumber = "", ...rest] = text.split(", ");
  const facts = new Map(
    rest.map((each) => {
      const [, name = "", value = ""] = /^(\w+) (.+)$/u.exec(each) ?? [];

      return [name, value];
    }),
  );
  const [disqualifiedOn = null, loss = null] = facts.get("lost")?.split(" ") ?? [];
  const from = facts.get("from") ?? exampleCoverage.qualifiedOn;

  return {
    ...exampleCoverage,
    insurerNumber,
    insurerName: facts.get("name") ?? exampleCoverage.insurerName,
    symbol: facts.get("symbol") ?? null,
    number: facts.get("number") ?? exampleCoverage.number,
    qualifiedOn: from,
    validFrom: from,
    validTo: facts.get("until") ?? null,
    disqualifiedOn,
    lossReason: lossReasons.find((reason) => reason === loss) ?? null,
    classification: facts.get("class") === "05" ? "05" : "01",
    copayTenths: Number(facts.get("copay")),
    preschool: facts.has("preschool"),
  };
}

const lossReasons = ["01", "02", "03", "99"] as const;

/** The result as it is spoken into a room where others wait: no more of the name than the facility chose. */
import { chargedTenths, copayWord, outcomeWords } from "@madoguchi/contract";
import type { Answer } from "@madoguchi/contract";
import type { Settings } from "../settings/settings.ts";

export function spokenResult(answer: Answer, speech: Exclude<Settings["speech"], "off">): string {
  const { outcome, coverages, person } = answer;
  const [coverage] = coverages;
  const name = person === null ? "" : spokenName(person.kana, speech);
  const result =
    outcome === "valid" && coverage
      ? `自己負担は、${copayWord(chargedTenths(coverage))}です。`
      : "画面の案内を確かめてください。";

  return `${name}結果は、${outcomeWords[outcome]}です。${result}`;
}

function spokenName(kana: string, speech: Exclude<Settings["speech"], "off">): string {
  switch (speech) {
    case "result":
      return "";
    case "family-name":
      return `${kana.trim().split(/\s+/u)[0] ?? ""}さん。`;
    case "full-name":
      return `${kana}さん。`;
  }
}

/** The table as an article: rows that say the same are told once, under the title that they share. */
import type { Owner } from "@madoguchi/contract";
import { Temporal } from "temporal-polyfill";
import { everySituation } from "./situations.ts";
import { cellOf, guidanceOf } from "./table.ts";
import type { Cell } from "./table.ts";

export type Entry = {
  /** Of the topic that it stands under. */
  readonly topic: string;
  readonly codes: readonly string[];
  readonly causes: readonly { readonly code: string; readonly cause: string }[];
  /** Null where there is nothing to change. */
  readonly owner: Owner | null;
  readonly patientWords: string;
  readonly nextSteps: readonly string[];
  readonly charge: string;
  /** 資格有効性, where the registry answered. */
  readonly validity: string | null;
};

export type Topic = {
  /** Where links lead: the outcome's or problem's own code, or that of its first row. */
  readonly id: string;
  readonly title: string;
  readonly entries: readonly Entry[];
};

export type Part = { readonly heading: string; readonly topics: readonly Topic[] };

const parts = [
  { heading: "資格の答え", codes: /^(valid|invalid|none|multiple|suspended)(?!-request)/ },
  { heading: "保険証利用登録", codes: /^(unlinked|first-use)/ },
  { heading: "電子証明書", codes: /^(certificate|revocation)-/ },
  { heading: "カードと顔写真", codes: /^(face-record|card)-/ },
  { heading: "確認の受付", codes: /^(challenge|consent)-/ },
  { heading: "端末と通信", codes: /^/ },
] as const;

const partOf = (code: string) => parts.find(({ codes }) => codes.test(code));

/** Nothing is known here of any day or person, and the words do without. */
function rows(): readonly Cell[] {
  const nothing = {
    asOf: Temporal.PlainDate.from("2026-04-01"),
    coverages: [],
    certificateEndedOn: null,
  };
  const unknownAge = everySituation.map((situation) =>
    "registry" in situation ? ({ ...situation, age: "unknown" } as const) : situation,
  );

  return [
    ...new Map(
      unknownAge.map((situation) => cellOf(situation, nothing)).map((cell) => [cell.code, cell]),
    ).values(),
  ];
}

function topicsOf(cells: readonly Cell[]): Topic[] {
  return [...Map.groupBy(cells, ({ title }) => title)].map(([title, under]) => {
    const codes = under.map(({ code }) => code).toSorted((a, b) => a.length - b.length);
    const [shortest = ""] = codes;
    const [first] = under;
    const id = first?.result.kind === "problem" ? first.result.slug : shortest;

    return { id, title, entries: entriesOf(id, under) };
  });
}

function entriesOf(topic: string, cells: readonly Cell[]): Entry[] {
  const same = ({ owner, patientWords, nextSteps, charge }: Cell) =>
    JSON.stringify([owner, patientWords, nextSteps, charge]);

  return [...Map.groupBy(cells, same).values()].flatMap((told) => {
    const [first] = told;
    if (!first) {
      return [];
    }
    const { patientWords, nextSteps, charge, file } = first;
    const owner = guidanceOf(first) && first.owner;
    const codes = told.map(({ code }) => code);
    const causes = told.map(({ code, cause }) => ({ code, cause }));

    return {
      topic,
      codes,
      causes,
      owner,
      patientWords,
      nextSteps,
      charge,
      validity: file.validity,
    };
  });
}

const byPart = Map.groupBy(rows(), ({ code }) => partOf(code));

export const everyAnswer: readonly Part[] = parts.map((part) => ({
  heading: part.heading,
  topics: topicsOf(byPart.get(part) ?? []),
}));

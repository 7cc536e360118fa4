/** What an official wants to see of a queue. All of it stands in the address, so a bookmark is a saved filter. */
import { PREFECTURES, startOfDay } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { isFacilityKind } from "../../facilities/index.ts";

export const holders = ["all", "free", "mine", "others"] as const;
export type Holder = (typeof holders)[number];

export const sorts = { age: "待っている順", due: "期限の順" } as const;
export const ages = { "3": "3日以上", "7": "7日以上", "14": "14日以上" } as const;
export const dues = { over: "期限を過ぎた", today: "今日まで", week: "7日以内" } as const;

/** The last row of a page, or the first: everything behind it, or before it, is the next page, whatever was decided meanwhile. */
export type Place = { readonly key: string; readonly id: string };

const placeSchema = z
  .string()
  .regex(
    /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d-\d\dT[\d:.]{5,18}Z)~[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  )
  .transform((text): Place => {
    const [key = "", id = ""] = text.split("~");

    return { key, id };
  })
  .refine(({ key }) => isKey(key));

/** What is not understood is left out: an old bookmark still shows something. */
export const filterSchema = z.object({
  view: z.string().max(20).catch(""),
  holder: z.enum(holders).catch("all"),
  q: z
    .string()
    .transform((text) => text.normalize("NFKC").replaceAll(/\s+/g, " ").trim())
    .refine((text) => text.length <= 60)
    .catch(""),
  kind: z.string().refine(isFacilityKind).or(z.literal("")).catch(""),
  prefecture: z
    .enum(PREFECTURES.map(({ code }) => code))
    .or(z.literal(""))
    .catch(""),
  age: z.enum(["3", "7", "14"]).or(z.literal("")).catch(""),
  due: z.enum(["over", "today", "week"]).or(z.literal("")).catch(""),
  sort: z.enum(["age", "due"]).catch("age"),
  after: placeSchema.nullable().default(null).catch(null),
  before: placeSchema.nullable().default(null).catch(null),
});

export type Filter = z.infer<typeof filterSchema>;

function isKey(text: string): boolean {
  try {
    return text.includes("T")
      ? Boolean(Temporal.Instant.from(text))
      : Boolean(Temporal.PlainDate.from(text));
  } catch {
    return false;
  }
}

const defaults: Readonly<Record<string, string>> = { holder: "all", sort: "age" };

/** 「?view=waiting&q=…」; nothing where nothing is chosen. A change of what is shown begins at its first page. */
export function queryOf(
  filter: Filter,
  change: Partial<Record<keyof Filter, string>> = {},
): string {
  const { after: _after, before: _before, ...chosen } = filter;
  const parameters = new URLSearchParams(
    Object.entries({ ...chosen, ...change }).filter(
      ([name, value]) => value !== "" && value !== defaults[name],
    ),
  ).toString();

  return parameters === "" ? "" : `?${parameters}`;
}

/** Whether it leaves anything out beside the view and the holder, which are chosen by links. */
export function isNarrowed({ q, kind, prefecture, age, due }: Filter): boolean {
  return [q, kind, prefecture, age, due].some((value) => value !== "");
}

/** Waiting since before then. */
export function waitingBefore(age: keyof typeof ages, today: Temporal.PlainDate): Temporal.Instant {
  return startOfDay(today.subtract({ days: Number(age) - 1 }));
}

/** Due on that day or earlier. */
export function dueBy(due: keyof typeof dues, today: Temporal.PlainDate): Temporal.PlainDate {
  const days = { over: -1, today: 0, week: 7 } as const satisfies Record<typeof due, number>;

  return today.add({ days: days[due] });
}

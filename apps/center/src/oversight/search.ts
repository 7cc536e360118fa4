/** From the address to what is looked for: it all stands there, so that a bookmark is a saved search. */
import { startOfDay, tokyoToday } from "@madoguchi/notation";
import { formValues, readForm } from "@madoguchi/platform";
import type { FormValues } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { accountsNamed } from "../accounts/index.ts";
import { isAuditAction } from "../audit/index.ts";
import type { AuditSearch } from "../audit/index.ts";
import type { Center } from "../center.ts";
import { placeField, placeText } from "../shell/places.ts";
import type { Place } from "../shell/places.ts";
import { isOpeningReason, isOpeningSubject, optionalDay, optionalText } from "./rules.ts";
import type { OpeningSearch } from "./store.ts";

const isId = (text: string): boolean => z.uuid().safeParse(text).success;

const common = {
  who: optionalText,
  from: optionalDay("いつから"),
  until: optionalDay("いつまで"),
  subjectId: optionalText,
  after: placeField,
};

const eventSchema = z.object({
  ...common,
  kind: z.enum(["official", "person", "system", "terminal"]).catch("official"),
  action: z.string().refine(isAuditAction).nullable().catch(null),
  subject: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .nullable()
    .catch(null),
});

const openingSearchSchema = z.object({
  ...common,
  reason: z.string().refine(isOpeningReason).nullable().catch(null),
  subject: z.string().refine(isOpeningSubject).nullable().catch(null),
});

type Looked<S> = { readonly search: S; readonly after: Place | null; readonly values: FormValues };

export async function readEventSearch(
  center: Center,
  query: unknown,
): Promise<Looked<AuditSearch>> {
  const { kind, action, subject, subjectId, after, ...rest } = eventSchema.parse(nested(query));
  const { actorIds, from, until } = await commonOf(center, rest);
  // Terminals write by the million: without a day, today's.
  const begins = kind === "terminal" ? (from ?? startOfDay(tokyoToday(center.clock))) : from;

  return {
    search: {
      actorKind: kind,
      actorIds,
      action,
      subject: subject === null ? null : { kind: subject, id: subjectId },
      from: begins,
      until,
    },
    after,
    values: formValues(query),
  };
}

export async function readOpeningSearch(
  center: Center,
  query: unknown,
): Promise<Looked<OpeningSearch>> {
  const { reason, subject, subjectId, after, ...rest } = openingSearchSchema.parse(nested(query));
  const { actorIds, from, until } = await commonOf(center, rest);

  return {
    search: {
      officialIds: actorIds?.filter(isId) ?? null,
      reason,
      subjectKind: subject,
      subjectId,
      from,
      until,
    },
    after,
    values: formValues(query),
  };
}

/** A query as forms write it, with the three parts of a day. */
function nested(query: unknown): unknown {
  const read = readForm(z.record(z.string(), z.unknown()), query);

  return read.ok ? read.value : {};
}

async function commonOf(
  { db }: Center,
  {
    who,
    from,
    until,
  }: {
    readonly who: string | null;
    readonly from: Temporal.PlainDate | null;
    readonly until: Temporal.PlainDate | null;
  },
) {
  return {
    actorIds: who === null ? null : [...(await accountsNamed(db, who)), who],
    from: from && startOfDay(from),
    until: until && startOfDay(until.add({ days: 1 })),
  };
}

/** 「?kind=official&…」 of what is chosen, from its first page on or from a place. */
export function searchQuery(values: FormValues, after: Place | null): string {
  const chosen = Object.entries(values).filter(([name, value]) => name !== "after" && value !== "");
  const parameters = new URLSearchParams(chosen);
  if (after) parameters.set("after", placeText(after));
  const text = parameters.toString();

  return text === "" ? "" : `?${text}`;
}

/** From a request to what it looks at: a queue's view, its filter, and a case's place in it. */
import { seeOther } from "@madoguchi/platform";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { OfficialActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { takeCase } from "./actions/claims.ts";
import type { Queue, QueueView } from "./queue.ts";
import type { Claim } from "./rules/claims.ts";
import { filterSchema, queryOf } from "./rules/filter.ts";
import type { Filter, Place } from "./rules/filter.ts";
import { claimOf } from "./store/claims.ts";
import { heldOf, lastHeldBy } from "./store/held.ts";
import type { HeldRow } from "./store/held.ts";
import type { Look } from "./store/matching.ts";
import { neighbourOf, placeOf } from "./store/queue.ts";
import type { QueueRow } from "./store/queue.ts";

const doneSchema = z.object({ done: z.string().max(20).nullable().catch(null) });

export function lookOf(
  { clock }: Center,
  actor: OfficialActor,
  source: Queue,
  request: FastifyRequest,
): Look & { readonly view: QueueView & Look["view"] } {
  const asked = filterSchema.parse(request.query);
  const view = source.views.find(({ name }) => name === asked.view) ?? source.views[0];
  // Nothing is held that does not wait for the office, and nothing is due that waits for nobody.
  const name = view === source.views[0] ? "" : view.name;
  const filter: Filter =
    view.turn === "office"
      ? { ...asked, view: name }
      : view.turn === "facility"
        ? { ...asked, view: name, holder: "all" }
        : { ...asked, view: name, holder: "all", due: "", sort: "age" };
  const isNewestFirst = view.turn === "nobody";

  return {
    source,
    officialId: actor.id,
    filter,
    now: clock.now(),
    view: { ...view, isNewestFirst },
  };
}

const doneToSeveral: Readonly<Record<string, string>> = {
  held: "決定を記録しました。効力が生じるまでは取り消せます。施設への通知は、そのあとに送ります。",
  counted: "承認を記録しました。ほかの担当者の承認がそろうと決まります。",
  undone: "決定を取り消しました。施設には何も送っていません。",
  given: "選んだものを、この人の担当にしました。",
  "some-given": "選んだもののうち、ほかの担当者が持っていないものを、この人の担当にしました。",
  released: "選んだもののうち、自分の担当だったものを外しました。",
};

/** What was just done, in the words of the queue. */
export function doneWords({ done }: Queue, request: FastifyRequest): string | null {
  const { done: name } = doneSchema.parse(request.query);

  return name === null ? null : ({ ...doneToSeveral, ...done }[name] ?? null);
}

export type Desk = {
  readonly queue: Queue;
  readonly id: string;
  readonly claim: Claim | null;
  readonly before: QueueRow | null;
  readonly after: QueueRow | null;
  /** Goes along with every link and form, so that the list stays the same: 「?view=…」 or nothing. */
  readonly query: string;
  readonly done: string | null;
  /** What was decided of it and has not taken effect yet. */
  readonly held: HeldRow | null;
  /** What this official decided last, while it can be taken back. */
  readonly justDecided: HeldRow | null;
  readonly now: Temporal.Instant;
};

/** What the page of one case says of who holds it, and which cases stand before and after it in the list it was opened from. */
export async function deskOf(
  center: Center,
  actor: OfficialActor,
  queue: Queue,
  request: FastifyRequest,
  id: string,
): Promise<Desk> {
  const look = lookOf(center, actor, queue, request);
  const { work } = queue;
  const [claim, place, held, justDecided] = await Promise.all([
    claimOf(center.db, { work, id }, look.now),
    placeOf(center.db, look, id),
    heldOf(center.db, { work, id }),
    lastHeldBy(center.db, work, actor.id, look.now),
  ]);
  const [before, after] = place
    ? await Promise.all([
        neighbourOf(center.db, look, place, true),
        neighbourOf(center.db, look, place, false),
      ])
    : [null, null];

  return {
    queue,
    id,
    claim,
    before,
    after,
    query: queryOf(look.filter),
    done: doneWords(queue, request),
    held,
    justDecided,
    now: look.now,
  };
}

/** Where an official is in their list, kept while they decide: the decision takes the case out of it. */
export type Turn = { readonly look: Look; readonly queue: Queue; readonly place: Place | null };

export async function turnOf(
  center: Center,
  actor: OfficialActor,
  queue: Queue,
  request: FastifyRequest,
  id: string,
): Promise<Turn> {
  const look = lookOf(center, actor, queue, request);

  return { look, queue, place: await placeOf(center.db, look, id) };
}

/** Between choosing a case and taking it a colleague may take it. */
const ATTEMPTS = 5;

/** Opens the next case of the list that no colleague holds, and takes it; the list itself, once there is none. */
export async function goOn(
  center: Center,
  actor: OfficialActor,
  { look, queue, place }: Turn,
  reply: FastifyReply,
  done: string,
): Promise<FastifyReply> {
  const query = queryOf(look.filter);
  const said = `${query === "" ? "?" : `${query}&`}done=${done}`;
  const next =
    look.view.name === queue.views[0].name && (await takeNext(center, actor, look, place));

  return seeOther(reply, `${next ? queue.recordPath(next.id) : queue.path}${said}`);
}

async function takeNext(
  center: Center,
  actor: OfficialActor,
  look: Look,
  place: Place | null,
): Promise<QueueRow | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const next = (await ownOrFree(center, look, place)) ?? (await ownOrFree(center, look, null));
    const { work } = look.source;
    if (
      !next ||
      (await takeCase(center, actor, { work, id: next.id, facilityId: next.facilityId }))
    ) {
      return next;
    }
  }

  return null;
}

/** Whichever comes first of what is the official's own and what nobody holds. */
async function ownOrFree(
  center: Center,
  look: Look,
  place: Place | null,
): Promise<QueueRow | null> {
  const { holder } = look.filter;
  const open = { ...look, withoutOwnApprovals: true };
  const free = { ...open, filter: { ...look.filter, holder: "free" } } as const;
  const own = { ...open, filter: { ...look.filter, holder: "mine" } } as const;
  if (holder === "mine") return neighbourOf(center.db, own, place, false);

  return (
    (await neighbourOf(center.db, free, place, false)) ??
    (holder === "free" ? null : await neighbourOf(center.db, own, place, false))
  );
}

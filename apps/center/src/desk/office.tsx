/** Every queue's list and what is done from it: the same routes for all works. */
import { formatDateTime, prefectureByCode } from "@madoguchi/notation";
import {
  ProblemError,
  readForm,
  seeOther,
  sendPage,
  transaction,
  sendCsv,
} from "@madoguchi/platform";
import type { CsvFields } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { asOfficial, doors, may, officialsWith, toOwnWork } from "../accounts/index.ts";
import type { OfficialActor } from "../accounts/index.ts";
import { audit } from "../audit/index.ts";
import type { Center } from "../center.ts";
import { facilityKindName } from "../facilities/index.ts";
import { emptyForm } from "../shell/errors.tsx";
import { idParam } from "../shell/params.ts";
import { releaseCase, takeCase, takeOver } from "./actions/claims.ts";
import { undo } from "./actions/settle.ts";
import { HeldPage, undoRefusals } from "./office/held.tsx";
import { ListPage } from "./office/list.tsx";
import { registerSeveral } from "./office/several.tsx";
import { registerTerms } from "./office/terms.tsx";
import { TakeOverPage } from "./office/take-over.tsx";
import { doneWords, lookOf } from "./look.ts";
import type { Queue, QueueView } from "./queue.ts";
import { filterSchema, isNarrowed, queryOf } from "./rules/filter.ts";
import { claimOf } from "./store/claims.ts";
import { allHeld } from "./store/held.ts";
import { countsIn } from "./store/counts.ts";
import type { Counts } from "./store/counts.ts";
import type { Look } from "./store/matching.ts";
import { allRows, caseIn, countedPageOf, pageOf } from "./store/queue.ts";
import type { QueueRow } from "./store/queue.ts";

/** More than any queue should ever hold, and still a file that opens. */
const EXPORT_ROWS = 50_000;

const REASON_MISSING = "引き継ぐ理由を選んでください。";
const takeOverSchema = z.object({
  reason: z.enum(["agreed", "absent", "urgent"], { error: REASON_MISSING }),
});
const workSchema = z.object({ work: z.string() });

export function registerDesk(app: FastifyInstance, center: Center, queues: readonly Queue[]): void {
  const queueOf = (request: FastifyRequest): Queue => {
    const { work } = workSchema.parse(request.params);
    const queue = queues.find((each) => each.work === work);
    if (!queue) throw new ProblemError("not-found");

    return queue;
  };
  for (const queue of queues) {
    // The front page is where everybody comes in; whose queue it is not goes on to their own work.
    const isFront = queue.path === doors.office.home;
    app.get(
      queue.path,
      asOfficial(center, { right: isFront ? null : queue.see }, (actor, request, reply) =>
        may(actor, queue.see)
          ? sendList(center, queues, queue, actor, request, reply)
          : toOwnWork(center, actor, reply),
      ),
    );
  }
  registerSeveral(app, center, queueOf, (queue, actor, request, reply, problem) =>
    sendList(center, queues, queue, actor, request, reply, problem),
  );

  registerTerms(app, center, queues, queueOf);

  app.post(
    "/office/desk/:work/:id/take",
    asOfficial(center, "cases.handle", async (actor, request, reply) => {
      const found = await openCase(center, actor, queueOf(request), request);
      // Whether it worked or not, the page says whose it is now.
      await takeCase(center, actor, found.case);

      return seeOther(reply, found.back);
    }),
  );

  app.post(
    "/office/desk/:work/:id/release",
    asOfficial(center, "cases.handle", async (actor, request, reply) => {
      const found = await openCase(center, actor, queueOf(request), request);
      await releaseCase(center, actor, found.case);

      return seeOther(reply, found.back);
    }),
  );

  app.get(
    "/office/desk/:work/:id/take-over",
    asOfficial(center, "cases.handle", async (actor, request, reply) => {
      const { queue, row, query, back, claim } = await openCase(
        center,
        actor,
        queueOf(request),
        request,
      );

      return !claim || claim.officialId === actor.id
        ? seeOther(reply, back)
        : sendPage(
            reply,
            <TakeOverPage {...{ actor, queue, row, claim, query }} state={emptyForm} />,
          );
    }),
  );

  app.post(
    "/office/desk/:work/:id/take-over",
    asOfficial(center, "cases.handle", async (actor, request, reply) => {
      const found = await openCase(center, actor, queueOf(request), request);
      const { queue, row, query, claim } = found;
      const form = readForm(takeOverSchema, request.body);
      if (!form.ok && claim) {
        return sendPage(
          reply,
          <TakeOverPage {...{ actor, queue, row, claim, query }} state={form} />,
          422,
        );
      }
      if (form.ok) await takeOver(center, actor, found.case, form.value.reason);

      return seeOther(reply, found.back);
    }),
  );

  app.get(
    "/office/desk/:work/held",
    asOfficial(center, "cases.see", (actor, request, reply) =>
      sendHeld(center, queueOf(request), actor, reply, null),
    ),
  );

  app.post(
    "/office/desk/:work/:id/undo",
    asOfficial(center, "cases.handle", async (actor, request, reply) => {
      const queue = queueOf(request);
      const id = idParam(request);
      const result = await undo(center, actor, { work: queue.work, id });
      if (result !== "done") return sendHeld(center, queue, actor, reply, undoRefusals[result]);
      const query = queryOf(lookOf(center, actor, queue, request).filter);

      return seeOther(
        reply,
        `${queue.recordPath(id)}${query === "" ? "?" : `${query}&`}done=undone`,
      );
    }),
  );

  // A POST, for it leaves a trace.
  app.post(
    "/office/desk/:work/export",
    asOfficial(center, "cases.see", async (actor, request, reply) => {
      const queue = queueOf(request);
      const look = lookOf(center, actor, queue, request);
      const rows = await allRows(center.db, look, EXPORT_ROWS);
      await transaction(center.db, (tx) =>
        audit(tx, center.clock, {
          action: "queue.exported",
          actor: { kind: "official", id: actor.id },
          facilityId: null,
          subject: { kind: "queue", id: queue.work },
          detail: { view: look.view.name, rows: rows.length },
        }),
      );

      return sendCsv(reply, `${queue.title}.csv`, csvRows(queue, look, rows));
    }),
  );
}

/** @param problem why nothing was taken back */
async function sendHeld(
  center: Center,
  queue: Queue,
  actor: OfficialActor,
  reply: FastifyReply,
  problem: string | null,
): Promise<FastifyReply> {
  const held = await allHeld(center.db, queue.work);
  const now = center.clock.now();

  return sendPage(
    reply,
    <HeldPage {...{ actor, queue, held, now, problem }} />,
    problem === null ? 200 : 409,
  );
}

async function sendList(
  center: Center,
  queues: readonly Queue[],
  queue: Queue,
  actor: OfficialActor,
  request: FastifyRequest,
  reply: FastifyReply,
  problem?: string,
): Promise<FastifyReply> {
  const { db } = center;
  const look = lookOf(center, actor, queue, request);
  const others = queues.filter((each) => each !== queue && may(actor, each.see));
  const everything = { ...look, filter: filterSchema.parse({}) };
  const isCounted = look.view.turn !== "nobody" && isNarrowed(look.filter);
  const [page, views, elsewhere, people, held] = await Promise.all([
    isCounted ? countedPageOf(db, look) : pageOf(db, look),
    countsIn(db, everything, viewsOf(queue, "office", "facility")),
    Promise.all(
      others.map((source) => countsIn(db, { ...everything, source }, viewsOf(source, "office"))),
    ),
    officialsWith(db, "cases.handle", look.now),
    allHeld(db, queue.work),
  ]);
  return sendPage(
    reply,
    <ListPage
      actor={actor}
      queue={queue}
      view={look.view}
      look={look}
      page={page}
      views={views}
      holders={page.counts ?? views.get(look.view.name) ?? null}
      waiting={forMe(views, queue)}
      elsewhere={others.map((other, index) => [other, forMe(elsewhere[index], other)])}
      officials={people}
      held={held.length}
      done={doneWords(queue, request)}
      problem={problem}
    />,
    problem === undefined ? 200 : 422,
  );
}

function viewsOf({ views }: Queue, ...turns: QueueView["turn"][]): string[] {
  return views.filter(({ turn }) => turns.includes(turn)).map(({ name }) => name);
}

/** What waits for the office and nobody else holds. */
function forMe(counts: ReadonlyMap<string, Counts> | undefined, queue: Queue): number {
  return viewsOf(queue, "office").reduce((sum, name) => {
    const { free, mine } = counts?.get(name) ?? { free: 0, mine: 0 };

    return sum + free + mine;
  }, 0);
}

/** @throws ProblemError `not-found` where it does not wait for the office */
async function openCase(
  center: Center,
  actor: OfficialActor,
  queue: Queue,
  request: FastifyRequest,
) {
  const look = lookOf(center, actor, queue, request);
  const row = await caseIn(center.db, look, viewsOf(queue, "office"), idParam(request));
  if (!row) throw new ProblemError("not-found");
  const { id, facilityId } = row;
  const query = queryOf(look.filter);
  const { work } = queue;

  return {
    queue,
    row,
    query,
    case: { work, id, facilityId },
    claim: await claimOf(center.db, { work, id }, look.now),
    back: `${queue.recordPath(id)}${query}`,
  };
}

function* csvRows(queue: Queue, { view }: Look, rows: readonly QueueRow[]): Generator<CsvFields> {
  const { about } = queue;
  const since = queue.views.find(({ name }) => name === view.name)?.since ?? "";
  yield [
    "施設",
    "コード",
    "種類",
    "都道府県",
    ...(about ? [about.header] : []),
    since,
    "期限",
    "担当",
  ];
  for (const row of rows) {
    yield [
      row.name,
      row.code,
      facilityKindName(row.kind),
      prefectureByCode(row.prefectureCode)?.name ?? "",
      ...(about ? [about.words(row.about)] : []),
      formatDateTime(row.since),
      row.dueOn?.toString() ?? "",
      row.holderName ?? "",
    ];
  }
}

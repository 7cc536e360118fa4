/** The officials' pages: procedures that wait for a word, and each of them beside the record and the lists. */
import {
  ProblemError,
  parseBody,
  readForm,
  seeOther,
  sendPage,
  versionField,
} from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { asOfficial } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { compareWithMaster, findFacility } from "../facilities/index.ts";
import { emptyForm } from "../shell/errors.tsx";
import { idParam } from "../shell/params.ts";
import { decide } from "./actions/decide.ts";
import { QueuePage } from "./office/queue.tsx";
import { ReturnPage, ReviewPage } from "./office/review.tsx";
import type { Review } from "./office/review.tsx";
import { eventsOf, findProcedure, queueCounts, queueRows, queueViews } from "./store.ts";

const PATH = "/office/procedures";

const queueSchema = z.object({
  view: z.enum(queueViews).catch("waiting"),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  done: z.enum(["approve", "return"]).nullable().catch(null),
});
const versionSchema = z.object({ version: versionField });
const REASON_MISSING = "理由を入力してください。施設は、これを読んで直します。";
const reasonSchema = z.object({
  reason: z
    .string({ error: REASON_MISSING })
    .transform((text) => text.normalize("NFC").replaceAll("\r\n", "\n").trim())
    .refine((text) => text !== "", REASON_MISSING)
    .refine((text) => [...text].length <= 500, "理由は500文字までで入力してください。"),
});

const ALREADY = "この手続きは、開いたあとに変わりました。いまの状態を確かめてください。";

export function registerProcedureOffice(app: FastifyInstance, center: Center): void {
  app.get(
    PATH,
    asOfficial(center, async (actor, request, reply) => {
      const { view, page, done } = queueSchema.parse(request.query);

      return sendPage(
        reply,
        <QueuePage
          actor={actor}
          view={view}
          page={page}
          rows={await queueRows(center.db, view, page)}
          counts={await queueCounts(center.db)}
          done={done}
        />,
      );
    }),
  );

  app.get(
    `${PATH}/:id`,
    asOfficial(center, async (actor, request, reply) =>
      sendPage(
        reply,
        <ReviewPage actor={actor} review={await reviewOf(center, idParam(request))} />,
      ),
    ),
  );

  app.post(
    `${PATH}/:id/approve`,
    asOfficial(center, async (actor, request, reply) => {
      const id = idParam(request);
      const { version } = parseBody(versionSchema, request.body);
      const result = await decide(center, actor, { id, version }, { action: "approve" });
      switch (result.kind) {
        case "decided":
          return seeOther(reply, `${PATH}?done=approve`);
        case "not-found":
          throw new ProblemError("not-found");
        case "already-decided":
        case "code-taken": {
          const problem = result.kind === "code-taken" ? result.message : ALREADY;
          const review = await reviewOf(center, id);

          return sendPage(
            reply,
            <ReviewPage actor={actor} review={review} problem={problem} />,
            409,
          );
        }
      }
    }),
  );

  app.get(
    `${PATH}/:id/return`,
    asOfficial(center, async (actor, request, reply) => {
      const review = await reviewOf(center, idParam(request));

      return review.procedure.state === "waiting"
        ? sendPage(reply, <ReturnPage actor={actor} review={review} state={emptyForm} />)
        : sendPage(reply, <ReviewPage actor={actor} review={review} problem={ALREADY} />, 409);
    }),
  );

  app.post(
    `${PATH}/:id/return`,
    asOfficial(center, async (actor, request, reply) => {
      const id = idParam(request);
      const form = readForm(reasonSchema, request.body);
      if (!form.ok) {
        const review = await reviewOf(center, id);

        return sendPage(reply, <ReturnPage actor={actor} review={review} state={form} />, 422);
      }
      const { version } = parseBody(versionSchema, request.body);
      const result = await decide(
        center,
        actor,
        { id, version },
        { action: "return", reason: form.value.reason },
      );
      switch (result.kind) {
        case "decided":
          return seeOther(reply, `${PATH}?done=return`);
        case "not-found":
          throw new ProblemError("not-found");
        case "already-decided":
        case "code-taken":
          return sendPage(
            reply,
            <ReviewPage actor={actor} review={await reviewOf(center, id)} problem={ALREADY} />,
            409,
          );
      }
    }),
  );
}

/** @throws ProblemError `not-found` */
async function reviewOf(center: Center, id: string): Promise<Review> {
  const procedure = await findProcedure(center.db, id);
  const facility = procedure && (await findFacility(center.db, procedure.facilityId));
  if (!procedure || !facility) {
    throw new ProblemError("not-found");
  }
  const code = procedure.change.code ?? facility.code;

  return {
    procedure,
    facility,
    events: await eventsOf(center.db, id),
    // Of a new code, what the lists say of that.
    comparison: await compareWithMaster(center.db, { ...facility, code }),
  };
}

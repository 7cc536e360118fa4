/** The officials' pages: each procedure beside the record and the lists. */
import { ProblemError, parseBody, readForm, sendPage, versionField } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { asOfficial } from "../accounts/index.ts";
import type { OfficialActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { deskOf, goOn, isHeldByOther, returnReason, turnOf } from "../desk/index.ts";
import { compareWithMaster, findFacility } from "../facilities/index.ts";
import { emptyForm } from "../shell/errors.tsx";
import { idParam } from "../shell/params.ts";
import { decide } from "./actions/decide.ts";
import type { Decision } from "./actions/decide.ts";
import { procedureQueue } from "./office/queue.tsx";
import { ReturnPage, ReviewPage } from "./office/review.tsx";
import type { Review } from "./office/review.tsx";
import { eventsOf, findProcedure } from "./store.ts";

const PATH = "/office/procedures";

const versionSchema = z.object({ version: versionField });
const reasonSchema = z.object({
  reason: returnReason,
});

const ALREADY = "この手続きは、開いたあとに変わりました。いまの状態を確かめてください。";

export function registerProcedureOffice(app: FastifyInstance, center: Center): void {
  app.get(
    `${PATH}/:id`,
    asOfficial(center, (actor, request, reply) => sendReview(center, actor, request, reply)),
  );

  app.post(
    `${PATH}/:id/approve`,
    asOfficial(center, (actor, request, reply) =>
      answer(center, actor, request, reply, { action: "approve" }),
    ),
  );

  app.get(
    `${PATH}/:id/return`,
    asOfficial(center, async (actor, request, reply) => {
      const review = await reviewOf(center, idParam(request));
      const desk = await deskOf(center, actor, procedureQueue, request, idParam(request));
      if (review.procedure.state !== "waiting") {
        return sendReview(center, actor, request, reply, ALREADY);
      }
      if (isHeldByOther(actor, desk.claim)) {
        return sendReview(center, actor, request, reply, "held");
      }

      return sendPage(
        reply,
        <ReturnPage {...{ actor, review }} query={desk.query} state={emptyForm} />,
      );
    }),
  );

  app.post(
    `${PATH}/:id/return`,
    asOfficial(center, async (actor, request, reply) => {
      const form = readForm(reasonSchema, request.body);
      if (!form.ok) {
        const review = await reviewOf(center, idParam(request));
        const { query } = await deskOf(center, actor, procedureQueue, request, idParam(request));

        return sendPage(reply, <ReturnPage {...{ actor, review, query }} state={form} />, 422);
      }

      return answer(center, actor, request, reply, { action: "return", reason: form.value.reason });
    }),
  );
}

async function answer(
  center: Center,
  actor: OfficialActor,
  request: FastifyRequest,
  reply: FastifyReply,
  decision: Decision,
): Promise<FastifyReply> {
  const id = idParam(request);
  const { version } = parseBody(versionSchema, request.body);
  const turn = await turnOf(center, actor, procedureQueue, request, id);
  const result = await decide(center, actor, { id, version }, decision);
  switch (result.kind) {
    case "decided":
      return goOn(center, actor, turn, reply, decision.action);
    case "not-found":
      throw new ProblemError("not-found");
    case "held":
      return sendReview(center, actor, request, reply, "held");
    case "code-taken":
      return sendReview(center, actor, request, reply, result.message);
    case "already-decided":
      return sendReview(center, actor, request, reply, ALREADY);
  }
}

/** @param problem why what was pressed was not done; `held`: a colleague works on it */
async function sendReview(
  center: Center,
  actor: OfficialActor,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: string | null = null,
): Promise<FastifyReply> {
  const id = idParam(request);
  const review = await reviewOf(center, id);
  const desk = await deskOf(center, actor, procedureQueue, request, id);

  return sendPage(
    reply,
    <ReviewPage actor={actor} review={review} desk={desk} problem={problem} />,
    problem === null ? 200 : 409,
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

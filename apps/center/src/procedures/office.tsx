/** The officials' pages: each procedure beside the record and the lists. */
import { tokyoToday } from "@madoguchi/notation";
import { ProblemError, parseBody, sendPage, versionField } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { asOfficial } from "../accounts/index.ts";
import type { OfficialActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import {
  approvalsOf,
  deskOf,
  goOn,
  openReturnOf,
  registerDecisionRoutes,
  termsOn,
  turnOf,
} from "../desk/index.ts";
import type { Decision } from "../desk/index.ts";
import { compareWithMaster, findFacility } from "../facilities/index.ts";
import { idParam } from "../shell/params.ts";
import { decide } from "./actions/decide.ts";
import { procedureQueue } from "./office/queue.tsx";
import { ReviewPage } from "./office/review.tsx";
import type { Review } from "./office/review.tsx";
import { can, kindNames } from "./rules.ts";
import { eventsOf, findProcedure, handedInAs } from "./store.ts";

const PATH = "/office/procedures";

const versionSchema = z.object({ version: versionField });

const ALREADY = "この手続きは、開いたあとに変わりました。いまの状態を確かめてください。";

export function registerProcedureOffice(app: FastifyInstance, center: Center): void {
  app.get(
    `${PATH}/:id`,
    asOfficial(center, "cases.see", (actor, request, reply) =>
      sendReview(center, actor, request, reply),
    ),
  );

  app.post(
    `${PATH}/:id/approve`,
    asOfficial(center, "cases.decide", (actor, request, reply) =>
      answer(center, actor, request, reply, { action: "approve" }),
    ),
  );

  registerDecisionRoutes(app, center, {
    queue: procedureQueue,
    async caseOf(actor, id, action) {
      const { procedure, facility, deadline } = await reviewOf(center, id);
      const allowed = can.decide(actor, procedure, action, deadline, center.clock.now());
      const { fieldLabels } = procedureQueue.correction;

      return {
        caption: `${facility.name}：${kindNames[procedure.kind]}`,
        version: procedure.version,
        fields: Object.fromEntries(
          [...Object.keys(procedure.change), "effectiveOn"].map((field) => [
            field,
            fieldLabels[field] ?? field,
          ]),
        ),
        isOpen: allowed === true,
      };
    },
    sendReview: (actor, request, reply, problem) =>
      sendReview(center, actor, request, reply, problem === "held" ? "held" : ALREADY),
    decide: (actor, request, reply, _seen, decision) =>
      answer(center, actor, request, reply, decision),
  });
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
      return goOn(center, actor, turn, reply, result.how === "now" ? decision.action : result.how);
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
    <ReviewPage {...{ actor, review, desk, problem }} now={center.clock.now()} />,
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
    approvers: {
      needed: (await termsOn(center.db, "procedure", tokyoToday(center.clock))).approvers ?? 1,
      given: await approvalsOf(center.db, await handedInAs(center.db, id)),
    },
    deadline: (await openReturnOf(center.db, { work: "procedure", id }))?.deadline ?? null,
    // Of a new code, what the lists say of that.
    comparison: await compareWithMaster(center.db, { ...facility, code }),
  };
}

/** The officials' pages: the review of one application, and what is decided of it. */
import { ProblemError, parseBody, sendPage, versionField } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { tokyoToday } from "@madoguchi/notation";
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
import { findFacility, isFacilityKind } from "../facilities/index.ts";
import { idParam } from "../shell/params.ts";
import { decide } from "./actions/decide.ts";
import { examine } from "./examine.ts";
import { contentOf, fieldLabels } from "./form.ts";
import { registerCorrection } from "./office/correct.tsx";
import { usageApplicationQueue } from "./office/queue.tsx";
import { ReviewPage } from "./office/review.tsx";
import type { Review } from "./office/review.tsx";
import { can } from "./rules.ts";
import type { ApplicationTalk } from "./talk.ts";
import { eventsOf, findApplication, handedInAs } from "./store/applications.ts";
import { registerStraightOffice } from "./straight/office.tsx";
import { findTerms, newestJudgment } from "./straight/store.ts";

const versionSchema = z.object({ version: versionField });
/** With the conversations about its cases. */
type Place = Center & { readonly talk: ApplicationTalk };

export function registerOnboardingOffice(
  app: FastifyInstance,
  base: Center,
  talk: ApplicationTalk,
): void {
  const center: Place = { ...base, talk };
  registerStraightOffice(app, center);

  app.get(
    "/office/usage-applications/:id",
    asOfficial(center, "cases.see", (actor, request, reply) =>
      sendReview(center, actor, request, reply),
    ),
  );

  app.post(
    "/office/usage-applications/:id/approve",
    asOfficial(center, "cases.decide", (actor, request, reply) =>
      answer(center, actor, request, reply, { action: "approve" }),
    ),
  );

  registerCorrection(app, center, {
    reviewOf: (id) => reviewOf(center, id),
    sendReview: (actor, request, reply, problem) =>
      sendReview(center, actor, request, reply, problem),
  });

  registerDecisionRoutes(app, center, {
    queue: usageApplicationQueue,
    async caseOf(actor, id, action) {
      const { application, facility, deadline } = await reviewOf(center, id);
      const allowed = can.decide(actor, application, action, deadline, center.clock.now());

      return {
        caption: facility.name,
        version: application.version,
        fields: fieldLabels,
        isOpen: allowed === true,
      };
    },
    sendReview: (actor, request, reply, problem) =>
      sendReview(center, actor, request, reply, problem),
    decide: (actor, request, reply, _seen, decision) =>
      answer(center, actor, request, reply, decision),
  });
}

async function answer(
  center: Place,
  actor: OfficialActor,
  request: FastifyRequest,
  reply: FastifyReply,
  decision: Decision,
): Promise<FastifyReply> {
  const id = idParam(request);
  const { version } = parseBody(versionSchema, request.body);
  const turn = await turnOf(center, actor, usageApplicationQueue, request, id);
  const result = await decide(center, actor, { id, version }, decision);
  switch (result.kind) {
    case "decided":
      return goOn(center, actor, turn, reply, result.how === "now" ? decision.action : result.how);
    case "not-found":
      throw new ProblemError("not-found");
    case "held":
      return sendReview(center, actor, request, reply, "held");
    case "already-yours":
    case "already-decided":
    case "changed-meanwhile":
    case "unreadable":
      return sendReview(center, actor, request, reply, "outdated");
  }
}

/** @param notDone why what was pressed was not done */
async function sendReview(
  center: Place,
  actor: OfficialActor,
  request: FastifyRequest,
  reply: FastifyReply,
  notDone: "outdated" | "held" | null = null,
): Promise<FastifyReply> {
  const id = idParam(request);
  const review = await reviewOf(center, id);
  const desk = await deskOf(center, actor, usageApplicationQueue, request, id);

  return sendPage(
    reply,
    <ReviewPage
      actor={actor}
      review={review}
      desk={desk}
      notDone={notDone}
      talk={await center.talk.office(center.db, actor, { id, query: desk.query })}
      now={center.clock.now()}
    />,
    notDone === null ? 200 : 409,
  );
}

/** A draft is nobody's business but its writer's. */
async function reviewOf(center: Center, id: string): Promise<Review> {
  const application = await findApplication(center.db, id);
  const facility = application && (await findFacility(center.db, application.facilityId));
  if (!application || !facility || !isFacilityKind(facility.kind) || !application.submittedAt) {
    throw new ProblemError("not-found");
  }
  const events = await eventsOf(center.db, id);
  const [, before] = events.filter((event) => event.form !== null).toReversed();
  const today = tokyoToday(center.clock);
  const known = { ...facility, kind: facility.kind };
  const aboutId = await handedInAs(center.db, id);
  const judgment = await newestJudgment(center.db, id, application.submittedAt);
  const terms = judgment && (await findTerms(center.db, judgment.termsId));

  return {
    application,
    facility: known,
    ...(await examine(center.db, application, known, events, today)),
    previous: before?.form ? contentOf(facility.kind, before.form) : null,
    events,
    approvers: {
      needed: (await termsOn(center.db, "usage-application", today)).approvers ?? 1,
      given: await approvalsOf(center.db, aboutId),
    },
    deadline: (await openReturnOf(center.db, { work: "usage-application", id }))?.deadline ?? null,
    judged: judgment && terms ? { judgment, terms } : null,
  };
}

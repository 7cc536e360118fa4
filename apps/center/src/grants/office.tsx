/** Grants at the officials' counter. */
import { formValues, ProblemError, readForm, seeOther } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { asOfficial } from "../accounts/index.ts";
import type { OfficialActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { goOn, registerDecisionRoutes, turnOf } from "../desk/index.ts";
import { openData, openingSchema } from "../oversight/index.ts";
import { idParam } from "../shell/params.ts";
import { approve, isDone, refuse, returnForCorrection } from "./actions/decide.ts";
import type { DecideResult } from "./actions/decide.ts";
import { registerAccountsPage } from "./office/accounts.tsx";
import { registerBudgetPage } from "./office/budget.tsx";
import { registerMoneyAnswers } from "./office/money-answers.ts";
import { registerPayerPages } from "./office/payer.tsx";
import { registerProgrammePages } from "./office/programmes.tsx";
import { registerPaymentPages } from "./office/payments.tsx";
import { registerReportPages } from "./office/reports.tsx";
import { grantQueue } from "./office/queue.tsx";
import {
  answer,
  messageOf,
  sendAgain,
  submittedRecord,
  submittedRecordOf,
} from "./office/reply.ts";
import { sendReview } from "./office/review.tsx";
import { sendBreakdown, sendDecisionLetter, sendRevocationLetter } from "./papers/send.ts";
import { sendReceipt, sendReceiptPreview } from "./receipt-file.ts";
import { versionOf } from "./request.ts";
import { can, parts } from "./rules/application.ts";
import { findReceipt } from "./store/receipts.ts";
import type { Receipt } from "./store/receipts.ts";

export function registerGrantOffice(app: FastifyInstance, center: Center): void {
  registerPaymentPages(app, center);
  registerPayerPages(app, center);
  registerBudgetPage(app, center);
  registerAccountsPage(app, center);
  registerReportPages(app, center);
  registerProgrammePages(app, center);
  registerMoneyAnswers(app, center);

  app.get(
    "/office/grants/:id",
    asOfficial(center, "grants.see", async (actor, request, reply) => {
      const state = { message: messageOf(request) };

      return sendReview(reply, center, actor, await submittedRecord(center, request), state);
    }),
  );

  app.post(
    "/office/grants/:id/account",
    asOfficial(center, "grants.see", async (actor, request, reply) => {
      const form = readForm(openingSchema, request.body);
      if (!form.ok) {
        return sendAgain(center, actor, request, reply, { form }, 422);
      }
      const { application } = await submittedRecord(center, request);
      const { id } = application;
      await openData(center, actor, { kind: "grant-account", id }, form.value.opening);

      return seeOther(reply, `/office/grants/${id}`);
    }),
  );

  app.post(
    "/office/grants/:id/approve",
    asOfficial(center, "cases.decide", async (actor, request, reply) => {
      const id = idParam(request);
      const version = versionOf(formValues(request.body));

      return decideAndGoOn(center, actor, request, reply, () =>
        approve(center, actor, id, version),
      );
    }),
  );

  registerDecisionRoutes(app, center, {
    queue: grantQueue,
    async caseOf(_actor, id, action) {
      const { application, programme, standing, submission } = await submittedRecordOf(center, id);
      const isOpen =
        action === "return" ? can.return(application) : can.refuse(standing, center.clock.now());

      return {
        caption: submission.facilityName,
        version: application.version,
        fields: parts,
        isOpen: isOpen === true,
        correctionDays: programme.correctionDays,
      };
    },
    sendReview: (actor, request, reply, problem) =>
      answer(
        center,
        actor,
        request,
        reply,
        problem === "held" ? "held-by-other" : "changed-elsewhere",
      ),
    decide: (actor, request, reply, { id, version }, decision) =>
      decideAndGoOn(center, actor, request, reply, () =>
        decision.action === "return"
          ? returnForCorrection(center, actor, id, version, decision.points)
          : refuse(center, actor, id, version, decision),
      ),
  });

  app.get(
    "/office/grants/:id/receipts/:receiptId",
    asOfficial(center, "grants.see", async (_actor, request, reply) =>
      sendReceipt(center, reply, await submittedReceipt(center, request)),
    ),
  );
  app.get(
    "/office/grants/:id/receipts/:receiptId/preview",
    asOfficial(center, "grants.see", async (_actor, request, reply) => {
      const receipt = await submittedReceipt(center, request);
      const sent = await sendReceiptPreview(center, reply, receipt);
      if (!sent) {
        throw new ProblemError("not-found");
      }

      return sent;
    }),
  );
  app.get(
    "/office/grants/:id/decision-letter.pdf",
    asOfficial(center, "grants.see", async (_actor, request, reply) =>
      sendDecisionLetter(reply, center, await submittedRecord(center, request)),
    ),
  );
  app.get(
    "/office/grants/:id/revocation-letter.pdf",
    asOfficial(center, "grants.see", async (_actor, request, reply) =>
      sendRevocationLetter(reply, center, await submittedRecord(center, request)),
    ),
  );
  app.get(
    "/office/grants/:id/breakdown.pdf",
    asOfficial(center, "grants.see", async (_actor, request, reply) =>
      sendBreakdown(reply, center, await submittedRecord(center, request), "submitted"),
    ),
  );
}

/** Where in the list the case stood is asked first: the decision takes it out. */
async function decideAndGoOn(
  center: Center,
  actor: OfficialActor,
  request: FastifyRequest,
  reply: FastifyReply,
  decide: () => Promise<DecideResult>,
): Promise<FastifyReply> {
  const turn = await turnOf(center, actor, grantQueue, request, idParam(request));
  const result = await decide();

  return isDone(result)
    ? goOn(center, actor, turn, reply, result)
    : answer(center, actor, request, reply, result);
}

/** What the facility has not submitted is still its own. */
async function submittedReceipt(center: Center, request: FastifyRequest): Promise<Receipt> {
  const { application, submissions } = await submittedRecord(center, request);
  const receiptId = idParam(request, "receiptId");
  const submitted = submissions.some(({ receipts }) => receipts.some(({ id }) => id === receiptId));
  const receipt = submitted && (await findReceipt(center.db, application.id, receiptId));
  if (!receipt) {
    throw new ProblemError("not-found");
  }

  return receipt;
}

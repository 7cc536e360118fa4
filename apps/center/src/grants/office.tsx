/** Grants at the officials' counter. */
import { formValues, ProblemError, readForm, seeOther, textField } from "@madoguchi/platform";
import type { FormResult } from "@madoguchi/platform";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { asOfficial } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { reasonFields, reasonsFor } from "../desk/index.ts";
import type { Reason, ReturnPoint } from "../desk/index.ts";
import { openData, openingSchema } from "../oversight/index.ts";
import { idParam } from "../shell/params.ts";
import { approve, refuse, returnForCorrection } from "./actions/decide.ts";
import { registerAccountsPage } from "./office/accounts.tsx";
import { registerBudgetPage } from "./office/budget.tsx";
import { registerMoneyAnswers } from "./office/money-answers.ts";
import { registerPayerPages } from "./office/payer.tsx";
import { registerProgrammePages } from "./office/programmes.tsx";
import { registerPaymentPages } from "./office/payments.tsx";
import { registerReportPages } from "./office/reports.tsx";
import { answer, messageOf, sendAgain, submittedRecord } from "./office/reply.ts";
import { sendReview } from "./office/review.tsx";
import { sendBreakdown, sendDecisionLetter, sendRevocationLetter } from "./papers/send.ts";
import { sendReceipt, sendReceiptPreview } from "./receipt-file.ts";
import { versionOf } from "./request.ts";
import type { Part } from "./rules/application.ts";
import { findReceipt } from "./store/receipts.ts";
import type { Receipt } from "./store/receipts.ts";

const messageField = textField("説明", 400);

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

      return answer(center, actor, request, reply, await approve(center, actor, id, version));
    }),
  );

  app.post(
    "/office/grants/:id/return",
    asOfficial(center, "cases.handle", async (actor, request, reply) => {
      const reasons = await reasonsFor(center.db, "grant", "return");
      const form = readPoints(request.body, reasons);
      if (!form.ok) {
        return sendAgain(center, actor, request, reply, { form }, 422);
      }
      const id = idParam(request);
      const version = versionOf(form.values);

      return answer(
        center,
        actor,
        request,
        reply,
        await returnForCorrection(center, actor, id, version, form.value),
        { form: { values: form.values, errors: {} } },
      );
    }),
  );

  app.post(
    "/office/grants/:id/refuse",
    asOfficial(center, "cases.decide", async (actor, request, reply) => {
      const reasons = await reasonsFor(center.db, "grant", "refuse");
      const form = readForm(z.object(reasonFields(reasons)), request.body);
      if (!form.ok) {
        return sendAgain(center, actor, request, reply, { form }, 422);
      }
      const id = idParam(request);
      const version = versionOf(form.values);

      return answer(
        center,
        actor,
        request,
        reply,
        await refuse(center, actor, id, version, form.value),
        { form: { values: form.values, errors: {} } },
      );
    }),
  );

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

/** One point for each part that was chosen; at least one. */
function readPoints(body: unknown, reasons: readonly Reason[]): FormResult<readonly ReturnPoint[]> {
  const values = formValues(body);
  const points: ReturnPoint[] = [];
  const errors: Record<string, string> = {};
  for (const field of ["costs", "receipts", "account"] as const satisfies readonly Part[]) {
    const name = `points.${field}`;
    const code = values[`${name}.code`] ?? "";
    const text = values[`${name}.message`] ?? "";
    if (code === "" && text.trim() === "") {
      continue;
    }
    const message = messageField.safeParse(text);
    if (!reasons.some((reason) => reason.code === code)) {
      errors[`${name}.code`] = "説明に合う直しの種類を選んでください。";
    } else if (message.success) {
      points.push({ field, code, message: message.data });
    } else {
      errors[`${name}.message`] = "施設に伝える説明を、400文字までで入力してください。";
    }
  }
  if (points.length === 0 && Object.keys(errors).length === 0) {
    errors["points.costs"] = "直してほしいところを1つ以上選び、説明を入力してください。";
  }

  return Object.keys(errors).length === 0
    ? { ok: true, value: points, values }
    : { ok: false, errors, values };
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

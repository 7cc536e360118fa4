/** Grants at the facility's counter. */
import type { FastifyInstance } from "fastify";
import { asFacilityWith } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import {
  sendBreakdown,
  sendDecisionLetter,
  sendRevocationLetter,
  sendSubmissionReceipt,
} from "./papers/send.ts";
import { registerAccountStep } from "./portal/account.tsx";
import { registerConfirmStep } from "./portal/confirm.tsx";
import { registerCostsStep } from "./portal/costs.tsx";
import { registerGrantOverview } from "./portal/overview.tsx";
import { registerPaymentAccountPage } from "./portal/payment-account.tsx";
import { registerReceiptsStep } from "./portal/receipts.tsx";
import { registerUploads } from "./portal/uploads.ts";
import { recordOfRequest } from "./request.ts";
import { registerStatusPage } from "./portal/status.tsx";

export function registerGrantPages(app: FastifyInstance, center: Center): void {
  registerGrantOverview(app, center);
  registerStatusPage(app, center);
  registerCostsStep(app, center);
  registerReceiptsStep(app, center);
  registerUploads(app, center);
  registerAccountStep(app, center);
  registerConfirmStep(app, center);
  registerPaymentAccountPage(app, center);

  app.get(
    "/grants/:id/decision-letter.pdf",
    asFacilityWith(center, { right: "money" }, async (actor, request, reply) =>
      sendDecisionLetter(reply, center, await recordOfRequest(center, request, actor)),
    ),
  );
  app.get(
    "/grants/:id/revocation-letter.pdf",
    asFacilityWith(center, { right: "money" }, async (actor, request, reply) =>
      sendRevocationLetter(reply, center, await recordOfRequest(center, request, actor)),
    ),
  );
  app.get(
    "/grants/:id/submission-receipt.pdf",
    asFacilityWith(center, { right: "money" }, async (actor, request, reply) =>
      sendSubmissionReceipt(reply, center, await recordOfRequest(center, request, actor)),
    ),
  );
  app.get(
    "/grants/:id/breakdown.pdf",
    asFacilityWith(center, { right: "money" }, async (actor, request, reply) =>
      sendBreakdown(reply, center, await recordOfRequest(center, request, actor), "latest"),
    ),
  );
}

/** 再照会, and the list from which the patient is chosen. The terminal has signed both; no name stands in an address. */
import { endpoints, recentChecksRequestSchema, recheckRequestSchema } from "@madoguchi/contract";
import { ProblemError, parseBody } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import type { Center } from "../../center.ts";
import { verifyTerminal } from "../../terminals/index.ts";
import { answerFor } from "../membership/actions.ts";
import { listRecentChecks, recheck } from "./actions.ts";

export function registerRecheckApi(app: FastifyInstance, center: Center): void {
  app.post(endpoints.recheck.path, async (request, reply) => {
    const terminal = await verifyTerminal(center, request);
    const body = parseBody(recheckRequestSchema, request.body);
    const actor = { ...terminal, operator: body.operator };
    const result = await recheck(center, actor, body);
    if (result.kind === "refused") throw new ProblemError(result.reason);

    return reply
      .header("cache-control", "no-store")
      .send(await answerFor(center, actor, result.answer));
  });

  app.post(endpoints.recentChecks.path, async (request, reply) => {
    const actor = await verifyTerminal(center, request);
    const question = parseBody(recentChecksRequestSchema, request.body);
    const listed = await listRecentChecks(center, actor, question);
    if (!listed) throw new ProblemError("recheck-limit");

    return reply.header("cache-control", "no-store").send(listed);
  });
}

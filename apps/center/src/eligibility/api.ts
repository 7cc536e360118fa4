/** The two calls of a check. The terminal has signed both. */
import { challengeRequestSchema, checkRequestSchema, endpoints } from "@madoguchi/contract";
import { ProblemError, parseBody } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import type { Center } from "../center.ts";
import { verifyTerminal } from "../terminals/index.ts";
import { check } from "./actions/check.ts";
import { issueChallenge } from "./actions/issue-challenge.ts";
import { createTrustReader } from "./trust.ts";

export function registerEligibilityApi(app: FastifyInstance, center: Center): void {
  const readTrust = createTrustReader();

  app.post(endpoints.challenge.path, async (request, reply) => {
    const actor = await verifyTerminal(center, request);
    const challenge = await issueChallenge(
      center,
      actor,
      parseBody(challengeRequestSchema, request.body),
    );

    return reply.header("cache-control", "no-store").send(challenge);
  });

  app.post(endpoints.check.path, async (request, reply) => {
    const actor = await verifyTerminal(center, request);
    const result = await check(
      center,
      readTrust,
      actor,
      parseBody(checkRequestSchema, request.body),
    );
    if (result.kind === "refused") {
      throw new ProblemError(result.reason);
    }

    return reply.header("cache-control", "no-store").send(result.answer);
  });
}

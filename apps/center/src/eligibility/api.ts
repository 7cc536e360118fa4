/** The calls of a check. The terminal has signed them all. */
import {
  challengeRequestSchema,
  checkRequestSchema,
  consentRequestSchema,
  endpoints,
  firstUseRequestSchema,
  visualCheckRequestSchema,
} from "@madoguchi/contract";
import type { Answer } from "@madoguchi/contract";
import { ProblemError, parseBody } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import type { Center } from "../center.ts";
import { idParam } from "../shell/params.ts";
import { requireCurrentApp, verifyTerminal } from "../terminals/index.ts";
import type { CheckResult } from "./actions/answer-challenge.ts";
import { check } from "./actions/check.ts";
import { consentAfterCheck } from "./actions/change-consents.ts";
import { checkVisually } from "./actions/check-visually.ts";
import { registerFirstUse } from "./actions/first-use.ts";
import { issueChallenge } from "./actions/issue-challenge.ts";
import { answerFor } from "./membership/actions.ts";
import { registerOfflineApi } from "./offline/api.ts";
import { createRevocationAsker } from "./revocation.ts";
import { createSurfaceRootReader } from "./surface-trust.ts";
import { createTrustReader } from "./trust.ts";

export function registerEligibilityApi(app: FastifyInstance, center: Center): void {
  const readTrust = createTrustReader();
  const askRevocation = createRevocationAsker(center, readTrust);
  const readSurfaceRoots = createSurfaceRootReader();
  const trust = { readTrust, askRevocation, readSurfaceRoots };

  registerOfflineApi(app, center, trust);

  app.post(endpoints.challenge.path, async (request, reply) => {
    const actor = await verifyTerminal(center, request);
    const body = parseBody(challengeRequestSchema, request.body);
    await requireCurrentApp(center, actor, body.appVersion);
    const challenge = await issueChallenge(center, readSurfaceRoots, actor, body);

    return reply.header("cache-control", "no-store").send(challenge);
  });

  app.post(endpoints.check.path, async (request, reply) => {
    const terminal = await verifyTerminal(center, request);
    const body = parseBody(checkRequestSchema, request.body);
    const actor = { ...terminal, operator: body.operator };
    const result = await check(center, trust, actor, body);

    return reply
      .header("cache-control", "no-store")
      .send(await answerFor(center, actor, answerOf(result)));
  });

  app.post(endpoints.visualCheck.path, async (request, reply) => {
    const terminal = await verifyTerminal(center, request);
    const body = parseBody(visualCheckRequestSchema, request.body);
    const actor = { ...terminal, operator: body.operator };
    const result = await checkVisually(center, trust, actor, body);

    return reply
      .header("cache-control", "no-store")
      .send(await answerFor(center, actor, answerOf(result)));
  });

  app.post(endpoints.firstUse.path, async (request, reply) => {
    const terminal = await verifyTerminal(center, request);
    const body = parseBody(firstUseRequestSchema, request.body);
    const actor = { ...terminal, operator: body.operator };
    const result = await registerFirstUse(center, trust, actor, body);

    return reply
      .header("cache-control", "no-store")
      .send(await answerFor(center, actor, answerOf(result)));
  });

  app.post(endpoints.consents.path, async (request, reply) => {
    const terminal = await verifyTerminal(center, request);
    const { consents, operator } = parseBody(consentRequestSchema, request.body);
    const actor = { ...terminal, operator };
    const result = await consentAfterCheck(center, actor, idParam(request, "checkId"), consents);
    if (result.kind === "refused") {
      throw new ProblemError(result.reason);
    }

    return reply.header("cache-control", "no-store").send(result.answer);
  });
}

/** @throws ProblemError */
function answerOf(result: CheckResult): Answer {
  if (result.kind === "refused") {
    throw new ProblemError(result.reason, result.words);
  }

  return result.answer;
}

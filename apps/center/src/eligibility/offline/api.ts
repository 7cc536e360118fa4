/** Checks made while a counter could not reach the center, and what it needs for them. The terminal has signed both calls. */
import { endpoints, offlineChecksRequestSchema, toBase64Url } from "@madoguchi/contract";
import { parseBody } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import type { Center } from "../../center.ts";
import { verifyTerminal } from "../../terminals/index.ts";
import type { CardTrust } from "../actions/check.ts";
import { readTrustAnchors } from "../store/roots.ts";
import { receiveOfflineChecks } from "./actions.ts";

export function registerOfflineApi(app: FastifyInstance, center: Center, trust: CardTrust): void {
  app.post(endpoints.offlineChecks.path, async (request, reply) => {
    const actor = await verifyTerminal(center, request);
    const body = parseBody(offlineChecksRequestSchema, request.body);
    const results = await receiveOfflineChecks(center, trust, actor, body);

    return reply.header("cache-control", "no-store").send({ results });
  });

  app.get(endpoints.trustAnchors.path, async (request, reply) => {
    await verifyTerminal(center, request);
    const anchors = await readTrustAnchors(center.db);

    return reply
      .header("cache-control", "no-store")
      .send({ anchors: anchors.map((each) => toBase64Url(each)) });
  });
}

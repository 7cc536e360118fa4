/** 練習: a registered terminal fetches its patients once, and what is played with them never comes here. */
import { endpoints } from "@madoguchi/contract";
import type { Practice } from "@madoguchi/contract";
import type { FastifyInstance } from "fastify";
import type { Center } from "../../center.ts";
import { verifyTerminal } from "../../terminals/index.ts";
import { finishPractice } from "./actions.ts";
import { practicePatients } from "./patients.ts";

export function registerPracticeApi(app: FastifyInstance, center: Center): void {
  app.get(endpoints.practice.path, async (request, reply) => {
    const { facilityCode: code, facilityName: name } = await verifyTerminal(center, request);
    const place = { now: center.clock.now(), facility: { code, name } };
    const practice: Practice = { patients: practicePatients(place) };

    return reply.header("cache-control", "no-store").send(practice);
  });

  app.post(endpoints.practised.path, async (request, reply) => {
    const actor = await verifyTerminal(center, request);

    return reply.header("cache-control", "no-store").send(await finishPractice(center, actor));
  });
}

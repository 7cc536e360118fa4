/** The clinic's screen app, served from here so that page and API have one origin; and what the app must know of its place. */
import { serveDirectory } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import type { Center } from "../center.ts";

export async function registerReception(
  app: FastifyInstance,
  { config: { receptionDirectory, receptionAgentUrl } }: Center,
): Promise<void> {
  if (receptionDirectory === null) return;
  app.get("/reception/config.json", (_request, reply) =>
    reply.header("cache-control", "no-store").send({
      agentUrl: receptionAgentUrl,
      // Only the demo runs the agent beside the center; a clinic has it on its own computer.
      demo: receptionAgentUrl !== null,
    }),
  );
  await serveDirectory(app, "/reception", receptionDirectory);
}

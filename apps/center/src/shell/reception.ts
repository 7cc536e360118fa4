/** The clinic's screen app, served from here so that page and API have one origin; and what the app must know of its place. */
import { serveDirectory } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import type { Center } from "../center.ts";
import { isDemo } from "../config.ts";

export async function registerReception(app: FastifyInstance, { config }: Center): Promise<void> {
  const { receptionDirectory, receptionAgentUrl } = config;
  if (receptionDirectory === null) return;
  app.get("/reception/config.json", (_request, reply) =>
    reply.header("cache-control", "no-store").send({
      agentUrl: receptionAgentUrl,
      demo: isDemo(config),
    }),
  );
  await serveDirectory(app, "/reception", receptionDirectory);
}

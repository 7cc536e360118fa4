/** The clinic's screen app, served from here so that page and API have one origin; and what the app must know of its place. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { serveDirectory } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import type { Center } from "../center.ts";
import { isDemo } from "../config.ts";

export async function registerReception(app: FastifyInstance, { config }: Center): Promise<void> {
  const { receptionDirectory, receptionAgentUrl, receptionStartsOffline } = config;
  if (receptionDirectory === null) return;
  app.get("/reception/config.json", (_request, reply) =>
    reply.header("cache-control", "no-store").send({
      agentUrl: receptionAgentUrl,
      demo: isDemo(config),
      startsOffline: receptionStartsOffline,
    }),
  );
  if (!receptionStartsOffline) {
    // A page that cannot start asks for nothing, but its browser asks for this.
    const off = await readFile(join(receptionDirectory, "worker-off.js"));
    app.get("/reception/worker.js", (_request, reply) =>
      reply.header("cache-control", "no-store").type("text/javascript; charset=utf-8").send(off),
    );
  }
  await serveDirectory(app, "/reception", receptionDirectory);
}

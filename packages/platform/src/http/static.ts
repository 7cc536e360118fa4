import { relative } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/**
 * Serves a built single-page app at `prefix` (a slash before it, none after) from `directory` (absolute).
 * Files below `assets/` are named by their content and kept for a year; the page itself is always asked for anew.
 */
export async function serveDirectory(
  app: FastifyInstance,
  prefix: string,
  directory: string,
): Promise<void> {
  await app.register(fastifyStatic, {
    root: directory,
    prefix,
    redirect: true,
    cacheControl: false,
    decorateReply: false,
    setHeaders(reply, path) {
      const named = relative(directory, path).startsWith("assets");
      void reply.header(
        "cache-control",
        named ? "public, max-age=31536000, immutable" : "no-store",
      );
    },
  });
}

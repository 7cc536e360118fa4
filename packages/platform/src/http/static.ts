import { basename, relative } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { contentDisposition } from "./file.ts";

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
    // What lies packed beside a file (`.gz`) is sent to who can unpack it.
    preCompressed: true,
    setHeaders(reply, path) {
      const named = relative(directory, path).startsWith("assets");
      void reply.header(
        "cache-control",
        named ? "public, max-age=31536000, immutable" : "no-store",
      );
    },
  });
}

export type OfferedFile = { readonly directory: string; readonly path: string };

/**
 * Large files to be saved: in ranges, so that a broken download goes on where it stopped. `find` says which file an address means, or
 * throws; it alone knows names of files.
 */
export async function offerFiles(
  app: FastifyInstance,
  url: string,
  find: (request: FastifyRequest) => Promise<OfferedFile>,
): Promise<void> {
  await app.register(async (inside) => {
    await inside.register(fastifyStatic, { root: import.meta.dirname, serve: false });
    inside.get(url, async (request, reply) => {
      const { directory, path } = await find(request);

      return reply
        .header("content-disposition", contentDisposition("attachment", basename(path)))
        .sendFile(path, directory, { cacheControl: false });
    });
  });
}

/** Pages: React rendered to static HTML. No hydration, so a page is finished when it arrives. */
import type { FastifyReply } from "fastify";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";

export function sendPage(reply: FastifyReply, page: ReactElement, status = 200): FastifyReply {
  return reply
    .code(status)
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(`<!doctype html>${renderToStaticMarkup(page)}`);
}

/** After a successful POST: the reload button then repeats nothing. */
export function seeOther(reply: FastifyReply, path: string): FastifyReply {
  return reply.redirect(path, 303);
}

/** A part of pages that never changes, rendered once. */
export function renderMarkup(part: ReactElement): string {
  return renderToStaticMarkup(part);
}

/** Pages: React rendered to static HTML. No hydration, so a page is finished when it arrives. */
import type { FastifyReply } from "fastify";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { sendPacked } from "./packed.ts";
import type { Packed } from "./packed.ts";

/**
 * A page is asked for anew each time somebody goes to it, but whoever goes back to it, or loses the network while sending its form,
 * finds it as they left it: with `no-store` browsers would throw away what was typed. What nobody may find again goes by `notKept`.
 */
export function sendPage(reply: FastifyReply, page: ReactElement, status = 200): FastifyReply {
  return sendHtml(reply, renderPage(page), status);
}

export function renderPage(page: ReactElement): string {
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}

/** @param html a whole page that `renderPage` made */
export function sendHtml(reply: FastifyReply, html: string, status = 200): FastifyReply {
  return asPage(reply, status).send(html);
}

/** As nobody in particular sees it. @param html a whole page that `renderPage` made: without a secret, for it goes out packed */
export function sendPublicHtml(reply: FastifyReply, html: Packed, status = 200): FastifyReply {
  return sendPacked(asPage(reply, status), html);
}

function asPage(reply: FastifyReply, status: number): FastifyReply {
  if (!reply.hasHeader("cache-control")) reply.header("cache-control", "private, no-cache");

  return reply.code(status).type("text/html; charset=utf-8");
}

/** For secrets and for what officials see: the browser forgets the page as soon as it is left. */
export function notKept(reply: FastifyReply): FastifyReply {
  return reply.header("cache-control", "no-store");
}

/** After a successful POST: the reload button then repeats nothing. */
export function seeOther(reply: FastifyReply, path: string): FastifyReply {
  return reply.redirect(path, 303);
}

/** A part of pages that never changes, rendered once. */
export function renderMarkup(part: ReactElement): string {
  return renderToStaticMarkup(part);
}

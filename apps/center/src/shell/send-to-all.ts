import { pack, renderPage, sendPage, sendPublicHtml } from "@madoguchi/platform";
import type { FastifyReply } from "fastify";
import type { ReactElement } from "react";
import type { PortalReader } from "./pages.tsx";

/** A page that everybody may read. @param reader null for nobody in particular: then it holds nothing of anybody, and goes out packed */
export function sendToAll(
  reply: FastifyReply,
  reader: PortalReader | null,
  page: ReactElement,
  status = 200,
): FastifyReply {
  return reader === null
    ? sendPublicHtml(reply, pack(renderPage(page)), status)
    : sendPage(reply, page, status);
}

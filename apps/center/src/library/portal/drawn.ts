/**
 * Pages as everybody sees them who is not signed in: drawn once a second at most, however many ask. When what stands on the
 * shelf changes they are drawn anew at once; how often something was read, and its stars, may lie a second behind.
 */
import { pack, renderPage, sendPage, sendPublicHtml } from "@madoguchi/platform";
import type { Packed } from "@madoguchi/platform";
import type { FastifyReply } from "fastify";
import type { ReactElement } from "react";
import type { Temporal } from "temporal-polyfill";

const DRAWN_MILLISECONDS = 1000;
const MOST_PAGES = 100;

type Drawn = { readonly html: Packed; readonly at: number };

export class DrawnPages {
  readonly #pages = new Map<string, Drawn>();
  #of: unknown = null;

  /**
   * @param actor null for somebody who is not signed in
   * @param of what the page shows: another object where it has changed
   */
  send(
    reply: FastifyReply,
    { actor, of, now }: { actor: unknown; of: unknown; now: Temporal.Instant },
    page: () => ReactElement,
  ): FastifyReply {
    if (actor !== null) return sendPage(reply, page());
    if (of !== this.#of || this.#pages.size > MOST_PAGES) this.#pages.clear();
    this.#of = of;
    const address = reply.request.url;
    const at = now.epochMilliseconds;
    const known = this.#pages.get(address);
    if (known !== undefined && at >= known.at && at - known.at < DRAWN_MILLISECONDS) {
      return sendPublicHtml(reply, known.html);
    }
    const html = pack(renderPage(page()));
    this.#pages.set(address, { html, at });

    return sendPublicHtml(reply, html);
  }
}

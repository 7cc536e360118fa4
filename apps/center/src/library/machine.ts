/** Addresses for machines and paper: the feed, the sitemap, the pictures, and each article as PDF. */
import { ProblemError, contentDisposition } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import type { Center } from "../center.ts";
import { atomFeed, robots, sitemap } from "./feed.ts";
import { articlePdf } from "./paper/article-pdf.ts";
import type { Shelf } from "./shelf.ts";

const numberSchema = z.object({ number: z.string() });

const FOR_EVER = "public, max-age=31536000, immutable";
/** Readers of feeds ask often; what is new may come this late. */
const A_WHILE = "public, max-age=300";

export function registerMachineReading(app: FastifyInstance, center: Center, shelf: Shelf): void {
  const { clock, config } = center;
  const send = (reply: FastifyReply, type: string, text: string) =>
    reply.type(`${type}; charset=utf-8`).header("cache-control", A_WHILE).send(text);

  app.get("/feed.atom", async (_request, reply) => {
    const now = clock.now();
    const { notices } = await shelf.shown(now);
    const feed = atomFeed(config.publicUrl, notices, now);

    return send(reply, "application/atom+xml", feed);
  });

  app.get("/sitemap.xml", async (_request, reply) => {
    const { notices } = await shelf.shown(clock.now());

    return send(
      reply,
      "application/xml",
      sitemap(config.publicUrl, shelf.catalogue.articles, notices),
    );
  });

  app.get("/robots.txt", async (_request, reply) =>
    send(reply, "text/plain", robots(config.publicUrl)),
  );

  // Each is drawn when it is first asked for; like its article it then stays as it is.
  const papers = new Map<string, Promise<Uint8Array>>();
  app.get("/help/:number.pdf", async (request, reply) => {
    const { number } = numberSchema.parse(request.params);
    const article = shelf.catalogue.byNumber.get(number);
    if (article === undefined) throw new ProblemError("not-found");
    const paper =
      papers.get(number) ?? articlePdf(article, shelf.catalogue.glossary, config.publicUrl);
    papers.set(number, paper);
    paper.catch(() => papers.delete(number));

    return reply
      .type("application/pdf")
      .header("content-disposition", contentDisposition("inline", `${article.title}.pdf`))
      .header("cache-control", A_WHILE)
      .send(Buffer.from(await paper));
  });

  for (const { href, mediaType, bytes } of shelf.catalogue.pictures) {
    app.get(decodeURI(href), (_request, reply) =>
      reply.type(mediaType).header("cache-control", FOR_EVER).send(bytes),
    );
  }
}

/** The library's public pages: what there is to read, for everybody and without a script. */
import { ProblemError, sendPage } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { facilityActorOf } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { sharedCatalogue } from "./catalogue/catalogue.ts";
import { NUMBER } from "./catalogue/front-matter.ts";
import { ArticlePage } from "./portal/article.tsx";
import { GlossaryPage } from "./portal/glossary.tsx";
import { HelpPage } from "./portal/help.tsx";
import { registerPosters } from "./posters/portal.tsx";

const numberSchema = z.object({ number: z.string().regex(NUMBER) });

export async function registerLibrary(app: FastifyInstance, center: Center): Promise<void> {
  const catalogue = await sharedCatalogue();
  registerPosters(app, center, catalogue);

  app.get("/help", async (request, reply) =>
    sendPage(
      reply,
      <HelpPage actor={await facilityActorOf(center, request)} catalogue={catalogue} />,
    ),
  );

  app.get("/help/glossary", async (request, reply) =>
    sendPage(
      reply,
      <GlossaryPage actor={await facilityActorOf(center, request)} glossary={catalogue.glossary} />,
    ),
  );

  app.get("/help/:number", async (request, reply) => {
    const params = numberSchema.safeParse(request.params);
    const article = params.success ? catalogue.byNumber.get(params.data.number) : undefined;
    if (article === undefined) throw new ProblemError("not-found");

    return sendPage(
      reply,
      <ArticlePage
        actor={await facilityActorOf(center, request)}
        article={article}
        catalogue={catalogue}
      />,
    );
  });

  for (const { href, mediaType, bytes } of catalogue.pictures) {
    app.get(decodeURI(href), (_request, reply) =>
      reply
        .type(mediaType)
        .header("cache-control", "public, max-age=31536000, immutable")
        .send(bytes),
    );
  }
}

/** The library's public pages: what there is to read, for everybody and without a script. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { facilityActorOf } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { isDemo } from "../config.ts";
import { sendToAll } from "../shell/send-to-all.ts";
import { sendText } from "./portal/text.tsx";
import { DrawnPages } from "./portal/drawn.ts";
import { FrontPage } from "./portal/front.tsx";
import { GlossaryPage } from "./portal/glossary.tsx";
import { HelpPage } from "./portal/help.tsx";
import { NoticesPage } from "./portal/notice.tsx";
import { noRating } from "./portal/rating.tsx";
import { SearchPage } from "./portal/search.tsx";
import { isCategory } from "./rules/notice.ts";
import type { Shelf } from "./shelf.ts";
import { hitOf } from "./search/library.ts";

const ON_FRONT = 5;
const ON_PAGE = 20;
const SUGGESTIONS = 5;
/** Longer than anybody types: what is longer is no search. */
const QUERY_MAXIMUM = 100;

const pageField = z.coerce.number().int().min(1).max(10_000).catch(1);
const noticesSchema = z.object({
  page: pageField,
  category: z.string().refine(isCategory).nullable().catch(null),
});
const searchSchema = z.object({
  page: pageField,
  q: z
    .string()
    .catch("")
    .transform((query) => query.trim().slice(0, QUERY_MAXIMUM)),
});
const numberSchema = z.object({ number: z.string() });
const textSchema = z.object({ rated: z.literal("1").optional().catch(undefined) });

export function registerLibraryPages(app: FastifyInstance, center: Center, shelf: Shelf): void {
  const drawn = new DrawnPages();
  const actorOf = (request: FastifyRequest) => facilityActorOf(center, request);

  app.get("/", async (request, reply) => {
    const now = center.clock.now();
    const of = await shelf.shown(now);
    const { notices } = of;
    const actor = await actorOf(request);

    return drawn.send(reply, { actor, of, now }, () => (
      <FrontPage
        actor={actor}
        demo={isDemo(center.config)}
        shelf={shelf}
        now={now}
        important={firstOf(notices, ON_FRONT, ({ weight }) => weight === "important")}
        other={firstOf(notices, ON_FRONT, ({ weight }) => weight !== "important")}
      />
    ));
  });

  app.get("/notices", async (request, reply) => {
    const { page, category } = noticesSchema.parse(request.query);
    const now = center.clock.now();
    const of = await shelf.shown(now);
    const { notices } = of;
    const shown =
      category === null ? notices : notices.filter(({ number }) => number.startsWith(category));
    const actor = await actorOf(request);

    return drawn.send(reply, { actor, of, now }, () => (
      <NoticesPage
        actor={actor}
        shelf={shelf}
        now={now}
        notices={shown.slice((page - 1) * ON_PAGE, page * ON_PAGE)}
        page={page}
        pages={Math.ceil(shown.length / ON_PAGE)}
        category={category}
      />
    ));
  });

  app.get("/help", async (request, reply) => {
    const now = center.clock.now();
    const of = await shelf.shown(now);
    const actor = await actorOf(request);

    return drawn.send(reply, { actor, of, now }, () => (
      <HelpPage actor={actor} catalogue={shelf.catalogue} />
    ));
  });

  app.get("/help/glossary", async (request, reply) => {
    const actor = await actorOf(request);
    const { glossary } = shelf.catalogue;

    return sendToAll(reply, actor, <GlossaryPage actor={actor} glossary={glossary} />);
  });

  const text = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { number } = numberSchema.parse(request.params);
    const { rated } = textSchema.parse(request.query);
    const sent = await sendText(center, shelf, request, reply, number, {
      ...noRating,
      ...(rated ? { outcome: "thanks" } : {}),
    });
    if (request.method === "GET" && rated === undefined) shelf.countView(number);

    return sent;
  };
  app.get("/notices/:number", text);
  app.get("/help/:number", text);

  app.get("/search", async (request, reply) => {
    const { page, q } = searchSchema.parse(request.query);
    const shown = await shelf.shown(center.clock.now());
    const found = shelf.search.find(q, shown);
    const actor = await actorOf(request);

    return sendToAll(
      reply,
      actor,
      <SearchPage
        actor={actor}
        query={q}
        hits={found
          .slice((page - 1) * ON_PAGE, page * ON_PAGE)
          .map((document) => hitOf(document, q))}
        count={found.length}
        page={page}
        pages={Math.ceil(found.length / ON_PAGE)}
        suggestions={found.length === 0 ? shelf.search.suggest(q, SUGGESTIONS, shown) : []}
      />,
    );
  });
}

/** Looks no further than it must: there may be thousands. */
export function firstOf<T>(list: readonly T[], count: number, fits: (each: T) => boolean): T[] {
  const found: T[] = [];
  for (const each of list) {
    if (found.length === count) break;
    if (fits(each)) found.push(each);
  }

  return found;
}

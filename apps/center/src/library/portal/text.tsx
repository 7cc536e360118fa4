/** A notice or an article by its number, and what readers say of it. */
import { ProblemError, allowAttempt, newToken, readForm, seeOther } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { facilityActorOf } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { rate } from "../actions.ts";
import { articleHref } from "../rules/article.ts";
import { noticeHref, noticeState } from "../rules/notice.ts";
import { ratingLimit, ratingSchema } from "../rules/rating.ts";
import { sendToAll } from "../../shell/send-to-all.ts";
import type { Shelf } from "../shelf.ts";
import { ArticlePage } from "./article.tsx";
import { NoticePage } from "./notice.tsx";
import type { RatingState } from "./rating.tsx";

const READER_COOKIE = "madoguchi-reader";
const A_YEAR = 365 * 24 * 60 * 60;

const numberSchema = z.object({ number: z.string() });

/** @throws ProblemError `not-found` for a number that nothing has, or that has not appeared yet */
export async function sendText(
  center: Center,
  shelf: Shelf,
  request: FastifyRequest,
  reply: FastifyReply,
  number: string,
  rating: RatingState,
  status = 200,
): Promise<FastifyReply> {
  const now = center.clock.now();
  const notice = (await shelf.contents()).byNumber.get(number);
  const article = shelf.catalogue.byNumber.get(number);
  const actor = await facilityActorOf(center, request);
  if (article !== undefined) {
    const page = <ArticlePage actor={actor} article={article} shelf={shelf} rating={rating} />;

    return sendToAll(reply, actor, page, status);
  }
  if (notice === undefined || noticeState(notice, now) === "scheduled") {
    throw new ProblemError("not-found");
  }
  const instead = notice.replacedBy;
  if (instead !== null) {
    const after = shelf.catalogue.byNumber.get(instead);

    return reply.redirect(after ? articleHref(after) : noticeHref({ number: instead }), 301);
  }
  const page = <NoticePage actor={actor} shelf={shelf} now={now} notice={notice} rating={rating} />;

  return sendToAll(reply, actor, page, notice.withdrawnAt === null ? status : 410);
}

export function registerRatings(app: FastifyInstance, center: Center, shelf: Shelf): void {
  const secure = center.config.publicUrl.startsWith("https:");

  app.post("/library/:number/rating", async (request, reply) => {
    const { number } = numberSchema.parse(request.params);
    const href = await hrefOf(center, shelf, number);
    const form = readForm(ratingSchema, request.body);
    if (!form.ok) {
      return sendText(center, shelf, request, reply, number, form, 422);
    }
    if (!(await allowAttempt(center.db, center.clock, `rating ${request.ip}`, ratingLimit))) {
      const state = { values: form.values, errors: {}, outcome: "too-many" } as const;

      return sendText(center, shelf, request, reply, number, state, 429);
    }
    const actor = await facilityActorOf(center, request);
    const token = request.cookies[READER_COOKIE] ?? newToken();
    if (actor === null) {
      reply.setCookie(READER_COOKIE, token, {
        path: "/library",
        httpOnly: true,
        sameSite: "lax",
        secure,
        maxAge: A_YEAR,
      });
    }
    await rate(center, actor ?? { token }, number, form.value);
    await shelf.renew();

    return seeOther(reply, `${href}?rated=1#rating`);
  });
}

/** @throws ProblemError `not-found` for what cannot be rated */
async function hrefOf(center: Center, shelf: Shelf, number: string): Promise<string> {
  const article = shelf.catalogue.byNumber.get(number);
  if (article !== undefined) return articleHref(article);
  const notice = (await shelf.contents()).byNumber.get(number);
  if (notice === undefined || noticeState(notice, center.clock.now()) !== "published") {
    throw new ProblemError("not-found");
  }

  return noticeHref(notice);
}

/**
 * The token of a mailed link stands in an address once, when the link is opened. It moves into a cookie at once, so that no history,
 * no referrer and nobody who looks at the screen has it; our log holds paths only.
 */
import { seeOther } from "@madoguchi/platform";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ownCookie } from "./actions/own-cookie.ts";
import type { Center } from "../center.ts";

const COOKIE_MINUTES = 30;

const tokenSchema = z.object({ token: z.string().max(100).default("") });

type Page = (token: string, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** The page to which a mailed link leads. Its form posts the token. */
export function linkPage(center: Center, path: string, page: Page) {
  const { name, options } = ownCookie(center, "link");

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { token } = tokenSchema.parse(request.query);
    if (token !== "") {
      reply.setCookie(name, token, { ...options, maxAge: COOKIE_MINUTES * 60 });

      return seeOther(reply, path);
    }

    return page(request.cookies[name] ?? "", request, reply);
  };
}

export function postedToken(body: unknown): string {
  return tokenSchema.parse(body ?? {}).token;
}

/** Reading what an address names. */
import { ProblemError } from "@madoguchi/platform";
import type { FastifyRequest } from "fastify";
import { z } from "zod";

const paramsSchema = z.record(z.string(), z.string());

/** The `:id` of a route, or another id it names. @throws ProblemError `not-found` when it is no id at all */
export function idParam(request: FastifyRequest, name = "id"): string {
  const id = z.uuid().safeParse(paramsSchema.parse(request.params)[name]);
  if (!id.success) {
    throw new ProblemError("not-found");
  }

  return id.data;
}

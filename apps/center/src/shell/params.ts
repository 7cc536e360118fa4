/** Reading what an address names. */
import { ProblemError } from "@madoguchi/platform";
import type { FastifyRequest } from "fastify";
import { z } from "zod";

const idSchema = z.object({ id: z.uuid() });

/** The `:id` of a route. @throws ProblemError `not-found` when it is no id at all */
export function idParam(request: FastifyRequest): string {
  const params = idSchema.safeParse(request.params);
  if (!params.success) {
    throw new ProblemError("not-found");
  }

  return params.data.id;
}

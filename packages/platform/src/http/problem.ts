/** Throw one of these anywhere below a route of the API: the edge turns it into `application/problem+json`. */
import type { FeedProblemSlug, Problem, ProblemSlug } from "@madoguchi/contract";
import { feedProblem, isFeedProblemSlug, problem } from "@madoguchi/contract";
import type { z } from "zod";

export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(slug: ProblemSlug | FeedProblemSlug, extras?: Parameters<typeof problem>[1]) {
    super(slug);
    this.name = "ProblemError";
    this.problem = isFeedProblemSlug(slug) ? feedProblem(slug, extras) : problem(slug, extras);
  }
}

/** @throws ProblemError `invalid-request`, naming every refused member by its JSON pointer */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) {
    return parsed.data;
  }

  throw new ProblemError("invalid-request", {
    errors: parsed.error.issues.map((issue) => ({
      pointer: `/${issue.path.map(String).join("/")}`,
      detail: issue.message,
    })),
  });
}

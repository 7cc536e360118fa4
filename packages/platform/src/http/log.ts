/** What the log may hold of a request and of an error: methods, paths and places in the code; never queries, values or people. */
import type { FastifyRequest } from "fastify";
import { DatabaseError } from "pg";

type DescribedError = { readonly type: string; readonly message: string; readonly stack: string };

/** The path only: a query may hold what somebody searched for. */
export function describeRequest(request: FastifyRequest) {
  return { method: request.method, path: request.url.split("?", 1)[0] };
}

/** PostgreSQL quotes the row that it refused in message and detail, so of its errors only the rule is told. */
export function describeError(error: Error): DescribedError {
  const places = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));

  return {
    type: error.name,
    message:
      error instanceof DatabaseError
        ? ["SQLSTATE", error.code, error.table, error.constraint].filter(Boolean).join(" ")
        : error.message,
    stack: places.join("\n"),
  };
}

/** The HTTP server under every page and call: security headers, same-origin forms, one shape of failure. */
import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import multipart from "@fastify/multipart";
import type { Problem } from "@madoguchi/contract";
import Fastify from "fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ZodError } from "zod";
import { describeError, describeRequest } from "./log.ts";
import { ProblemError } from "./problem.ts";
import { newId } from "../ids.ts";

export type ServerOptions = {
  /** `debug` to `silent`. The log holds methods, paths and durations; never bodies, queries or people. */
  readonly logLevel: string;
  /** Further origins the reception page may open sockets to: its own agent on this machine. */
  readonly connectSources?: readonly string[];
  /** Whether people reach this server by https only; browsers are then told to keep to it. */
  readonly secure?: boolean;
  /** Addresses of the proxies in front, separated by commas: only their word is taken for whom they speak for. */
  readonly trustedProxies?: string | null;
  /** Renders a failure for a person; the API's callers get the problem itself. */
  readonly failurePage: (reply: FastifyReply, problem: Problem) => FastifyReply;
};

const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;
const MAX_UPLOADS = 5;

/** Five receipts of 10 MB over a slow line come through; who only holds the line does not. */
const PATIENCE_MS = 5 * 60_000;
/** Where files of some GB come. */
const LARGE_PATIENCE_MS = 3 * 60 * 60_000;

declare module "fastify" {
  interface FastifyContextConfig {
    /** The route takes files of any size, as a stream. */
    hasLargeBody?: boolean;
    /** The right to do it stands in the address, and no cookie counts: whoever may send it. */
    takesForeignForms?: boolean;
  }

  interface FastifyRequest {
    /** The body's bytes as they came, for the terminal's signature. Set on JSON requests. */
    rawBody: Uint8Array<ArrayBuffer> | null;
  }
}

export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: {
      level: options.logLevel,
      serializers: { req: describeRequest, err: describeError },
    },
    genReqId: newId,
    trustProxy: options.trustedProxies ?? false,
    requestTimeout: LARGE_PATIENCE_MS,
    bodyLimit: 256 * 1024,
  });
  app.decorateRequest("rawBody", null);
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, parseJson);
  await app.register(cookie);
  await app.register(formbody);
  await app.register(multipart, {
    limits: { fileSize: MAX_UPLOAD_BYTES, files: MAX_UPLOADS, fields: 300, fieldSize: 20_000 },
  });
  const policy = contentSecurityPolicy(options.connectSources ?? []);
  app.addHook("onRequest", async (request, reply) => {
    reply.headers({
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "permissions-policy": "camera=(self), geolocation=(), microphone=()",
    });
    if (options.secure) {
      reply.header("strict-transport-security", "max-age=31536000");
    }
    refuseForeignForm(request);
    endImpatiently(request);
  });
  app.addHook("preValidation", async ({ rawBody, body }) => {
    if (rawBody === null) refuseUnstorableForm(body);
  });
  app.setNotFoundHandler((request, reply) =>
    fail(options, request, reply, new ProblemError("not-found").problem),
  );
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof ProblemError) {
      return fail(options, request, reply, error.problem);
    }
    if (error instanceof ZodError || isClientError(error)) {
      return fail(options, request, reply, new ProblemError("invalid-request").problem);
    }
    request.log.error({ err: error }, "unexpected");

    return fail(
      options,
      request,
      reply,
      new ProblemError("unexpected", { instance: request.id }).problem,
    );
  });

  return app;
}

function contentSecurityPolicy(connectSources: readonly string[]): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connectSources].join(" ")}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** A body that does not come to its end in time is not waited for. */
function endImpatiently({ raw, method, routeOptions }: FastifyRequest): void {
  if (SAFE_METHODS.has(method)) return;
  const patience = routeOptions.config.hasLargeBody === true ? LARGE_PATIENCE_MS : PATIENCE_MS;
  const timer = setTimeout(() => raw.destroy(), patience).unref();
  raw.once("close", () => clearTimeout(timer));
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Cross-site request forgery: a form of another site carries our cookie but not our origin.
 * Every browser sends one of the two headers with a POST, so a request with neither is refused too.
 * The terminal API has no cookies and signs its requests instead; a one-click link brings its right along.
 */
function refuseForeignForm(request: FastifyRequest): void {
  const { takesForeignForms = false } = request.routeOptions.config;
  if (SAFE_METHODS.has(request.method) || isApi(request) || takesForeignForms) {
    return;
  }
  const site = request.headers["sec-fetch-site"];
  const origin = request.headers.origin;
  const own =
    site === undefined
      ? origin !== undefined &&
        URL.canParse(origin) &&
        new URL(origin).host === request.headers.host
      : site === "same-origin";
  if (!own) {
    throw new ProblemError("invalid-request", {
      detail: "ほかのサイトから送られた操作のため、受け付けませんでした。",
    });
  }
}

function parseJson(
  request: FastifyRequest,
  body: string | Buffer,
  done: (error: Error | null, value?: unknown) => void,
): void {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : new Uint8Array(body);
  request.rawBody = bytes;
  try {
    done(null, bytes.length === 0 ? undefined : parseStorable(utf8.decode(bytes)));
  } catch {
    done(new ProblemError("invalid-request"));
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** No keyboard types what PostgreSQL cannot keep in a text: U+0000 and halves of surrogate pairs. */
function isStorable(value: unknown): boolean {
  return typeof value !== "string" || (!value.includes("\0") && value.isWellFormed());
}

/**
 * What is not storable stands in valid JSON as an escape only, and what is nested too deep begins with brackets. A call of a
 * check has neither, and need not be walked through.
 */
function parseStorable(text: string): unknown {
  const isFlat = text.indexOf("{", 1) < 0 && !text.includes("[");

  return isFlat && !text.includes(String.raw`\u`) ? JSON.parse(text) : JSON.parse(text, storable);
}

function storable(_name: string, value: unknown): unknown {
  if (!isStorable(value)) {
    throw new ProblemError("invalid-request");
  }

  return value;
}

function refuseUnstorableForm(body: unknown): void {
  const fields: unknown[] =
    typeof body === "object" && body !== null ? Object.values(body).flat() : [];
  if (!fields.every(isStorable)) {
    throw new ProblemError("invalid-request");
  }
}

/** 4xx errors that Fastify itself raises (too large, unknown media type, malformed form). */
function isClientError(error: unknown): boolean {
  return (
    error instanceof Error &&
    "statusCode" in error &&
    typeof error.statusCode === "number" &&
    error.statusCode >= 400 &&
    error.statusCode < 500
  );
}

function fail(
  options: ServerOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
): FastifyReply {
  return isApi(request)
    ? reply
        .code(problem.status)
        .header("cache-control", "no-store")
        .type("application/problem+json")
        .send(JSON.stringify(problem))
    : options.failurePage(reply, problem);
}

/** A call of a terminal or of an insurer's system: nobody sees a page. */
export function isApi(request: FastifyRequest): boolean {
  return request.url.startsWith("/api/");
}

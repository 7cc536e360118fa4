/** What insurers' own systems call: a file sent by its raw body, and what became of it. */
import { Readable } from "node:stream";
import {
  feedEndpoints,
  feedOrderSchema,
  feedSchema,
  idempotencyKeySchema,
} from "@madoguchi/contract";
import type { FeedStatus } from "@madoguchi/contract";
import { tokyoToday } from "@madoguchi/notation";
import {
  allowAttempt,
  ProblemError,
  transaction,
  writeProblems,
  sendCsvBytes,
} from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { audit } from "../audit/index.ts";
import type { Center } from "../center.ts";
import { deliverFeed, receiveFile } from "./actions/deliver-feed.ts";
import { useInsurerKey } from "./actions/insurer-keys.ts";
import { reasonWords } from "./delivery-words.ts";
import { hasContract } from "./rules/registry.ts";
import { findDelivery, problemsOf } from "./store/deliveries.ts";
import type { Delivery } from "./store/deliveries.ts";
import { findInsurer } from "./store/insurers.ts";
import type { InsurerKey } from "./store/insurer-keys.ts";

const limits = {
  sendings: { attempts: 60, seconds: 60 * 60 },
  questions: { attempts: 600, seconds: 10 * 60 },
  // Keys cannot be guessed; each try costs us a row of audit.
  wrongKeys: { attempts: 100, seconds: 15 * 60 },
} as const;

const idSchema = z.object({ id: z.uuid().nullable().catch(null) });

const TYPES = [
  "text/csv",
  "application/x-ndjson",
  "application/gzip",
  "application/octet-stream",
] as const;

export function registerFeedApi(app: FastifyInstance, center: Center): void {
  void app.register(async (scope) => {
    scope.addContentTypeParser([...TYPES], (_request, payload, done) => done(null, payload));
    scope.setErrorHandler((error, _request, _reply) => {
      const isType =
        error instanceof Error &&
        "code" in error &&
        error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE";
      throw isType ? new ProblemError("feed-type-unknown") : error;
    });

    scope.post(
      feedEndpoints.send.path,
      { config: { hasLargeBody: true } },
      async (request, reply) => {
        const key = await keyOf(center, request, "sendings");

        return send(center, key, request, reply);
      },
    );

    scope.get(feedEndpoints.status.path, async (request, reply) => {
      const key = await keyOf(center, request, "questions");

      return answer(reply, await ownDelivery(center, key, request));
    });

    scope.get(feedEndpoints.problems.path, async (request, reply) => {
      const key = await keyOf(center, request, "questions");
      const delivery = await ownDelivery(center, key, request);
      const problems = await problemsOf(center.db, delivery.id, delivery.problemCount);
      await transaction(center.db, (tx) =>
        audit(tx, center.clock, {
          action: "feed.problems-read",
          actor: { kind: "system", id: `insurer-key:${key.id}` },
          facilityId: null,
          subject: { kind: "insurer", id: delivery.insurerNumber },
          detail: { delivery: delivery.id },
        }),
      );

      return sendCsvBytes(reply, "誤りの一覧.csv", writeProblems(problems));
    });
  });
}

async function send(
  center: Center,
  key: InsurerKey,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { mode, dryRun, name } = read(feedOrderSchema, request.query);
  const { "idempotency-key": idempotencyKey, "content-encoding": encoding } = request.headers;
  if (encoding !== undefined && encoding !== "gzip" && encoding !== "identity") {
    throw new ProblemError("feed-type-unknown");
  }
  const insurer = await findInsurer(center.db, key.insurerNumber);
  if (!insurer || !hasContract(insurer, tokyoToday(center.clock))) {
    throw new ProblemError("feed-without-contract");
  }
  const order = {
    insurerNumber: key.insurerNumber,
    mode,
    isDryRun: dryRun === "true",
    fileName: name,
    idempotencyKey:
      idempotencyKey === undefined ? null : read(idempotencyKeySchema, idempotencyKey),
  };
  if (!(request.body instanceof Readable)) throw new ProblemError("feed-type-unknown");
  const file = await receiveFile(center, request.body);
  if (file === null) {
    // The rest is not read.
    void reply.header("connection", "close");
    throw new ProblemError("feed-too-large");
  }
  const result = await deliverFeed(center, { kind: "insurer", id: key.id }, file, order);
  if (result.kind === "key-reused") throw new ProblemError("feed-idempotency-key-reused");

  return answer(reply.code(202), result.delivery);
}

/** @throws ProblemError that names what is wrong */
function read<S extends z.ZodType>(schema: S, given: unknown): z.infer<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ProblemError("feed-request-invalid", {
    errors: parsed.error.issues.map((issue) => ({
      pointer: `/${issue.path.map(String).join("/")}`,
      detail: issue.message,
    })),
  });
}

/** @throws ProblemError */
async function keyOf(
  center: Center,
  request: FastifyRequest,
  use: "sendings" | "questions",
): Promise<InsurerKey> {
  const [, text] = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? "") ?? [];
  if (text === undefined) throw new ProblemError("feed-key-missing");
  const key = await useInsurerKey(center, text, () =>
    allowAttempt(center.db, center.clock, `insurer-key:${request.ip}`, limits.wrongKeys),
  );
  if (key === "too-many") throw new ProblemError("feed-too-often");
  if (key === undefined) throw new ProblemError("feed-key-unknown");
  if (!(await allowAttempt(center.db, center.clock, `${use}:${key.id}`, limits[use]))) {
    throw new ProblemError("feed-too-often");
  }

  return key;
}

/** Only the insurer's own, and only what was sent with this key. */
async function ownDelivery(
  center: Center,
  key: InsurerKey,
  request: FastifyRequest,
): Promise<Delivery> {
  const { id } = idSchema.parse(request.params);
  const delivery = id === null ? undefined : await findDelivery(center.db, id);
  if (!delivery || delivery.senderKind !== "insurer" || delivery.senderId !== key.id) {
    throw new ProblemError("feed-not-found");
  }

  return delivery;
}

function answer(reply: FastifyReply, delivery: Delivery): FastifyReply {
  const statusUrl = feedEndpoints.status.path.replace(":id", delivery.id);
  const status: FeedStatus = feedSchema.parse({
    feedId: delivery.id,
    insurerNumber: delivery.insurerNumber,
    mode: delivery.mode,
    dryRun: delivery.isDryRun,
    receivedAt: delivery.receivedAt.toString(),
    state: delivery.state,
    reason: reasonWords(delivery),
    progress: {
      step: delivery.step,
      bytes: delivery.bytesRead,
      totalBytes: delivery.bytes,
      lines: delivery.linesRead,
    },
    counts: delivery.counts,
    problemCount: delivery.problemCount,
    statusUrl,
    problemsUrl: `${statusUrl}/problems`,
  });

  return reply.header("cache-control", "no-store").header("location", statusUrl).send(status);
}

/** Receipts sent in parts by the page's script: what it is told after each. */
import { ProblemError, formValues, readFileName } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { asFacilityWith } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { idParam } from "../../shell/params.ts";
import { receivePart, startUpload } from "../actions/uploads.ts";
import type { PartResult } from "../actions/uploads.ts";
import { paperOfField } from "../paper-fields.ts";
import { recordOfRequest } from "../request.ts";
import {
  MAXIMUM_RECEIPT_BYTES,
  PART_BYTES,
  uploadProblemText,
  uploadProblemWords,
} from "../rules/receipts.ts";

const announcementSchema = z.object({
  /** Of the field in the form, which says what paper it is. */
  field: z.string().default("").transform(paperOfField),
  name: z.string().transform(readFileName),
  size: z.coerce.number().int().positive().max(MAXIMUM_RECEIPT_BYTES),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const fromSchema = z.object({ from: z.coerce.number().int().min(0).max(MAXIMUM_RECEIPT_BYTES) });

const NOT_NOW = "いまは変えられない申請です。画面を読み込み直してください。";

export function registerUploads(app: FastifyInstance, center: Center): void {
  app.post(
    "/grants/:id/uploads",
    asFacilityWith(center, { right: "money" }, async (actor, request, reply) => {
      const { application } = await recordOfRequest(center, request, actor);
      const { field, name, size, sha256 } = announcementSchema.parse(formValues(request.body));
      const file = { paper: field, fileName: name || "書類", sizeBytes: size, sha256 };
      const result = await startUpload(center, actor, application.id, file);
      switch (result.kind) {
        case "started": {
          const { id, receivedBytes } = result.upload;

          return answer(reply, 200, { id, received: receivedBytes });
        }
        case "not-found":
          throw new ProblemError("not-found");
        case "too-many":
          return answer(reply, 409, { problem: uploadProblemWords("too-many") });
        default:
          return answer(reply, 409, { problem: NOT_NOW });
      }
    }),
  );

  void app.register(async (scope) => {
    scope.addContentTypeParser(
      "application/octet-stream",
      { parseAs: "buffer", bodyLimit: PART_BYTES },
      (_request, body, done) => done(null, body),
    );
    scope.post(
      "/grants/:id/uploads/:uploadId",
      asFacilityWith(center, { right: "money" }, async (actor, request, reply) => {
        // Who does not say where asks how far it came.
        const { from } = fromSchema.catch({ from: -1 }).parse(request.query);
        const part = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const place = { applicationId: idParam(request), id: idParam(request, "uploadId"), from };

        return answerPart(reply, await receivePart(center, actor, place, part));
      }),
    );
  });
}

function answerPart(reply: FastifyReply, part: PartResult): FastifyReply {
  switch (part.kind) {
    case "not-found":
      throw new ProblemError("not-found");
    case "received":
      return answer(reply, 200, { received: part.receivedBytes });
    case "mismatch":
      return answer(reply, 409, {
        problem: "途中で内容が変わったため、受け取れませんでした。もう一度選んでください。",
      });
    case "whole":
      break;
  }
  const { result } = part;
  if (result.kind !== "taken") {
    return answer(reply, 409, { problem: NOT_NOW });
  }
  const [problem] = result.problems;

  return problem
    ? answer(reply, 422, { problem: uploadProblemText(problem) })
    : answer(reply, 200, { done: true });
}

type Answer =
  | { readonly id?: string; readonly received: number }
  | { readonly done: true }
  | { readonly problem: string };

function answer(reply: FastifyReply, status: number, body: Answer): FastifyReply {
  return reply.code(status).header("cache-control", "no-store").send(body);
}

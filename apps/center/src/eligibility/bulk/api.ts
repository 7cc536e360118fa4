/** 一括照会 by a terminal or the site's own software: signed as every call of a terminal is. */
import { Readable } from "node:stream";
import { BULK_MEDIA_TYPES, bulkHeadersSchema, bulkPath } from "@madoguchi/contract";
import type { BulkReceipt, BulkStatus } from "@madoguchi/contract";
import { parseReceiptNumber, tokyoDate } from "@madoguchi/notation";
import { ProblemError, parseBody } from "@madoguchi/platform";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Center } from "../../center.ts";
import { verifyTerminal, verifyUpload } from "../../terminals/index.ts";
import { acceptBulkInquiry } from "./actions/accept.ts";
import { fetchFile } from "./actions/keep.ts";
import { MAXIMUM_BYTES, hasFile, keptUntil } from "./rules.ts";
import type { BulkFile } from "./rules.ts";
import { findByReceipt } from "./store.ts";
import type { BulkInquiry } from "./store.ts";

const fileParams = z.object({ receiptNumber: z.string(), file: z.enum(["result", "errors"]) });

export async function registerBulkApi(app: FastifyInstance, center: Center): Promise<void> {
  await app.register(async (scope) => {
    // The bytes go to the file store as they come.
    scope.addContentTypeParser(
      [...BULK_MEDIA_TYPES],
      { bodyLimit: MAXIMUM_BYTES + 1 },
      (_request, payload, done) => done(null, payload),
    );

    scope.post(bulkPath, async (request, reply) => {
      const { actor, isAsSigned } = await verifyUpload(center, request);
      const headers = parseBody(bulkHeadersSchema, request.headers);
      if (!(request.body instanceof Readable)) throw new ProblemError("bulk-file-empty");
      const result = await acceptBulkInquiry(center, actor, {
        purpose: headers["inquiry-purpose"],
        source: request.body,
        isAsSigned,
      });
      if (result.kind !== "accepted") throw new ProblemError(result.kind);
      const { receiptNumber } = result;
      const receipt: BulkReceipt = { receiptNumber, statusUrl: `${bulkPath}/${receiptNumber}` };

      return reply.code(202).header("cache-control", "no-store").send(receipt);
    });
  });

  app.get(`${bulkPath}/:receiptNumber`, async (request, reply) => {
    const { facilityId } = await verifyTerminal(center, request);
    const inquiry = await inquiryOf(center, facilityId, request);

    return reply.header("cache-control", "no-store").send(statusOf(inquiry));
  });

  app.get(`${bulkPath}/:receiptNumber/:file`, async (request, reply) => {
    const actor = await verifyTerminal(center, request);
    const params = fileParams.safeParse(request.params);
    if (!params.success) throw new ProblemError("not-found");
    const inquiry = await inquiryOf(center, actor.facilityId, request);
    const file = await fetchFile(center, actor, inquiry, params.data.file);
    if (!file) throw new ProblemError("bulk-no-file");

    return reply.header("cache-control", "no-store").type("text/csv").send(Readable.from(file));
  });
}

/** @throws ProblemError `bulk-unknown` also for another facility's */
export async function inquiryOf(
  center: Center,
  facilityId: string,
  request: FastifyRequest,
): Promise<BulkInquiry> {
  const { receiptNumber } = z.object({ receiptNumber: z.string() }).parse(request.params);
  const parsed = parseReceiptNumber(receiptNumber);
  const inquiry = parsed.ok && (await findByReceipt(center.db, facilityId, parsed.value));
  if (!inquiry) throw new ProblemError("bulk-unknown");

  return inquiry;
}

function statusOf(inquiry: BulkInquiry): BulkStatus {
  const { receiptNumber, acceptedAt, finishedAt } = inquiry;
  const urlOf = (file: BulkFile) =>
    hasFile(inquiry, file) ? `${bulkPath}/${receiptNumber}/${file}` : null;

  return {
    receiptNumber,
    state: inquiry.state,
    purpose: inquiry.purpose,
    asOf: inquiry.asOf.toString(),
    acceptedAt: acceptedAt.toString(),
    finishedAt: finishedAt?.toString() ?? null,
    progress: {
      bytesDone: inquiry.bytesDone,
      bytesTotal: inquiry.bytesTotal,
      linesDone: inquiry.linesDone,
    },
    counts: inquiry.counts,
    resultUrl: urlOf("result"),
    errorsUrl: urlOf("errors"),
    keptUntil: keptUntil(tokyoDate(acceptedAt)).toString(),
  };
}

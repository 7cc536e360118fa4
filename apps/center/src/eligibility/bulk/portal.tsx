/** 「一括照会」: a file of examinees in, and the earlier ones with their state. Works without JavaScript. */
import { Readable } from "node:stream";
import { bulkPurposes, isProblemSlug, problemKinds } from "@madoguchi/contract";
import {
  ProblemError,
  choiceField,
  consentField,
  contentDisposition,
  readForm,
  seeOther,
  sendPage,
  writeCsv,
} from "@madoguchi/platform";
import type { FormValues } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { asFacilityWith } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { emptyForm } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { acceptBulkInquiry, whyNot } from "./actions/accept.ts";
import type { AcceptResult } from "./actions/accept.ts";
import { fetchFile } from "./actions/keep.ts";
import { inquiryOf } from "./api.ts";
import { templateRows } from "./columns.ts";
import { BulkListPage, NotAllowedPage } from "./portal/list.tsx";
import { BulkStatusPage } from "./portal/status.tsx";
import { MAXIMUM_BYTES } from "./rules.ts";
import type { BulkFile } from "./rules.ts";
import { bulkInquiriesOf } from "./store.ts";

const LISTED = 50;

const formSchema = z.object({
  purpose: choiceField("照会の目的", bulkPurposes),
  basis: consentField("契約と申込みにもとづく確認であることを確かめて、チェックを入れてください。"),
});

export function registerBulkPages(app: FastifyInstance, center: Center): void {
  app.get(
    "/bulk-inquiries",
    asFacilityWith(center, { right: "inquire" }, (actor, _request, reply) =>
      sendList(center, actor, reply, emptyForm),
    ),
  );

  app.post(
    "/bulk-inquiries",
    asFacilityWith(center, { right: "inquire" }, async (actor, request, reply) => {
      const { form, result } = await readUpload(center, actor, request);
      if (!form.ok) return sendList(center, actor, reply, form, 422);
      if (result?.kind === "accepted") {
        return seeOther(reply, `/bulk-inquiries/${result.receiptNumber}`);
      }
      if (result?.kind === "bulk-not-allowed") throw new ProblemError(result.kind);
      const errors = { file: refusalWords(result) };

      return sendList(center, actor, reply, { values: form.values, errors }, 422);
    }),
  );

  app.get(
    "/bulk-inquiries/template.csv",
    asFacilityWith(center, { right: "inquire" }, async (_actor, _request, reply) =>
      sendCsv(
        reply,
        "一括照会_記入例.csv",
        writeCsv(templateRows, { encoding: "utf-8", formulas: "escaped" }),
      ),
    ),
  );

  app.get(
    "/bulk-inquiries/:receiptNumber",
    asFacilityWith(center, { right: "inquire" }, async (actor, request, reply) => {
      const inquiry = await inquiryOf(center, actor.facilityId, request);

      return sendPage(
        reply,
        <BulkStatusPage actor={actor} inquiry={inquiry} now={center.clock.now()} />,
      );
    }),
  );

  for (const file of ["result", "errors"] as const) {
    app.get(
      `/bulk-inquiries/:receiptNumber/${file}.csv`,
      asFacilityWith(center, { right: "inquire" }, async (actor, request, reply) => {
        const inquiry = await inquiryOf(center, actor.facilityId, request);
        const bytes = await fetchFile(center, actor, inquiry, file);
        if (!bytes) throw new ProblemError("bulk-no-file");

        return sendCsv(reply, `${fileNames[file]}_${inquiry.receiptNumber}.csv`, bytes);
      }),
    );
  }
}

const fileNames = {
  result: "一括照会_結果",
  errors: "一括照会_直しが要る行",
} as const satisfies Record<BulkFile, string>;

/** What is stated comes before the file, so that no file is kept of somebody who states nothing. */
async function readUpload(center: Center, actor: FacilityActor, request: FastifyRequest) {
  const values: Record<string, string> = {};
  const readFields = () => readForm(formSchema, values satisfies FormValues);
  let result: AcceptResult | undefined;
  if (request.isMultipart()) {
    // One byte more than is allowed shows that there was more.
    const limits = { files: 1, fileSize: MAXIMUM_BYTES + 1 };
    for await (const part of request.parts({ limits })) {
      if (part.type === "field") {
        if (typeof part.value === "string") values[part.fieldname] = part.value;
        continue;
      }
      const form = readFields();
      if (!form.ok) part.file.resume();
      else {
        const { purpose } = form.value;
        const sent = { purpose, source: part.file, isAsSigned: null };
        result = await acceptBulkInquiry(center, actor, sent);
        part.file.resume();
      }
    }
  }

  return { form: readFields(), result };
}

function refusalWords(result: AcceptResult | undefined): string {
  const kind = result?.kind ?? "";
  // A form without a chosen file still carries an empty one.
  if (kind === "bulk-file-empty" || !isProblemSlug(kind)) {
    return "受診者のファイルが選ばれていないか、空です。ファイルを選んでください。";
  }
  const { cause, nextStep } = problemKinds[kind];

  return `${cause}${nextStep}`;
}

async function sendList(
  center: Center,
  actor: FacilityActor,
  reply: FastifyReply,
  state: FormState,
  status = 200,
): Promise<FastifyReply> {
  const refusal = await whyNot(center, actor.facilityId);
  if (refusal === "bulk-not-allowed") {
    return sendPage(reply, <NotAllowedPage actor={actor} />, 403);
  }
  const inquiries = await bulkInquiriesOf(center.db, actor.facilityId, LISTED);

  return sendPage(
    reply,
    <BulkListPage
      actor={actor}
      inquiries={inquiries}
      isWaiting={refusal === "bulk-waiting"}
      state={state}
    />,
    status,
  );
}

function sendCsv(
  reply: FastifyReply,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): FastifyReply {
  return reply
    .type("text/csv")
    .header("content-disposition", contentDisposition("attachment", name))
    .header("cache-control", "private, no-store")
    .send(Readable.from(bytes));
}

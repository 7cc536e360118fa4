/** Step 2: receipts, several at once, each judged by its content. */
import { ProblemError, readFileName, seeOther, sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  EmptyState,
  FileField,
  Form,
  LinkButton,
  Notice,
  Section,
  Table,
  VisuallyHidden,
} from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Temporal } from "temporal-polyfill";
import { asFacilityWith } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { idParam } from "../../shell/params.ts";
import { addReceipts, removeReceipt, turnReceipt } from "../actions/receipts.ts";
import type { Upload } from "../actions/receipts.ts";
import { takeReading } from "../actions/readings.ts";
import { sendReceipt, sendReceiptPreview } from "../receipt-file.ts";
import type { GrantRecord } from "../record.ts";
import { can } from "../rules/application.ts";
import {
  MAXIMUM_RECEIPT_BYTES,
  MAXIMUM_RECEIPTS,
  PART_BYTES,
  RECEIPT_ACCEPT,
  uploadProblemText,
} from "../rules/receipts.ts";
import { isEmpty, proposalText } from "../rules/reading.ts";
import { ReceiptTable } from "../show.tsx";
import { readingsOf } from "../store/readings.ts";
import type { Readings } from "../store/readings.ts";
import { findReceipt } from "../store/receipts.ts";
import type { Receipt } from "../store/receipts.ts";
import { StepPage } from "./frame.tsx";
import { recordOfRequest } from "../request.ts";
import { sendLate } from "./status.tsx";

export function registerReceiptsStep(app: FastifyInstance, center: Center): void {
  app.get(
    "/grants/:id/receipts",
    asFacilityWith(center, { right: "money" }, async (actor, request, reply) => {
      const record = await recordOfRequest(center, request, actor);
      const now = center.clock.now();

      return can.edit(record.standing, now) === true
        ? sendReceipts(reply, center, actor, record)
        : seeOther(reply, `/grants/${record.application.id}`);
    }),
  );

  app.post(
    "/grants/:id/receipts",
    asFacilityWith(center, { right: "money" }, async (actor, request, reply) => {
      const id = idParam(request);
      const result = await addReceipts(center, actor, id, uploadsOf(request));
      const record = await recordOfRequest(center, request, actor);
      if (result.kind !== "taken") {
        return sendLate(reply, center, actor, record);
      }
      const nothing = result.count === 0 && result.problems.length === 0;
      const messages = nothing
        ? ["ファイルが選ばれていません。領収書のファイルを選んでから押してください。"]
        : result.problems.map(uploadProblemText);

      return messages.length === 0
        ? seeOther(reply, `/grants/${id}/receipts`)
        : sendReceipts(reply, center, actor, record, { messages, taken: result.count });
    }),
  );

  app.post(
    "/grants/:id/receipts/:receiptId/remove",
    asFacilityWith(center, { right: "money" }, async (actor, request, reply) => {
      const id = idParam(request);
      const receiptId = idParam(request, "receiptId");
      const record = await recordOfRequest(center, request, actor);
      const result = await removeReceipt(center, actor, id, receiptId);
      if (result === "not-found") {
        throw new ProblemError("not-found");
      }

      return result === "removed"
        ? seeOther(reply, `/grants/${id}/receipts`)
        : sendLate(reply, center, actor, record);
    }),
  );

  app.post(
    "/grants/:id/receipts/:receiptId/take",
    asFacilityWith(center, { right: "money" }, async (actor, request, reply) => {
      const id = idParam(request);
      const record = await recordOfRequest(center, request, actor);
      const result = await takeReading(center, actor, id, idParam(request, "receiptId"));
      switch (result.kind) {
        case "taken":
          return seeOther(reply, `/grants/${id}/costs#lines-${result.row}`);
        case "not-found":
          throw new ProblemError("not-found");
        case "no-room":
          return sendReceipts(reply, center, actor, record, {
            messages: [
              "費用の内訳に空いた行がありません。要らない行を空にしてから押してください。",
            ],
          });
        default:
          return sendLate(reply, center, actor, record);
      }
    }),
  );

  app.post(
    "/grants/:id/receipts/:receiptId/turn",
    asFacilityWith(center, { right: "money" }, async (actor, request, reply) => {
      const id = idParam(request);
      const receiptId = idParam(request, "receiptId");
      const record = await recordOfRequest(center, request, actor);
      const result = await turnReceipt(center, actor, id, receiptId);
      if (result === "not-found") {
        throw new ProblemError("not-found");
      }

      return result === "turned"
        ? seeOther(reply, `/grants/${id}/receipts#files`)
        : sendLate(reply, center, actor, record);
    }),
  );

  app.get(
    "/grants/:id/receipts/:receiptId/preview",
    asFacilityWith(center, { right: "money" }, async (actor, request, reply) => {
      const { application } = await recordOfRequest(center, request, actor);
      const receipt = await findReceipt(center.db, application.id, idParam(request, "receiptId"));
      const sent = receipt ? await sendReceiptPreview(center, reply, receipt) : null;
      if (!sent) {
        throw new ProblemError("not-found");
      }

      return sent;
    }),
  );

  app.get(
    "/grants/:id/receipts/:receiptId",
    asFacilityWith(center, { right: "money" }, async (actor, request, reply) => {
      const record = await recordOfRequest(center, request, actor);
      const receipt = await findReceipt(
        center.db,
        record.application.id,
        idParam(request, "receiptId"),
      );
      if (!receipt) {
        throw new ProblemError("not-found");
      }

      return sendReceipt(center, reply, receipt);
    }),
  );
}

async function sendReceipts(
  reply: FastifyReply,
  center: Center,
  actor: FacilityActor,
  record: GrantRecord,
  outcome: { readonly messages: readonly string[]; readonly taken?: number } = { messages: [] },
): Promise<FastifyReply> {
  const readings = await readingsOf(center.db, record.receipts);
  const now = center.clock.now();

  return sendPage(
    reply,
    <ReceiptsPage actor={actor} record={record} now={now} readings={readings} {...outcome} />,
    outcome.messages.length === 0 ? 200 : 422,
  );
}

/** One file at a time in memory; a file beyond the limit is cut off and reported, the others go on. */
async function* uploadsOf(request: FastifyRequest): AsyncGenerator<Upload> {
  if (!request.isMultipart()) {
    return;
  }
  const files = request.files({
    throwFileSizeLimit: false,
    limits: { files: MAXIMUM_RECEIPTS, fileSize: MAXIMUM_RECEIPT_BYTES },
  });
  for await (const part of files) {
    const bytes = await part.toBuffer();
    // A form sent without a chosen file still carries one, without content and, whatever the type says, without name.
    const fileName = readFileName(part.filename);
    if (fileName !== "" || bytes.length > 0) {
      yield { fileName: fileName || "領収書", bytes: part.file.truncated ? null : bytes };
    }
  }
}

type ReceiptsPageProps = {
  readonly actor: FacilityActor;
  readonly record: GrantRecord;
  readonly now: Temporal.Instant;
  readonly readings: Readings;
  readonly messages: readonly string[];
  readonly taken?: number;
};

function ReceiptsPage(props: ReceiptsPageProps) {
  const { actor, record, now, readings, messages, taken = 0 } = props;
  const { application, receipts } = record;
  const base = `/grants/${application.id}`;

  return (
    <StepPage
      actor={actor}
      record={record}
      now={now}
      step="receipts"
      lead="領収書の写しを追加します。スマートフォンで撮った写真でも構いません。"
      errors={messages.map((message) => ({ name: "receipts", message }))}
    >
      {taken > 0 && (
        <Notice tone="success" title={`ほかの${taken}個は追加しました`}>
          <p>追加できなかったものだけを選び直してください。</p>
        </Notice>
      )}
      <Form action={`${base}/receipts`} upload parts={{ to: `${base}/uploads`, bytes: PART_BYTES }}>
        <FileField
          name="receipts"
          label="領収書のファイル"
          help={`PDF、または写真（JPEG・PNG・HEIC）。1つ10MBまで、全部で${MAXIMUM_RECEIPTS}個まで。一度にいくつも選べます。宛名、日付、金額、購入先が読めるものを選んでください。`}
          accept={RECEIPT_ACCEPT}
          multiple
          maxBytes={MAXIMUM_RECEIPT_BYTES}
          required={receipts.length === 0}
          {...(messages.length > 0
            ? { error: "追加できなかったファイルがあります。上のお知らせを確かめてください。" }
            : {})}
        />
        <ButtonRow>
          <Button variant={receipts.length === 0 ? "primary" : "secondary"}>
            選んだファイルを追加する
          </Button>
        </ButtonRow>
      </Form>
      <Section heading={`追加した領収書　${receipts.length}個`} id="files">
        {receipts.length === 0 ? (
          <EmptyState title="領収書はまだありません" />
        ) : (
          <ReceiptTable
            receipts={receipts}
            base={base}
            action={(receipt) => <ReceiptActions receipt={receipt} base={base} />}
          />
        )}
      </Section>
      <ReadingList record={record} readings={readings} />
      <ButtonRow>
        {receipts.length > 0 && <LinkButton href={`${base}/account`}>次へ</LinkButton>}
        <LinkButton href={`${base}/costs`} variant="secondary">
          前へ
        </LinkButton>
        {receipts.length === 0 && (
          <LinkButton href={`${base}/account`} variant="secondary">
            あとで追加して次へ
          </LinkButton>
        )}
      </ButtonRow>
    </StepPage>
  );
}

function ReceiptActions({ receipt, base }: { receipt: Receipt; base: string }) {
  const { id, fileName, previewHash } = receipt;

  return (
    <>
      {previewHash !== null && (
        <Form action={`${base}/receipts/${id}/turn`}>
          <Button variant="quiet">
            右に回す<VisuallyHidden>：{fileName}</VisuallyHidden>
          </Button>
        </Form>
      )}
      <Form action={`${base}/receipts/${id}/remove`}>
        <Button variant="quiet">
          取り除く<VisuallyHidden>：{fileName}</VisuallyHidden>
        </Button>
      </Form>
    </>
  );
}

/** What a machine read, to be taken over or not; nothing where no machine reads. */
function ReadingList({ record, readings }: Pick<ReceiptsPageProps, "record" | "readings">) {
  const read = record.receipts.flatMap((receipt) => {
    const proposal = readings.get(receipt.id);

    return proposal && !isEmpty(proposal) ? [{ receipt, proposal }] : [];
  });
  if (read.length === 0) return null;

  return (
    <Section heading="写真から読み取った内容" id="readings">
      <p>機械が読み取ったため、間違いがあります。使うときは、費用の内訳で直してください。</p>
      <Table
        caption="写真から読み取った内容"
        hideCaption
        columns={[
          {
            key: "file",
            header: "ファイル",
            rowHeader: true,
            cell: ({ receipt }) => receipt.fileName,
          },
          { key: "text", header: "読み取った内容", cell: ({ proposal }) => proposalText(proposal) },
          {
            key: "action",
            header: "操作",
            cell: ({ receipt: { id, fileName } }) => (
              <Form action={`/grants/${record.application.id}/receipts/${id}/take`}>
                <Button variant="secondary">
                  費用の内訳に入れる<VisuallyHidden>：{fileName}</VisuallyHidden>
                </Button>
              </Form>
            ),
          },
        ]}
        rows={read}
        rowKey={({ receipt }) => receipt.id}
      />
    </Section>
  );
}

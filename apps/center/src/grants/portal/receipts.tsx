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
import { fieldOfPaper, paperOfField } from "../paper-fields.ts";
import { sendReceipt, sendReceiptPreview } from "../receipt-file.ts";
import { draftContent } from "../record.ts";
import type { GrantRecord } from "../record.ts";
import { recordOfRequest } from "../request.ts";
import { can } from "../rules/application.ts";
import { askedOf, occasionText, paperKinds, uploadedKinds } from "../rules/papers.ts";
import type { AskedPaper } from "../rules/papers.ts";
import {
  MAXIMUM_RECEIPT_BYTES,
  MAXIMUM_RECEIPTS,
  isTurnable,
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
        ? ["ファイルが選ばれていません。書類のファイルを選んでから押してください。"]
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
      const paper = paperOfField(part.fieldname);
      yield { paper, fileName: fileName || "書類", bytes: part.file.truncated ? null : bytes };
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
  const { application } = record;
  const { missingPapers } = draftContent(record, now);
  const base = `/grants/${application.id}`;

  return (
    <StepPage
      actor={actor}
      record={record}
      now={now}
      step="receipts"
      lead="書類の写しを追加します。スマートフォンで撮った写真でも構いません。"
      errors={messages.map((message) => ({ message }))}
    >
      {taken > 0 && (
        <Notice tone="success" title={`ほかの${taken}個は追加しました`}>
          <p>追加できなかったものだけを選び直してください。</p>
        </Notice>
      )}
      {uploadedPapers(record).map((paper) => (
        <PaperSection
          key={paper.kind}
          paper={paper}
          record={record}
          isMissing={missingPapers.some(({ kind }) => kind === paper.kind)}
          hasProblem={messages.length > 0}
        />
      ))}
      <ReadingList record={record} readings={readings} />
      <ButtonRow>
        {missingPapers.length === 0 && <LinkButton href={`${base}/account`}>次へ</LinkButton>}
        <LinkButton href={`${base}/costs`} variant="secondary">
          前へ
        </LinkButton>
        {missingPapers.length > 0 && (
          <LinkButton href={`${base}/account`} variant="secondary">
            あとで追加して次へ
          </LinkButton>
        )}
      </ButtonRow>
    </StepPage>
  );
}

/** What this facility is asked for, and what it has sent besides. */
function uploadedPapers({ programme, facility, receipts }: GrantRecord): readonly AskedPaper[] {
  const asked = askedOf(programme.papers, facility.kind);

  return uploadedKinds.flatMap((kind): AskedPaper[] => {
    const paper = asked.find((each) => each.kind === kind);
    const isThere = receipts.some((receipt) => receipt.paper === kind);
    if (paper) return [paper];

    return isThere
      ? [{ kind, name: paperKinds[kind], facilityKinds: [], when: "condition", condition: "" }]
      : [];
  });
}

type PaperSectionProps = {
  readonly paper: AskedPaper;
  readonly record: GrantRecord;
  readonly isMissing: boolean;
  readonly hasProblem: boolean;
};

function PaperSection({ paper, record, isMissing, hasProblem }: PaperSectionProps) {
  const { kind, name } = paper;
  const base = `/grants/${record.application.id}`;
  const files = record.receipts.filter((receipt) => receipt.paper === kind);
  const when = paper.when === "always" ? [] : [`${occasionText(paper)}に付けます。`];
  const reading =
    kind === "receipt" ? ["宛名、日付、金額、購入先が読めるものを選んでください。"] : [];

  return (
    <Section heading={`${name}　${files.length}個`} id={kind === "receipt" ? "files" : kind}>
      <Form action={`${base}/receipts`} upload parts={{ to: `${base}/uploads`, bytes: PART_BYTES }}>
        <FileField
          name={fieldOfPaper(kind)}
          label={`${name}のファイル`}
          help={[
            ...when,
            `PDF、または写真（JPEG・PNG・HEIC）。1つ10MBまで、書類全部で${MAXIMUM_RECEIPTS}個まで。`,
            "一度にいくつも選べます。",
            ...reading,
          ].join("")}
          accept={RECEIPT_ACCEPT}
          multiple
          maxBytes={MAXIMUM_RECEIPT_BYTES}
          required={isMissing}
          {...(hasProblem && kind === "receipt"
            ? { error: "追加できなかったファイルがあります。上のお知らせを確かめてください。" }
            : {})}
        />
        <ButtonRow>
          <Button variant={isMissing ? "primary" : "secondary"}>
            選んだファイルを追加する<VisuallyHidden>：{name}</VisuallyHidden>
          </Button>
        </ButtonRow>
      </Form>
      {isMissing && <EmptyState title={`${name}はまだありません`} />}
      {files.length > 0 && (
        <ReceiptTable
          caption={`追加した${name}`}
          receipts={files}
          base={base}
          action={(receipt) => <ReceiptActions receipt={receipt} base={base} />}
        />
      )}
    </Section>
  );
}

function ReceiptActions({ receipt, base }: { receipt: Receipt; base: string }) {
  const { id, fileName } = receipt;

  return (
    <>
      {isTurnable(receipt) && (
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
    <Section heading="書類から読み取った内容" id="readings">
      <p>機械が読み取ったため、間違いがあります。使うときは、費用の内訳で直してください。</p>
      <Table
        caption="書類から読み取った内容"
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

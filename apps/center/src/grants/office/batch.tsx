/** One batch: what is in it, its file for the bank, and what the bank said. */
import { formatDate, formatDateTime, formatYen } from "@madoguchi/notation";
import {
  contentDisposition,
  ProblemError,
  readForm,
  seeOther,
  sendPage,
} from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  DescriptionList,
  ErrorSummary,
  FileField,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Section,
} from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { asOfficial, may } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { isOpenFor, openData, OpeningForm, openingSchema } from "../../oversight/index.ts";
import { emptyForm, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import { idParam } from "../../shell/params.ts";
import { approveBatch, settleBatch, takeFile, withdrawBatch } from "../actions/batches.ts";
import type { BatchResult } from "../actions/batches.ts";
import { canBatch } from "../rules/payment.ts";
import type { BatchRefusal } from "../rules/payment.ts";
import { findBatch, payerById } from "../store/batches.ts";
import type { Batch, KnownPayer } from "../store/batches.ts";
import { paymentsOfBatch } from "../store/payments.ts";
import type { ListedPayment } from "../store/payments.ts";
import { BatchBadge, PaymentTable } from "./payment-show.tsx";

const BATCH = "/office/grants/payments/:id";
/** 5,000 records of 122 bytes, and room to spare. */
const MAXIMUM_ANSWER_BYTES = 2 * 1024 * 1024;

const refusals = {
  "not-in-this-state": "いまその操作ができる状態ではありません。新しい状態を確かめてください。",
  "made-by-you": "あなたが作った振込データです。ほかの職員が確かめてください。",
} as const satisfies Record<Exclude<BatchRefusal, "not-found">, string>;

export function registerBatchPage(app: FastifyInstance, center: Center): void {
  app.get(
    BATCH,
    asOfficial(center, "payments.see", async (actor, request, reply) =>
      sendBatch(reply, center, actor, request),
    ),
  );

  app.post(
    `${BATCH}/accounts`,
    asOfficial(center, "payments.see", async (actor, request, reply) => {
      const form = readForm(openingSchema, request.body);
      if (!form.ok) {
        return sendBatch(reply, center, actor, request, { opening: form }, 422);
      }
      const batch = await findBatch(center.db, idParam(request));
      if (!batch) throw new ProblemError("not-found");
      await openData(center, actor, { kind: "grant-batch", id: batch.id }, form.value.opening);

      return seeOther(reply, pathOf(request));
    }),
  );

  onPress("approve", approveBatch);
  onPress("withdraw", withdrawBatch);

  app.get(
    `${BATCH}/transfer.txt`,
    asOfficial(center, { right: "payments.make", stepUp: true }, async (actor, request, reply) => {
      const taken = await takeFile(center, actor, idParam(request));
      if (taken.kind === "refused") throw new ProblemError("not-found");
      const { number, transferOn } = taken.batch;

      return reply
        .header("content-type", "application/octet-stream")
        .header(
          "content-disposition",
          contentDisposition("attachment", `総合振込_第${number}号_${transferOn.toString()}.txt`),
        )
        .header("cache-control", "private, no-store")
        .send(Buffer.from(taken.file));
    }),
  );

  app.post(
    `${BATCH}/result`,
    asOfficial(center, { right: "payments.make", stepUp: true }, async (actor, request, reply) => {
      const answer = await answerOf(request);
      if (typeof answer === "string") {
        return sendBatch(reply, center, actor, request, { field: answer }, 422);
      }
      const result = await settleBatch(center, actor, idParam(request), answer);
      switch (result.kind) {
        case "settled":
          return seeOther(reply, pathOf(request));
        case "wrong-file":
          return sendBatch(reply, center, actor, request, { field: result.problem }, 422);
        case "refused":
          return sendRefusal(reply, actor, request, result.reason);
      }
    }),
  );

  type Deed = (center: Center, official: OfficialActor, id: string) => Promise<BatchResult>;

  function onPress(verb: string, deed: Deed): void {
    app.post(
      `${BATCH}/${verb}`,
      asOfficial(
        center,
        { right: "payments.make", stepUp: true },
        async (actor, request, reply) => {
          const result = await deed(center, actor, idParam(request));

          return result === "done"
            ? seeOther(reply, pathOf(request))
            : sendRefusal(reply, actor, request, result);
        },
      ),
    );
  }

  function sendRefusal(
    reply: FastifyReply,
    actor: OfficialActor,
    request: FastifyRequest,
    reason: BatchRefusal,
  ): Promise<FastifyReply> {
    if (reason === "not-found") throw new ProblemError("not-found");

    return sendBatch(reply, center, actor, request, { refusal: refusals[reason] }, 409);
  }
}

function pathOf(request: FastifyRequest): string {
  return `/office/grants/payments/${idParam(request)}`;
}

/** The file's bytes, or what is wrong with it. */
async function answerOf(request: FastifyRequest): Promise<Uint8Array | string> {
  const none = "銀行から受け取った結果のファイルを選んでください。";
  if (!request.isMultipart()) return none;
  const limits = { files: 1, fileSize: MAXIMUM_ANSWER_BYTES };
  const part = await request.file({ limits, throwFileSizeLimit: false });
  const bytes = await part?.toBuffer();
  if (!part || !bytes || bytes.length === 0) return none;

  return part.file.truncated
    ? "ファイルが大きすぎます。振込の結果のファイルか確かめてください。"
    : bytes;
}

type Trouble = {
  readonly refusal?: string;
  readonly field?: string;
  readonly opening?: FormState;
};

async function sendBatch(
  reply: FastifyReply,
  center: Center,
  actor: OfficialActor,
  request: FastifyRequest,
  trouble: Trouble = {},
  status = 200,
): Promise<FastifyReply> {
  const batch = await findBatch(center.db, idParam(request));
  if (!batch) throw new ProblemError("not-found");

  return sendPage(
    reply,
    <BatchPage
      actor={actor}
      batch={batch}
      payer={await payerById(center.db, batch.payerId)}
      payments={await paymentsOfBatch(center.db, batch.id)}
      isOpen={await isOpenFor(
        center.db,
        actor.id,
        { kind: "grant-batch", id: batch.id },
        center.clock.now(),
      )}
      trouble={trouble}
    />,
    status,
  );
}

type BatchPageProps = {
  readonly actor: OfficialActor;
  readonly batch: Batch;
  readonly payer: KnownPayer;
  readonly payments: readonly ListedPayment[];
  /** Whether the official has said why they look at the accounts. */
  readonly isOpen: boolean;
  readonly trouble: Trouble;
};

function BatchPage({ actor, batch, payer, payments, isOpen, trouble }: BatchPageProps) {
  const title = `振込データ 第${batch.number}号`;
  const errors = [
    ...(trouble.field === undefined ? [] : [{ name: "result", message: trouble.field }]),
    ...summaryOf(trouble.opening?.errors ?? {}),
  ];

  return (
    <OfficePage
      title={title}
      actor={actor}
      current="/office/grants"
      errorCount={errors.length}
      crumbs={[{ label: "補助金の振込", href: "/office/grants/payments" }, { label: title }]}
    >
      <ErrorSummary errors={errors} />
      {trouble.refusal !== undefined && <Notice tone="warning" title={trouble.refusal} />}
      <PageHeading>{title}</PageHeading>
      <DescriptionList
        items={[
          { term: "状態", detail: <BatchBadge state={batch.state} /> },
          { term: "振込日", detail: formatDate(batch.transferOn) },
          { term: "件数", detail: `${batch.transferCount}件` },
          { term: "合計", detail: formatYen(batch.totalYen) },
          {
            term: "支払う口座",
            detail: `${payer.bankName}（${payer.bankCode}）${payer.branchName}（${payer.branchCode}）${payer.accountNumber}`,
          },
          { term: "作成", detail: formatDateTime(batch.madeAt) },
          ...(batch.approvedAt ? [{ term: "確認", detail: formatDateTime(batch.approvedAt) }] : []),
          ...(batch.settledAt
            ? [{ term: "結果の受取り", detail: formatDateTime(batch.settledAt) }]
            : []),
        ]}
      />
      <NextStep actor={actor} batch={batch} payments={payments} field={trouble.field} />
      <Section heading="内訳">
        {payments.length === 0 ? (
          <p>取り下げたため、内訳はありません。次の振込データに入ります。</p>
        ) : (
          <>
            {!isOpen && (
              <OpeningForm
                action={`/office/grants/payments/${batch.id}/accounts`}
                what="口座番号"
                usual="payment"
                state={trouble.opening ?? emptyForm}
              />
            )}
            <PaymentTable
              caption={`振込データ 第${batch.number}号の内訳`}
              payments={payments}
              masked={!isOpen}
            />
          </>
        )}
      </Section>
    </OfficePage>
  );
}

function NextStep({
  actor,
  batch,
  payments,
  field,
}: {
  actor: OfficialActor;
  batch: Batch;
  payments: readonly ListedPayment[];
  field: string | undefined;
}) {
  const base = `/office/grants/payments/${batch.id}`;
  if (!may(actor, "payments.make") && batch.state !== "settled") return null;
  switch (batch.state) {
    case "made": {
      const allowed = canBatch.approve(actor, batch);

      return (
        <Section heading="次にすること">
          {allowed === "made-by-you" ? (
            <Notice title="ほかの職員の確認を待っています">
              <p>作った人は確認できません。間違いがあれば、取り下げて作り直してください。</p>
            </Notice>
          ) : (
            <Form action={`${base}/approve`}>
              <p>振込先と金額を確かめてください。確認すると、施設に振込日をメールで知らせます。</p>
              <ButtonRow>
                <Button>{formatYen(batch.totalYen)}の振込を確認する</Button>
              </ButtonRow>
            </Form>
          )}
          <Form action={`${base}/withdraw`}>
            <ButtonRow>
              <Button variant="secondary">取り下げる</Button>
            </ButtonRow>
          </Form>
        </Section>
      );
    }
    case "approved":
      return (
        <Section heading="次にすること">
          <p>振込データを銀行に渡し、結果のファイルを受け取ったら取り込んでください。</p>
          <ButtonRow>
            <LinkButton href={`${base}/transfer.txt`}>振込データ（全銀形式）を受け取る</LinkButton>
          </ButtonRow>
          <Form action={`${base}/result`} upload>
            <FileField
              name="result"
              label="銀行の結果のファイル"
              help="振込データと同じ形式で、1件ごとに結果コードが入ったもの。2MBまで。"
              maxBytes={MAXIMUM_ANSWER_BYTES}
              required
              {...(field === undefined ? {} : { error: field })}
            />
            <ButtonRow>
              <Button variant="secondary">結果を取り込む</Button>
            </ButtonRow>
          </Form>
        </Section>
      );
    case "settled": {
      const bounced = payments.filter(({ state }) => state === "bounced").length;

      return (
        <Notice
          tone={bounced > 0 ? "warning" : "success"}
          title={`${batch.transferCount - bounced}件を振り込みました。振り込めなかったものは${bounced}件です。`}
        >
          {bounced > 0 && (
            <p>施設に口座の直しをメールで頼みました。直ると、次の振込データに入ります。</p>
          )}
        </Notice>
      );
    }
    case "withdrawn":
      return null;
  }
}

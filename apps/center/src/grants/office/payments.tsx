/** What waits to be paid, and the batches that were made of it. */
import { formatDate, formatYen, tokyoDate } from "@madoguchi/notation";
import { dateField, readForm, seeOther, sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  DateFields,
  EmptyState,
  ErrorSummary,
  Form,
  Notice,
  PageHeading,
  Section,
  Table,
} from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { asOfficial, May } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { dateState, emptyForm, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import { cut } from "../../shell/places.ts";
import { Steps } from "../../shell/steps.tsx";
import { makeBatch, MAXIMUM_TRANSFERS } from "../actions/batches.ts";
import { transferDayProblem } from "../rules/payment.ts";
import { countAndTotal } from "../rules/zengin.ts";
import { batches, BATCHES_SHOWN } from "../store/batches.ts";
import type { Batch } from "../store/batches.ts";
import { duePayments } from "../store/payments.ts";
import type { ListedPayment } from "../store/payments.ts";
import { registerBatchPage } from "./batch.tsx";
import { DeskTabs } from "./frame.tsx";
import { BatchBadge, PaymentTable, sumOf } from "./payment-show.tsx";

const PAYMENTS = "/office/grants/payments";
const SHOWN = 50;

const querySchema = z.object({ after: z.coerce.number().int().min(1).nullable().catch(null) });

export function registerPaymentPages(app: FastifyInstance, center: Center): void {
  registerBatchPage(app, center);

  app.get(
    PAYMENTS,
    asOfficial(center, "payments.see", async (actor, request, reply) =>
      sendPayments(reply, center, actor, querySchema.parse(request.query).after),
    ),
  );

  app.post(
    PAYMENTS,
    asOfficial(center, { right: "payments.make", stepUp: true }, async (actor, request, reply) => {
      const today = tokyoDate(center.clock.now());
      const schema = z.object({
        transferOn: dateField("振込日").superRefine((day, context) => {
          const problem = transferDayProblem(day, today);
          if (problem !== null) context.addIssue({ code: "custom", message: problem });
        }),
      });
      const form = readForm(schema, request.body);
      if (!form.ok) return sendPayments(reply, center, actor, null, form, 422);
      const made = await makeBatch(center, actor, form.value.transferOn);
      if (made.kind === "made") return seeOther(reply, `${PAYMENTS}/${made.id}`);
      const errors = {
        transferOn:
          made.kind === "nothing-due"
            ? "振込を待つものがありません。ほかの職員が先に作ったかもしれません。"
            : "支払いに使う口座が登録されていません。下の「支払いに使う口座」から登録してください。",
      };

      return sendPayments(reply, center, actor, null, { values: form.values, errors }, 409);
    }),
  );
}

async function sendPayments(
  reply: FastifyReply,
  center: Center,
  actor: OfficialActor,
  after: number | null,
  form: FormState = emptyForm,
  status = 200,
): Promise<FastifyReply> {
  const { rows, last } = cut(await batches(center.db, after, BATCHES_SHOWN + 1), BATCHES_SHOWN);

  return sendPage(
    reply,
    <PaymentsPage
      actor={actor}
      due={await duePayments(center.db, MAXIMUM_TRANSFERS)}
      made={rows}
      isFirst={after === null}
      next={last && String(last.number)}
      form={form}
    />,
    status,
  );
}

type PaymentsPageProps = {
  readonly actor: OfficialActor;
  readonly due: readonly ListedPayment[];
  readonly made: readonly Batch[];
  readonly isFirst: boolean;
  readonly next: string | null;
  readonly form: FormState;
};

function PaymentsPage({ actor, due, made, isFirst, next, form }: PaymentsPageProps) {
  const errors = summaryOf(form.errors);

  return (
    <OfficePage
      title="補助金の振込"
      actor={actor}
      current="/office/grants"
      errorCount={errors.length}
      crumbs={[
        { label: "審査室", href: "/office" },
        { label: "補助金の審査", href: "/office/grants" },
        { label: "補助金の振込" },
      ]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading lead="交付の決まった補助金を、銀行に渡す振込データにまとめます。">
        補助金の振込
      </PageHeading>
      <DeskTabs current={PAYMENTS} />
      <Section heading={`振込を待つもの　${countAndTotal(due.length, sumOf(due))}`}>
        {due.length === 0 ? (
          <EmptyState title="振込を待つものはありません" />
        ) : (
          <>
            <May right="payments.make">
              <Form action={PAYMENTS}>
                <DateFields
                  name="transferOn"
                  label="振込日"
                  help="あすより後の、銀行が開いている日。西暦で入力します。"
                  required
                  {...dateState(form, "transferOn")}
                />
                <ButtonRow>
                  <Button>振込データを作る</Button>
                </ButtonRow>
              </Form>
            </May>
            <Notice title="作った振込データは、もう1人の職員が確かめてから銀行へ渡します" />
            <PaymentTable caption="振込を待つもの" payments={due.slice(0, SHOWN)} masked />
            {due.length > SHOWN && <p>はじめの{SHOWN}件です。振込データには全部が入ります。</p>}
          </>
        )}
      </Section>
      <p>
        <a href="/office/grants/payer">支払いに使う口座</a>
      </p>
      <Section heading="作った振込データ">
        {made.length === 0 ? (
          <EmptyState title="振込データはまだありません" />
        ) : (
          <Table
            caption="作った振込データ"
            columns={[
              {
                key: "number",
                header: "番号",
                rowHeader: true,
                cell: ({ id, number }) => <a href={`${PAYMENTS}/${id}`}>第{number}号</a>,
              },
              { key: "on", header: "振込日", cell: ({ transferOn }) => formatDate(transferOn) },
              {
                key: "count",
                header: "件数",
                numeric: true,
                cell: ({ transferCount }) => transferCount,
              },
              {
                key: "total",
                header: "合計",
                numeric: true,
                cell: ({ totalYen }) => formatYen(totalYen),
              },
              { key: "state", header: "状態", cell: ({ state }) => <BatchBadge state={state} /> },
            ]}
            rows={made}
            rowKey={({ id }) => id}
          />
        )}
        <Steps label="作った振込データ" path={PAYMENTS} isFirst={isFirst} next={next} />
      </Section>
    </OfficePage>
  );
}

/** After a transfer that came back: where the money shall go instead. */
import { formatYen } from "@madoguchi/notation";
import { formValues, ProblemError, seeOther, sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHeading,
} from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { asFacilityWith } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { PortalPage } from "../../shell/pages.tsx";
import { correctAccount } from "../actions/after-payment.ts";
import { accountFields, formOfAccount, readAccount } from "../account-form.ts";
import type { GrantRecord } from "../record.ts";
import { recordOfRequest } from "../request.ts";
import { resultCodes } from "../rules/zengin.ts";
import type { Payment } from "../store/payments.ts";
import { AccountFields, isSearch } from "./account-fields.tsx";
import { sendLate } from "./status.tsx";

const PATH = "/grants/:id/payment-account";

export function registerPaymentAccountPage(app: FastifyInstance, center: Center): void {
  app.get(
    PATH,
    asFacilityWith(center, { right: "money", stepUp: true }, async (actor, request, reply) => {
      const record = await recordOfRequest(center, request, actor);
      const payment = bouncedOf(record);
      if (!payment) return seeOther(reply, `/grants/${record.application.id}`);
      const { bankName, bankCode, branchName, branchCode } = payment;
      const { depositKind, accountNumber, accountHolder } = payment;
      const bank = { bankName, bankCode, branchName, branchCode };
      const values = formOfAccount({ ...bank, depositKind, accountNumber, accountHolder });

      return sendPage(
        reply,
        <AccountPage
          actor={actor}
          record={record}
          payment={payment}
          state={{ values, errors: {} }}
        />,
      );
    }),
  );

  app.post(
    PATH,
    asFacilityWith(center, { right: "money", stepUp: true }, async (actor, request, reply) => {
      const record = await recordOfRequest(center, request, actor);
      const payment = bouncedOf(record);
      if (!payment) return sendLate(reply, center, actor, record);
      const posted = formValues(request.body);
      const values = accountFields(posted);
      if (isSearch(posted["do"])) {
        return sendPage(
          reply,
          <AccountPage
            actor={actor}
            record={record}
            payment={payment}
            state={{ values, errors: {} }}
          />,
        );
      }
      const form = readAccount(values);
      if (!form.ok) {
        return sendPage(
          reply,
          <AccountPage actor={actor} record={record} payment={payment} state={form} />,
          422,
        );
      }
      const { id } = record.application;
      const result = await correctAccount(center, actor, id, form.value);
      if (result === "not-found") throw new ProblemError("not-found");

      return result === "done"
        ? seeOther(reply, `/grants/${id}`)
        : sendLate(reply, center, actor, record);
    }),
  );
}

function bouncedOf({ payments, revocation }: GrantRecord): Payment | null {
  const last = payments.at(-1);

  return last?.state === "bounced" && !revocation ? last : null;
}

type AccountPageProps = {
  readonly actor: FacilityActor;
  readonly record: GrantRecord;
  readonly payment: Payment;
  readonly state: FormState;
};

function AccountPage({ actor, record, payment, state }: AccountPageProps) {
  const base = `/grants/${record.application.id}`;
  const errors = summaryOf(state.errors);

  return (
    <PortalPage
      title="振込先を直す"
      actor={actor}
      current="/grants"
      width="text"
      enhanced
      errorCount={errors.length}
      crumbs={[
        { label: "補助金", href: "/grants" },
        { label: "申請", href: base },
        { label: "振込先を直す" },
      ]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        caption={record.programme.name}
        lead="通帳を見ながら、違うところを直してください。施設か開設者の名義の口座にしてください。"
      >
        振込先を直す
      </PageHeading>
      <Notice
        tone="warning"
        title={`${formatYen(payment.amountYen)}を振り込めませんでした`}
        word="銀行からの理由"
      >
        {payment.resultCode !== null && <p>{resultCodes[payment.resultCode]}。</p>}
      </Notice>
      <Form action={`${base}/payment-account`}>
        <AccountFields state={state} />
        <ButtonRow>
          <Button>この口座に直す</Button>
          <LinkButton href={base} variant="secondary">
            やめて申請に戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </PortalPage>
  );
}

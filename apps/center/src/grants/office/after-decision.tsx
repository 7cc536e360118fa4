/** A decided grant under the eyes of the office: where its money is, and how the decision can be taken back. */
import { formatDate, formatYen } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  DateFields,
  DescriptionList,
  Details,
  Form,
  LinkButton,
  Notice,
  Section,
  TextArea,
  YenField,
} from "@madoguchi/ui";
import { May, may } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import { dateState, fieldState } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import type { GrantRecord } from "../record.ts";
import { canRevoke, interestText } from "../rules/revocation.ts";
import { resultCodes } from "../rules/zengin.ts";
import type { Payment } from "../store/payments.ts";
import type { Revocation } from "../store/revocations.ts";
import { PaymentBadge } from "./payment-show.tsx";

type AfterProps = {
  readonly actor: OfficialActor;
  readonly record: GrantRecord;
  readonly base: string;
  readonly form: FormState;
};

export function AfterDecision({ actor, record, base, form }: AfterProps) {
  const payment = record.payments.at(-1);
  if (!payment) return null;
  const { revocation } = record;

  return (
    <Section heading="振込">
      <DescriptionList items={record.payments.map(paymentItem)} />
      {payment.batchId !== null && (
        <May right="payments.see">
          <p>
            <a href={`/office/grants/payments/${payment.batchId}`}>この補助金が入った振込データ</a>
          </p>
        </May>
      )}
      {revocation ? (
        <Revoked actor={actor} revocation={revocation} base={base} form={form} />
      ) : (
        <>
          {payment.state === "paid" && may(actor, "payments.make") && (
            <Details summary="組戻しを記録する">
              <p>振り込んだ後に、受け取る側の銀行からお金が戻ったときに使います。</p>
              <Form action={`${base}/recall`}>
                <ButtonRow>
                  <Button variant="secondary">組戻しを記録する</Button>
                </ButtonRow>
              </Form>
            </Details>
          )}
          {canRevoke.propose(payment, null) === true && may(actor, "grants.revoke") && (
            <Proposal payment={payment} base={base} form={form} />
          )}
        </>
      )}
    </Section>
  );
}

function paymentItem(payment: Payment) {
  const { attempt, state, amountYen, transferOn, resultCode, bankName, branchName } = payment;

  return {
    term: `${attempt}回目`,
    detail: (
      <>
        <PaymentBadge state={state} />　{formatYen(amountYen)}　{bankName} {branchName}
        {transferOn && `　振込日 ${formatDate(transferOn)}`}
        {state === "bounced" && resultCode !== null && `　${resultCodes[resultCode]}`}
      </>
    ),
  };
}

function Proposal({ payment, base, form }: { payment: Payment; base: string; form: FormState }) {
  const wrong = Object.keys(form.errors).some((name) =>
    /^(principalYen|revocationReason)$/.test(name),
  );

  return (
    <Details summary="決定の取消しを提案する" open={wrong}>
      <p>
        {payment.state === "paid"
          ? "ほかの職員が確かめると決定を取り消し、施設に返還を請求します。"
          : "ほかの職員が確かめると、決定を取り消します。振込の前なので、返還はありません。"}
      </p>
      <Form action={`${base}/revocation`}>
        <YenField
          name="principalYen"
          label="取り消す額"
          help={
            payment.state === "paid"
              ? `決定額は${formatYen(payment.amountYen)}です。一部だけを取り消せます。`
              : `決定額の全部（${formatYen(payment.amountYen)}）です。`
          }
          required
          {...fieldState(form, "principalYen")}
          value={form.values["principalYen"] ?? String(payment.amountYen)}
        />
        <TextArea
          name="revocationReason"
          label="取消しの理由"
          help="施設への通知に、そのまま載ります。"
          required
          {...fieldState(form, "revocationReason")}
        />
        <ButtonRow>
          <Button variant="secondary">取消しを提案する</Button>
        </ButtonRow>
      </Form>
    </Details>
  );
}

type RevokedProps = {
  readonly actor: OfficialActor;
  readonly revocation: Revocation;
  readonly base: string;
  readonly form: FormState;
};

function Revoked({ actor, revocation, base, form }: RevokedProps) {
  const { principalYen, reason, dueOn, receivedOn, interestYen, interestBp } = revocation;
  if (!revocation.confirmedAt) {
    return (
      <Notice
        tone="warning"
        title={`${formatYen(principalYen)}の取消しが提案されています`}
        word="確認待ち"
      >
        <p>理由：{reason}</p>
        <May right="grants.revoke">
          {canRevoke.confirm(actor, revocation) === true ? (
            <Form action={`${base}/revocation/confirm`}>
              <ButtonRow>
                <Button>取消しを確認する</Button>
              </ButtonRow>
            </Form>
          ) : (
            <p>提案した人は確認できません。ほかの職員の確認を待っています。</p>
          )}
          <Form action={`${base}/revocation/withdraw`}>
            <ButtonRow>
              <Button variant="secondary">提案を取り下げる</Button>
            </ButtonRow>
          </Form>
        </May>
      </Notice>
    );
  }

  return (
    <>
      <Notice
        tone={receivedOn || !dueOn ? "success" : "warning"}
        title={
          receivedOn
            ? `${formatDate(receivedOn)}に返還を受け取りました`
            : dueOn
              ? `${formatYen(principalYen)}の返還を請求しています（期限 ${formatDate(dueOn)}）`
              : "交付決定を取り消しました"
        }
        word={receivedOn ? "返還済み" : dueOn ? "返還の請求中" : "決定の取消し"}
      >
        <p>理由：{reason}</p>
        {receivedOn && (
          <p>
            元の額{formatYen(principalYen)}、加算金{formatYen(interestYen ?? 0)}
          </p>
        )}
        <LinkButton href={`${base}/revocation-letter.pdf`} variant="secondary">
          {dueOn ? "取消通知・返還請求書（PDF）" : "取消通知（PDF）"}
        </LinkButton>
      </Notice>
      {canRevoke.receive(revocation) === true && may(actor, "payments.make") && (
        <Form action={`${base}/repayment`}>
          <DateFields
            name="receivedOn"
            label="返還を受け取った日"
            help={`この日までの加算金（${interestBp === null ? "なし" : interestText(interestBp)}）を計算して、帳簿に載せます。西暦で入力します。`}
            required
            {...dateState(form, "receivedOn")}
          />
          <ButtonRow>
            <Button>返還の受取りを記録する</Button>
          </ButtonRow>
        </Form>
      )}
    </>
  );
}

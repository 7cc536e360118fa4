/** Where the money of a decided grant is, for the facility. */
import { formatDate, formatYen } from "@madoguchi/notation";
import { LinkButton, Notice } from "@madoguchi/ui";
import type { GrantRecord } from "../record.ts";
import { resultCodes } from "../rules/zengin.ts";
import type { Revocation } from "../store/revocations.ts";

export function MoneyNotice({ record, base }: { record: GrantRecord; base: string }) {
  const payment = record.payments.at(-1);
  const { revocation } = record;
  if (!payment) return null;
  if (revocation?.confirmedAt) return <RevokedNotice revocation={revocation} base={base} />;
  const day = payment.transferOn ? formatDate(payment.transferOn) : "";
  switch (payment.state) {
    case "due":
      return (
        <Notice title="振込の準備をしています" word="振込">
          <p>振込日が決まると、メールとこのページでお知らせします。</p>
        </Notice>
      );
    case "batched":
      return payment.batchState === "approved" ? (
        <Notice title={`${day}に振り込む予定です`} word="振込">
          <p>振込が済むと、もう一度お知らせします。</p>
        </Notice>
      ) : (
        <Notice title="振込の準備をしています" word="振込">
          <p>振込日が決まると、メールとこのページでお知らせします。</p>
        </Notice>
      );
    case "paid":
      return (
        <Notice
          tone="success"
          title={`${day}に${formatYen(payment.amountYen)}を振り込みました`}
          word="振込済み"
        />
      );
    case "bounced":
      return (
        <Notice
          tone="warning"
          title="補助金を振り込めませんでした。振込先を直してください"
          word="次にすること"
        >
          {payment.resultCode !== null && (
            <p>銀行からの理由：{resultCodes[payment.resultCode]}。</p>
          )}
          <p>交付の決定は変わりません。直した後、次の振込でお送りします。</p>
          <LinkButton href={`${base}/payment-account`}>振込先を直す</LinkButton>
        </Notice>
      );
    case "cancelled":
      return null;
  }
}

function RevokedNotice({ revocation, base }: { revocation: Revocation; base: string }) {
  const { principalYen, reason, dueOn, receivedOn, interestYen } = revocation;

  return (
    <Notice
      tone={receivedOn ? "success" : "warning"}
      title={
        receivedOn
          ? `${formatDate(receivedOn)}に${formatYen(principalYen + (interestYen ?? 0))}の返還を受け取りました`
          : dueOn
            ? `${formatYen(principalYen)}を${formatDate(dueOn)}までにお返しください`
            : "交付の決定を取り消しました"
      }
      word={receivedOn ? "返還済み" : dueOn ? "次にすること" : "決定の取消し"}
    >
      <p>理由：{reason}</p>
      {dueOn && !receivedOn && (
        <p>
          加算金と返し方は、返還請求書を確かめてください。わからないことはコールセンターで承ります。
        </p>
      )}
      <LinkButton href={`${base}/revocation-letter.pdf`} variant={dueOn ? "primary" : "secondary"}>
        {dueOn ? "取消通知・返還請求書（PDF）を開く" : "取消通知（PDF）を開く"}
      </LinkButton>
    </Notice>
  );
}

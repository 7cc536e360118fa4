import { formatDate, tokyoDate } from "@madoguchi/notation";
import { LinkButton, Notice, PageHeading, Section, SummaryList, Timeline } from "@madoguchi/ui";
import type { ReactNode } from "react";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Config } from "../../config.ts";
import { Objection, RefusalReason } from "../../desk/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { answerText, fieldLabels, fieldNames } from "../form.ts";
import type { ApplicationContent } from "../form.ts";
import { AUTOMATIC_WORDS, waitingWords } from "../review-time.ts";
import type { Expectation } from "../review-time.ts";
import type { UsageApplication, UsageApplicationEvent } from "../store/applications.ts";
import { CorrectionStory, historyEntries } from "../history.tsx";

type StatusPageProps = {
  actor: FacilityActor;
  application: UsageApplication;
  content: ApplicationContent | null;
  events: readonly UsageApplicationEvent[];
  expectation: Expectation;
  isPartlyAutomatic: boolean;
  today: Temporal.PlainDate;
  objection: Config["objection"];
  /** What was written about it. */
  talk: ReactNode;
};

export function StatusPage(props: StatusPageProps) {
  const { actor, application, content, events } = props;

  return (
    <PortalPage
      title="利用申請の状況"
      actor={actor}
      current="/usage-application"
      width="text"
      crumbs={[{ label: "準備の進み具合", href: "/home" }, { label: "利用申請" }]}
    >
      <PageHeading caption="オンライン資格確認（資格確認限定型）">利用申請の状況</PageHeading>
      <NextStep {...props} />
      {application.state === "submitted" && <Corrections events={events} />}
      <Section heading="これまでの経過">
        <Timeline entries={historyEntries(events, { state: application.state, names: false })} />
      </Section>
      {props.talk}
      {content && (
        <Section heading="申請した内容">
          <SummaryList
            items={fieldNames.map((name) => ({
              label: fieldLabels[name],
              value: answerText(content, name),
            }))}
          />
          <p>
            <a href="/usage-application/copy.pdf">控えを保存する（PDF）</a>
          </p>
        </Section>
      )}
    </PortalPage>
  );
}

/** Of what was handed in last. */
function Corrections({ events }: Pick<StatusPageProps, "events">) {
  const from = events.findLastIndex(({ kind }) => kind === "submitted");

  return events.slice(from).map(
    ({ id, at, correction }) =>
      correction && (
        <Notice
          key={id}
          tone="info"
          word="訂正"
          title={`${formatDate(tokyoDate(at))}に、審査担当が申請の内容を訂正しました。`}
        >
          <CorrectionStory corrected={correction} />
          <p>正しければ、何もする必要はありません。審査はこのまま続きます。</p>
          <LinkButton href={WRONG} variant="secondary">
            これは違います
          </LinkButton>
        </Notice>
      ),
  );
}

/** To whoever reviews the application. */
const WRONG = "/inquiries/new?category=usage-application&from=/usage-application";

function NextStep(props: StatusPageProps) {
  const { application, events, expectation, today, objection } = props;
  const refusal = events.findLast((event) => event.kind === "refused");
  const approval = events.findLast((event) => event.kind === "approved");
  switch (application.state) {
    case "approved":
      return (
        <Notice tone="success" word="承認" title="利用申請が承認されました。">
          {approval?.role === "rule" && <p>この審査は、決まりに沿って自動で行いました。</p>}
          <p>次は、設定情報を表示して、受付に使う端末のアプリに設定します。</p>
          <LinkButton href="/terminals">端末とアプリへ進む</LinkButton>
        </Notice>
      );
    case "refused":
      return (
        <Notice tone="error" word="不承認" title="利用申請は承認されませんでした。">
          {refusal && <RefusalReason reason={refusal.refusal} text={refusal.reason ?? ""} />}
          <p>状況が変わったときは、もう一度申請できます。入力した内容は残っています。</p>
          <LinkButton href="/usage-application/new">もう一度申請する</LinkButton>
          <Objection objection={objection} />
        </Notice>
      );
    case "draft":
    case "returned":
    case "submitted":
      return (
        <Notice title="申請を受け付けました。審査担当が確認しています。" word="確認中">
          {application.submittedAt &&
            waitingWords(expectation, application.submittedAt, today).map((words) => (
              <p key={words}>{words}</p>
            ))}
          {props.isPartlyAutomatic && <p>{AUTOMATIC_WORDS}</p>}
          <p>結果はメールでお知らせします。この画面でも見られます。</p>
          <p>待つあいだに、端末の用意と受付業務の確認を進められます。</p>
          <LinkButton href="/home">準備の続きへ</LinkButton>
        </Notice>
      );
  }
}

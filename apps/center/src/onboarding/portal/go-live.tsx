import { formatDate } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  DateFields,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHeading,
} from "@madoguchi/ui";
import { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import { dateState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { PortalPage } from "../../shell/pages.tsx";
import type { Standing } from "../checklist.ts";

const TITLE = "運用開始日の入力";

type GoLivePageProps = {
  actor: FacilityActor;
  /** The usage application is approved: before that there is nothing to start. */
  approved: boolean;
  current: Temporal.PlainDate | null;
  state: FormState;
};

export function GoLivePage({ actor, approved, current, state }: GoLivePageProps) {
  const errors = summaryOf(state.errors);
  const { value, error } = dateState(state, "goLiveOn");
  const typed = Object.keys(state.values).length > 0;

  return (
    <PortalPage
      title={TITLE}
      actor={actor}
      current="/home"
      width="text"
      errorCount={errors.length}
      crumbs={[{ label: "準備の進み具合", href: "/home" }, { label: TITLE }]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading lead="受付でマイナンバーカードによる資格の確認を始める日を入力します。">
        {TITLE}
      </PageHeading>
      {!approved && (
        <>
          <Notice tone="warning" title="運用開始日は、利用申請が承認されてから入力できます。">
            <p>利用申請の状況を確かめてください。</p>
          </Notice>
          <LinkButton href="/usage-application">利用申請の状況へ</LinkButton>
        </>
      )}
      {approved && (
        <>
          {current && <Notice title={`いまの運用開始日は ${formatDate(current)} です。`} />}
          <Form action="/go-live">
            <DateFields
              name="goLiveOn"
              label="運用開始日"
              help="前後1年以内の日を、西暦の年、月、日で入力してください。すでに始めているときは、始めた日を入力します。あとから変えられます。"
              required
              value={typed ? value : partsOf(current)}
              error={error}
            />
            <ButtonRow>
              <Button>{current ? "運用開始日を変える" : "運用開始日を決める"}</Button>
              <LinkButton href="/home" variant="secondary">
                やめて戻る
              </LinkButton>
            </ButtonRow>
          </Form>
        </>
      )}
    </PortalPage>
  );
}

/** What the facility planned, while it is still to come; else today. */
export function proposedGoLive(
  { application }: Standing,
  today: Temporal.PlainDate,
): Temporal.PlainDate {
  const planned = application?.plannedStartOn;

  return planned && Temporal.PlainDate.compare(planned, today) >= 0 ? planned : today;
}

export function partsOf(date: Temporal.PlainDate | null) {
  return date
    ? { year: String(date.year), month: String(date.month), day: String(date.day) }
    : undefined;
}

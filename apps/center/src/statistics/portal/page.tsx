import { formatDate } from "@madoguchi/notation";
import { ErrorSummary, LinkButton, Notice, PageHeading, Section, Tabs } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Activity } from "../../eligibility/index.ts";
import { summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { PortalPage } from "../../shell/pages.tsx";
import { byDay, byMonth } from "../rules/figures.ts";
import { periodKeys, periods } from "../rules/period.ts";
import type { Period, Span } from "../rules/period.ts";
import type { Median } from "../store/comparison.ts";
import type { MonthOfUse } from "../store/patients.ts";
import { CardUse } from "./card-use.tsx";
import { Comparison } from "./comparison.tsx";
import { OverTime, Ways, Results, Troubles } from "./own-figures.tsx";

type StatisticsPageProps = {
  actor: FacilityActor;
  period: Period;
  span: Span;
  activity: readonly Activity[];
  /** Of the days over which facilities are compared. */
  compared: readonly Activity[];
  medians: readonly Median[];
  prefectureCode: string;
  months: readonly MonthOfUse[];
  today: Temporal.PlainDate;
  state: FormState;
  entered: boolean;
};

export function StatisticsPage(props: StatisticsPageProps) {
  const { actor, period, span, activity, compared, medians, months, today, state } = props;
  const errors = summaryOf(state.errors);
  const days = byDay(activity, span.from, span.until);

  return (
    <PortalPage
      title="統計"
      actor={actor}
      current="/statistics"
      errorCount={errors.length}
      enhanced
      crumbs={[{ label: "準備の進み具合", href: "/home" }, { label: "統計" }]}
    >
      <ErrorSummary errors={errors} />
      {props.entered && <Notice tone="success" title="患者数を入力しました。" />}
      <PageHeading
        caption={actor.facilityName}
        lead={`${formatDate(span.from)}から${formatDate(span.until)}までの資格確認です。いまこの時までを数えています。`}
      >
        統計
      </PageHeading>
      <Tabs
        label="期間"
        tabs={periodKeys.map((key) => ({
          href: `/statistics?period=${key}`,
          label: periods[key],
          current: key === period,
        }))}
      />
      <OverTime
        days={period === "months" ? byMonth(days) : days}
        by={period === "months" ? "month" : "day"}
      />
      <p>
        <LinkButton href={`/statistics.csv?period=${period}`} variant="secondary">
          この期間の数字を保存する（CSV）
        </LinkButton>
      </p>
      <Section heading="確認の方法">
        <Ways activity={activity} />
      </Section>
      <Section heading="確認の結果">
        <Results activity={activity} />
      </Section>
      <Section heading="答えが出なかった理由">
        <Troubles activity={activity} />
      </Section>
      <Section heading="ほかの施設との比較" id="comparison">
        <Comparison
          actor={actor}
          prefectureCode={props.prefectureCode}
          compared={compared}
          medians={medians}
          months={months}
          today={today}
        />
      </Section>
      <Section heading="マイナ保険証の利用率" id="card-use">
        <CardUse owner={actor.id} months={months} today={today} state={state} />
      </Section>
    </PortalPage>
  );
}

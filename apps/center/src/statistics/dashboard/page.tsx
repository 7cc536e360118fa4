import { formatDate, formatDateTime, PREFECTURES } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  EmptyState,
  Form,
  LinkButton,
  PageHeading,
  Section,
  SelectField,
} from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import { facilityKindName, facilityKindOptions } from "../../facilities/index.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { Results, Troubles } from "../portal/own-figures.tsx";
import { prefectureName } from "./csv.ts";
import type { Figures } from "./figures.ts";
import { Funnel, StagesBy } from "./funnel.tsx";
import { Load } from "./load.tsx";
import { scopeQuery } from "./rules.ts";
import { Times } from "./times.tsx";

type DashboardPageProps = { readonly actor: OfficialActor; readonly figures: Figures };

export function DashboardPage({ actor, figures }: DashboardPageProps) {
  const { scope, countedAt, span, results } = figures;
  const kind = scope.kind === "" ? "すべての種類" : facilityKindName(scope.kind);

  return (
    <OfficePage
      title="全体のようす"
      actor={actor}
      current="/office/dashboard"
      crumbs={[{ label: "審査室", href: "/office" }, { label: "全体のようす" }]}
    >
      <PageHeading
        lead={
          countedAt === null
            ? "まだ数えていません。毎時7分に数えます。"
            : `${formatDateTime(countedAt)}に数えました。待っている件数と担当は、いまの数です。`
        }
      >
        全体のようす
      </PageHeading>
      <Form action="/office/dashboard" method="get">
        <SelectField
          name="kind"
          label="施設の種類"
          emptyLabel="すべての種類"
          value={scope.kind}
          options={facilityKindOptions}
        />
        <SelectField
          name="prefecture"
          label="都道府県"
          emptyLabel="全国"
          value={scope.prefecture}
          options={PREFECTURES.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <ButtonRow>
          <Button variant="secondary">表示する</Button>
          <LinkButton href={`/office/dashboard.csv${scopeQuery(scope)}`} variant="secondary">
            この数字を保存する（CSV）
          </LinkButton>
        </ButtonRow>
      </Form>
      <Section heading={`導入の段階　${prefectureName(scope.prefecture)}　${kind}`}>
        <Funnel figures={figures} />
      </Section>
      <Section heading="待っている件数と担当">
        <Load figures={figures} />
      </Section>
      <Section heading="回答までの時間">
        <Times times={figures.times} />
      </Section>
      <Section heading="答えが出なかった理由">
        <p>
          {formatDate(span.from)}から{formatDate(span.until)}までの確認です。
        </p>
        <Troubles activity={figures.activity} />
      </Section>
      <Section heading="確認の結果">
        {results.length === 0 ? (
          <EmptyState title="この期間の確認はありません。" />
        ) : (
          <Results activity={figures.activity} />
        )}
      </Section>
      <Section heading="種類と都道府県ごとの段階">
        <StagesBy figures={figures} />
      </Section>
    </OfficePage>
  );
}

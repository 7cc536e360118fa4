import { prefectureByCode } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  EmptyState,
  Form,
  LinkButton,
  PageHeading,
  Prose,
  Section,
  SelectField,
  ShareBar,
  Table,
} from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import { facilityKindName, facilityKindOptions } from "../../facilities/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { ALL } from "../open.ts";
import type { OpenRow } from "../open.ts";
import { FEWEST } from "../rules/anonymous.ts";
import { stageKeys, stages } from "../rules/stages.ts";
import type { Stage } from "../rules/stages.ts";
import { monthKey, monthText } from "./months.ts";

type OpenPageProps = {
  actor: FacilityActor | null;
  months: readonly Temporal.PlainDate[];
  month: Temporal.PlainDate | null;
  kind: string;
  rows: readonly OpenRow[];
};

export function OpenPage({ actor, months, month, kind, rows }: OpenPageProps) {
  return (
    <PortalPage title="導入状況" actor={actor}>
      <PageHeading lead="資格確認限定型の導入が、どの段階まで進んだかを、施設の数で公表します。">
        導入状況
      </PageHeading>
      {month === null ? (
        <EmptyState title="公表できる月はまだありません。">
          <p>月が終わると、翌日に公表します。</p>
        </EmptyState>
      ) : (
        <Figures months={months} month={month} kind={kind} rows={rows} />
      )}
    </PortalPage>
  );
}

function Figures({
  months,
  month,
  kind,
  rows,
}: Omit<OpenPageProps, "actor" | "month"> & { month: Temporal.PlainDate }) {
  const shown = rows.filter((row) => row.kind === kind);
  const country = shown.find(({ prefectureCode }) => prefectureCode === ALL);
  const prefectures = shown.filter(({ prefectureCode }) => prefectureCode !== ALL);
  const kindName = kind === ALL ? "すべての種類" : facilityKindName(kind);
  const key = monthKey(month);

  return (
    <>
      <Form action="/statistics/open" method="get">
        <SelectField
          name="month"
          label="月"
          emptyLabel={null}
          value={key}
          options={months.map((each) => ({ value: monthKey(each), label: `${monthText(each)}末` }))}
        />
        <SelectField
          name="kind"
          label="施設の種類"
          emptyLabel="すべての種類"
          value={kind === ALL ? "" : kind}
          options={facilityKindOptions}
        />
        <ButtonRow>
          <Button variant="secondary">表示する</Button>
          <LinkButton href={`/statistics/open.csv?month=${key}`} variant="secondary">
            この月の数字を保存する（CSV）
          </LinkButton>
        </ButtonRow>
      </Form>
      <Section heading={`全国　${monthText(month)}末　${kindName}`}>
        {country && <Funnel row={country} />}
      </Section>
      <Section heading="都道府県ごとの施設数">
        <Table
          caption={`${monthText(month)}末、${kindName}`}
          columns={prefectureColumns}
          rows={prefectures}
          rowKey={({ prefectureCode }) => prefectureCode}
        />
      </Section>
      <Section heading="数え方">
        <Prose>
          <ul>
            <li>それぞれの段階に、月末までに着いた施設を数えます。</li>
            <li>準備完了は、受付の端末がはじめて登録されたことです。</li>
            <li>初回の確認は、カードではじめて「有効」と表示されたことです。</li>
            <li>「－」は、{FEWEST}施設に満たない集まりがわかるため、表示しない数です。</li>
            <li>引き算でわからないように、となりの数も表示しないことがあります。</li>
          </ul>
        </Prose>
      </Section>
    </>
  );
}

function Funnel({ row: { facilities } }: { row: OpenRow }) {
  const whole = facilities.registered;

  return (
    <Table
      caption="段階ごとの施設数"
      hideCaption
      columns={[
        { key: "stage", header: "段階", rowHeader: true, cell: (stage) => stages[stage] },
        {
          key: "count",
          header: "施設数",
          numeric: true,
          cell: (stage) => countText(facilities[stage]),
        },
        {
          key: "share",
          header: "登録に対する割合",
          numeric: true,
          cell: (stage) => {
            const count = facilities[stage];

            return count === null || !whole ? (
              "－"
            ) : (
              <ShareBar share={count / whole}>{`${((100 * count) / whole).toFixed(1)}%`}</ShareBar>
            );
          },
        },
      ]}
      rows={stageKeys}
      rowKey={(stage) => stage}
    />
  );
}

const prefectureColumns: readonly Column<OpenRow>[] = [
  {
    key: "prefecture",
    header: "都道府県",
    rowHeader: true,
    cell: ({ prefectureCode }) => prefectureByCode(prefectureCode)?.name ?? "不明",
  },
  ...stageKeys.map((stage: Stage) => ({
    key: stage,
    header: stages[stage],
    numeric: true,
    cell: ({ facilities }: OpenRow) => countText(facilities[stage]),
  })),
];

function countText(count: number | null): string {
  return count === null ? "－" : count.toLocaleString("ja-JP");
}

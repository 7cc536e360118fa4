/** 年度の報告: one year of a programme by month, kind of facility and prefecture, held against the books. */
import { tokyoDate } from "@madoguchi/notation";
import { ProblemError, sendPage, sendPdf, sendCsv } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  EmptyState,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Section,
  SelectField,
  Table,
} from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { asOfficial } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { annualReport } from "../papers/annual-report.ts";
import { figureText, measureGroups, partsOf, yearText } from "../report-words.ts";
import type { ReportPart } from "../report-words.ts";
import { ledgerAccounts } from "../rules/ledger.ts";
import type { Programme } from "../rules/programme.ts";
import {
  contradictions,
  measureOrder,
  measures,
  reportOf,
  yearsOf,
  yearSpan,
} from "../rules/report.ts";
import type { AccountLine, Measure, Report, ReportRow } from "../rules/report.ts";
import { newestProgrammes, versionsOf } from "../store/programmes.ts";
import { reportFacts, trialBalance } from "../store/reports.ts";
import { DeskTabs } from "./frame.tsx";

const REPORTS = "/office/grants/reports";

const querySchema = z.object({
  programme: z.string().max(40).catch(""),
  year: z.coerce.number().int().min(2000).max(2999).nullable().catch(null),
});

export function registerReportPages(app: FastifyInstance, center: Center): void {
  app.get(
    REPORTS,
    asOfficial(center, "grants.see", async (actor, request, reply) => {
      const programmes = await newestProgrammes(center.db);
      const asked =
        programmes.length === 0 ? null : await reportOfRequest(center, request, programmes);

      return sendPage(
        reply,
        <ReportsPage
          actor={actor}
          programmes={programmes}
          years={asked?.years ?? []}
          asked={asked}
        />,
      );
    }),
  );

  app.get(
    `${REPORTS}/report.pdf`,
    asOfficial(center, "grants.see", async (_actor, request, reply) => {
      const programmes = await newestProgrammes(center.db);
      const { programme, year, report } = await reportOfRequest(center, request, programmes);
      const content = { programmeName: programme.name, year, report };
      const name = `年度報告_${programme.code}_${year}.pdf`;

      return sendPdf(reply, "inline", name, await annualReport(content));
    }),
  );

  app.get(
    `${REPORTS}/report.csv`,
    asOfficial(center, "grants.see", async (_actor, request, reply) => {
      const programmes = await newestProgrammes(center.db);
      const { programme, year, report } = await reportOfRequest(center, request, programmes);

      return sendCsv(reply, `年度報告_${programme.code}_${year}.csv`, csvRows(report));
    }),
  );
}

type Asked = {
  readonly programme: Programme;
  readonly year: number;
  /** That can be asked for. */
  readonly years: readonly number[];
  readonly report: Report;
  readonly lines: readonly AccountLine[];
};

/** Of the newest year and the first programme where none is named. */
async function reportOfRequest(
  center: Center,
  request: FastifyRequest,
  programmes: readonly Programme[],
): Promise<Asked> {
  const query = querySchema.parse(request.query);
  const programme = programmes.find(
    ({ code }) => query.programme === "" || code === query.programme,
  );
  if (!programme) throw new ProblemError("not-found");
  const today = tokyoDate(center.clock.now());
  const first = (await versionsOf(center.db, programme.code)).at(-1) ?? programme;
  const years = yearsOf(first.effectiveFrom, today);
  const year = query.year ?? years[0] ?? today.year;
  const span = yearSpan(year);
  const facts = await reportFacts(center.db, programme.code, span);
  const balance = await trialBalance(center.db, span);

  return {
    programme,
    year,
    years,
    report: reportOf(facts, year),
    lines: balance.filter(({ programmeCode }) => programmeCode === programme.code),
  };
}

function csvRows(report: Report): string[][] {
  const figures = (row: Pick<ReportRow, "figures">) =>
    measureOrder.map((measure) => String(row.figures[measure]));

  return [
    ["区分", "名称", ...measureOrder.map((measure) => measures[measure])],
    ["合計", "", ...figures({ figures: report.total })],
    ...partsOf(report).flatMap(({ title, rows, nameOf }) =>
      rows.map((row) => [title, nameOf(row.key), ...figures(row)]),
    ),
  ];
}

type ReportsPageProps = {
  readonly actor: OfficialActor;
  readonly programmes: readonly Programme[];
  readonly years: readonly number[];
  readonly asked: Asked | null;
};

function ReportsPage({ actor, programmes, years, asked }: ReportsPageProps) {
  return (
    <OfficePage
      title="補助事業の年度報告"
      actor={actor}
      current="/office/grants"
      crumbs={[
        { label: "審査室", href: "/office" },
        { label: "補助金の審査", href: "/office/grants" },
        { label: "年度報告" },
      ]}
    >
      <PageHeading lead="1年度（4月から3月）の申請、決定、支払い、返還です。お金の額は帳簿から数えています。">
        補助事業の年度報告
      </PageHeading>
      <DeskTabs current={REPORTS} />
      {asked ? (
        <>
          <Form action={REPORTS} method="get">
            <SelectField
              name="programme"
              label="補助事業"
              emptyLabel={null}
              options={programmes.map(({ code, name }) => ({ value: code, label: name }))}
              value={asked.programme.code}
            />
            <SelectField
              name="year"
              label="年度"
              emptyLabel={null}
              options={years.map((year) => ({ value: String(year), label: yearText(year) }))}
              value={String(asked.year)}
            />
            <ButtonRow>
              <Button variant="secondary">この年度を見る</Button>
            </ButtonRow>
          </Form>
          <ReportSections asked={asked} />
        </>
      ) : (
        <EmptyState title="補助事業はまだありません" />
      )}
    </OfficePage>
  );
}

function ReportSections({ asked }: { readonly asked: Asked }) {
  const { programme, year, report, lines } = asked;
  const query = `?programme=${programme.code}&year=${year}`;
  const wrong = contradictions(report, lines);

  return (
    <Section heading={`${yearText(year)}　${programme.name}`}>
      <ButtonRow>
        <LinkButton href={`${REPORTS}/report.pdf${query}`} variant="secondary">
          報告（PDF）
        </LinkButton>
        <LinkButton href={`${REPORTS}/report.csv${query}`} variant="secondary">
          報告（CSV）
        </LinkButton>
      </ButtonRow>
      {wrong.length === 0 ? (
        <p>支払い、返還、加算金と、決定済みの残りは、帳簿の動きと合っています。</p>
      ) : (
        <Notice
          tone="error"
          title={`帳簿と合わない科目があります：${wrong.map((account) => ledgerAccounts[account]).join("、")}`}
        >
          <p>報告に使わず、運用の担当に知らせてください。</p>
        </Notice>
      )}
      {partsOf(report).map((part) => (
        <PartSection key={part.title} part={part} report={report} />
      ))}
    </Section>
  );
}

function PartSection({ part, report }: { readonly part: ReportPart; readonly report: Report }) {
  const { title, rows, nameOf } = part;

  return (
    <Section heading={title} level={3}>
      {rows.length === 0 ? (
        <p>この年度の申請と決定はありません。</p>
      ) : (
        measureGroups.map((group, index) => (
          <Table
            key={group[0]}
            caption={`${title}の${index === 0 ? "申請と決定" : "支払いと返還"}`}
            columns={[
              { key: "name", header: title, rowHeader: true, cell: ({ key }) => nameOf(key) },
              ...group.map(columnOf),
            ]}
            rows={rows}
            rowKey={({ key }) => key}
            footer={{
              name: "合計",
              ...Object.fromEntries(
                group.map((measure) => [measure, figureText(report.total[measure])]),
              ),
            }}
          />
        ))
      )}
    </Section>
  );
}

function columnOf(measure: Measure): Column<ReportRow> {
  return {
    key: measure,
    header: measures[measure],
    numeric: true,
    cell: ({ figures }) => figureText(figures[measure]),
  };
}

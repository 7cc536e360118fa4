/** 会計への書き出し: the books of a span of days, as a trial balance and as a journal, the same to the byte whenever they are asked for. */
import { deadline, formatDate, formatYen, startOfDay, tokyoDate } from "@madoguchi/notation";
import { dateField, formValues, readForm, sendPage, sendCsv } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  DateFields,
  EmptyState,
  ErrorSummary,
  Form,
  LinkButton,
  PageHeading,
  Section,
  Table,
} from "@madoguchi/ui";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { asOfficial } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { dateState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import { causes, ledgerAccounts } from "../rules/ledger.ts";
import type { Span } from "../rules/report.ts";
import { journal } from "../store/ledger.ts";
import type { JournalEntry } from "../store/ledger.ts";
import { newestProgrammes } from "../store/programmes.ts";
import { trialBalance } from "../store/reports.ts";
import type { ProgrammeLine } from "../store/reports.ts";

const ACCOUNTS = "/office/grants/accounts";

const formSchema = z
  .object({ from: dateField("始まりの日"), until: dateField("終わりの日") })
  .refine(({ from, until }) => Temporal.PlainDate.compare(from, until) <= 0, {
    path: ["until"],
    message: "終わりの日が、始まりの日より前です。",
  });

const day = z.iso.date().transform((text) => Temporal.PlainDate.from(text));
const spanSchema = z.object({ from: day, until: day });

export function registerAccountsPage(app: FastifyInstance, center: Center): void {
  app.get(
    ACCOUNTS,
    asOfficial(center, "grants.see", async (actor, request, reply) => {
      const values = formValues(request.query);
      const typed = Object.keys(values).length > 0 ? values : thisMonth(center);
      const form = readForm(formSchema, typed);
      const span = form.ok ? form.value : null;

      return sendPage(
        reply,
        <AccountsPage
          actor={actor}
          form={form.ok ? { values: typed, errors: {} } : form}
          span={span}
          lines={span ? await trialBalance(center.db, span) : []}
          names={await programmeNames(center)}
        />,
        form.ok ? 200 : 422,
      );
    }),
  );

  app.get(
    `${ACCOUNTS}/journal.csv`,
    asOfficial(center, "grants.see", async (_actor, request, reply) => {
      const span = spanOf(request);
      const all = span
        ? journal(center.db, { from: startOfDay(span.from), before: deadline(span.until) })
        : journal(center.db);

      return sendCsv(
        reply,
        `補助金の仕訳帳${span ? `_${spanName(span)}` : ""}.csv`,
        entryRows(all),
      );
    }),
  );

  app.get(
    `${ACCOUNTS}/balance.csv`,
    asOfficial(center, "grants.see", async (_actor, request, reply) => {
      const span = spanSchema.parse(request.query);
      const rows = balanceRows(await trialBalance(center.db, span));

      return sendCsv(reply, `補助金の試算表_${spanName(span)}.csv`, rows);
    }),
  );
}

/** Null where no days are named: the whole journal. */
function spanOf(request: FastifyRequest): Span | null {
  return Object.keys(formValues(request.query)).length === 0
    ? null
    : spanSchema.parse(request.query);
}

function thisMonth(center: Center) {
  const { year, month, daysInMonth } = tokyoDate(center.clock.now());

  return {
    "from.year": String(year),
    "from.month": String(month),
    "from.day": "1",
    "until.year": String(year),
    "until.month": String(month),
    "until.day": String(daysInMonth),
  };
}

export async function programmeNames(center: Center): Promise<ReadonlyMap<string, string>> {
  const programmes = await newestProgrammes(center.db);

  return new Map(programmes.map(({ code, name }) => [code, name]));
}

const spanName = ({ from, until }: Span) => `${from.toString()}_${until.toString()}`;

async function* entryRows(entries: AsyncIterable<JournalEntry>): AsyncGenerator<string[]> {
  yield [
    "番号",
    "日付",
    "日時",
    "補助事業",
    "摘要",
    "借方",
    "貸方",
    "金額",
    "交付決定番号",
    "申請の番号",
  ];
  for await (const entry of entries) {
    yield [
      String(entry.number),
      tokyoDate(entry.at).toString(),
      entry.at.toString(),
      entry.programmeCode,
      causes[entry.cause].label,
      ledgerAccounts[entry.debit],
      ledgerAccounts[entry.credit],
      String(entry.yen),
      entry.decisionNumber ?? "",
      entry.applicationId ?? "",
    ];
  }
}

function balanceRows(lines: readonly ProgrammeLine[]): string[][] {
  return [
    ["補助事業", "科目", "期首残高", "借方", "貸方", "期末残高"],
    ...lines.map((line) => [
      line.programmeCode,
      ledgerAccounts[line.account],
      String(line.openingYen),
      String(line.debitYen),
      String(line.creditYen),
      String(line.closingYen),
    ]),
  ];
}

type AccountsPageProps = {
  readonly actor: OfficialActor;
  readonly form: FormState;
  readonly span: Span | null;
  readonly lines: readonly ProgrammeLine[];
  readonly names: ReadonlyMap<string, string>;
};

function AccountsPage({ actor, form, span, lines, names }: AccountsPageProps) {
  const errors = summaryOf(form.errors);

  return (
    <OfficePage
      title="会計への書き出し"
      actor={actor}
      current="/office/grants"
      errorCount={errors.length}
      crumbs={[
        { label: "補助金の審査", href: "/office/grants" },
        { label: "予算と帳簿", href: "/office/grants/budget" },
        { label: "会計への書き出し" },
      ]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading lead="決めた期間の仕訳と残高です。過ぎた期間は、いつ受け取っても同じ内容です。">
        会計への書き出し
      </PageHeading>
      <Form action={ACCOUNTS} method="get">
        <DateFields
          name="from"
          label="始まりの日"
          help="西暦で入力します。"
          required
          {...dateState(form, "from")}
        />
        <DateFields
          name="until"
          label="終わりの日"
          help="この日も含みます。西暦で入力します。"
          required
          {...dateState(form, "until")}
        />
        <ButtonRow>
          <Button>この期間を見る</Button>
        </ButtonRow>
      </Form>
      {span && <SpanBooks span={span} lines={lines} names={names} />}
    </OfficePage>
  );
}

function SpanBooks({
  span,
  lines,
  names,
}: {
  readonly span: Span;
  readonly lines: readonly ProgrammeLine[];
  readonly names: ReadonlyMap<string, string>;
}) {
  const query = `?from=${span.from.toString()}&until=${span.until.toString()}`;

  return (
    <Section heading={`${formatDate(span.from)}から${formatDate(span.until)}まで`}>
      <ButtonRow>
        <LinkButton href={`${ACCOUNTS}/journal.csv${query}`} variant="secondary">
          仕訳帳（CSV）を受け取る
        </LinkButton>
        <LinkButton href={`${ACCOUNTS}/balance.csv${query}`} variant="secondary">
          試算表（CSV）を受け取る
        </LinkButton>
      </ButtonRow>
      {lines.length === 0 && <EmptyState title="この期間の終わりまでに、お金の動きはありません" />}
      {[...Map.groupBy(lines, ({ programmeCode }) => programmeCode)].map(([code, own]) => (
        <TrialBalance key={code} name={names.get(code) ?? code} lines={own} />
      ))}
    </Section>
  );
}

function TrialBalance({ name, lines }: { name: string; lines: readonly ProgrammeLine[] }) {
  const sum = (of: (line: ProgrammeLine) => number) =>
    formatYen(lines.reduce((total, line) => total + of(line), 0));

  return (
    <Table
      caption={`試算表：${name}`}
      columns={[
        {
          key: "account",
          header: "科目",
          rowHeader: true,
          cell: ({ account }) => ledgerAccounts[account],
        },
        {
          key: "opening",
          header: "期首残高",
          numeric: true,
          cell: ({ openingYen }) => formatYen(openingYen),
        },
        {
          key: "debit",
          header: "借方",
          numeric: true,
          cell: ({ debitYen }) => formatYen(debitYen),
        },
        {
          key: "credit",
          header: "貸方",
          numeric: true,
          cell: ({ creditYen }) => formatYen(creditYen),
        },
        {
          key: "closing",
          header: "期末残高",
          numeric: true,
          cell: ({ closingYen }) => formatYen(closingYen),
        },
      ]}
      rows={lines}
      rowKey={({ account }) => account}
      footer={{
        account: "合計",
        opening: sum(({ openingYen }) => openingYen),
        debit: sum(({ debitYen }) => debitYen),
        credit: sum(({ creditYen }) => creditYen),
        closing: sum(({ closingYen }) => closingYen),
      }}
    />
  );
}

/** The books: what each programme has, where its money is, and every movement of it. */
import { formatDateTime, formatYen } from "@madoguchi/notation";
import { sendPage } from "@madoguchi/platform";
import { EmptyState, LinkButton, Notice, PageHeading, Section, Table } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { tokyoDate } from "@madoguchi/notation";
import { asOfficial } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { cut } from "../../shell/places.ts";
import { Steps } from "../../shell/steps.tsx";
import { causes, ledgerAccounts } from "../rules/ledger.ts";
import type { Balance, LedgerAccount } from "../rules/ledger.ts";
import type { Programme } from "../rules/programme.ts";
import { allBalances, ENTRIES_SHOWN, journalPage } from "../store/ledger.ts";
import type { JournalEntry } from "../store/ledger.ts";
import { currentProgrammes } from "../store/programmes.ts";
import { DeskTabs } from "./frame.tsx";

const BUDGET = "/office/grants/budget";

const querySchema = z.object({ after: z.coerce.number().int().min(1).nullable().catch(null) });

export function registerBudgetPage(app: FastifyInstance, center: Center): void {
  app.get(
    BUDGET,
    asOfficial(center, "grants.see", async (actor, request, reply) => {
      const { after } = querySchema.parse(request.query);
      const { rows, last } = cut(
        await journalPage(center.db, after, ENTRIES_SHOWN + 1),
        ENTRIES_SHOWN,
      );

      return sendPage(
        reply,
        <BudgetPage
          actor={actor}
          programmes={await currentProgrammes(center.db, tokyoDate(center.clock.now()))}
          balances={await allBalances(center.db)}
          entries={rows}
          isFirst={after === null}
          next={last && String(last.number)}
        />,
      );
    }),
  );
}

type BudgetPageProps = {
  readonly actor: OfficialActor;
  readonly programmes: readonly Programme[];
  readonly balances: readonly Balance[];
  readonly entries: readonly JournalEntry[];
  readonly isFirst: boolean;
  readonly next: string | null;
};

function BudgetPage({ actor, programmes, balances, entries, isFirst, next }: BudgetPageProps) {
  const names = new Map(programmes.map(({ code, name }) => [code, name]));

  return (
    <OfficePage
      title="補助金の予算と帳簿"
      actor={actor}
      current="/office/grants"
      crumbs={[
        { label: "審査室", href: "/office" },
        { label: "補助金の審査", href: "/office/grants" },
        { label: "予算と帳簿" },
      ]}
    >
      <PageHeading lead="お金の動きを1つずつ記録しています。残高はこの記録から決まります。">
        補助金の予算と帳簿
      </PageHeading>
      <DeskTabs current={BUDGET} />
      {programmes.map(({ code, name }) => (
        <ProgrammeBooks
          key={code}
          name={name}
          balances={balances.filter(({ programmeCode }) => programmeCode === code)}
        />
      ))}
      <Section
        heading="お金の動き"
        action={
          <LinkButton href="/office/grants/accounts" variant="secondary">
            会計へ書き出す（CSV）
          </LinkButton>
        }
      >
        {entries.length === 0 ? (
          <EmptyState title="お金の動きはまだありません" />
        ) : (
          <Table
            caption="お金の動き（新しい順）"
            columns={[
              { key: "number", header: "番号", rowHeader: true, cell: ({ number }) => number },
              { key: "at", header: "日時", cell: ({ at }) => formatDateTime(at) },
              { key: "cause", header: "摘要", cell: ({ cause }) => causes[cause].label },
              { key: "debit", header: "借方", cell: ({ debit }) => ledgerAccounts[debit] },
              { key: "credit", header: "貸方", cell: ({ credit }) => ledgerAccounts[credit] },
              { key: "yen", header: "金額", numeric: true, cell: ({ yen }) => formatYen(yen) },
              {
                key: "what",
                header: "何の",
                cell: ({ applicationId, decisionNumber, programmeCode }) =>
                  applicationId === null ? (
                    (names.get(programmeCode) ?? programmeCode)
                  ) : (
                    <a href={`/office/grants/${applicationId}`}>
                      {decisionNumber ?? "補助金の申請"}
                    </a>
                  ),
              },
            ]}
            rows={entries}
            rowKey={({ number }) => String(number)}
          />
        )}
        <Steps label="お金の動き" path={BUDGET} isFirst={isFirst} next={next} />
      </Section>
    </OfficePage>
  );
}

const inside = Object.entries(ledgerAccounts).filter(([account]) => account !== "outside");

function ProgrammeBooks({ name, balances }: { name: string; balances: readonly Balance[] }) {
  const yenOf = (account: string) =>
    balances.find((balance) => balance.account === account)?.yen ?? 0;
  const rows = inside.map(([account, label]) => ({ account, label, yen: yenOf(account) }));
  const held = rows.reduce((sum, { yen }) => sum + yen, 0);
  const received = -yenOf("outside" satisfies LedgerAccount);
  if (balances.length === 0) {
    return (
      <Section heading={name}>
        <p>お金の動きはまだありません。</p>
      </Section>
    );
  }

  return (
    <Section heading={name}>
      <Table
        caption={`${name}の残高`}
        hideCaption
        columns={[
          { key: "label", header: "科目", rowHeader: true, cell: ({ label }) => label },
          { key: "yen", header: "残高", numeric: true, cell: ({ yen }) => formatYen(yen) },
        ]}
        rows={rows}
        rowKey={({ account }) => account}
        footer={{ label: "合計", yen: formatYen(held) }}
      />
      {held === received ? (
        <p>受け入れた額（予算と加算金）{formatYen(received)}と合っています。</p>
      ) : (
        <Notice
          tone="error"
          title={`受け入れた額${formatYen(received)}と、残高の合計${formatYen(held)}が違います`}
        >
          <p>
            帳簿が書き換えられたおそれがあります。決定と振込を止めて、運用の担当に知らせてください。
          </p>
        </Notice>
      )}
    </Section>
  );
}

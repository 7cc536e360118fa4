/** The simulator: who is affected by new rules, and what past applications would have come to under them. */
import { formatDateTime, formatYen } from "@madoguchi/notation";
import type { Executor } from "@madoguchi/platform";
import { DescriptionList, EmptyState, Notice, Section, Table } from "@madoguchi/ui";
import { grantStates } from "../rules/application.ts";
import { compareRules } from "../rules/comparison.ts";
import type { Comparison } from "../rules/comparison.ts";
import type { ProgrammeTerms } from "../rules/programme.ts";
import { draftsUnder, pastApplications } from "../store/past.ts";

/** What a person waits for at most a second for. */
const MOST_COMPARED = 5000;
const SHOWN = 50;

export type Effect = {
  readonly comparison: Comparison;
  readonly drafts: number;
  /** Of these, at facilities that the new rules no longer name. */
  readonly draftsExcluded: number;
};

export async function effectOf(executor: Executor, terms: ProgrammeTerms): Promise<Effect> {
  const drafts = await draftsUnder(executor, terms.code);
  const sum = (rows: typeof drafts) => rows.reduce((total, { count }) => total + count, 0);

  return {
    comparison: compareRules(terms, await pastApplications(executor, terms.code, MOST_COMPARED)),
    drafts: sum(drafts),
    draftsExcluded: sum(
      drafts.filter(({ facilityKind }) => !terms.facilityKinds.includes(facilityKind)),
    ),
  };
}

export function EffectSections({ effect }: { effect: Effect }) {
  const { comparison, drafts, draftsExcluded } = effect;
  const { rows } = comparison;

  return (
    <>
      <Section heading="影響を受ける申請">
        <DescriptionList
          items={[
            {
              term: "下書き",
              detail: `${drafts}件。新しい版の始まりの日から後に提出すると、新しい決まりで審査します。`,
            },
            {
              term: "提出済み",
              detail: `${rows.length}件。提出した日の決まりのまま審査し、金額は変わりません。`,
            },
          ]}
        />
        {draftsExcluded > 0 && (
          <Notice
            tone="warning"
            title={`下書きのうち${draftsExcluded}件は、対象の施設ではなくなり、提出できなくなります`}
          />
        )}
      </Section>
      <Section heading="過去の申請での試算">
        {rows.length === 0 ? (
          <EmptyState title="この補助事業には、まだ申請がありません" />
        ) : (
          <Compared comparison={comparison} />
        )}
      </Section>
    </>
  );
}

function Compared({ comparison }: { comparison: Comparison }) {
  const { rows, oldYen, newYen, more, less, same, lacking } = comparison;

  return (
    <>
      <p>
        提出済みの申請が新しい決まりだったらいくらになるかを、審査と同じ計算で出しました。実際の金額は変わりません。
      </p>
      <DescriptionList
        items={[
          { term: "増えるもの", detail: `${more}件` },
          { term: "減るもの", detail: `${less}件` },
          { term: "同じもの", detail: `${same}件` },
          {
            term: "書類が足りないもの",
            detail:
              lacking.length === 0
                ? "0件"
                : lacking.map(({ name, count }) => `${name} ${count}件`).join("、"),
          },
        ]}
      />
      {rows.length === MOST_COMPARED && <p>新しい順に{MOST_COMPARED}件までで試算しています。</p>}
      <Table
        caption={`過去の申請での試算（違いの大きい順${rows.length > SHOWN ? `、はじめの${SHOWN}件` : ""}）`}
        columns={[
          {
            key: "facility",
            header: "施設",
            rowHeader: true,
            cell: ({ application }) => (
              <a href={`/office/grants/${application.id}`}>{application.facilityName}</a>
            ),
          },
          {
            key: "at",
            header: "提出",
            cell: ({ application }) => formatDateTime(application.submittedAt),
          },
          {
            key: "state",
            header: "状態",
            cell: ({ application }) => grantStates[application.state],
          },
          { key: "old", header: "元の額", numeric: true, cell: (row) => formatYen(row.oldYen) },
          { key: "new", header: "新しい額", numeric: true, cell: (row) => formatYen(row.newYen) },
          {
            key: "difference",
            header: "違い",
            numeric: true,
            cell: (row) => signed(row.newYen - row.oldYen),
          },
          { key: "reason", header: "理由", cell: ({ reason }) => reason ?? "金額の決まり" },
        ]}
        rows={rows.slice(0, SHOWN)}
        rowKey={({ application }) => application.id}
        footer={{
          facility: `合計（${rows.length}件）`,
          old: formatYen(oldYen),
          new: formatYen(newYen),
          difference: signed(newYen - oldYen),
        }}
      />
    </>
  );
}

/** 「＋1,000円」「−1,000円」「0円」 */
function signed(yen: number): string {
  return yen === 0 ? formatYen(0) : `${yen > 0 ? "＋" : "−"}${formatYen(Math.abs(yen))}`;
}

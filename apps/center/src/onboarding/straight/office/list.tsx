/** The conditions, what holds for each kind of facility, and what the rule did lately. */
import { formatDate, formatMinutes } from "@madoguchi/notation";
import {
  DescriptionList,
  Details,
  LinkButton,
  PageHeading,
  Section,
  StatusBadge,
  Table,
} from "@madoguchi/ui";
import { Temporal } from "temporal-polyfill";
import { May } from "../../../accounts/index.ts";
import type { OfficeNeeds, OfficialActor } from "../../../accounts/index.ts";
import { facilityKindName } from "../../../facilities/index.ts";
import type { FacilityKind } from "../../../facilities/index.ts";
import { ProposalWaits } from "../../../proposals/index.ts";
import type { Proposal } from "../../../proposals/index.ts";
import { OfficePage } from "../../../shell/pages.tsx";
import { conditionNames } from "../rules.ts";
import type { StraightTerms, StraightVersion } from "../rules.ts";
import type { JudgmentCounts } from "../store.ts";
import { STRAIGHT, switchedWords, termsLabels, TITLE } from "../words.ts";

/** Whoever lets a rule approve could approve themselves, and is there in person. */
export const CHANGE = { right: "cases.decide", stepUp: true } as const satisfies OfficeNeeds;

export function termsItems(terms: StraightTerms): readonly { term: string; detail: string }[] {
  return [
    { term: termsLabels.isOn, detail: switchedWords(terms) },
    { term: termsLabels.effectiveFrom, detail: formatDate(terms.effectiveFrom) },
    { term: termsLabels.samplePercent, detail: `${terms.samplePercent}%` },
    { term: termsLabels.holdMinutes, detail: formatMinutes(terms.holdMinutes) },
  ];
}

type OfKind = { readonly kind: FacilityKind; readonly versions: readonly StraightVersion[] };

type StraightPageProps = {
  readonly actor: OfficialActor;
  readonly kinds: readonly OfKind[];
  readonly proposals: readonly Proposal[];
  readonly counts: readonly JudgmentCounts[];
  readonly days: number;
  readonly today: Temporal.PlainDate;
};

export function StraightPage(props: StraightPageProps) {
  const { actor, kinds, proposals, counts, days, today } = props;

  return (
    <OfficePage
      title={TITLE}
      actor={actor}
      current="/office"
      crumbs={[{ label: "利用申請の審査", href: "/office" }, { label: TITLE }]}
    >
      <PageHeading lead="次の条件をすべて満たす利用申請を、人が決めずに承認します。却下や差戻しはしません。">
        {TITLE}
      </PageHeading>
      <Section heading="条件">
        <ul>
          {Object.values(conditionNames).map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
        <p>
          担当者が扱っている申請は承認しません。満たす申請の一部は、くじで抜き取って人が審査します。
        </p>
        <p>承認は、効力が生じるまで、審査をする人ならだれでも止められます。</p>
      </Section>
      <Section heading={`この${days}日の結果`}>
        <Counts kinds={kinds} counts={counts} />
      </Section>
      {kinds.map((each) => (
        <KindSection
          key={each.kind}
          {...each}
          proposal={proposals.find(({ key }) => key === each.kind)}
          today={today}
        />
      ))}
    </OfficePage>
  );
}

function Counts({ kinds, counts }: Pick<StraightPageProps, "kinds" | "counts">) {
  const column = (key: Exclude<keyof JudgmentCounts, "kind">, header: string) => ({
    key,
    header,
    numeric: true,
    cell: ({ kind }: OfKind) =>
      `${(counts.find((each) => each.kind === kind)?.[key] ?? 0).toLocaleString("ja-JP")}件`,
  });

  return (
    <Table
      caption="自動の審査の結果"
      hideCaption
      columns={[
        {
          key: "kind",
          header: "施設の種類",
          rowHeader: true,
          cell: ({ kind }) => facilityKindName(kind),
        },
        column("approved", "自動で承認"),
        column("stopped", "うち人が止めた"),
        column("sample", "抜き取って人へ"),
        column("rules", "条件を満たさず人へ"),
        column("official", "扱い中のため人へ"),
      ]}
      rows={kinds}
      rowKey={({ kind }) => kind}
    />
  );
}

type KindSectionProps = OfKind & {
  readonly proposal: Proposal | undefined;
  readonly today: Temporal.PlainDate;
};

function KindSection({ kind, versions, proposal, today }: KindSectionProps) {
  const current = versions.find(
    ({ effectiveFrom }) => Temporal.PlainDate.compare(effectiveFrom, today) <= 0,
  );

  return (
    <Section heading={facilityKindName(kind)}>
      {current && (
        <>
          <p>
            <StatusBadge tone={current.isOn ? "success" : "neutral"}>
              {current.isOn ? "使っています" : "使っていません"}
            </StatusBadge>
          </p>
          <DescriptionList items={termsItems(current)} />
        </>
      )}
      {proposal ? (
        <ProposalWaits
          href={`${STRAIGHT}/proposals/${proposal.id}`}
          of={`${facilityKindName(kind)}の`}
        />
      ) : (
        <May right={CHANGE.right}>
          <p>
            <LinkButton href={`${STRAIGHT}/${kind}/new`} variant="secondary">
              {facilityKindName(kind)}の変更を提案する
            </LinkButton>
          </p>
        </May>
      )}
      {versions
        .filter((version) => version !== current)
        .map((version) => (
          <Details
            key={version.id}
            summary={`${formatDate(version.effectiveFrom)}からの決まり（第${version.version}版）`}
          >
            <DescriptionList items={termsItems(version)} />
          </Details>
        ))}
    </Section>
  );
}

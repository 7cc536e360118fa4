/** One proposed version beside what it would change. */
import { DescriptionList, Notice, PageHeading, Section } from "@madoguchi/ui";
import { May } from "../../../accounts/index.ts";
import type { OfficialActor } from "../../../accounts/index.ts";
import { facilityKindName } from "../../../facilities/index.ts";
import { ProposalDecision, ProposalStanding } from "../../../proposals/index.ts";
import type { Proposal } from "../../../proposals/index.ts";
import { OfficePage } from "../../../shell/pages.tsx";
import type { StraightTerms, StraightVersion } from "../rules.ts";
import { STRAIGHT, TITLE } from "../words.ts";
import { CHANGE, termsItems } from "./list.tsx";

type StraightProposalPageProps = {
  readonly actor: OfficialActor;
  readonly proposal: Proposal;
  readonly terms: StraightTerms;
  readonly before: StraightVersion | undefined;
  readonly refusal: string | undefined;
};

export function StraightProposalPage(props: StraightProposalPageProps) {
  const { actor, proposal, terms, before, refusal } = props;
  const old = new Map(before && termsItems(before).map(({ term, detail }) => [term, detail]));

  return (
    <OfficePage
      title={`${TITLE}の提案`}
      actor={actor}
      current="/office"
      crumbs={[{ label: TITLE, href: STRAIGHT }, { label: "提案" }]}
    >
      {refusal !== undefined && <Notice tone="warning" title={refusal} live />}
      <PageHeading caption={facilityKindName(terms.kind)}>自動の承認の変更の提案</PageHeading>
      <ProposalStanding proposal={proposal} />
      <May right={CHANGE.right}>
        <ProposalDecision
          actor={actor}
          proposal={proposal}
          path={`${STRAIGHT}/proposals/${proposal.id}`}
          advice="下の「変わること」を、いまの決まりと見比べてください。"
          verb="この決まりにする"
        />
      </May>
      <Section heading="変わること">
        <DescriptionList
          items={termsItems(terms)
            .filter(({ term, detail }) => old.get(term) !== detail)
            .map(({ term, detail }) => ({
              term,
              detail: (
                <>
                  {detail}
                  <br />
                  <small>いま：{old.get(term) ?? "なし"}</small>
                </>
              ),
            }))}
        />
      </Section>
    </OfficePage>
  );
}

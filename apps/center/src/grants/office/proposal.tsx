/** One proposed version: what changes, whom it touches, and the second pair of eyes. */
import { ProblemError, sendPage } from "@madoguchi/platform";
import { Notice, PageHeading, Section } from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { asOfficial, May } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import {
  findProposal,
  ProposalDecision,
  ProposalStanding,
  registerProposalDeeds,
} from "../../proposals/index.ts";
import type { Proposal } from "../../proposals/index.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { idParam } from "../../shell/params.ts";
import { programmeVersions } from "../actions/propose.ts";
import type { Programme, ProgrammeTerms } from "../rules/programme.ts";
import { programmeVersion } from "../store/programmes.ts";
import { effectOf, EffectSections } from "./comparison.tsx";
import type { Effect } from "./comparison.tsx";
import { versionRefusals } from "./proposal-words.ts";
import { ChangedTerms } from "./terms.tsx";

const PROPOSAL = "/office/grants/proposals/:id";

export function registerProposalPage(app: FastifyInstance, center: Center): void {
  app.get(
    PROPOSAL,
    asOfficial(center, "grants.see", async (actor, request, reply) =>
      sendProposal(reply, center, actor, request),
    ),
  );
  registerProposalDeeds(app, center, {
    subject: programmeVersions,
    path: PROPOSAL,
    needs: { right: "programmes.change", stepUp: true },
    refusals: versionRefusals,
    sendAgain: (actor, request, reply, refusal) =>
      sendProposal(reply, center, actor, request, refusal),
  });
}

async function sendProposal(
  reply: FastifyReply,
  center: Center,
  actor: OfficialActor,
  request: FastifyRequest,
  refusal?: string,
): Promise<FastifyReply> {
  const proposal = await findProposal(center.db, programmeVersions.name, idParam(request));
  if (!proposal) throw new ProblemError("not-found");
  const version = programmeVersions.read(proposal.content);
  if (!version) throw new Error(`proposal ${proposal.id} cannot be read`);
  const { terms } = version;

  return sendPage(
    reply,
    <ProposalPage
      actor={actor}
      proposal={proposal}
      terms={terms}
      before={proposal.basedOn ? await programmeVersion(center.db, proposal.basedOn) : null}
      effect={proposal.state === "proposed" ? await effectOf(center.db, terms) : null}
      refusal={refusal}
    />,
    refusal === undefined ? 200 : 409,
  );
}

type ProposalPageProps = {
  readonly actor: OfficialActor;
  readonly proposal: Proposal;
  readonly terms: ProgrammeTerms;
  readonly before: Programme | null;
  readonly effect: Effect | null;
  readonly refusal: string | undefined;
};

function ProposalPage({ actor, proposal, terms, before, effect, refusal }: ProposalPageProps) {
  return (
    <OfficePage
      title={`${terms.name}の提案`}
      actor={actor}
      current="/office/grants"
      crumbs={[{ label: "補助事業", href: "/office/grants/programmes" }, { label: "提案" }]}
    >
      {refusal !== undefined && <Notice tone="warning" title={refusal} />}
      <PageHeading caption={before ? `第${before.version + 1}版の提案` : "新しい補助事業の提案"}>
        {terms.name}
      </PageHeading>
      <ProposalStanding proposal={proposal} />
      {proposal.state === "confirmed" && (
        <p>
          <a href={`/office/grants/programmes/${proposal.key}`}>補助事業のページへ</a>
        </p>
      )}
      <May right="programmes.change">
        <ProposalDecision
          actor={actor}
          proposal={proposal}
          path={`/office/grants/proposals/${proposal.id}`}
          advice="下の「変わること」と試算を、根拠の文書と見比べてください。"
          verb="この版に決める"
        />
      </May>
      <Section heading={before ? "変わること" : "定めること"}>
        <ChangedTerms before={before} after={terms} />
      </Section>
      {effect && <EffectSections effect={effect} />}
    </OfficePage>
  );
}

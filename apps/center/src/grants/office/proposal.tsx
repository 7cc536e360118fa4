/** One proposed version: what changes, whom it touches, and the second pair of eyes. */
import { formatDateTime } from "@madoguchi/notation";
import { ProblemError, seeOther, sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  DescriptionList,
  Form,
  Notice,
  PageHeading,
  Section,
  StatusBadge,
} from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { asOfficial } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { idParam } from "../../shell/params.ts";
import { confirmVersion, withdrawVersion } from "../actions/propose.ts";
import { readProgramme } from "../programme-form.ts";
import type { Programme, ProgrammeTerms } from "../rules/programme.ts";
import { canPropose, proposalStates } from "../rules/proposal.ts";
import { programmeVersion } from "../store/programmes.ts";
import { findProposal } from "../store/proposals.ts";
import type { Proposal } from "../store/proposals.ts";
import { effectOf, EffectSections } from "./comparison.tsx";
import type { Effect } from "./comparison.tsx";
import { proposalRefusals } from "./proposal-words.ts";
import { ChangedTerms } from "./terms.tsx";

const PROPOSAL = "/office/grants/proposals/:id";

export function registerProposalPage(app: FastifyInstance, center: Center): void {
  app.get(
    PROPOSAL,
    asOfficial(center, async (actor, request, reply) =>
      sendProposal(reply, center, actor, request),
    ),
  );
  for (const [verb, deed] of [
    ["confirm", confirmVersion],
    ["withdraw", withdrawVersion],
  ] as const) {
    app.post(
      `${PROPOSAL}/${verb}`,
      asOfficial(center, async (actor, request, reply) => {
        const id = idParam(request);
        const result = await deed(center, actor, id);
        if (result === "done") return seeOther(reply, `/office/grants/proposals/${id}`);
        if (result === "not-found") throw new ProblemError("not-found");

        return sendProposal(reply, center, actor, request, proposalRefusals[result], 409);
      }),
    );
  }
}

async function sendProposal(
  reply: FastifyReply,
  center: Center,
  actor: OfficialActor,
  request: FastifyRequest,
  refusal?: string,
  status = 200,
): Promise<FastifyReply> {
  const proposal = await findProposal(center.db, idParam(request));
  if (!proposal) throw new ProblemError("not-found");
  const form = readProgramme(proposal.form);
  if (!form.ok) {
    throw new Error(`proposal ${proposal.id} cannot be read: ${JSON.stringify(form.errors)}`);
  }

  return sendPage(
    reply,
    <ProposalPage
      actor={actor}
      proposal={proposal}
      terms={form.value}
      before={proposal.basedOn ? await programmeVersion(center.db, proposal.basedOn) : null}
      effect={proposal.state === "proposed" ? await effectOf(center.db, form.value) : null}
      refusal={refusal}
    />,
    status,
  );
}

const tones = { proposed: "warning", confirmed: "success", withdrawn: "neutral" } as const;

type ProposalPageProps = {
  readonly actor: OfficialActor;
  readonly proposal: Proposal;
  readonly terms: ProgrammeTerms;
  readonly before: Programme | null;
  readonly effect: Effect | null;
  readonly refusal: string | undefined;
};

function ProposalPage({ actor, proposal, terms, before, effect, refusal }: ProposalPageProps) {
  const { state, proposedAt, decidedAt } = proposal;

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
      <DescriptionList
        items={[
          {
            term: "状態",
            detail: <StatusBadge tone={tones[state]}>{proposalStates[state]}</StatusBadge>,
          },
          { term: "提案", detail: formatDateTime(proposedAt) },
          ...(decidedAt ? [{ term: "決めた日時", detail: formatDateTime(decidedAt) }] : []),
        ]}
      />
      {state === "confirmed" && (
        <p>
          <a href={`/office/grants/programmes/${proposal.code}`}>補助事業のページへ</a>
        </p>
      )}
      <NextStep actor={actor} proposal={proposal} />
      <Section heading={before ? "変わること" : "定めること"}>
        <ChangedTerms before={before} after={terms} />
      </Section>
      {effect && <EffectSections effect={effect} />}
    </OfficePage>
  );
}

function NextStep({ actor, proposal }: { actor: OfficialActor; proposal: Proposal }) {
  if (canPropose.withdraw(proposal) !== true) return null;
  const base = `/office/grants/proposals/${proposal.id}`;

  return (
    <Section heading="次にすること">
      {canPropose.confirm(actor, proposal) === true ? (
        <Form action={`${base}/confirm`}>
          <p>下の「変わること」と試算を、根拠の文書と見比べてください。</p>
          <ButtonRow>
            <Button>この版に決める</Button>
          </ButtonRow>
        </Form>
      ) : (
        <Notice title="ほかの職員の確認を待っています">
          <p>提案した人は決められません。間違いがあれば、取り下げて提案し直してください。</p>
        </Notice>
      )}
      <Form action={`${base}/withdraw`}>
        <ButtonRow>
          <Button variant="secondary">取り下げる</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
}

/** How each kind of case is decided: what holds, what is to come, and what one official proposes and another makes true. */
import { formatDate, tokyoToday } from "@madoguchi/notation";
import { formValues, ProblemError, seeOther, sendPage } from "@madoguchi/platform";
import {
  ButtonRow,
  DescriptionList,
  Details,
  LinkButton,
  Notice,
  PageHeading,
  Section,
} from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Temporal } from "temporal-polyfill";
import { asOfficial, May } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import {
  findProposal,
  openProposals,
  propose,
  ProposalDecision,
  proposalRefusals,
  ProposalStanding,
  registerProposalDeeds,
  ProposalWaits,
} from "../../proposals/index.ts";
import type { Proposal, ProposalRefusal } from "../../proposals/index.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { idParam } from "../../shell/params.ts";
import { deskTerms } from "../actions/terms.ts";
import type { Queue } from "../queue.ts";
import type { Terms, TermsRefusal, TermsVersion } from "../rules/terms.ts";
import { findTerms, newestTerms, termsOf } from "../store/terms.ts";
import { readTerms, termsForm } from "../terms-form.ts";
import { TERMS, TermsFormPage, termsItems } from "./terms-form.tsx";

const PROPOSAL = `${TERMS}/proposals/:id`;
const TITLE = "審査の決まり";

/** How many eyes a decision takes is itself decided by whoever decides, and by nobody who only lies at an open screen. */
const CHANGE = { right: "cases.decide", stepUp: true } as const;

const refusals = {
  ...proposalRefusals,
  outdated:
    "提案した後に別の決まりができました。取り下げて、いまの決まりから提案し直してください。",
  "too-late": "始まりの日が過ぎています。今日か、これからの日にしてください。",
  "not-after-newest": "始まりの日が、いまある決まりの始まりの日以前です。後の日にしてください。",
} as const satisfies Record<TermsRefusal | Exclude<ProposalRefusal, "not-found">, string>;

export function registerTerms(
  app: FastifyInstance,
  center: Center,
  queues: readonly Queue[],
  queueOf: (request: FastifyRequest) => Queue,
): void {
  app.get(
    TERMS,
    asOfficial(center, "cases.see", async (actor, _request, reply) => {
      const works = [];
      for (const queue of queues) {
        works.push({ queue, versions: await termsOf(center.db, queue.work) });
      }

      return sendPage(
        reply,
        <TermsPage
          actor={actor}
          works={works}
          proposals={await openProposals(center.db, deskTerms.name)}
          today={tokyoToday(center.clock)}
        />,
      );
    }),
  );

  app.get(
    `${TERMS}/:work/new`,
    asOfficial(center, CHANGE, async (actor, request, reply) => {
      const queue = queueOf(request);
      const newest = await newestTerms(center.db, queue.work);
      const form = {
        values: termsForm({ ...newest, effectiveFrom: tokyoToday(center.clock) }),
        errors: {},
      };

      return sendPage(reply, <TermsFormPage actor={actor} queue={queue} form={form} />);
    }),
  );

  app.post(
    `${TERMS}/:work`,
    asOfficial(center, CHANGE, async (actor, request, reply) => {
      const queue = queueOf(request);
      const values = { ...formValues(request.body), work: queue.work };
      const form = readTerms(values);
      if (!form.ok) {
        return sendPage(reply, <TermsFormPage actor={actor} queue={queue} form={form} />, 422);
      }
      const made = await propose(center, actor, deskTerms, values);
      if (made.kind === "proposed") return seeOther(reply, `${TERMS}/proposals/${made.id}`);
      if (made.reason === "not-found") throw new ProblemError("not-found");
      const page = { actor, queue, form: { values, errors: {} } };

      return sendPage(reply, <TermsFormPage {...page} refusal={refusals[made.reason]} />, 409);
    }),
  );

  app.get(
    PROPOSAL,
    asOfficial(center, "cases.see", (actor, request, reply) =>
      sendProposal(center, queues, actor, request, reply),
    ),
  );
  registerProposalDeeds(app, center, {
    subject: deskTerms,
    path: PROPOSAL,
    needs: CHANGE,
    refusals,
    sendAgain: (actor, request, reply, refusal) =>
      sendProposal(center, queues, actor, request, reply, refusal),
  });
}

type TermsPageProps = {
  actor: OfficialActor;
  works: readonly { readonly queue: Queue; readonly versions: readonly TermsVersion[] }[];
  proposals: readonly Proposal[];
  today: Temporal.PlainDate;
};

function TermsPage({ actor, works, proposals, today }: TermsPageProps) {
  return (
    <OfficePage
      title={TITLE}
      actor={actor}
      current="/office"
      crumbs={[{ label: "利用申請の審査", href: "/office" }, { label: TITLE }]}
    >
      <PageHeading lead="承認に要る人数、期限、取り消せる時間などです。1人が提案し、もう1人が確かめます。">
        {TITLE}
      </PageHeading>
      {works.map(({ queue, versions }) => {
        const proposal = proposals.find(({ key }) => key === queue.work);
        const current = versions.find(
          ({ effectiveFrom }) => Temporal.PlainDate.compare(effectiveFrom, today) <= 0,
        );

        return (
          <Section key={queue.work} heading={queue.title}>
            {proposal ? (
              <ProposalWaits href={`${TERMS}/proposals/${proposal.id}`} of={`${queue.title}の`} />
            ) : (
              <May right={CHANGE.right}>
                <ButtonRow>
                  <LinkButton href={`${TERMS}/${queue.work}/new`} variant="secondary">
                    {queue.title}の決まりの変更を提案する
                  </LinkButton>
                </ButtonRow>
              </May>
            )}
            {versions.map((version) =>
              version === current ? (
                <DescriptionList key={version.id} items={termsItems(version)} />
              ) : (
                <Details
                  key={version.id}
                  summary={`${formatDate(version.effectiveFrom)}からの決まり（第${version.version}版）`}
                >
                  <DescriptionList items={termsItems(version)} />
                </Details>
              ),
            )}
          </Section>
        );
      })}
    </OfficePage>
  );
}

async function sendProposal(
  center: Center,
  queues: readonly Queue[],
  actor: OfficialActor,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal?: string,
): Promise<FastifyReply> {
  const proposal = await findProposal(center.db, deskTerms.name, idParam(request));
  if (!proposal) throw new ProblemError("not-found");
  const terms = deskTerms.read(proposal.content);
  const queue = queues.find(({ work }) => work === proposal.key);
  if (!terms || !queue) throw new Error(`proposal ${proposal.id} cannot be read`);
  const before = proposal.basedOn ? await findTerms(center.db, proposal.basedOn) : undefined;

  return sendPage(
    reply,
    <ProposalPage {...{ actor, proposal, queue, terms, before, refusal }} />,
    refusal === undefined ? 200 : 409,
  );
}

type ProposalPageProps = {
  actor: OfficialActor;
  proposal: Proposal;
  queue: Queue;
  terms: Terms;
  before: TermsVersion | undefined;
  refusal: string | undefined;
};

function ProposalPage({ actor, proposal, queue, terms, before, refusal }: ProposalPageProps) {
  const old = new Map(before && termsItems(before).map(({ term, detail }) => [term, detail]));
  const changed = termsItems(terms).filter(({ term, detail }) => old.get(term) !== detail);

  return (
    <OfficePage
      title={`${queue.title}の決まりの提案`}
      actor={actor}
      current="/office"
      crumbs={[{ label: TITLE, href: TERMS }, { label: "提案" }]}
    >
      {refusal !== undefined && <Notice tone="warning" title={refusal} />}
      <PageHeading caption={queue.title}>決まりの変更の提案</PageHeading>
      <ProposalStanding proposal={proposal} />
      <May right={CHANGE.right}>
        <ProposalDecision
          actor={actor}
          proposal={proposal}
          path={`${TERMS}/proposals/${proposal.id}`}
          advice="下の「変わること」を、いまの決まりと見比べてください。"
          verb="この決まりにする"
        />
      </May>
      <Section heading="変わること">
        <DescriptionList
          items={changed.map(({ term, detail }) => ({
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

/** How each kind of case is decided: what holds, what is to come, and what one official proposes and another makes true. */
import { formatDate, tokyoToday } from "@madoguchi/notation";
import { formValues, sendPage } from "@madoguchi/platform";
import {
  ButtonRow,
  DescriptionList,
  Details,
  LinkButton,
  PageHeading,
  Section,
} from "@madoguchi/ui";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Temporal } from "temporal-polyfill";
import { asOfficial, May } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import {
  ChangedItems,
  openProposals,
  proposeByForm,
  registerProposalPage,
  proposalRefusals,
  ProposalWaits,
} from "../../proposals/index.ts";
import type { Proposal, ProposalRefusal } from "../../proposals/index.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { deskTerms } from "../actions/terms.ts";
import type { Queue } from "../queue.ts";
import type { TermsRefusal, TermsVersion } from "../rules/terms.ts";
import { findTerms, newestTerms, termsOf } from "../store/terms.ts";
import { readTerms, termsForm } from "../terms-form.ts";
import { TERMS, TermsFormPage, termsItems } from "./terms-form.tsx";

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

const proposals = { subject: deskTerms, path: `${TERMS}/proposals/:id`, refusals };

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

      return proposeByForm(center, actor, reply, {
        ...proposals,
        values,
        read: readTerms(values),
        page: (form, refusal) => (
          <TermsFormPage actor={actor} queue={queue} form={form} refusal={refusal} />
        ),
      });
    }),
  );

  registerProposalPage(app, center, {
    ...proposals,
    place: { current: "/office", crumbs: [{ label: TITLE, href: TERMS }, { label: "提案" }] },
    sees: "cases.see",
    changes: CHANGE,
    async show({ key, basedOn }, terms) {
      const queue = queues.find(({ work }) => work === key);
      if (!queue) throw new Error(`no queue has the work ${key}`);
      const before = basedOn === null ? undefined : await findTerms(center.db, basedOn);

      return {
        title: `${queue.title}の決まりの提案`,
        heading: "決まりの変更の提案",
        caption: queue.title,
        question: {
          advice: "下の「変わること」を、いまの決まりと見比べてください。",
          verb: "この決まりにする",
        },
        content: (
          <Section heading="変わること">
            <ChangedItems before={before ? termsItems(before) : []} after={termsItems(terms)} />
          </Section>
        ),
      };
    },
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

/** The page of one proposal, whatever it is about. */
import { ProblemError, sendPage } from "@madoguchi/platform";
import { Notice, PageHeading } from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ReactNode } from "react";
import { asOfficial, May } from "../accounts/index.ts";
import type { OfficeNeeds, OfficeRight, OfficialActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { OfficePage } from "../shell/pages.tsx";
import { idParam } from "../shell/params.ts";
import type { Subject } from "./actions.ts";
import { registerProposalDeeds } from "./deeds.ts";
import type { RefusalWords } from "./deeds.ts";
import { ProposalDecision, ProposalStanding } from "./office.tsx";
import { findProposal } from "./store.ts";
import type { Proposal } from "./store.ts";

export type ShownProposal = {
  readonly title: string;
  /** Where it is not the title. */
  readonly heading?: string;
  readonly caption?: string;
  readonly lead?: string;
  readonly width?: "text";
  /** The place in the menu, and the pages above. */
  readonly current: string;
  readonly crumbs: readonly { readonly label: string; readonly href?: string }[];
  /** To what it has become. */
  readonly link?: { readonly href: string; readonly label: string } | null;
  /** What to hold against what, before the button. */
  readonly advice: string;
  /** What the button does: 「この版に決める」. */
  readonly verb: string;
  readonly content: ReactNode;
};

type Changes = OfficeNeeds & { readonly right: OfficeRight };

type Pages<Change, Refusal extends string> = {
  readonly subject: Subject<Change, Refusal>;
  /** With `:id`; `/confirm` and `/withdraw` lie below it. */
  readonly path: string;
  readonly sees: OfficeRight;
  readonly changes: Changes;
  readonly refusals: RefusalWords<Refusal>;
  readonly show: (proposal: Proposal, change: Change) => Promise<ShownProposal>;
  /** What else is to be done at once, when it was decided. */
  readonly afterwards?: () => Promise<void>;
};

export function registerProposalPage<Change, Refusal extends string>(
  app: FastifyInstance,
  center: Center,
  { subject, path, sees, changes, refusals, show, afterwards }: Pages<Change, Refusal>,
): void {
  const send = async (
    actor: OfficialActor,
    request: FastifyRequest,
    reply: FastifyReply,
    refusal?: string,
  ): Promise<FastifyReply> => {
    const proposal = await findProposal(center.db, subject.name, idParam(request));
    if (!proposal) throw new ProblemError("not-found");
    const change = subject.read(proposal.content);
    if (change === null) throw new Error(`proposal ${proposal.id} cannot be read`);
    const shown = await show(proposal, change);
    const page = { actor, proposal, shown, refusal, right: changes.right };

    return sendPage(
      reply,
      <ProposalPage {...page} path={path.replace(":id", proposal.id)} />,
      refusal === undefined ? 200 : 409,
    );
  };
  app.get(
    path,
    asOfficial(center, sees, (actor, request, reply) => send(actor, request, reply)),
  );
  registerProposalDeeds(app, center, {
    subject,
    path,
    needs: changes,
    refusals,
    sendAgain: send,
    ...(afterwards && { afterwards }),
  });
}

type ProposalPageProps = {
  readonly actor: OfficialActor;
  readonly proposal: Proposal;
  readonly shown: ShownProposal;
  readonly refusal: string | undefined;
  readonly right: OfficeRight;
  readonly path: string;
};

function ProposalPage({ actor, proposal, shown, refusal, right, path }: ProposalPageProps) {
  const { title, heading = title, caption, lead, width, link, advice, verb, content } = shown;

  return (
    <OfficePage
      title={title}
      actor={actor}
      current={shown.current}
      crumbs={shown.crumbs}
      {...(width && { width })}
    >
      {refusal !== undefined && <Notice tone="warning" title={refusal} live />}
      <PageHeading {...(caption && { caption })} {...(lead && { lead })}>
        {heading}
      </PageHeading>
      <ProposalStanding proposal={proposal} />
      {link && (
        <p>
          <a href={link.href}>{link.label}</a>
        </p>
      )}
      <May right={right}>
        <ProposalDecision
          actor={actor}
          proposal={proposal}
          path={path}
          advice={advice}
          verb={verb}
        />
      </May>
      {content}
    </OfficePage>
  );
}

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
import type { Question } from "./office.tsx";
import { can } from "./rules.ts";
import { findProposal } from "./store.ts";
import type { Proposal } from "./store.ts";

export type ShownProposal = {
  readonly title: string;
  /** Where it is not the title. */
  readonly heading?: string;
  readonly caption?: string;
  readonly lead?: string;
  readonly width?: "text";
  /** To what it has become. */
  readonly link?: { readonly href: string; readonly label: string } | null;
  readonly question: Question;
  readonly content: ReactNode;
};

/** In the menu, and below which pages. */
type Place = {
  readonly current: string;
  readonly crumbs: readonly { readonly label: string; readonly href?: string }[];
};

type Changes = OfficeNeeds & { readonly right: OfficeRight };

type Pages<Change, Refusal extends string> = {
  readonly subject: Subject<Change, Refusal>;
  /** With `:id`; `/confirm` and `/withdraw` lie below it. */
  readonly path: string;
  readonly place: Place;
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
  { subject, path, place, sees, changes, refusals, show, afterwards }: Pages<Change, Refusal>,
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
    const shown = change === null ? unreadable(proposal) : await show(proposal, change);
    const page = { actor, proposal, place, shown, refusal, right: changes.right };

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

/** The rules of the form have changed since: nobody can tell what would be decided, so it can only be withdrawn. */
function unreadable(proposal: Proposal): Shown {
  const cause = "提案した後に入力の決まりが変わったため、内容を表示できません。";
  const isOpen = can.withdraw(proposal) === true;

  return {
    title: "表示できない提案",
    lead: isOpen ? `${cause}取り下げて、提案し直してください。` : cause,
    question: null,
    content: null,
  };
}

type Shown = Omit<ShownProposal, "question"> & { readonly question: Question | null };

type ProposalPageProps = {
  readonly actor: OfficialActor;
  readonly proposal: Proposal;
  readonly place: Place;
  readonly shown: Shown;
  readonly refusal: string | undefined;
  readonly right: OfficeRight;
  readonly path: string;
};

function ProposalPage({ actor, proposal, place, shown, refusal, right, path }: ProposalPageProps) {
  const { title, heading = title, caption, lead, width, link, question, content } = shown;

  return (
    <OfficePage title={title} actor={actor} {...place} {...(width && { width })}>
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
        <ProposalDecision actor={actor} proposal={proposal} path={path} question={question} />
      </May>
      {content}
    </OfficePage>
  );
}

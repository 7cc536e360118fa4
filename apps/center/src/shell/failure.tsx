/** A failure as a page: what happened, why, what to do; and one page a kind for those who follow a problem's type. */
import {
  feedProblem,
  helpPath,
  isFeedProblemSlug,
  isProblemSlug,
  ownerWords,
  problem,
} from "@madoguchi/contract";
import type { Problem } from "@madoguchi/contract";
import { sendPage } from "@madoguchi/platform";
import { ButtonRow, DescriptionList, LinkButton, PageHeading, Prose } from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply } from "fastify";
import { OfficePage, PortalPage } from "./pages.tsx";

export function failurePage(reply: FastifyReply, failure: Problem): FastifyReply {
  const frame = { title: failure.title, actor: null, width: "text" } as const;
  const body = (
    <>
      <PageHeading lead={failure.detail}>{failure.title}</PageHeading>
      <Prose>
        <p>{failure.nextStep}</p>
        {failure.instance && <p>受付番号：{failure.instance}</p>}
      </Prose>
    </>
  );
  const page = reply.request.url.startsWith("/office") ? (
    <OfficePage {...frame}>
      {body}
      <WayOut href="/office" />
    </OfficePage>
  ) : (
    <PortalPage {...frame} signIn={false}>
      {body}
      <WayOut href="/" />
    </PortalPage>
  );

  return sendPage(reply, page, failure.status);
}

export function registerProblemPages(app: FastifyInstance): void {
  app.get<{ Params: { slug: string } }>("/problems/:slug", (request, reply) => {
    const { slug } = request.params;
    if (isFeedProblemSlug(slug)) {
      return sendPage(reply, <FeedProblemPage problem={feedProblem(slug)} />);
    }
    if (!isProblemSlug(slug)) {
      return reply.callNotFound();
    }
    const { title, detail, owner, patientWords, nextSteps, charge } = problem(slug);

    return sendPage(
      reply,
      <PortalPage title={title} actor={null} signIn={false} width="text">
        <PageHeading>{title}</PageHeading>
        <DescriptionList
          items={[
            { term: "なぜ起きるか", detail },
            { term: "だれが変えられるか", detail: ownerWords[owner] },
            { term: "患者さんへの言い方", detail: `「${patientWords}」` },
            { term: "次にすること", detail: <Steps steps={nextSteps} /> },
            { term: "今日の会計", detail: charge },
          ]}
        />
        <ButtonRow>
          <LinkButton href={helpPath(slug)}>資格確認の答えと対応</LinkButton>
          <WayOut href="/" />
        </ButtonRow>
      </PortalPage>,
    );
  });
}

/** For whoever runs an insurer's system: no patient waits. */
function FeedProblemPage({ problem: { title, detail, owner, nextStep } }: { problem: Problem }) {
  return (
    <PortalPage title={title} actor={null} signIn={false} width="text">
      <PageHeading>{title}</PageHeading>
      <DescriptionList
        items={[
          { term: "なぜ起きるか", detail },
          { term: "だれが変えられるか", detail: ownerWords[owner] },
          { term: "次にすること", detail: nextStep },
        ]}
      />
      <WayOut href="/" />
    </PortalPage>
  );
}

function Steps({ steps = [] }: { steps: readonly string[] | undefined }) {
  return (
    <Prose>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Prose>
  );
}

function WayOut({ href }: { href: string }) {
  return (
    <LinkButton href={href} variant="secondary">
      はじめのページへ
    </LinkButton>
  );
}

/** A failure as a page: what happened, why, what to do; and one page a kind for those who follow a problem's type. */
import { isProblemSlug, problemKinds } from "@madoguchi/contract";
import type { Problem } from "@madoguchi/contract";
import { sendPage } from "@madoguchi/platform";
import { DescriptionList, LinkButton, PageHeading, Prose } from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply } from "fastify";
import { OfficePage, PortalPage } from "./pages.tsx";

const ownerNames = {
  reception: "受付の方",
  facility: "施設の管理者",
  patient: "患者さん",
  municipality: "市区町村の窓口",
  insurer: "保険者",
  center: "窓口の運営者",
} as const;

export function failurePage(reply: FastifyReply, problem: Problem): FastifyReply {
  const frame = { title: problem.title, actor: null, width: "text" } as const;
  const body = (
    <>
      <PageHeading lead={problem.detail}>{problem.title}</PageHeading>
      <Prose>
        <p>{problem.nextStep}</p>
        {problem.instance && <p>受付番号：{problem.instance}</p>}
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

  return sendPage(reply, page, problem.status);
}

export function registerProblemPages(app: FastifyInstance): void {
  app.get<{ Params: { slug: string } }>("/problems/:slug", (request, reply) => {
    const { slug } = request.params;
    if (!isProblemSlug(slug)) {
      return reply.callNotFound();
    }
    const kind = problemKinds[slug];

    return sendPage(
      reply,
      <PortalPage title={kind.title} actor={null} signIn={false} width="text">
        <PageHeading>{kind.title}</PageHeading>
        <DescriptionList
          items={[
            { term: "なぜ起きるか", detail: kind.cause },
            { term: "だれが変えられるか", detail: ownerNames[kind.owner] },
            { term: "次にすること", detail: kind.nextStep },
          ]}
        />
        <WayOut href="/" />
      </PortalPage>,
    );
  });
}

function WayOut({ href }: { href: string }) {
  return (
    <LinkButton href={href} variant="secondary">
      はじめのページへ
    </LinkButton>
  );
}

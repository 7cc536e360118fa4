/** A notice before its second pair of eyes, and every text that one ever had, with what changed. */
import { formatDateTime, tokyoToday } from "@madoguchi/notation";
import { ProblemError, sendPage } from "@madoguchi/platform";
import { DescriptionList, PageHeading, Section } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { asOfficial } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { proposalRefusals, registerProposalPage } from "../../proposals/index.ts";
import type { Proposal, ShownProposal } from "../../proposals/index.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { noticeChanges } from "../actions.ts";
import type { NoticeChange } from "../actions.ts";
import { audienceWords } from "../portal/notice.tsx";
import { noticeHref, weights } from "../rules/notice.ts";
import type { Shelf } from "../shelf.ts";
import { countConcerned, mailingOf } from "../store/audience.ts";
import { findNotice, revisionsOf } from "../store/notices.ts";
import { readMarkdown } from "../text/markdown.ts";
import { htmlOf } from "../text/show.tsx";
import { TextDifference } from "./difference.tsx";

const LIST = "/office/notices";

const refusals = {
  ...proposalRefusals,
  stale: "書いている間に、ほかの職員がこのお知らせを変更しました。取り下げて、書き直してください。",
  withdrawn: "このお知らせは取り下げられています。",
} as const;

const numberSchema = z.object({ number: z.string() });

export function registerNoticeReview(app: FastifyInstance, center: Center, shelf: Shelf): void {
  registerProposalPage(app, center, {
    subject: noticeChanges,
    path: `${LIST}/proposals/:id`,
    place: { current: LIST, crumbs: [{ label: "お知らせ", href: LIST }, { label: "提案" }] },
    sees: "notices.see",
    changes: { right: "notices.publish" },
    refusals,
    show: (proposal, change) => show(center, shelf, proposal, change),
    afterwards: () => shelf.renew(),
  });

  app.get(
    `${LIST}/:number/versions`,
    asOfficial(center, "notices.see", async (actor, request, reply) => {
      const notice = await findNotice(center.db, numberSchema.parse(request.params).number);
      if (!notice) throw new ProblemError("not-found");
      const revisions = await revisionsOf(center.db, notice.id);
      const title = `${notice.number} の版`;

      return sendPage(
        reply,
        <OfficePage
          title={title}
          actor={actor}
          current={LIST}
          crumbs={[{ label: "お知らせ", href: LIST }, { label: title }]}
        >
          <PageHeading caption={`管理番号 ${notice.number}`}>{notice.title}</PageHeading>
          {revisions.map((revision, index) => {
            const before = revisions[index + 1];

            return (
              <Section
                key={revision.version}
                heading={`第${revision.version}版　${formatDateTime(revision.at)}`}
              >
                <p>{revision.what === "" ? "はじめて掲載" : revision.what}</p>
                <TextDifference
                  before={before ? `${before.title}\n\n${before.body}` : ""}
                  after={`${revision.title}\n\n${revision.body}`}
                />
              </Section>
            );
          })}
        </OfficePage>,
      );
    }),
  );
}

async function show(
  center: Center,
  shelf: Shelf,
  proposal: Proposal,
  change: NoticeChange,
): Promise<ShownProposal> {
  const { draft } = change;
  const { became } = proposal;
  const { context, glossary } = shelf.catalogue;
  const { blocks } = readMarkdown(draft.body, context);
  const before = change.kind === "change" ? await findNotice(center.db, change.number) : undefined;
  const known = became === null ? undefined : await findNotice(center.db, became);
  const mailing = known && (await mailingOf(center.db, known.id));
  const reached = await countConcerned(center.db, draft, tokyoToday(center.clock));

  return {
    title: draft.title,
    caption: change.kind === "new" ? "新しいお知らせ" : `お知らせ ${change.number} の変更`,
    width: "text",
    link:
      became === null
        ? null
        : { href: noticeHref({ number: became }), label: `お知らせ ${became} を読む` },
    question: {
      advice: "下の内容、対象、掲載の時期を確かめてください。",
      verb: change.kind === "new" ? "この内容で掲載する" : "この内容に変更する",
    },
    content: (
      <>
        <DescriptionList
          items={[
            { term: "重要度", detail: weights[draft.weight] },
            { term: "対象", detail: audienceWords(draft) },
            { term: "いま対象になる施設", detail: `${reached.toLocaleString("ja-JP")}施設` },
            ...(change.kind === "new"
              ? [
                  {
                    term: "掲載を始める日時",
                    detail:
                      change.draft.publishedAt === null
                        ? "確認のあと、すぐ"
                        : formatDateTime(change.draft.publishedAt),
                  },
                  {
                    term: "メール",
                    detail: !change.draft.isMailed
                      ? "送りません"
                      : mailing
                        ? `${mailing.facilities.toLocaleString("ja-JP")}施設に${mailing.finishedAt ? "送りました" : "送っています"}`
                        : "対象の施設に送ります",
                  },
                ]
              : [{ term: "変わったところ", detail: change.draft.what }]),
            {
              term: "掲載の終わり",
              detail: draft.expiresAt === null ? "定めなし" : formatDateTime(draft.expiresAt),
            },
          ]}
        />
        <Section heading="読む方に見える形">
          <h3>{draft.title}</h3>
          <div
            dangerouslySetInnerHTML={{ __html: htmlOf(blocks, (word) => glossary.get(word) ?? "") }}
          />
        </Section>
        {before && proposal.state === "proposed" && (
          <Section heading="いまの版との違い">
            <TextDifference
              before={`${before.title}\n\n${before.body}`}
              after={`${draft.title}\n\n${draft.body}`}
            />
          </Section>
        )}
      </>
    ),
  };
}

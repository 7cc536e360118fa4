/** Notices by mail: so many facilities a minute, each once, and ended by one click. */
import { formatDateTime, tokyoToday } from "@madoguchi/notation";
import { mailTemplate, parseBody, seeOther, sendPage, transaction } from "@madoguchi/platform";
import type { JobHandlers } from "@madoguchi/platform";
import { Button, Form, LinkButton, PageHeading, Prose } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { asFacility, mailFacility } from "../accounts/index.ts";
import { audit } from "../audit/index.ts";
import type { AuditActor } from "../audit/index.ts";
import type { Center } from "../center.ts";
import { PortalPage } from "../shell/pages.tsx";
import { FACILITIES_A_MINUTE } from "./rules/audience.ts";
import { noticeHref, noticeTitle } from "./rules/notice.ts";
import type { Notice } from "./rules/notice.ts";
import {
  changeMailing,
  lockDueMailing,
  nextToMail,
  setNoticeMailStop,
  wantsNoNotices,
} from "./store/audience.ts";
import { findNoticeById } from "./store/notices.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    "mail-notices": Record<string, unknown>;
  }
}

export const LIBRARY_CRONTAB = "* * * * * mail-notices";

export function libraryJobs(center: Center): Pick<JobHandlers, "mail-notices"> {
  return { "mail-notices": () => mailNextFacilities(center) };
}

/** A minute's mails and how far they came are written together: after a crash nobody is written to twice, and nobody is left out. */
export async function mailNextFacilities(center: Center): Promise<void> {
  await transaction(center.db, async (tx) => {
    const now = center.clock.now();
    const mailing = await lockDueMailing(tx, now);
    const notice = mailing && (await findNoticeById(tx, mailing.noticeId));
    if (!mailing || !notice) return;
    const isWithdrawn = notice.withdrawnAt !== null;
    const next = isWithdrawn
      ? []
      : await nextToMail(
          tx,
          notice,
          tokyoToday(center.clock),
          mailing.afterId,
          FACILITIES_A_MINUTE,
        );
    for (const { id, name } of next) {
      const { publicUrl } = center.config;
      await mailFacility(tx, id, noticeMail(publicUrl, notice, name, stopUrlOf(center, id)));
    }
    const facilities = mailing.facilities + next.length;
    const isFinished = next.length < FACILITIES_A_MINUTE;
    await changeMailing(tx, notice.id, {
      afterId: next.at(-1)?.id ?? mailing.afterId,
      facilities,
      finishedAt: isFinished ? now : null,
    });
    if (!isFinished) return;
    await audit(tx, center.clock, {
      action: "notice.mailed",
      actor: { kind: "system", id: "mail-notices" },
      facilityId: null,
      subject: { kind: "notice", id: notice.id },
      detail: { facilities, withdrawn: isWithdrawn },
    });
  });
}

type MailedNotice = Pick<Notice, "number" | "weight" | "title" | "body" | "revisedAt">;

const noticeMail = mailTemplate({
  name: "notice.mailed",
  when: "メールでも送ると決めたお知らせが掲載されたとき",
  to: "お知らせの対象の施設の担当者",
  write: (publicUrl: string, notice: MailedNotice, facilityName: string, stopUrl: string) => ({
    subject: `【窓口】${noticeTitle(notice)}`,
    text: [
      `${facilityName} 御中`,
      "",
      notice.body,
      "",
      "いまの内容は、次のページで確かめられます。",
      `${publicUrl}${noticeHref(notice)}`,
      "",
      "お知らせのメールが要らないときは、次のページで止められます。ログインは要りません。",
      stopUrl,
    ].join("\n"),
    unsubscribeUrl: stopUrl,
  }),
  examples: ({ publicUrl, facilityName, token, at }, write) => [
    write(
      publicUrl,
      {
        number: "1",
        weight: "important",
        title: "システムの点検のお知らせ（見本）",
        body: `${formatDateTime(at)}から、点検のため1時間ほど止まります。`,
        revisedAt: null,
      },
      facilityName,
      `${publicUrl}/notices/mail/stop?token=${token}`,
    ),
  ],
});

function stopUrlOf(center: Center, facilityId: string): string {
  return `${center.config.publicUrl}/notices/mail/stop?token=${stopToken(center, facilityId)}`;
}

const STOP = "notice-mail-stop";

function stopToken({ seal }: Pick<Center, "seal">, facilityId: string): string {
  return `${facilityId}.${Buffer.from(seal.sign(STOP, facilityId)).toString("base64url")}`;
}

/** Null for a token that no mail carried. */
function facilityOfToken({ seal }: Pick<Center, "seal">, token: string): string | null {
  const [facilityId = "", mark = ""] = token.split(".");

  return seal.isSigned(STOP, facilityId, Buffer.from(mark, "base64url")) ? facilityId : null;
}

async function changeNoticeMails(
  center: Center,
  facilityId: string,
  actor: AuditActor,
  wish: "stop" | "resume",
): Promise<void> {
  await transaction(center.db, async (tx) => {
    const stoppedAt = wish === "stop" ? center.clock.now() : null;
    if (!(await setNoticeMailStop(tx, facilityId, stoppedAt))) return;
    await audit(tx, center.clock, {
      action: wish === "stop" ? "notice.mail-stopped" : "notice.mail-resumed",
      actor,
      facilityId,
      subject: { kind: "facility", id: facilityId },
    });
  });
}

const tokenSchema = z.object({ token: z.string().max(120).default("") });
const wishSchema = z.object({ wish: z.enum(["stop", "resume"]) });

export function registerNoticeMails(app: FastifyInstance, center: Center): void {
  app.get("/notices/mail/stop", (request, reply) => {
    const { token } = tokenSchema.parse(request.query);

    return sendPage(reply, <StopPage token={token} />);
  });

  app.post(
    "/notices/mail/stop",
    // The mail program's server sends no cookie and no origin; the token is the right to do it.
    { config: { takesForeignForms: true } },
    async (request, reply) => {
      const { token } = tokenSchema.parse(request.query);
      const facilityId = facilityOfToken(center, token);
      if (facilityId === null) return sendPage(reply, <UnknownLinkPage />, 410);
      await changeNoticeMails(
        center,
        facilityId,
        { kind: "system", id: "notice-mail-link" },
        "stop",
      );

      return sendPage(reply, <StoppedPage />);
    },
  );

  app.get(
    "/notices/mail",
    asFacility(center, async (actor, _request, reply) => {
      const isStopped = await wantsNoNotices(center.db, actor.facilityId);

      return sendPage(
        reply,
        <PortalPage
          title="お知らせのメール"
          actor={actor}
          current="/notices"
          width="text"
          crumbs={[{ label: "お知らせ", href: "/notices" }, { label: "お知らせのメール" }]}
        >
          <PageHeading
            lead={
              isStopped
                ? "いまは止めています。お知らせは、このサイトで読めます。"
                : "この施設が対象の重要なお知らせを、担当の皆さんにメールでも送ります。"
            }
          >
            お知らせのメール
          </PageHeading>
          <Form action="/notices/mail" hidden={{ wish: isStopped ? "resume" : "stop" }}>
            <Button variant="secondary">{isStopped ? "また受け取る" : "止める"}</Button>
          </Form>
        </PortalPage>,
      );
    }),
  );

  app.post(
    "/notices/mail",
    asFacility(center, async (actor, request, reply) => {
      const { wish } = parseBody(wishSchema, request.body);
      await changeNoticeMails(center, actor.facilityId, actor, wish);

      return seeOther(reply, "/notices/mail");
    }),
  );
}

function StopPage({ token }: { token: string }) {
  return (
    <PortalPage title="お知らせのメールを止める" actor={null} signIn={false} width="text">
      <PageHeading lead="施設の担当の皆さんに送っているお知らせのメールを、止めます。">
        お知らせのメールを止める
      </PageHeading>
      <Prose>
        <p>審査の結果などのメールは、これからも届きます。</p>
      </Prose>
      <Form action={`/notices/mail/stop?token=${encodeURIComponent(token)}`}>
        <Button>お知らせのメールを止める</Button>
      </Form>
    </PortalPage>
  );
}

function StoppedPage() {
  return (
    <PortalPage title="お知らせのメールを止めました" actor={null} signIn={false} width="text">
      <PageHeading>お知らせのメールを止めました</PageHeading>
      <Prose>
        <p>お知らせは、このサイトの「お知らせ」で読めます。</p>
      </Prose>
      <LinkButton href="/notices/mail" variant="secondary">
        ログインして、また受け取る
      </LinkButton>
    </PortalPage>
  );
}

function UnknownLinkPage() {
  return (
    <PortalPage title="このリンクは使えません" actor={null} signIn={false} width="text">
      <PageHeading>このリンクは使えません</PageHeading>
      <Prose>
        <p>メールのリンクが途中で切れているようです。メールのリンクを、もう一度押してください。</p>
      </Prose>
      <LinkButton href="/notices/mail">ログインして止める</LinkButton>
    </PortalPage>
  );
}

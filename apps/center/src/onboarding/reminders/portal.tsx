/** Ending the reminders from a mail: for people by a page with one button, for mail programs by RFC 8058. */
import { parseBody, seeOther, sendPage } from "@madoguchi/platform";
import { Button, Form, LinkButton, PageHeading, Prose } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { asFacility } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { changeReminders, stopByToken } from "./actions.ts";

const tokenSchema = z.object({ token: z.string().max(100).default("") });
const wishSchema = z.object({ wish: z.enum(["stop", "resume"]) });

export function registerReminderPages(app: FastifyInstance, center: Center): void {
  // A link is also followed by programs that look for dangerous ones: looking changes nothing.
  app.get("/reminders/stop", (request, reply) => {
    const { token } = tokenSchema.parse(request.query);

    return sendPage(reply, <StopPage token={token} />);
  });

  app.post(
    "/reminders/stop",
    // The mail program's server sends no cookie and no origin; the token is the right to do it.
    { config: { takesForeignForms: true } },
    async (request, reply) => {
      const { token } = tokenSchema.parse(request.query);
      const stopped = await stopByToken(center, token);

      return sendPage(reply, stopped ? <StoppedPage /> : <UnknownLinkPage />, stopped ? 200 : 410);
    },
  );

  app.post(
    "/home/reminders",
    asFacility(center, async (actor, request, reply) => {
      const { wish } = parseBody(wishSchema, request.body);
      await changeReminders(center, actor.facilityId, actor, wish);

      return seeOther(reply, "/home");
    }),
  );
}

function StopPage({ token }: { token: string }) {
  return (
    <PortalPage title="お知らせメールを止める" actor={null} signIn={false} width="text">
      <PageHeading lead="準備が止まっているときにお送りしているメールを、止めます。">
        お知らせメールを止める
      </PageHeading>
      <Prose>
        <p>審査の結果などのメールは、これからも届きます。</p>
        <p>また受け取りたくなったら、「準備の進み具合」の下で戻せます。</p>
      </Prose>
      <Form action={`/reminders/stop?token=${encodeURIComponent(token)}`}>
        <Button>お知らせメールを止める</Button>
      </Form>
    </PortalPage>
  );
}

function StoppedPage() {
  return (
    <PortalPage title="お知らせメールを止めました" actor={null} signIn={false} width="text">
      <PageHeading>お知らせメールを止めました</PageHeading>
      <Prose>
        <p>準備の続きをお知らせするメールは、もう届きません。</p>
        <p>審査の結果などのメールは、これからも届きます。</p>
      </Prose>
      <LinkButton href="/home" variant="secondary">
        準備の進み具合へ
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
        <p>ログインすると、「準備の進み具合」の下でも止められます。</p>
      </Prose>
      <LinkButton href="/home">準備の進み具合へ</LinkButton>
    </PortalPage>
  );
}

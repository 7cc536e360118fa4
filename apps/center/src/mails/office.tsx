/** メール: every kind of mail that is sent, as it arrives; and the addresses at which none arrives. */
import {
  mailHtml,
  mailTemplates,
  ProblemError,
  seeOther,
  sendHtml,
  sendPage,
} from "@madoguchi/platform";
import type { Letter, MailTemplate } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { asOfficial } from "../accounts/index.ts";
import type { OfficialActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { idParam } from "../shell/params.ts";
import { resumeSending } from "./actions/resume.ts";
import { TEMPLATES, UNREACHABLE } from "./office/frame.tsx";
import { TemplatePage, TemplatesPage } from "./office/templates.tsx";
import { UnreachablePage } from "./office/unreachable.tsx";
import { countUnreachable, listUnreachable } from "./store.ts";

const SHOWN = 100;

const templateParams = z.object({ name: z.string() });
const exampleParams = z.object({ name: z.string(), number: z.coerce.number().int().min(1) });

export function registerMailOffice(app: FastifyInstance, center: Center): void {
  app.get(
    TEMPLATES,
    asOfficial(center, "mails.see", async (actor, _request, reply) =>
      sendPage(reply, <TemplatesPage actor={actor} templates={mailTemplates()} />),
    ),
  );

  app.get(
    `${TEMPLATES}/:name`,
    asOfficial(center, "mails.see", async (actor, request, reply) => {
      const template = templateOf(request);
      // The page holds each example in a frame of its own.
      reply.header(
        "content-security-policy",
        `${String(reply.getHeader("content-security-policy"))}; frame-src 'self'`,
      );

      return sendPage(
        reply,
        <TemplatePage actor={actor} template={template} from={center.config.mailFrom} />,
      );
    }),
  );

  app.get(
    `${TEMPLATES}/:name/:number`,
    asOfficial(center, "mails.see", async (_actor, request, reply) => {
      const { subject, text } = exampleOf(request);
      // What a mail program is given, shown as it is: nothing in it may do anything here.
      reply.header(
        "content-security-policy",
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
      );

      return sendHtml(reply, mailHtml(subject, text));
    }),
  );

  app.get(
    UNREACHABLE,
    asOfficial(center, "mails.see", (actor, _request, reply) =>
      sendUnreachable(center, actor, reply),
    ),
  );

  app.post(
    `${UNREACHABLE}/:id/resume`,
    asOfficial(center, "mails.resume", async (actor, request, reply) =>
      (await resumeSending(center, actor, idParam(request)))
        ? seeOther(reply, UNREACHABLE)
        : sendUnreachable(center, actor, reply, true),
    ),
  );
}

async function sendUnreachable(
  { db, config }: Center,
  actor: OfficialActor,
  reply: FastifyReply,
  gone = false,
): Promise<FastifyReply> {
  const [addresses, total] = await Promise.all([listUnreachable(db, SHOWN), countUnreachable(db)]);
  const stopAfter = config.mailStopAfter;

  return sendPage(
    reply,
    <UnreachablePage {...{ actor, addresses, total, stopAfter, gone }} />,
    gone ? 409 : 200,
  );
}

/** @throws ProblemError `not-found` */
function templateOf({ params }: FastifyRequest): MailTemplate {
  const { name } = templateParams.parse(params);
  const template = mailTemplates().find((each) => each.name === name);
  if (!template) throw new ProblemError("not-found");

  return template;
}

/** @throws ProblemError `not-found` */
function exampleOf(request: FastifyRequest): Letter {
  const read = exampleParams.safeParse(request.params);
  const example = read.success
    ? templateOf(request)
        .examples()
        .at(read.data.number - 1)
    : undefined;
  if (!example) throw new ProblemError("not-found");

  return example;
}

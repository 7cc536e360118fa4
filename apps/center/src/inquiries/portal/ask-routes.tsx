/** The way of a question: written, looked at once more beside articles, sent. */
import { formValues, newId, readForm, seeOther, sendPage } from "@madoguchi/platform";
import type { FormValues } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { facilityActorOf, meantElsewhere } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { emptyForm } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { ask, askAsGuest } from "../actions/ask.ts";
import type { AskResult } from "../actions/ask.ts";
import { ARTICLES_SHOWN } from "../articles.ts";
import type { FindArticles } from "../articles.ts";
import { discard, receivePost, senderOf } from "../attachments.ts";
import type { Kept } from "../attachments.ts";
import { contentSchema, guestSchema, keySchema } from "../content.ts";
import { isCategory, relatedPath, TEXT_MAXIMUM } from "../rules.ts";
import { MailSentPage, SendPage, typedOf, WritePage } from "./ask.tsx";

const beginSchema = z.object({
  from: z.string().max(400).optional().catch(undefined),
  category: z.string().refine(isCategory).optional().catch(undefined),
});

const textSchema = z.object({ text: z.string().max(4 * TEXT_MAXIMUM) });

export function registerAskPages(
  app: FastifyInstance,
  center: Center,
  findArticles: FindArticles,
): void {
  app.get("/inquiries/new", async (request, reply) => {
    const { from, category = "" } = beginSchema.parse(request.query);
    const page = from ?? pageBefore(request);
    const values = { category, relatedPath: relatedPath(page) ?? "" };
    const actor = await facilityActorOf(center, request);

    return sendPage(reply, <WritePage actor={actor} state={{ ...emptyForm, values }} />);
  });

  app.post("/inquiries/new", async (request, reply) => {
    const actor = await facilityActorOf(center, request);
    const form = readForm(contentSchema, request.body);

    return form.ok
      ? sendPage(
          reply,
          <SendPage
            actor={actor}
            content={form.value}
            articles={await findArticles(
              `${form.value.subject}\n${form.value.text}`,
              ARTICLES_SHOWN,
            )}
            state={{ values: form.values, errors: {} }}
            formKey={newId()}
            fileProblems={[]}
          />,
        )
      : sendPage(reply, <WritePage actor={actor} state={form} />, 422);
  });

  // A POST, so that what people type stands in no address and in no log.
  app.post("/inquiries/articles", async (request, reply) => {
    const { text } = textSchema.parse(request.body);
    const found = await findArticles(text, ARTICLES_SHOWN);

    return reply
      .header("cache-control", "no-store")
      .send(found.map(({ href, title }) => ({ href, title })));
  });

  app.post("/inquiries/new/edit", async (request, reply) => {
    const values = typedOf(formValues(request.body));
    const actor = await facilityActorOf(center, request);

    return sendPage(reply, <WritePage actor={actor} state={{ ...emptyForm, values }} />);
  });

  app.post("/inquiries", async (request, reply) => {
    const actor = await facilityActorOf(center, request);
    const elsewhere = actor && (await meantElsewhere(center, actor, request, reply));
    if (elsewhere) {
      return elsewhere;
    }
    const { key } = keySchema.parse(request.query);
    const { fields, kept, problems } = await receivePost(center, request, key, senderOf(actor));
    const sent = await send(center, request, actor, { key, fields, kept, problems });
    if (sent.result?.kind !== "asked") await discard(center, key, kept);
    switch (sent.result?.kind) {
      case "asked":
      case "asked-before":
        return actor
          ? seeOther(reply, `/inquiries/${sent.result.number}?done=asked`)
          : sendPage(reply, <MailSentPage mail={sent.mail} />);
      case "foreign-key":
      case "limited":
      case undefined:
        return sendAgain(reply, actor, fields, sent, problems);
    }
  });
}

type Posting = {
  readonly key: string;
  readonly fields: FormValues;
  readonly kept: readonly Kept[];
  readonly problems: readonly string[];
};

/** Without a result nothing was recorded: something must be mended first. */
type Sent = {
  readonly result: AskResult | null;
  readonly errors: FormState["errors"];
  readonly mail: string;
};

async function send(
  center: Center,
  request: FastifyRequest,
  actor: FacilityActor | null,
  { key, fields, kept, problems }: Posting,
): Promise<Sent> {
  if (actor) {
    const form = readForm(contentSchema, fields);
    const isGood = form.ok && problems.length === 0;

    return {
      result: isGood ? await ask(center, actor, { ...form.value, key }, kept) : null,
      errors: form.ok ? {} : form.errors,
      mail: "",
    };
  }
  const form = readForm(guestSchema, fields);
  const isGood = form.ok && problems.length === 0;

  return {
    result: isGood ? await askAsGuest(center, { ...form.value, key }, kept, request.ip) : null,
    errors: form.ok ? {} : form.errors,
    mail: form.ok ? form.value.mail : "",
  };
}

function sendAgain(
  reply: FastifyReply,
  actor: FacilityActor | null,
  fields: FormValues,
  { result, errors }: Sent,
  fileProblems: readonly string[],
): FastifyReply {
  const content = contentSchema.safeParse(fields);
  const state = { values: fields, errors };
  if (!content.success) {
    return sendPage(reply, <WritePage actor={actor} state={state} />, 422);
  }
  const limited = result?.kind === "limited";
  const page = (
    <SendPage
      actor={actor}
      content={content.data}
      articles={[]}
      state={state}
      formKey={newId()}
      fileProblems={fileProblems}
      limited={limited}
    />
  );

  return sendPage(reply, page, limited ? 429 : 422);
}

/** The page of ours from which the link was followed. */
function pageBefore(request: FastifyRequest): string {
  const { referer = "", host } = request.headers;

  return URL.canParse(referer) && new URL(referer).host === host ? new URL(referer).pathname : "";
}

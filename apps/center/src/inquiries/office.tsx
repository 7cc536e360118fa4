/** The officials' pages: the queue, and one inquiry with all that is known of who asks. */
import { tokyoToday } from "@madoguchi/notation";
import {
  contentDisposition,
  newId,
  parseBody,
  ProblemError,
  readForm,
  seeOther,
  sendPage,
  versionField,
} from "@madoguchi/platform";
import type { FormValues } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { asOfficial } from "../accounts/index.ts";
import type { OfficialActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { activityOf } from "../eligibility/index.ts";
import { findFacility } from "../facilities/index.ts";
import { emptyForm } from "../shell/errors.tsx";
import type { FormState } from "../shell/errors.tsx";
import { idParam } from "../shell/params.ts";
import { cut, placeField } from "../shell/places.ts";
import * as actions from "./actions/handle.ts";
import type { HandleResult } from "./actions/handle.ts";
import { articleDraft } from "./article-draft.ts";
import { sendAttachment } from "./attachments.ts";
import { registerCaseMessages } from "./cases/office.tsx";
import { answerSchema, noteSchema } from "./content.ts";
import { OfficeListPage } from "./office/list.tsx";
import { OfficeThreadPage } from "./office/thread.tsx";
import type { OfficeThread } from "./office/thread.tsx";
import {
  findInquiry,
  LIST_PAGE,
  officeCounts,
  officeRows,
  officeViews,
} from "./store/inquiries.ts";
import type { Inquiry } from "./store/inquiries.ts";
import { findAttachment, messagesOf } from "./store/messages.ts";
import { templates } from "./templates.ts";

const listSchema = z.object({
  view: z.enum(officeViews).catch("unassigned"),
  after: placeField,
  escalated: z.literal("yes").nullable().catch(null),
});
const numberSchema = z.object({ number: z.string().max(40) });
const threadSchema = z.object({
  template: z.string().optional().catch(undefined),
  done: z.enum(["claim", "release", "answer", "note", "escalate", "close"]).nullable().catch(null),
});
const versionSchema = z.object({ version: versionField });
const wantedSchema = z.object({ wanted: z.enum(["yes", "no"]) });

const TROUBLE_DAYS = 14;

export function registerInquiryOffice(app: FastifyInstance, center: Center): void {
  registerCaseMessages(app, center);

  app.get(
    "/office/inquiries",
    asOfficial(center, "inquiries.see", async (actor, request, reply) => {
      const { view, after, escalated } = listSchema.parse(request.query);
      const place = after && { ...after, isEscalated: escalated !== null };
      const [found, counts] = await Promise.all([
        officeRows(center.db, actor.id, view, place),
        officeCounts(center.db, actor.id),
      ]);
      const { rows, last } = cut(found, LIST_PAGE);

      return sendPage(
        reply,
        <OfficeListPage
          actor={actor}
          view={view}
          isFirst={after === null}
          last={last}
          rows={rows}
          counts={counts}
          now={center.clock.now()}
        />,
      );
    }),
  );

  app.get(
    "/office/inquiries/:number",
    asOfficial(center, "inquiries.see", async (actor, request, reply) => {
      const { template, done } = threadSchema.parse(request.query);
      const text = templates.find(({ key }) => key === template)?.text ?? "";
      const thread = await threadOfRequest(center, request);
      const state = { ...emptyForm, values: { text, kind: "answer" } };

      return sendThread(reply, actor, thread, { state, done });
    }),
  );

  app.post(
    "/office/inquiries/:number/answer",
    asOfficial(center, "inquiries.answer", async (actor, request, reply) => {
      const form = readForm(answerSchema, request.body);
      if (!form.ok) {
        const thread = await threadOfRequest(center, request);

        return sendThread(reply, actor, thread, { state: form, done: null }, 422);
      }
      const result = await actions.answer(center, actor, numberOf(request), form.value);

      return conclude(center, actor, request, reply, result, "answer", form.values);
    }),
  );

  app.post(
    "/office/inquiries/:number/note",
    asOfficial(center, "inquiries.answer", async (actor, request, reply) => {
      const form = readForm(noteSchema, request.body);
      if (!form.ok) {
        const thread = await threadOfRequest(center, request);

        return sendThread(reply, actor, thread, { state: emptyForm, note: form, done: null }, 422);
      }
      const { key, note: text } = form.value;
      const result = await actions.note(center, actor, numberOf(request), { key, text });

      return conclude(center, actor, request, reply, result, "note");
    }),
  );

  app.post(
    "/office/inquiries/:number/claim",
    asOfficial(center, "inquiries.answer", async (actor, request, reply) => {
      const result = await actions.claim(center, actor, numberOf(request));

      return conclude(center, actor, request, reply, result, "claim");
    }),
  );

  app.post(
    "/office/inquiries/:number/release",
    asOfficial(center, "inquiries.answer", async (actor, request, reply) => {
      const result = await actions.release(center, actor, numberOf(request));

      return conclude(center, actor, request, reply, result, "release");
    }),
  );

  app.post(
    "/office/inquiries/:number/escalate",
    asOfficial(center, "inquiries.answer", async (actor, request, reply) => {
      const { wanted } = parseBody(wantedSchema, request.body);
      const number = numberOf(request);
      const result = await actions.escalate(center, actor, number, wanted === "yes");

      return conclude(center, actor, request, reply, result, "escalate");
    }),
  );

  app.post(
    "/office/inquiries/:number/close",
    asOfficial(center, "inquiries.answer", async (actor, request, reply) => {
      const { version } = parseBody(versionSchema, request.body);
      const result = await actions.closeByOffice(center, actor, numberOf(request), version);

      return conclude(center, actor, request, reply, result, "close");
    }),
  );

  // A POST, for it leaves a trace.
  app.post(
    "/office/inquiries/:number/article.md",
    asOfficial(center, "inquiries.answer", async (actor, request, reply) => {
      const result = await actions.draftTaken(center, actor, numberOf(request));
      if (result !== "done") return conclude(center, actor, request, reply, result, "answer");
      const { inquiry, messages } = await threadOfRequest(center, request);

      return reply
        .type("text/markdown; charset=utf-8")
        .header("content-disposition", contentDisposition("attachment", `${inquiry.number}.md`))
        .header("cache-control", "private, no-store")
        .send(articleDraft(inquiry, messages, tokyoToday(center.clock)));
    }),
  );

  app.get(
    "/office/inquiries/:number/files/:id",
    asOfficial(center, "inquiries.see", async (_actor, request, reply) => {
      const { id } = await inquiryOfRequest(center, request);
      const attachment = await findAttachment(center.db, id, idParam(request));
      if (!attachment) throw new ProblemError("not-found");

      return sendAttachment(center, reply, id, attachment);
    }),
  );
}

type Done = NonNullable<z.infer<typeof threadSchema>["done"]>;

async function conclude(
  center: Center,
  actor: OfficialActor,
  request: FastifyRequest,
  reply: FastifyReply,
  result: HandleResult,
  done: Done,
  values: FormValues = {},
): Promise<FastifyReply> {
  switch (result) {
    case "done":
      return seeOther(reply, `/office/inquiries/${numberOf(request)}?done=${done}`);
    case "not-found":
      throw new ProblemError("not-found");
    case "not-your-role":
    case "someone-elses":
    case "wrong-state":
    case "changed-meanwhile": {
      const thread = await threadOfRequest(center, request);
      const shown = { state: { ...emptyForm, values }, done: null, refused: result };

      return sendThread(reply, actor, thread, shown, result === "not-your-role" ? 403 : 409);
    }
  }
}

function numberOf(request: FastifyRequest): string {
  return numberSchema.parse(request.params).number;
}

/** What a guest has not confirmed is nobody's business yet. */
async function inquiryOfRequest(center: Center, request: FastifyRequest): Promise<Inquiry> {
  const inquiry = await findInquiry(center.db, numberOf(request));
  if (!inquiry || inquiry.state === "unconfirmed") throw new ProblemError("not-found");

  return inquiry;
}

async function threadOfRequest(center: Center, request: FastifyRequest): Promise<OfficeThread> {
  const { db, clock } = center;
  const inquiry = await inquiryOfRequest(center, request);
  const today = tokyoToday(clock);
  const { facilityId } = inquiry;
  const [messages, facility, activity] = await Promise.all([
    messagesOf(db, inquiry.id, "official"),
    facilityId === null ? undefined : findFacility(db, facilityId),
    facilityId === null
      ? []
      : activityOf(db, {
          from: today.subtract({ days: TROUBLE_DAYS - 1 }),
          until: today,
          facilityId,
        }),
  ]);

  return { inquiry, messages, facility: facility ?? null, activity, days: TROUBLE_DAYS };
}

function sendThread(
  reply: FastifyReply,
  actor: OfficialActor,
  thread: OfficeThread,
  shown: {
    readonly state: FormState;
    readonly note?: FormState;
    readonly done: Done | null;
    readonly refused?: HandleResult;
  },
  status = 200,
): FastifyReply {
  const page = <OfficeThreadPage actor={actor} thread={thread} formKey={newId()} {...shown} />;

  return sendPage(reply, page, status);
}

/** A facility's list, and each of its inquiries. */
import { newId, ProblemError, readForm, seeOther, sendPage } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { asFacility } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { emptyForm } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { idParam } from "../../shell/params.ts";
import { cut, placeField } from "../../shell/places.ts";
import { closeByAsker, write } from "../actions/converse.ts";
import { discard, receivePost, senderOf, sendAttachment } from "../attachments.ts";
import { keySchema, replySchema } from "../content.ts";
import { can } from "../rules.ts";
import { countsOf, findInquiry, inquiriesOf, LIST_PAGE } from "../store/inquiries.ts";
import type { Inquiry } from "../store/inquiries.ts";
import { findAttachment, messagesOf } from "../store/messages.ts";
import { ListPage } from "./list.tsx";
import { ThreadPage } from "./thread.tsx";
import type { ThreadPageProps } from "./thread.tsx";

const listSchema = z.object({
  after: placeField,
  waiting: z.literal("yes").nullable().catch(null),
});
const numberSchema = z.object({ number: z.string().max(40) });
const doneSchema = z.object({
  done: z.enum(["asked", "written", "closed"]).nullable().catch(null),
});

export function registerFacilityThreads(app: FastifyInstance, center: Center): void {
  app.get(
    "/inquiries",
    asFacility(center, async (actor, request, reply) => {
      const { after, waiting } = listSchema.parse(request.query);
      const place = after && { ...after, isWaiting: waiting !== null };
      const [found, counts] = await Promise.all([
        inquiriesOf(center.db, actor.facilityId, place),
        countsOf(center.db, actor.facilityId),
      ]);

      const { rows, last } = cut(found, LIST_PAGE);

      return sendPage(
        reply,
        <ListPage
          actor={actor}
          inquiries={rows}
          waiting={counts.waiting}
          isFirst={after === null}
          last={last}
        />,
      );
    }),
  );

  app.get(
    "/inquiries/:number",
    asFacility(center, async (actor, request, reply) => {
      const { done } = doneSchema.parse(request.query);

      return sendThread(center, reply, actor, await inquiryOfRequest(center, request, actor), {
        state: emptyForm,
        fileProblems: [],
        done,
      });
    }),
  );

  app.post(
    "/inquiries/:number/reply",
    asFacility(center, async (actor, request, reply) => {
      const inquiry = await inquiryOfRequest(center, request, actor);
      const { key } = keySchema.parse(request.query);
      const { fields, kept, problems } = await receivePost(
        center,
        request,
        inquiry.id,
        senderOf(actor),
      );
      const form = readForm(replySchema, fields);
      if (!form.ok || problems.length > 0) {
        await discard(center, inquiry.id, kept);
        const state: FormState = { values: fields, errors: form.ok ? {} : form.errors };
        const shown = { state, fileProblems: problems, done: null };

        return sendThread(center, reply, actor, inquiry, shown, 422);
      }
      const asker = { kind: "facility", actor, number: inquiry.number } as const;
      const result = await write(center, asker, { ...form.value, key }, kept);
      if (result !== "done") await discard(center, inquiry.id, kept);

      return seeOther(reply, `/inquiries/${inquiry.number}?done=written`);
    }),
  );

  app.post(
    "/inquiries/:number/close",
    asFacility(center, async (actor, request, reply) => {
      const { number } = await inquiryOfRequest(center, request, actor);
      await closeByAsker(center, { kind: "facility", actor, number });

      return seeOther(reply, `/inquiries/${number}?done=closed`);
    }),
  );

  app.get(
    "/inquiries/:number/files/:id",
    asFacility(center, async (actor, request, reply) => {
      const { id } = await inquiryOfRequest(center, request, actor);
      const attachment = await findAttachment(center.db, id, idParam(request));
      if (!attachment) throw new ProblemError("not-found");

      return sendAttachment(center, reply, id, attachment);
    }),
  );
}

/** What is not there and what is another's look the same. */
async function inquiryOfRequest(
  center: Center,
  request: FastifyRequest,
  actor: FacilityActor,
): Promise<Inquiry> {
  const { number } = numberSchema.parse(request.params);
  const inquiry = await findInquiry(center.db, number);
  if (!inquiry || can.see(actor, inquiry) !== true) throw new ProblemError("not-found");

  return inquiry;
}

async function sendThread(
  center: Center,
  reply: FastifyReply,
  actor: FacilityActor,
  inquiry: Inquiry,
  shown: Pick<ThreadPageProps, "state" | "fileProblems" | "done">,
  status = 200,
): Promise<FastifyReply> {
  const messages = await messagesOf(center.db, inquiry.id, "asker");
  const way = { actor, token: null };
  const page = (
    <ThreadPage way={way} inquiry={inquiry} messages={messages} formKey={newId()} {...shown} />
  );

  return sendPage(reply, page, status);
}

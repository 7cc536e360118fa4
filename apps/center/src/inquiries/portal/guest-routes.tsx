/** The inquiry of a guest, behind the link of a mail. */
import { newId, ProblemError, readForm, seeOther, sendPage } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Center } from "../../center.ts";
import { emptyForm } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { idParam } from "../../shell/params.ts";
import { confirm, inquiryOfLink } from "../actions/ask.ts";
import { closeByAsker, write } from "../actions/converse.ts";
import { discard, receivePost, senderOf, sendAttachment } from "../attachments.ts";
import { keySchema, replySchema } from "../content.ts";
import type { Inquiry } from "../store/inquiries.ts";
import { findAttachment, messagesOf } from "../store/messages.ts";
import { ConfirmPage, LinkEndedPage } from "./guest.tsx";
import { ThreadPage } from "./thread.tsx";
import type { ThreadPageProps } from "./thread.tsx";

const tokenSchema = z.object({ token: z.string().max(100).catch("") });
const doneSchema = z.object({
  done: z.enum(["asked", "written", "closed"]).nullable().catch(null),
});

export function registerGuestThreads(app: FastifyInstance, center: Center): void {
  app.get(
    "/inquiries/guest",
    asGuest(center, (guest, request, reply) => {
      const { done } = doneSchema.parse(request.query);

      return sendThread(center, reply, guest, { state: emptyForm, fileProblems: [], done });
    }),
  );

  app.post(
    "/inquiries/guest/confirm",
    asGuest(center, async ({ token }, _request, reply) => {
      await confirm(center, token);

      return seeOther(reply, `/inquiries/guest?token=${token}&done=asked`);
    }),
  );

  app.post(
    "/inquiries/guest/reply",
    asGuest(center, async (guest, request, reply) => {
      const { inquiry, token } = guest;
      const { key } = keySchema.parse(request.query);
      const { fields, kept, problems } = await receivePost(
        center,
        request,
        inquiry.id,
        senderOf(null),
      );
      const form = readForm(replySchema, fields);
      if (!form.ok || problems.length > 0) {
        await discard(center, inquiry.id, kept);
        const state: FormState = { values: fields, errors: form.ok ? {} : form.errors };

        return sendThread(center, reply, guest, { state, fileProblems: problems, done: null }, 422);
      }
      const result = await write(center, { kind: "guest", token }, { ...form.value, key }, kept);
      if (result !== "done") await discard(center, inquiry.id, kept);

      return seeOther(reply, `/inquiries/guest?token=${token}&done=written`);
    }),
  );

  app.post(
    "/inquiries/guest/close",
    asGuest(center, async ({ token }, _request, reply) => {
      await closeByAsker(center, { kind: "guest", token });

      return seeOther(reply, `/inquiries/guest?token=${token}&done=closed`);
    }),
  );

  app.get(
    "/inquiries/guest/files/:id",
    asGuest(center, async ({ inquiry }, request, reply) => {
      const attachment = await findAttachment(center.db, inquiry.id, idParam(request));
      if (!attachment) throw new ProblemError("not-found");

      return sendAttachment(center, reply, inquiry.id, attachment);
    }),
  );
}

type Guest = { readonly inquiry: Inquiry; readonly token: string };
type Handler = (
  guest: Guest,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply>;

/** Whoever has the link of a mail; all others learn that it has ended. */
function asGuest(center: Center, handler: Handler) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { token } = tokenSchema.parse(request.query);
    const inquiry = await inquiryOfLink(center, token);

    return inquiry
      ? handler({ inquiry, token }, request, reply)
      : sendPage(reply, <LinkEndedPage />, 404);
  };
}

async function sendThread(
  center: Center,
  reply: FastifyReply,
  { inquiry, token }: Guest,
  shown: Pick<ThreadPageProps, "state" | "fileProblems" | "done">,
  status = 200,
): Promise<FastifyReply> {
  const messages = await messagesOf(center.db, inquiry.id, "asker");
  const way = { actor: null, token };
  const page =
    inquiry.state === "unconfirmed" ? (
      <ConfirmPage inquiry={inquiry} messages={messages} token={token} />
    ) : (
      <ThreadPage way={way} inquiry={inquiry} messages={messages} formKey={newId()} {...shown} />
    );

  return sendPage(reply, page, status);
}

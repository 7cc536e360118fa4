/** Mail: queued with the business transaction, sent by the worker over SMTP. */
import nodemailer from "nodemailer";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { z } from "zod";
import { enqueue, enqueueAll, enqueueFrom } from "../jobs/jobs.ts";
import type { Tx } from "../db/database.ts";
import { mailHtml } from "./html.ts";
import type { Letter, Written } from "./template.ts";

export type MailMessage = Letter & { readonly to: string };

declare module "../jobs/jobs.ts" {
  interface Jobs {
    "send-mail": MailMessage;
  }
}

export async function queueMail(tx: Tx, message: MailMessage): Promise<void> {
  await enqueue(tx, "send-mail", message);
}

/** To everybody whose address a select of `mail` finds, in one statement. */
export async function queueMailTo(
  tx: Tx,
  addresses: RawBuilder<unknown>,
  message: Letter,
): Promise<void> {
  await enqueueFrom(
    tx,
    "send-mail",
    sql`select jsonb_build_object('to', mail) || ${JSON.stringify(message)}::jsonb as payload
      from (${addresses}) address`,
  );
}

export async function queueMails(tx: Tx, messages: readonly MailMessage[]): Promise<void> {
  await enqueueAll(tx, "send-mail", messages);
}

type SentMail = Written & { readonly to: string; readonly template?: string };

export const TEMPLATE_HEADER = "X-Madoguchi-Mail";

/** `refused`: the server takes no mail for this address, and never will; `status` as in RFC 3463. */
export type SendResult =
  | { readonly kind: "sent" }
  | { readonly kind: "refused"; readonly status: string };

export type Mailer = ReturnType<typeof createMailer>;

/** @param smtpUrl `smtp://user:password@host:port` or `smtps://…` */
export function createMailer(smtpUrl: string, from: string) {
  const transport = nodemailer.createTransport(smtpUrl);

  return {
    /**
     * @param returnTo where mail servers send what they cannot deliver; without it, to the sender
     * @throws where it may be otherwise later, or where it is not this address that is the matter
     */
    send: async (
      { to, subject, text, unsubscribeUrl, ...mail }: SentMail,
      returnTo?: string,
    ): Promise<SendResult> => {
      const headers = {
        // By which a person who asks about a mail, and a rule of a mail program, tells what it is.
        ...(mail.template !== undefined && { [TEMPLATE_HEADER]: mail.template }),
        // No answering machine is to answer, and no answer is read.
        "Auto-Submitted": "auto-generated",
        ...(unsubscribeUrl && {
          "List-Unsubscribe": `<${unsubscribeUrl}>`,
          "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }),
      };
      const envelope = returnTo === undefined ? undefined : { from: returnTo, to };
      const html = mailHtml(subject, text);
      try {
        await transport.sendMail({ from, headers, to, subject, text, html, envelope });

        return { kind: "sent" };
      } catch (error) {
        const status = refusalOf(error);
        if (status === null) throw error;

        return { kind: "refused", status };
      }
    },
    close: () => transport.close(),
  };
}

const refusal = z.object({
  command: z.literal("RCPT TO"),
  responseCode: z.union([z.literal(550), z.literal(551), z.literal(552), z.literal(553)]),
  response: z.string(),
});

/**
 * What a server says of the address itself. What it says of us (who may send, how often, with what password) is our own
 * trouble: it would be said of every address.
 */
function refusalOf(error: unknown): string | null {
  const read = refusal.safeParse(error);
  if (!read.success) return null;
  const said = /^\d{3}[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(read.data.response)?.[1] ?? null;
  if (said === null) return read.data.responseCode === 552 ? "5.2.2" : "5.1.1";

  return /^5\.[12]\./.test(said) ? said : null;
}

/** Mail: queued with the business transaction, sent by the worker over SMTP. */
import nodemailer from "nodemailer";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { enqueue, enqueueAll, enqueueFrom } from "../jobs/jobs.ts";
import type { Tx } from "../db/database.ts";

export type MailMessage = {
  readonly to: string;
  readonly subject: string;
  /** Plain text; lines are not wrapped by us. */
  readonly text: string;
  /** For mail that is not an answer: a POST to it ends such mail without signing in (RFC 8058). */
  readonly unsubscribeUrl?: string;
};

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
  message: Omit<MailMessage, "to">,
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

/** @param smtpUrl `smtp://user:password@host:port` or `smtps://…` */
export function createMailer(smtpUrl: string, from: string) {
  const transport = nodemailer.createTransport(smtpUrl);

  return {
    send: async ({ unsubscribeUrl, ...message }: MailMessage): Promise<void> => {
      const headers = unsubscribeUrl
        ? {
            "List-Unsubscribe": `<${unsubscribeUrl}>`,
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
          }
        : {};
      await transport.sendMail({ from, headers, ...message });
    },
    close: () => transport.close(),
  };
}

/** Mail: queued with the business transaction, sent by the worker over SMTP. */
import nodemailer from "nodemailer";
import { enqueue } from "../jobs/jobs.ts";
import type { Tx } from "../db/database.ts";

export type MailMessage = {
  readonly to: string;
  readonly subject: string;
  /** Plain text; lines are not wrapped by us. */
  readonly text: string;
};

declare module "../jobs/jobs.ts" {
  interface Jobs {
    "send-mail": MailMessage;
  }
}

export async function queueMail(tx: Tx, message: MailMessage): Promise<void> {
  await enqueue(tx, "send-mail", message);
}

/** @param smtpUrl `smtp://user:password@host:port` or `smtps://…` */
export function createMailer(smtpUrl: string, from: string) {
  const transport = nodemailer.createTransport(smtpUrl);

  return {
    send: async (message: MailMessage): Promise<void> => {
      await transport.sendMail({ from, ...message });
    },
    close: () => transport.close(),
  };
}

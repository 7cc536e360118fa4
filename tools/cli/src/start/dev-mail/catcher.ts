import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { type Db, newId } from "@madoguchi/platform";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { Temporal } from "temporal-polyfill";
import { keepMail, prepareMailTable } from "./store.ts";

export type MailCatcher = { readonly smtpUrl: string; stop(): Promise<void> };

const maxBytes = 20 * 1024 * 1024;

/** A real SMTP server on a free loopback port that delivers every mail to the page /dev/mail and nowhere else. */
export async function startMailCatcher(db: Db): Promise<MailCatcher> {
  await prepareMailTable(db);
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: maxBytes,
    logger: false,
    onData: (stream, session, done) => {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      buffer(stream)
        .then((raw) => deliver(db, raw, recipients))
        .then(() => done(), done);
    },
  });
  // A client that hangs up in the middle is its own trouble, not ours.
  server.on("error", () => {});
  const listener = server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function deliver(db: Db, raw: Uint8Array, recipients: readonly string[]): Promise<void> {
  const mail = await PostalMime.parse(raw);
  await keepMail(db, {
    id: newId(),
    receivedAt: Temporal.Now.instant(),
    sender: mail.from ? [mail.from.name, `<${mail.from.address ?? ""}>`].join(" ").trim() : "",
    recipient: recipients.join(", "),
    subject: mail.subject ?? "（件名なし）",
    text: mail.text ?? "",
  });
}

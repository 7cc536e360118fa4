/** A whole center on a database of its own, with its worker and a real SMTP server that keeps the mail. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { createCenter } from "@madoguchi/center";
import type { CenterRoute, ConfigInput } from "@madoguchi/center";
import type { Clock } from "@madoguchi/notation";
import { isMailTemplate, systemClock, TEMPLATE_HEADER } from "@madoguchi/platform";
import PostalMime from "postal-mime";
import type { Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { freshDatabase } from "./database.ts";
import { Visitor } from "./visitor.ts";

export type TestCenter = {
  readonly url: string;
  readonly clock: Clock;
  readonly databaseUrl: string;
  /** Where uploads lie, each under the hash of its content. */
  readonly filesDirectory: string;
  readonly routes: readonly CenterRoute[];
  /** Somebody with an own cookie jar and no browser. */
  visitor(): Visitor;
  /** What the mail server says to mail for this address from now on; null: it takes it. */
  answerMailTo(address: string, refusal: string | null): void;
  /** The next mail to this address: waits until the worker has sent it. */
  mailTo(address: string): Promise<Email>;
  close(): Promise<void>;
};

/** The same for all, so that a test can seal what its center opens. */
export const TEST_SECRET_KEY = "madoguchi-test-key-of-43-characters-in-all_";

/**
 * @param config what this center is set up with beside what every test needs
 * @param fill what is in the database before the center and its worker start, as with the demo
 */
export async function startTestCenter(
  clock: Clock = systemClock,
  config: Partial<ConfigInput> = {},
  fill: (databaseUrl: string) => Promise<unknown> = async () => {},
): Promise<TestCenter> {
  const database = await freshDatabase();
  const filesDirectory = await mkdtemp(join(tmpdir(), "madoguchi-files-"));
  await fill(database.url);
  const mailbox = await startMailbox();
  const center = await createCenter(
    {
      databaseUrl: database.url,
      publicUrl: "http://localhost",
      secretKey: TEST_SECRET_KEY,
      host: "127.0.0.1",
      port: 0,
      smtpUrl: mailbox.url,
      filesDirectory,
      logLevel: "silent",
      ...config,
    },
    clock,
  );
  const url = await center.listen();
  await center.startWorker();

  return {
    url,
    clock,
    databaseUrl: database.url,
    filesDirectory,
    routes: center.routes,
    visitor: () => new Visitor(url),
    mailTo: mailbox.next,
    answerMailTo: mailbox.answer,
    async close() {
      await center.close();
      await mailbox.close();
      await database.drop();
      await rm(filesDirectory, { recursive: true });
    },
  };
}

async function startMailbox() {
  const kept: Email[] = [];
  const waiting = new Set<() => void>();
  const refusals = new Map<string, string>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo({ address }, _session, done) {
      const refusal = refusals.get(address);
      if (refusal === undefined) return done();
      const [, code = "", words = ""] = /^(\d{3}) (.*)$/.exec(refusal) ?? [];

      return done(Object.assign(new Error(words), { responseCode: Number(code) }));
    },
    onData(stream, { envelope }, done) {
      void buffer(stream)
        .then((bytes) => PostalMime.parse(bytes))
        .then((mail) => {
          assertKnown(mail);
          // As the last mail server writes it on the envelope's word.
          const { address = "" } = envelope.mailFrom || {};
          kept.push({ ...mail, returnPath: address });
          for (const look of waiting) {
            look();
          }
          done();
        }, done);
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.server.address();
  const port = typeof address === "object" && address ? address.port : 0;

  return {
    url: `smtp://127.0.0.1:${port}`,
    answer(address: string, refusal: string | null) {
      if (refusal === null) refusals.delete(address);
      else refusals.set(address, refusal);
    },
    next: (to: string) =>
      new Promise<Email>((resolve) => {
        const look = (): void => {
          const index = kept.findIndex((mail) => mail.to?.some((entry) => entry.address === to));
          const [mail] = index < 0 ? [] : kept.splice(index, 1);
          if (mail) {
            waiting.delete(look);
            resolve(mail);
          }
        };
        waiting.add(look);
        look();
      }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(resolve);
      }),
  };
}

/** Whatever a center sends is in the list that the office looks through. */
function assertKnown({ headers, subject }: Email): void {
  const name = headers.find(({ key }) => key === TEMPLATE_HEADER.toLowerCase())?.value ?? "";
  if (!isMailTemplate(name)) throw new Error(`「${subject}」 is no kind of mail that is known`);
}

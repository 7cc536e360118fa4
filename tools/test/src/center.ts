/** A whole center on a database of its own, with its worker and a real SMTP server that keeps the mail. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { createCenter } from "@madoguchi/center";
import type { CenterRoute, ConfigInput } from "@madoguchi/center";
import type { Clock } from "@madoguchi/notation";
import { systemClock } from "@madoguchi/platform";
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
  /** The next mail to this address: waits until the worker has sent it. */
  mailTo(address: string): Promise<Email>;
  close(): Promise<void>;
};

/** The same for all, so that a test can seal what its center opens. */
export const TEST_SECRET_KEY = "madoguchi-test-key-of-43-characters-in-all_";

/** @param config what this center is set up with beside what every test needs */
export async function startTestCenter(
  clock: Clock = systemClock,
  config: Partial<ConfigInput> = {},
): Promise<TestCenter> {
  const database = await freshDatabase();
  const filesDirectory = await mkdtemp(join(tmpdir(), "madoguchi-files-"));
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
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      void buffer(stream)
        .then((bytes) => PostalMime.parse(bytes))
        .then((mail) => {
          kept.push(mail);
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

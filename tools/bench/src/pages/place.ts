/** A center on a large database of its own, with people who are signed in. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCenter, migrationsDirectory } from "@madoguchi/center";
import { migrate, newToken, openDatabase, startPostgres } from "@madoguchi/platform";
import { insertFacilities, PASSWORD } from "./facilities.ts";
import type { Reader, Readers } from "./facilities.ts";
import { insertNotices } from "./notices.ts";

export type PagesPlace = AsyncDisposable & {
  readonly origin: string;
  /** What the browsers of those who are signed in send. */
  readonly cookies: { readonly [K in keyof Readers]: readonly string[] };
};

export async function openPagesPlace(): Promise<PagesPlace> {
  await using started = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), "madoguchi-bench-"));
  started.defer(() => rm(directory, { recursive: true }));
  const postgres = await startPostgres({ dataDir: join(directory, "postgres"), log: () => {} });
  started.defer(() => postgres.stop());
  await migrate(postgres.url, migrationsDirectory);
  const readers = await fill(postgres.url);
  const center = await createCenter({
    databaseUrl: postgres.url,
    publicUrl: "http://localhost",
    secretKey: newToken(),
    host: "127.0.0.1",
    port: 0,
    smtpUrl: "smtp://localhost:1",
    filesDirectory: join(directory, "files"),
    logLevel: "silent",
  });
  started.defer(() => center.close());
  const origin = await center.listen();
  const cookies = {
    applying: await signInAll(origin, readers.applying),
    open: await signInAll(origin, readers.open),
  };
  const stack = started.move();

  return { origin, cookies, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

async function fill(url: string): Promise<Readers> {
  const db = openDatabase(url, { max: 1 });
  try {
    const readers = await insertFacilities(db);
    await insertNotices(db, readers.open[0]?.accountId ?? "");

    return readers;
  } finally {
    await db.destroy();
  }
}

async function signInAll(origin: string, readers: readonly Reader[]): Promise<string[]> {
  const cookies: string[] = [];
  for (const { mail } of readers) {
    const response = await fetch(`${origin}/sign-in`, {
      method: "POST",
      redirect: "manual",
      headers: { origin },
      body: new URLSearchParams({ mail, password: PASSWORD }),
    });
    const [cookie] = response.headers.getSetCookie();
    if (response.status !== 303 || cookie === undefined) {
      throw new Error(`${mail} could not sign in: ${response.status}`);
    }
    cookies.push(cookie.split(";", 1).join(""));
  }

  return cookies;
}

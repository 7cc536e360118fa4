/** A center on a large database of its own, with people who are signed in. */
import type { Db } from "@madoguchi/platform";
import { openBenchCenter } from "../bench-center.ts";
import { insertFacilities, PASSWORD } from "./facilities.ts";
import type { Reader, Readers } from "./facilities.ts";
import { insertNotices } from "./notices.ts";

export type PagesPlace = AsyncDisposable & {
  readonly origin: string;
  /** What the browsers of those who are signed in send. */
  readonly cookies: { readonly [K in keyof Readers]: readonly string[] };
};

/** @param processes of the center, on one port */
export async function openPagesPlace(processes: number): Promise<PagesPlace> {
  const center = await openBenchCenter({ fill, processes });
  const { origin, filled } = center;
  const cookies = {
    applying: await signInAll(origin, filled.applying),
    open: await signInAll(origin, filled.open),
  };

  return { origin, cookies, [Symbol.asyncDispose]: () => center[Symbol.asyncDispose]() };
}

async function fill(db: Db): Promise<Readers> {
  const readers = await insertFacilities(db);
  await insertNotices(db, readers.open[0]?.accountId ?? "");

  return readers;
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

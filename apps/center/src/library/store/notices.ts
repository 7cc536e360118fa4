import type { Executor, Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { sql } from "kysely";
import type { Category, Notice } from "../rules/notice.ts";

type Mutable<T> = {
  -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K];
};

export type NoticeRevision = {
  readonly noticeId: string;
  readonly version: number;
  readonly at: Temporal.Instant;
  readonly accountId: string;
  readonly what: string;
  readonly title: string;
  readonly body: string;
};

export type NoticeChange = Pick<NoticeRevision, "noticeId" | "version" | "at" | "what">;

declare module "@madoguchi/platform" {
  interface Tables {
    notice: Mutable<Notice>;
    noticeRevision: Mutable<NoticeRevision>;
    noticeCounter: { category: string; last: number };
  }
}

/** All that were ever published or are to be, withdrawn ones too: their numbers stay known. */
export async function allNotices(executor: Executor): Promise<Notice[]> {
  return executor.selectFrom("notice").selectAll().execute();
}

export async function anyNotice(executor: Executor): Promise<boolean> {
  const found = await executor.selectFrom("notice").select("id").limit(1).executeTakeFirst();

  return found !== undefined;
}

/** What changes with every change of a notice: whether a copy of them is still good. */
export async function noticesMark(executor: Executor): Promise<string> {
  const { count, versions } = await executor
    .selectFrom("notice")
    .select(({ fn }) => [
      fn.countAll<number>().as("count"),
      fn.coalesce(fn.sum<string>("version"), sql<string>`0`).as("versions"),
    ])
    .executeTakeFirstOrThrow();

  return `${count} ${versions}`;
}

export async function findNoticeById(executor: Executor, id: string): Promise<Notice | undefined> {
  return executor.selectFrom("notice").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Every text it had, the newest first. */
export async function revisionsOf(
  executor: Executor,
  noticeId: string,
): Promise<readonly NoticeRevision[]> {
  return executor
    .selectFrom("noticeRevision")
    .selectAll()
    .where("noticeId", "=", noticeId)
    .orderBy("version", "desc")
    .execute();
}

export async function findNotice(executor: Executor, number: string): Promise<Notice | undefined> {
  return executor.selectFrom("notice").selectAll().where("number", "=", number).executeTakeFirst();
}

/** When each notice changed and how, without its texts; the oldest first. */
export async function allChanges(executor: Executor): Promise<NoticeChange[]> {
  return executor
    .selectFrom("noticeRevision")
    .select(["noticeId", "version", "at", "what"])
    .orderBy("version")
    .execute();
}

/** Counts on; two at the same time wait for each other. */
export async function nextCount(tx: Tx, category: Category): Promise<number> {
  const { last } = await tx
    .insertInto("noticeCounter")
    .values({ category, last: 1 })
    .onConflict((conflict) =>
      conflict.column("category").doUpdateSet({ last: sql<number>`notice_counter.last + 1` }),
    )
    .returning("last")
    .executeTakeFirstOrThrow();

  return last;
}

export async function insertNotice(
  tx: Tx,
  notice: Notice,
  revision: NoticeRevision,
): Promise<void> {
  await tx
    .insertInto("notice")
    .values({
      ...notice,
      audienceKinds: [...notice.audienceKinds],
      audiencePrefectures: [...notice.audiencePrefectures],
    })
    .execute();
  await tx.insertInto("noticeRevision").values(revision).execute();
}

/** @returns false when somebody else changed it since `version` */
export async function updateNotice(
  tx: Tx,
  { id, version, number: _number, ...changed }: Notice,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("notice")
    .set({
      ...changed,
      audienceKinds: [...changed.audienceKinds],
      audiencePrefectures: [...changed.audiencePrefectures],
      version: version + 1,
    })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();

  return numUpdatedRows === 1n;
}

export async function insertRevision(tx: Tx, revision: NoticeRevision): Promise<void> {
  await tx.insertInto("noticeRevision").values(revision).execute();
}

import type { Db } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";

declare module "@madoguchi/platform" {
  interface Tables {
    devMail: {
      id: string;
      receivedAt: Temporal.Instant;
      sender: string;
      recipient: string;
      subject: string;
      text: string;
    };
  }
}

export type Mail = {
  readonly id: string;
  readonly receivedAt: Temporal.Instant;
  readonly sender: string;
  readonly recipient: string;
  readonly subject: string;
  /** The plain text part. */
  readonly text: string;
};

const shownAtMost = 200;

/** Not a migration: only the demo catches mail, a real center has no such table. */
export async function prepareMailTable(db: Db): Promise<void> {
  await db.schema
    .createTable("devMail")
    .ifNotExists()
    .addColumn("id", "uuid", (column) => column.primaryKey())
    .addColumn("receivedAt", "timestamptz", (column) => column.notNull())
    .addColumn("sender", "text", (column) => column.notNull())
    .addColumn("recipient", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .execute();
}

export async function keepMail(db: Db, mail: Mail): Promise<void> {
  await db.insertInto("devMail").values(mail).execute();
}

/** The newest first. */
export function listMail(db: Db): Promise<Mail[]> {
  return db
    .selectFrom("devMail")
    .selectAll()
    .orderBy("receivedAt", "desc")
    .limit(shownAtMost)
    .execute();
}

export function findMail(db: Db, id: string): Promise<Mail | undefined> {
  return db.selectFrom("devMail").selectAll().where("id", "=", id).executeTakeFirst();
}

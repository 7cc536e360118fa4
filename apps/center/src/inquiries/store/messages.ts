/** The conversation, what was sent along with it, and the links by which guests take part. */
import type { Executor, Tx } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

export type MessageKind = "question" | "reply" | "answer" | "request" | "note";
export type Author = "facility" | "guest" | "official";

type MessageTable = {
  id: string;
  inquiryId: string;
  at: Temporal.Instant;
  kind: MessageKind;
  author: Author;
  accountId: string | null;
  text: string;
};

type AttachmentTable = {
  id: string;
  messageId: string;
  /** As the sender called it; for people only. */
  fileName: string;
  /** As its content says. */
  mediaType: string;
  sizeBytes: number;
};

declare module "@madoguchi/platform" {
  interface Tables {
    inquiryMessage: MessageTable;
    inquiryAttachment: AttachmentTable;
    inquiryLink: { tokenHash: Uint8Array; inquiryId: string; expiresAt: Temporal.Instant };
  }
}

export type Attachment = Selectable<AttachmentTable>;
export type Message = Selectable<MessageTable> & {
  /** For officials; an asker sees roles only. */
  readonly authorName: string | null;
  readonly attachments: readonly Attachment[];
};

export async function insertMessage(
  tx: Tx,
  message: Selectable<MessageTable>,
  attachments: readonly Omit<Attachment, "messageId">[] = [],
): Promise<void> {
  await tx.insertInto("inquiryMessage").values(message).execute();
  if (attachments.length > 0) {
    const rows = attachments.map((attachment) => ({ ...attachment, messageId: message.id }));
    await tx.insertInto("inquiryAttachment").values(rows).execute();
  }
}

/** Whether this very message was written before: a form that was sent twice. */
export async function isWritten(executor: Executor, id: string): Promise<boolean> {
  const found = await executor
    .selectFrom("inquiryMessage")
    .select("id")
    .where("id", "=", id)
    .executeTakeFirst();

  return found !== undefined;
}

/** From the first to the last. */
export async function messagesOf(
  executor: Executor,
  inquiryId: string,
  reader: "asker" | "official",
): Promise<Message[]> {
  const all = executor
    .selectFrom("inquiryMessage")
    .leftJoin("account", "account.id", "inquiryMessage.accountId")
    .selectAll("inquiryMessage")
    .select("account.name as authorName")
    .where("inquiryId", "=", inquiryId);
  const messages = await (reader === "official" ? all : all.where("kind", "<>", "note"))
    .orderBy("inquiryMessage.at")
    .orderBy("inquiryMessage.id")
    .execute();
  const attachments = await executor
    .selectFrom("inquiryAttachment")
    .innerJoin("inquiryMessage", "inquiryMessage.id", "inquiryAttachment.messageId")
    .selectAll("inquiryAttachment")
    .where("inquiryMessage.inquiryId", "=", inquiryId)
    .orderBy("inquiryAttachment.id")
    .execute();

  return messages.map((message) => ({
    ...message,
    attachments: attachments.filter(({ messageId }) => messageId === message.id),
  }));
}

export async function findAttachment(
  executor: Executor,
  inquiryId: string,
  id: string,
): Promise<Attachment | undefined> {
  return executor
    .selectFrom("inquiryAttachment")
    .innerJoin("inquiryMessage", "inquiryMessage.id", "inquiryAttachment.messageId")
    .selectAll("inquiryAttachment")
    .where("inquiryMessage.inquiryId", "=", inquiryId)
    .where("inquiryAttachment.id", "=", id)
    .executeTakeFirst();
}

export async function insertLink(
  tx: Tx,
  tokenHash: Uint8Array,
  inquiryId: string,
  expiresAt: Temporal.Instant,
): Promise<void> {
  await tx.insertInto("inquiryLink").values({ tokenHash, inquiryId, expiresAt }).execute();
}

/** @returns the id of the inquiry to which the link leads */
export async function followLink(
  executor: Executor,
  tokenHash: Uint8Array,
  now: Temporal.Instant,
): Promise<string | undefined> {
  const link = await executor
    .selectFrom("inquiryLink")
    .select("inquiryId")
    .where("tokenHash", "=", tokenHash)
    .where("expiresAt", ">", now)
    .executeTakeFirst();

  return link?.inquiryId;
}

/** The link of the first mail has proved the address: it stays good as long as the later ones. */
export async function prolongLink(
  tx: Tx,
  tokenHash: Uint8Array,
  expiresAt: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable("inquiryLink")
    .set({ expiresAt })
    .where("tokenHash", "=", tokenHash)
    .execute();
}

export async function deleteLinksBefore(tx: Tx, instant: Temporal.Instant): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("inquiryLink")
    .where("expiresAt", "<", instant)
    .where("inquiryId", "in", (inner) =>
      inner.selectFrom("inquiry").select("id").where("state", "<>", "unconfirmed"),
    )
    .executeTakeFirst();

  return Number(numDeletedRows);
}

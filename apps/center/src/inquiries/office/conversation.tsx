/** What was said about one inquiry, as officials see it: with the notes that only they read. */
import { formatDateTime } from "@madoguchi/notation";
import { Conversation } from "@madoguchi/ui";
import { AttachmentList } from "../portal/attachment-list.tsx";
import type { Message } from "../store/messages.ts";

type OfficeConversationProps = {
  /** Of the inquiry. */
  readonly number: string;
  readonly messages: readonly Message[];
  /** Who asks, where no name is known. */
  readonly asker: string;
};

export function OfficeConversation({ number, messages, asker }: OfficeConversationProps) {
  return (
    <Conversation
      utterances={messages.map((message) => ({
        key: message.id,
        who: message.authorName ?? asker,
        ...kindOf(message),
        date: formatDateTime(message.at),
        dateTime: message.at.toString(),
        side: message.kind === "note" ? "aside" : message.author === "official" ? "own" : "other",
        text: message.text,
        ...(message.attachments.length > 0 && {
          children: (
            <AttachmentList
              attachments={message.attachments}
              hrefOf={({ id }) => `/office/inquiries/${number}/files/${id}`}
            />
          ),
        }),
      }))}
    />
  );
}

function kindOf({ kind }: Message): { kind?: string } {
  switch (kind) {
    case "note":
      return { kind: "職員だけのメモ" };
    case "request":
      return { kind: "確認のお願い" };
    case "question":
    case "reply":
    case "answer":
      return {};
  }
}

/**
 * An answer as the draft of an article, in the library's file format. The subject and the answers only: what the asker wrote
 * may name people. An editor gives it its number and reads it once more.
 */
import type { Temporal } from "temporal-polyfill";
import type { Category } from "./rules.ts";
import type { Inquiry } from "./store/inquiries.ts";
import type { Message } from "./store/messages.ts";

const topics = {
  eligible: "start",
  "sign-in": "start",
  "usage-application": "apply",
  device: "device",
  check: "trouble",
  grant: "grant",
  other: "rules",
} as const satisfies Record<Category, string>;

export function articleDraft(
  { subject, category }: Pick<Inquiry, "subject" | "category">,
  messages: readonly Pick<Message, "kind" | "text">[],
  today: Temporal.PlainDate,
): string {
  const answers = messages.flatMap(({ kind, text }) => (kind === "answer" ? [text] : []));
  const front = {
    number: "KB0000000",
    title: subject,
    kind: "faq",
    topic: topics[category],
    version: "0.1",
    updated: today.toString(),
  };

  return [
    "---",
    ...Object.entries(front).map(([key, value]) => `${key}: ${value}`),
    "history:",
    `- 0.1 ${today} お問い合わせへの回答から作成`,
    "---",
    "",
    ...answers.flatMap((answer) => [markdownOf(answer), ""]),
  ].join("\n");
}

/** Lines as they were written; a list stays one, and nothing of it is read as a heading or a quotation by chance. */
function markdownOf(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/^\s*([#>*+-]|\d+[.)])/u, "\\$1").replace(/^・\s*/u, "- "))
    .join("\n");
}

/** A mail that a mail server gave back (RFC 3464): which of ours it was, and why it was not delivered. */
import PostalMime from "postal-mime";
import type { Email } from "postal-mime";
import { z } from "zod";

export type ReturnedMail =
  | { readonly kind: "failed"; readonly sentMail: string; readonly status: string }
  /** Late, relayed, delivered: not the end of it. */
  | { readonly kind: "not-failed" }
  /** No report, or of no mail of ours. */
  | { readonly kind: "foreign" };

/** @param recipient where the mail server delivered it, where it says so */
export async function readReturnedMail(
  raw: Uint8Array,
  recipient: string | undefined,
): Promise<ReturnedMail> {
  const mail = await PostalMime.parse(raw);
  const sentMail = [recipient ?? "", ...recipientsOf(mail)].map(idIn).find((id) => id !== null);
  const report = mail.attachments.find(({ mimeType }) => mimeType === "message/delivery-status");
  if (sentMail === undefined || sentMail === null || !report) return { kind: "foreign" };
  const { content } = report;
  const text = typeof content === "string" ? content : new TextDecoder().decode(content);
  // Ours go to one recipient each, so that what failed is that one.
  const failed = paragraphs(text).find((fields) => fields["action"]?.toLowerCase() === "failed");
  if (!failed) return { kind: "not-failed" };
  const status = /^5\.\d{1,3}\.\d{1,3}$/.exec(failed["status"] ?? "")?.[0] ?? "5.0.0";

  return { kind: "failed", sentMail, status };
}

const placesOfRecipient = ["delivered-to", "x-original-to", "envelope-to", "to"];

function recipientsOf({ headers }: Email): string[] {
  return placesOfRecipient.flatMap((place) =>
    headers.filter(({ key }) => key === place).map(({ value }) => value),
  );
}

/** The address was made by the center: `name+<id>@…`. */
function idIn(address: string): string | null {
  const [, id = ""] = /\+([\da-f-]{36})@/.exec(address) ?? [];

  return z.uuid().safeParse(id).success ? id : null;
}

/** Of header fields, each with its lines unfolded. */
function paragraphs(text: string): Record<string, string>[] {
  return text
    .replaceAll("\r\n", "\n")
    .split(/\n{2,}/)
    .map((paragraph) =>
      Object.fromEntries(
        paragraph
          .replaceAll(/\n[ \t]+/g, " ")
          .split("\n")
          .flatMap((line): [string, string][] => {
            const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];

            return name !== undefined && value !== undefined
              ? [[name.toLowerCase(), value.trim()]]
              : [];
          }),
      ),
    );
}

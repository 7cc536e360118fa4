import { sizeText } from "@madoguchi/platform";
import { attachmentTypeName } from "../attachments.ts";
import type { Attachment } from "../store/messages.ts";

type AttachmentListProps = {
  attachments: readonly Attachment[];
  hrefOf: (attachment: Attachment) => string;
};

export function AttachmentList({ attachments, hrefOf }: AttachmentListProps) {
  return (
    <ul>
      {attachments.map((attachment) => (
        <li key={attachment.id}>
          <a href={hrefOf(attachment)} download>
            {attachment.fileName}
          </a>
          （{attachmentTypeName(attachment.mediaType)}、{sizeText(attachment.sizeBytes)}）
        </li>
      ))}
    </ul>
  );
}

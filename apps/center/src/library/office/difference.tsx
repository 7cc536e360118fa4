import { EmptyState, StatusBadge, Table } from "@madoguchi/ui";
import { differenceOf } from "../rules/difference.ts";
import type { Line } from "../rules/difference.ts";

const words = {
  same: ["同じ", "neutral"],
  removed: ["消えた行", "error"],
  added: ["加わった行", "success"],
} as const;

type Numbered = Line & { readonly place: number };

/** Lines that went and came, with those that stayed around them; for eyes and ears, by words and not by colour alone. */
export function TextDifference({ before, after }: { before: string; after: string }) {
  const lines: readonly Numbered[] = differenceOf(before, after)
    .map((line, place) => ({ ...line, place }))
    .filter(({ text }) => text.trim() !== "");
  if (lines.every(({ kind }) => kind === "same")) {
    return <EmptyState title="題名と本文は同じです。" />;
  }

  return (
    <Table
      caption="題名と本文の違い"
      hideCaption
      columns={[
        {
          key: "kind",
          header: "変化",
          cell: ({ kind }) => {
            const [word, tone] = words[kind];

            return kind === "same" ? word : <StatusBadge tone={tone}>{word}</StatusBadge>;
          },
        },
        {
          key: "text",
          header: "行",
          cell: ({ kind, text }) =>
            kind === "removed" ? <del>{text}</del> : kind === "added" ? <ins>{text}</ins> : text,
        },
      ]}
      rows={lines}
      rowKey={({ place }) => String(place)}
    />
  );
}

import type { BulkState } from "@madoguchi/contract";
import { StatusBadge } from "@madoguchi/ui";
import type { Tone } from "@madoguchi/ui";
import type { BulkInquiry } from "../store.ts";

const looks = {
  accepted: { tone: "info", words: "順番を待っています" },
  working: { tone: "info", words: "処理しています" },
  done: { tone: "success", words: "結果があります" },
  refused: { tone: "error", words: "読み取れません" },
  failed: { tone: "error", words: "処理できません" },
  deleted: { tone: "neutral", words: "削除しました" },
} as const satisfies Record<BulkState, { tone: Tone; words: string }>;

export function BulkStateBadge({ state }: { readonly state: BulkState }) {
  const { tone, words } = looks[state];

  return <StatusBadge tone={tone}>{words}</StatusBadge>;
}

export function percentOf({
  bytesDone,
  bytesTotal,
}: Pick<BulkInquiry, "bytesDone" | "bytesTotal">): number {
  return Math.min(100, Math.floor((bytesDone / bytesTotal) * 100));
}

import type { Ask, Grade } from "@madoguchi/reception/self-test";

export const askWords = {
  "place-card": "マイナンバーカードを、カードリーダーに置いてください。",
  "take-card": "カードを取ってください。",
  "place-again": "同じカードを、もう一度置いてください。",
  "hold-card": "マイナンバーカードを、スマートフォンの背面に当ててください。",
  "hold-again": "カードを一度離し、もう一度かざしてください。",
} satisfies Record<Ask, string>;

export const gradeMarks = {
  good: "✓",
  note: "・",
  caution: "△",
  bad: "✗",
  undecided: "？",
} satisfies Record<Grade, string>;

import type { IconName } from "@madoguchi/ui";
import {
  type Ask,
  explain,
  type Grade,
  stepWords,
  type VerdictKind,
  verdictWords,
} from "../../self-test/index.ts";
import type { Examination } from "./examination.ts";

/** What to do now: a heading, and how. */
export const askWords = {
  "place-card": {
    title: "マイナンバーカードを置いてください",
    how: "どなたのカードでも構いません。暗証番号は使いません。",
  },
  "take-card": {
    title: "カードを取ってください",
    how: "取ったことに、機器が気づくかを確かめます。",
  },
  "place-again": {
    title: "もう一度、置いてください",
    how: "同じカードを、同じ所に置いてください。",
  },
  "hold-card": {
    title: "カードをスマートフォンの背面に当ててください",
    how: "どなたのマイナンバーカードでも構いません。暗証番号は使いません。",
  },
  "hold-again": {
    title: "離して、もう一度当ててください",
    how: "カードをスマートフォンから一度離し、同じ所に当ててください。",
  },
} satisfies Record<Ask, { title: string; how: string }>;

export const gradeLook = {
  good: { tone: "success", icon: "success" },
  note: { tone: "info", icon: "info" },
  caution: { tone: "warning", icon: "warning" },
  bad: { tone: "error", icon: "error" },
  undecided: { tone: "neutral", icon: "question" },
} satisfies Record<Grade, { tone: string; icon: IconName }>;

export const verdictLook = {
  usable: { tone: "success", icon: "success" },
  "usable-with-care": { tone: "warning", icon: "warning" },
  unusable: { tone: "error", icon: "error" },
  undecided: { tone: "warning", icon: "question" },
} satisfies Record<VerdictKind, { tone: string; icon: IconName }>;

/** For a screen reader: what the person is to do, else what was found last, else the verdict. */
export function sentence(state: Examination): string {
  switch (state.kind) {
    case "before":
      return "";
    case "running": {
      const { ask, findings } = state.progress;
      if (ask !== null) return `${askWords[ask].title}。`;
      const last = findings.at(-1);
      return last === undefined
        ? "調べています。"
        : `${stepWords[last.step]}：${explain(last).result}`;
    }
    case "done":
      return `結果：${verdictWords[state.report.verdict.kind]}。`;
    case "take-card":
      return "カードをお取りください。";
  }
}

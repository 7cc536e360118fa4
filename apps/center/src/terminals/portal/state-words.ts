import type { Tone } from "@madoguchi/ui";
import type { AppAccountState } from "../rules.ts";

export const stateWords = {
  unissued: { tone: "warning", words: "設定情報をまだ表示していません" },
  issued: { tone: "info", words: "端末の登録待ち" },
  activated: { tone: "success", words: "使用中" },
  stopped: { tone: "error", words: "停止中" },
} as const satisfies Record<AppAccountState, { tone: Tone; words: string }>;

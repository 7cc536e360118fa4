import type { CodeTry } from "./code.ts";

export function triedWords(end: Exclude<CodeTry, { kind: "open" }>): string {
  switch (end.kind) {
    case "wrong":
      return `番号が違います。あと${end.triesLeft}回間違えると、しばらく入力できません。`;
    case "wait":
      return `番号が続けて違いました。${waitWord(end.seconds)}たってから入力してください。`;
  }
}

function waitWord(seconds: number): string {
  return seconds < 60 ? `${seconds}秒` : `${Math.ceil(seconds / 60)}分`;
}

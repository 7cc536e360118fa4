import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import { toneIcon } from "./tone.ts";

type RemarkProps = {
  tone: "info" | "warning";
  /** 「注意」「ヒント」 */
  word: string;
  children: ReactNode;
};

/** What readers of a text should not pass over, in its place in the text. */
export function Remark({ tone, word, children }: RemarkProps) {
  return (
    <div className="mg-notice mg-remark" data-tone={tone} role="note">
      <Icon name={toneIcon[tone]} size="large" />
      <div className="mg-notice-body">
        <p className="mg-notice-word">{word}</p>
        <div className="mg-flow">{children}</div>
      </div>
    </div>
  );
}

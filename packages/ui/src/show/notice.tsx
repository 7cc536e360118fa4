import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import { toneIcon } from "./tone.ts";
import type { Tone } from "./tone.ts";

type NoticeTone = Exclude<Tone, "neutral">;

const words = {
  info: "お知らせ",
  success: "完了",
  warning: "注意",
  error: "重要",
} satisfies Record<NoticeTone, string>;

type NoticeProps = {
  tone?: NoticeTone;
  /** What happened, in one sentence. */
  title: ReactNode;
  /** The word before the title, where the usual one does not fit. */
  word?: string;
  /** It appears on a page that is already open, so screen readers must be told. */
  live?: boolean;
  /** Why, and what to do next. */
  children?: ReactNode;
};

/** A banner above the content it is about. */
export function Notice({
  tone = "info",
  title,
  word = words[tone],
  live = false,
  children,
}: NoticeProps) {
  const role = tone === "error" ? "alert" : "status";
  return (
    <div className="mg-notice" data-tone={tone} role={live ? role : undefined}>
      <Icon name={toneIcon[tone]} size="large" />
      <div className="mg-notice-body">
        <p className="mg-notice-title">
          <span className="mg-notice-word">{word}</span>
          <span className="mg-visually-hidden">：</span>
          <strong>{title}</strong>
        </p>
        {children !== undefined && <div className="mg-flow">{children}</div>}
      </div>
    </div>
  );
}

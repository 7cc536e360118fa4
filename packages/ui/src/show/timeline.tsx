import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

export type TimelineEntry = {
  /** What happened or will: 「審査担当が差し戻しました」. */
  title: ReactNode;
  /** For people: 「令和8年8月20日（木）」, 「8月下旬の予定」. */
  date: string;
  /** For machines, where the day is known: 2026-08-20. */
  dateTime?: string;
  /** Who acted, by role: 「申請者」「審査担当」. */
  role?: string;
  state: "past" | "current" | "future";
  children?: ReactNode;
};

const stateWords = {
  past: "済み",
  current: "いまここ",
  future: "これから",
} satisfies Record<TimelineEntry["state"], string>;

/** The life of one application as a line in time: what was, what is, what comes. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="mg-timeline">
      {entries.map((entry) => (
        <li key={`${entry.date}:${entry.role}:${entry.title}`} data-state={entry.state}>
          <span className="mg-timeline-mark">
            {entry.state === "past" && <Icon name="check" />}
          </span>
          <div className="mg-timeline-body">
            <p className="mg-timeline-title">
              <strong>{entry.title}</strong>{" "}
              <span className="mg-state-word">{stateWords[entry.state]}</span>
            </p>
            <p className="mg-timeline-when">
              <time dateTime={entry.dateTime}>{entry.date}</time>
              {entry.role !== undefined && <span>{entry.role}</span>}
            </p>
            {entry.children !== undefined && <div className="mg-flow">{entry.children}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}

import type { ReactNode } from "react";
import { Lines } from "./lines.tsx";

export type Utterance = {
  key: string;
  /** Who spoke, by name or by role: 「担当者」. */
  who: ReactNode;
  /** What this is, where it is not plain from who spoke: 「職員だけのメモ」. */
  kind?: string;
  /** For people: 「令和8年11月29日（日） 9:04」. */
  date: string;
  /** For machines. */
  dateTime?: string;
  /** `own` is the reader's side. `aside` is not part of what the two sides said to each other. */
  side: "own" | "other" | "aside";
  /** As it was written, line by line. */
  text: string;
  /** What was sent along. */
  children?: ReactNode;
};

/** What two sides wrote to each other, from the first to the last. */
export function Conversation({ utterances }: { utterances: readonly Utterance[] }) {
  return (
    <ol className="mg-conversation">
      {utterances.map(({ key, who, kind, date, dateTime, side, text, children }) => (
        <li key={key} data-side={side}>
          <p className="mg-conversation-head">
            <strong>{who}</strong>
            {kind !== undefined && <span>{kind}</span>}
            <time dateTime={dateTime}>{date}</time>
          </p>
          <p>
            <Lines text={text} />
          </p>
          {children !== undefined && <div className="mg-flow">{children}</div>}
        </li>
      ))}
    </ol>
  );
}

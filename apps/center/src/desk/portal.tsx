/** On the applicant's own pages: what came back and until when, and why something was refused. The mails say the same. */
import { formatDate, tokyoDate } from "@madoguchi/notation";
import { Details, Notice } from "@madoguchi/ui";
import type { ReactNode } from "react";
import type { Temporal } from "temporal-polyfill";
import type { Config } from "../config.ts";
import { objectionLines, saidLines } from "./letters.ts";
import { leftWords } from "./office/words.ts";
import type { Correction } from "./queue.ts";
import { isOver, lastDayOf, WHOLE } from "./rules/returns.ts";
import type { Reason, Return } from "./store/returns.ts";

type ReturnNoticeProps = {
  returned: Return;
  correction: Correction;
  /** Where a field is mended; null where it is not on a page of its own. */
  hrefOf: (field: string) => string | null;
  now: Temporal.Instant;
  /** What to press. */
  children: ReactNode;
};

export function ReturnNotice({ returned, correction, hrefOf, now, children }: ReturnNoticeProps) {
  const marked = returned.points.filter(({ field }) => field !== WHOLE);

  return (
    <Notice
      tone="warning"
      word="直しのお願い"
      title={`${formatDate(tokyoDate(returned.returnedAt))}に、審査担当から${correction.noun}が戻りました。`}
    >
      <ReturnReason returned={returned} />
      {marked.length > 0 && (
        <ul>
          {marked.map(({ field, message, words }) => {
            const href = hrefOf(field);
            const label = correction.fieldLabels[field] ?? field;

            return (
              <li key={field}>
                {href === null ? label : <a href={href}>{label}</a>}：
                {message === "" ? words : message}
              </li>
            );
          })}
        </ul>
      )}
      <CorrectionDeadline deadline={returned.deadline} correction={correction} now={now} />
      {children}
    </Notice>
  );
}

export function CorrectionDeadline({
  deadline,
  correction,
  now,
}: {
  deadline: Temporal.Instant;
  correction: Correction;
  now: Temporal.Instant;
}) {
  const last = lastDayOf(deadline);

  return (
    <>
      <p>
        直しの期限：{formatDate(last)}まで
        {isOver(deadline, now) ? "（過ぎています）" : `（${leftWords(last, tokyoDate(now))}）`}
      </p>
      {correction.after.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </>
  );
}

/** What is said of the whole. */
export function ReturnReason({ returned }: { returned: Pick<Return, "points"> }) {
  return returned.points
    .filter(({ field }) => field === WHOLE)
    .flatMap((point) => saidLines(point))
    .map((line, index) => (
      <p key={`${index}:${line}`}>
        {index === 0 && "理由："}
        {line}
      </p>
    ));
}

/** In a line of time: the reason, then each field. */
export function ReturnStory({
  returned,
  correction,
}: {
  returned: Return;
  correction: Correction;
}) {
  return (
    <>
      <ReturnReason returned={returned} />
      {returned.points
        .filter(({ field }) => field !== WHOLE)
        .map(({ field, message }) => (
          <p key={field}>
            項目：{correction.fieldLabels[field] ?? field}
            {message !== "" && `（${message}）`}
          </p>
        ))}
      <p>直しの期限：{formatDate(lastDayOf(returned.deadline))}</p>
    </>
  );
}

type RefusalReasonProps = { reason: Reason | null; text: string };

export function RefusalReason({ reason, text }: RefusalReasonProps) {
  const lines = [
    ...(reason ? [reason.words] : []),
    ...text.split("\n"),
    ...(reason ? [reason.advice] : []),
  ];

  return lines.map((line, index) => (
    <p key={`${index}:${line}`}>
      {index === 0 && "理由："}
      {line}
    </p>
  ));
}

export function Objection({ objection }: { objection: Config["objection"] }) {
  const [heading = "", ...lines] = objectionLines(objection);

  return (
    <Details summary={heading.replace(/：$/, "")}>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line.replace(/^・/, "")}</li>
        ))}
      </ul>
    </Details>
  );
}

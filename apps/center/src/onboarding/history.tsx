/** The life of an application as a line in time: for the applicant with roles, for officials with names. */
import { formatDateTime } from "@madoguchi/notation";
import type { TimelineEntry } from "@madoguchi/ui";
import { RefusalReason, ReturnStory } from "../desk/index.ts";
import { correction } from "./correction.ts";
import type { ApplicationState, EventKind } from "./rules.ts";
import { fieldLabels } from "./form.ts";
import type { FieldCorrection, UsageApplicationEvent } from "./store/applications.ts";

const titles = {
  submitted: "申請を提出しました",
  corrected: "申請の内容を訂正しました",
  returned: "直しをお願いしました",
  approved: "申請を承認しました",
  refused: "申請を承認しませんでした",
} as const satisfies Record<EventKind, string>;

const roles = { applicant: "申請者", reviewer: "審査担当", rule: "自動の審査" } as const;

const upcoming: Readonly<Partial<Record<ApplicationState, TimelineEntry>>> = {
  submitted: {
    title: "審査しています",
    date: "結果はメールで申請者に届きます",
    role: roles.reviewer,
    state: "current",
  },
  returned: {
    title: "直しを待っています",
    date: "直した申請が提出されると、審査に戻ります",
    role: roles.applicant,
    state: "current",
  },
};

export function historyEntries(
  events: readonly UsageApplicationEvent[],
  options: { readonly state: ApplicationState; readonly names: boolean },
): TimelineEntry[] {
  const past = events.map((event, index): TimelineEntry => {
    const again = event.kind === "submitted" && index > 0;
    const role = roles[event.role];

    return {
      title: again ? "修正を提出しました" : titles[event.kind],
      date: formatDateTime(event.at),
      dateTime: event.at.toString(),
      role: options.names && event.actorName !== null ? `${role}　${event.actorName}` : role,
      state: "past",
      ...reasonOf(event),
    };
  });
  const next = upcoming[options.state];

  return next ? [...past, next] : past;
}

/** What stood there, what stands there now, and why. */
export function CorrectionStory({ corrected }: { corrected: FieldCorrection }) {
  return (
    <>
      <ul>
        {corrected.changes.map(({ field, before, after }) => (
          <li key={field}>
            {fieldLabels[field]}：「{before}」を「{after}」に
          </li>
        ))}
      </ul>
      <p>理由：{corrected.reason}</p>
    </>
  );
}

function reasonOf(event: UsageApplicationEvent): Pick<TimelineEntry, "children"> {
  const { returned, refusal, reason, correction: corrected } = event;
  if (corrected) return { children: <CorrectionStory corrected={corrected} /> };
  if (returned) return { children: <ReturnStory {...{ returned, correction }} /> };

  return reason === null ? {} : { children: <RefusalReason reason={refusal} text={reason} /> };
}

import { formatDate, formatDateTime } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  DescriptionList,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Section,
  Timeline,
} from "@madoguchi/ui";
import type { TimelineEntry } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Config } from "../../config.ts";
import { Objection, RefusalReason, ReturnNotice, ReturnStory } from "../../desk/index.ts";
import type { Return } from "../../desk/index.ts";
import type { Facility } from "../../facilities/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { can, kindNames } from "../rules.ts";
import type { EventKind } from "../rules.ts";
import type { Procedure, ProcedureEvent } from "../store.ts";
import { changeLines, correction, dayLabels } from "../words.ts";
import { ProcedureBadge } from "./badge.tsx";
import { TITLE } from "./overview.tsx";

type RecordPageProps = {
  actor: FacilityActor;
  facility: Facility;
  procedure: Procedure;
  events: readonly ProcedureEvent[];
  /** What was pressed came too late, or not in its turn. */
  problem?: string | null;
  /** What is to be mended. */
  returned: Return | null;
  objection: Config["objection"];
  now: Temporal.Instant;
};

export function RecordPage({
  actor,
  facility,
  procedure,
  events,
  problem = null,
  returned,
  objection,
  now,
}: RecordPageProps) {
  const { id, kind, state, effectiveOn, change } = procedure;
  const title = `${kindNames[kind]}の手続き`;

  return (
    <PortalPage
      title={title}
      actor={actor}
      current="/procedures"
      width="text"
      crumbs={[{ label: TITLE, href: "/procedures" }, { label: title }]}
    >
      {problem !== null && <Notice tone="error" title={problem} live />}
      <PageHeading caption={facility.name}>{title}</PageHeading>
      <p>
        <ProcedureBadge state={state} />
      </p>
      {returned && (
        <ReturnNotice {...{ returned, correction, now }} hrefOf={() => null}>
          <p>「直して提出する」へ進んでください。入力はそのまま残っています。</p>
        </ReturnNotice>
      )}
      {state === "refused" && (
        <Notice tone="error" word="不承認" title="この手続きは承認されませんでした。">
          <Refusals events={events} />
          <p>内容を改めて、もう一度手続きできます。</p>
          <Objection objection={objection} />
        </Notice>
      )}
      <DescriptionList
        items={[
          ...changeLines(change, facility).map(({ label, before, after }) => ({
            term: label,
            detail:
              before === null || state === "done" ? (
                after
              ) : (
                <>
                  {after}
                  <br />
                  <small>いま：{before}</small>
                </>
              ),
          })),
          { term: dayLabels[kind], detail: formatDate(effectiveOn) },
        ]}
      />
      <Section heading="経過">
        <Timeline entries={timelineOf(procedure, events, false)} />
      </Section>
      {kind === "founder" && state !== "withdrawn" && state !== "refused" && (
        <NextAdministrator day={effectiveOn} />
      )}
      {can.withdraw(actor, procedure) === true && (
        <Form action={`/procedures/records/${id}/withdraw`}>
          <ButtonRow>
            {state === "returned" && (
              <LinkButton href={`/procedures/${kind}?again=${id}`}>直して提出する</LinkButton>
            )}
            <Button variant="secondary">取り下げる</Button>
          </ButtonRow>
        </Form>
      )}
    </PortalPage>
  );
}

function Refusals({ events }: Pick<RecordPageProps, "events">) {
  const last = events.findLast(({ kind }) => kind === "refused");

  return last ? <RefusalReason reason={last.refusal} text={last.reason ?? ""} /> : null;
}

/** The day comes along; who hands over may choose another. */
function NextAdministrator({ day: { year, month, day } }: { day: Procedure["effectiveOn"] }) {
  return (
    <Section heading="管理者も代わるとき">
      <p>次の管理者をメールで招待します。交代の日は、開設者が変わる日にできます。</p>
      <ButtonRow>
        <LinkButton
          href={`/account/people/hand-over?year=${year}&month=${month}&day=${day}`}
          variant="secondary"
        >
          管理者を引き継ぐ
        </LinkButton>
      </ButtonRow>
    </Section>
  );
}

const titles = {
  submitted: "手続きを提出しました",
  approved: "内容を確認しました",
  returned: "直しをお願いしました",
  refused: "承認しませんでした",
  withdrawn: "取り下げました",
  done: "切り替わりました",
} as const satisfies Record<EventKind, string>;

const roles = { applicant: "施設", reviewer: "審査担当", system: "自動" } as const;

/** @param names for officials; a facility sees roles only */
export function timelineOf(
  { kind, state, effectiveOn }: Procedure,
  events: readonly ProcedureEvent[],
  names: boolean,
): TimelineEntry[] {
  const past = events.map((event): TimelineEntry => {
    const role = roles[event.role];

    return {
      title: titles[event.kind],
      date: formatDateTime(event.at),
      dateTime: event.at.toString(),
      role: names && event.actorName ? `${role}　${event.actorName}` : role,
      state: "past",
      ...reasonOf(event),
    };
  });
  const day: TimelineEntry = {
    title: `${dayLabels[kind]}に切り替わります`,
    date: formatDate(effectiveOn),
    dateTime: effectiveOn.toString(),
    state: "future",
  };
  switch (state) {
    case "waiting":
      return [
        ...past,
        {
          title: "審査しています",
          date: "結果はメールで届きます",
          role: roles.reviewer,
          state: "current",
        },
        day,
      ];
    case "returned":
      return [
        ...past,
        {
          title: "直しを待っています",
          date: "直して提出すると、審査に戻ります",
          role: roles.applicant,
          state: "current",
        },
      ];
    case "scheduled":
      return [...past, { ...day, state: "current" }];
    case "done":
    case "withdrawn":
    case "refused":
      return past;
  }
}

function reasonOf({ returned, refusal, reason }: ProcedureEvent): Pick<TimelineEntry, "children"> {
  if (returned) return { children: <ReturnStory {...{ returned, correction }} /> };

  return reason === null ? {} : { children: <RefusalReason reason={refusal} text={reason} /> };
}

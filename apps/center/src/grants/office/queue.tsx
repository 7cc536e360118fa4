/** What waits for the officials, the longest waiting first; and what they have decided. */
import { formatDateTime } from "@madoguchi/notation";
import { sendPage } from "@madoguchi/platform";
import { EmptyState, PageHeading, Pagination, Table, Tabs } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { asOfficial } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { grantStates } from "../rules/application.ts";
import type { GrantState } from "../rules/application.ts";
import { StateBadge } from "../show.tsx";
import { countByState, QUEUE_PAGE, queueIn } from "../store/decisions.ts";
import type { QueueEntry } from "../store/decisions.ts";
import { DeskTabs } from "./frame.tsx";

// Drafts are the facility's own; nobody else sees them.
const visibleStates = ["submitted", "returned", "approved", "refused"] as const;

const querySchema = z.object({
  state: z.enum(visibleStates).catch("submitted"),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

export function registerGrantQueue(app: FastifyInstance, center: Center): void {
  app.get(
    "/office/grants",
    asOfficial(center, async (actor, request, reply) => {
      const { state, page } = querySchema.parse(request.query);

      return sendPage(
        reply,
        <QueuePage
          actor={actor}
          state={state}
          page={page}
          entries={await queueIn(center.db, state, page)}
          counts={await countByState(center.db)}
        />,
      );
    }),
  );
}

type QueuePageProps = {
  readonly actor: OfficialActor;
  readonly state: GrantState;
  readonly page: number;
  readonly entries: readonly QueueEntry[];
  readonly counts: ReadonlyMap<GrantState, number>;
};

function QueuePage({ actor, state, page, entries, counts }: QueuePageProps) {
  return (
    <OfficePage
      title="補助金の審査"
      actor={actor}
      current="/office/grants"
      crumbs={[{ label: "審査室", href: "/office" }, { label: "補助金の審査" }]}
    >
      <PageHeading lead="長くお待たせしているものから順に並べています。">補助金の審査</PageHeading>
      <DeskTabs current="/office/grants" />
      <Tabs
        label="申請の状態"
        tabs={visibleStates.map((each) => ({
          href: `/office/grants?state=${each}`,
          label: grantStates[each],
          count: counts.get(each) ?? 0,
          current: each === state,
        }))}
      />
      {entries.length === 0 ? (
        <EmptyState title={`「${grantStates[state]}」の申請はありません`} />
      ) : (
        <Table
          caption={`「${grantStates[state]}」の申請`}
          columns={[
            {
              key: "facility",
              header: "施設",
              rowHeader: true,
              cell: ({ id, facilityName }) => <a href={`/office/grants/${id}`}>{facilityName}</a>,
            },
            { key: "code", header: "コード", cell: ({ facilityCode }) => facilityCode },
            { key: "programme", header: "補助事業", cell: ({ programmeName }) => programmeName },
            {
              key: "at",
              header: "提出した日時",
              cell: ({ submittedAt, submissionNumber }) =>
                `${formatDateTime(submittedAt)}${submissionNumber > 1 ? "（修正）" : ""}`,
            },
            { key: "state", header: "状態", cell: (entry) => <StateBadge state={entry.state} /> },
          ]}
          rows={entries}
          rowKey={({ id }) => id}
        />
      )}
      <Pagination
        label={`「${grantStates[state]}」の申請`}
        current={page}
        total={Math.ceil((counts.get(state) ?? 0) / QUEUE_PAGE)}
        href={(number) => `/office/grants?state=${state}&page=${number}`}
      />
    </OfficePage>
  );
}

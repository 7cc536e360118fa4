/** 「さきほどの決定」: what was decided and has not taken effect yet, of one work. */
import { formatDateTime } from "@madoguchi/notation";
import {
  Button,
  EmptyState,
  Form,
  Notice,
  PageHeading,
  Table,
  VisuallyHidden,
} from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { OfficialActor } from "../../accounts/index.ts";
import { OfficePage } from "../../shell/pages.tsx";
import type { Queue } from "../queue.ts";
import { canUndo } from "../rules/held.ts";
import type { UndoRefusal } from "../rules/held.ts";
import type { HeldRow } from "../store/held.ts";
import { deskPath } from "./bulk.tsx";
import { actionWords, deciderWords } from "./words.ts";

const TITLE = "さきほどの決定";

export const undoRefusals = {
  "too-late": "効力が生じたか、もう取り消されています。いまの状態を確かめてください。",
  "not-yours": "ほかの担当者の決定です。取り消せるのは、決めた本人だけです。",
} as const satisfies Record<UndoRefusal, string>;

type HeldPageProps = {
  actor: OfficialActor;
  queue: Queue;
  held: readonly HeldRow[];
  now: Temporal.Instant;
  /** Why nothing was taken back. */
  problem: string | null;
};

export function HeldPage({ actor, queue, held, now, problem }: HeldPageProps) {
  return (
    <OfficePage
      title={TITLE}
      actor={actor}
      current={queue.path}
      crumbs={[{ label: queue.title, href: queue.path }, { label: TITLE }]}
    >
      {problem !== null && <Notice tone="error" title={problem} live />}
      <PageHeading
        caption={queue.title}
        lead="効力が生じるまでは、決めた人が取り消せます。自動の審査の決定は、審査をする人ならだれでも止められます。"
      >
        {TITLE}
      </PageHeading>
      {held.length === 0 ? (
        <EmptyState title="効力が生じるのを待っている決定はありません。" />
      ) : (
        <Table
          caption="効力が生じるのを待っている決定"
          columns={[
            {
              key: "facility",
              header: "施設",
              rowHeader: true,
              cell: ({ itemId, facilityName }) => (
                <a href={queue.recordPath(itemId)}>{facilityName}</a>
              ),
            },
            { key: "action", header: "決定", cell: ({ answer }) => actionWords[answer.action] },
            {
              key: "who",
              header: "決めた人",
              cell: deciderWords,
            },
            {
              key: "at",
              header: "決めた日時",
              cell: ({ decidedAt }) => formatDateTime(decidedAt),
            },
            {
              key: "effect",
              header: "効力が生じる日時",
              cell: ({ effectiveAt }) => formatDateTime(effectiveAt),
            },
            {
              key: "undo",
              header: "取消し",
              cell: (row) =>
                canUndo(actor, row, now) === true ? (
                  <Form action={`${deskPath(queue)}/${row.itemId}/undo`}>
                    <Button variant="secondary">
                      取り消す<VisuallyHidden>：{row.facilityName}</VisuallyHidden>
                    </Button>
                  </Form>
                ) : (
                  "決めた人だけができます"
                ),
            },
          ]}
          rows={held}
          rowKey={({ id }) => id}
        />
      )}
    </OfficePage>
  );
}

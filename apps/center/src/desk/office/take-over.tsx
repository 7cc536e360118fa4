import { formatDateTime } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  ErrorSummary,
  Form,
  LinkButton,
  PageHeading,
  RadioGroup,
} from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import type { Queue } from "../queue.ts";
import { takeOverReasons } from "../rules/claims.ts";
import type { Claim } from "../rules/claims.ts";
import type { QueueRow } from "../store/queue.ts";
import { deskPath } from "./bulk.tsx";

type TakeOverPageProps = {
  actor: OfficialActor;
  queue: Queue;
  row: QueueRow;
  claim: Claim;
  query: string;
  state: FormState;
};

export function TakeOverPage({ actor, queue, row, claim, query, state }: TakeOverPageProps) {
  const back = `${queue.recordPath(row.id)}${query}`;
  const errors = summaryOf(state.errors);

  return (
    <OfficePage
      title="担当を引き継ぐ"
      actor={actor}
      current={queue.path}
      width="text"
      errorCount={errors.length}
      crumbs={[
        { label: queue.title, href: `${queue.path}${query}` },
        { label: row.name, href: back },
        { label: "担当を引き継ぐ" },
      ]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        caption={row.name}
        lead={`${claim.officialName} さんが ${formatDateTime(claim.since)} から担当しています。引き継ぐと、理由とともに記録に残ります。`}
      >
        担当を引き継ぐ
      </PageHeading>
      <Form action={`${deskPath(queue)}/${row.id}/take-over${query}`}>
        <RadioGroup
          name="reason"
          label="引き継ぐ理由"
          required
          options={Object.entries(takeOverReasons).map(([value, label]) => ({ value, label }))}
          {...fieldState(state, "reason")}
        />
        <ButtonRow>
          <Button>引き継ぐ</Button>
          <LinkButton href={back} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </OfficePage>
  );
}

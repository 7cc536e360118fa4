/** 照会停止中: how many people wait for which insurer, and, for whoever says why they look, which. */
import { formatDateTime } from "@madoguchi/notation";
import { readForm, sendPage, transaction } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  EmptyState,
  ErrorSummary,
  Form,
  LinkButton,
  PageHeading,
  RadioGroup,
  Table,
} from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { asOfficial } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { recordOpening } from "../../oversight/index.ts";
import { emptyForm, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import { countSuspended, SUSPENDED_PAGE, suspendedOf } from "../store/suspensions.ts";
import type { Suspended, SuspensionCount } from "../store/suspensions.ts";
import type { InsurerTable } from "../store/tables.ts";
import { InsurerPage, insurerOf, INSURERS, number, pathOf } from "./frame.tsx";
import { lookReasons, lookSchema } from "./forms.ts";
import type { LookReason } from "./forms.ts";

export function registerSuspendedPages(app: FastifyInstance, center: Center): void {
  app.get(
    `${INSURERS}/suspended`,
    asOfficial(center, "insurers.see", async (actor, _request, reply) =>
      sendPage(reply, <CountsPage actor={actor} counts={await countSuspended(center.db)} />),
    ),
  );

  app.get(
    `${INSURERS}/:number/suspended`,
    asOfficial(center, "insurers.see", async (actor, request, reply) => {
      const insurer = await insurerOf(center, request);

      return sendPage(reply, <ReasonPage actor={actor} insurer={insurer} state={emptyForm} />);
    }),
  );

  // A POST each time: who looks says why, and neither stands in an address.
  app.post(
    `${INSURERS}/:number/suspended`,
    asOfficial(center, "insurers.see", async (actor, request, reply) => {
      const insurer = await insurerOf(center, request);
      const form = readForm(lookSchema, request.body);
      if (!form.ok) {
        return sendPage(reply, <ReasonPage actor={actor} insurer={insurer} state={form} />, 422);
      }
      const { reason, page } = form.value;
      const people = await transaction(center.db, async (tx) => {
        const found = await suspendedOf(tx, insurer.number, page);
        await audit(tx, center.clock, {
          action: "suspended.looked-at",
          actor: { kind: "official", id: actor.id },
          facilityId: null,
          subject: { kind: "insurer", id: insurer.number },
          detail: { reason, page, people: found.length },
        });
        await recordOpening(
          tx,
          center,
          actor,
          { kind: "insurer-suspended", id: insurer.number },
          {
            reason: reason === "follow-up" ? "mistake" : "asked",
            note: lookReasons[reason],
          },
        );

        return found;
      });

      return sendPage(
        reply,
        <PeoplePage actor={actor} insurer={insurer} people={people} reason={reason} page={page} />,
      );
    }),
  );
}

function CountsPage({
  actor,
  counts,
}: {
  actor: OfficialActor;
  counts: readonly SuspensionCount[];
}) {
  return (
    <OfficePage
      title="照会停止中"
      actor={actor}
      current={INSURERS}
      crumbs={[{ label: "保険者", href: INSURERS }, { label: "照会停止中" }]}
    >
      <PageHeading lead="登録されている人と違う内容が届いたため、保険者が確かめるまで照会に答えない人の数です。">
        照会停止中（保険者確認中）
      </PageHeading>
      {counts.length === 0 ? (
        <EmptyState title="照会を止めている人はいません。" />
      ) : (
        <Table
          caption="保険者ごとの人数"
          rows={counts}
          rowKey={(row) => row.insurerNumber}
          columns={[
            { key: "number", header: "番号", cell: (row) => row.insurerNumber },
            {
              key: "name",
              header: "保険者",
              rowHeader: true,
              cell: (row) => <a href={`${INSURERS}/${row.insurerNumber}/suspended`}>{row.name}</a>,
            },
            {
              key: "count",
              header: "人数",
              numeric: true,
              cell: (row) => `${number(row.count)}人`,
            },
            {
              key: "since",
              header: "いちばん前に止めた日時",
              cell: (row) => formatDateTime(row.since),
            },
          ]}
        />
      )}
    </OfficePage>
  );
}

type PageProps = { readonly actor: OfficialActor; readonly insurer: InsurerTable };

function ReasonPage({ actor, insurer, state }: PageProps & { readonly state: FormState }) {
  const errors = summaryOf(state.errors);

  return (
    <InsurerPage
      actor={actor}
      insurer={insurer}
      title="照会停止中の人"
      width="text"
      errorCount={errors.length}
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        caption={insurer.name}
        lead="記号と番号を表示します。だれが、いつ、なぜ見たかを記録します。"
      >
        照会停止中の人
      </PageHeading>
      <Form action={`${pathOf(insurer)}/suspended`}>
        <RadioGroup
          name="reason"
          label="見る理由"
          required
          options={Object.entries(lookReasons).map(([value, label]) => ({ value, label }))}
          {...fieldState(state, "reason")}
        />
        <ButtonRow>
          <Button>表示する</Button>
        </ButtonRow>
      </Form>
    </InsurerPage>
  );
}

type PeoplePageProps = PageProps & {
  readonly people: readonly Suspended[];
  readonly reason: LookReason;
  readonly page: number;
};

const reasonNames = {
  "birth-date": "生年月日が登録と違います",
  kana: "フリガナが登録と違います",
} as const;

function PeoplePage({ actor, insurer, people, reason, page }: PeoplePageProps) {
  return (
    <InsurerPage actor={actor} insurer={insurer} title="照会停止中の人">
      <PageHeading
        caption={insurer.name}
        lead="保険者が確かめ、本人確認済区分を1にして送ると、照会を再開します。"
      >
        照会停止中の人
      </PageHeading>
      {people.length === 0 ? (
        <EmptyState title="この保険者には、照会を止めている人はいません。" />
      ) : (
        <Table
          caption={`${(page - 1) * SUSPENDED_PAGE + 1}人目から`}
          rows={people}
          rowKey={(row) => row.personId}
          columns={[
            { key: "symbol", header: "記号", cell: (row) => row.symbol ?? "なし" },
            { key: "number", header: "番号", rowHeader: true, cell: (row) => row.number },
            { key: "branch", header: "枝番", cell: (row) => row.branch ?? "なし" },
            {
              key: "reason",
              header: "止めた理由",
              cell: (row) => (row.reason === null ? "審査室が止めました" : reasonNames[row.reason]),
            },
            { key: "since", header: "止めた日時", cell: (row) => formatDateTime(row.suspendedAt) },
          ]}
        />
      )}
      <ButtonRow>
        {page > 1 && <Turn insurer={insurer} reason={reason} page={page - 1} label="前へ" />}
        {people.length === SUSPENDED_PAGE && (
          <Turn insurer={insurer} reason={reason} page={page + 1} label="次へ" />
        )}
        <LinkButton href={pathOf(insurer)} variant="secondary">
          保険者のページへ
        </LinkButton>
      </ButtonRow>
    </InsurerPage>
  );
}

function Turn({
  insurer,
  reason,
  page,
  label,
}: Pick<PeoplePageProps, "insurer" | "reason" | "page"> & { readonly label: string }) {
  return (
    <form method="post" action={`${pathOf(insurer)}/suspended`}>
      <input type="hidden" name="reason" value={reason} />
      <input type="hidden" name="page" value={page} />
      <Button variant="secondary">{label}</Button>
    </form>
  );
}

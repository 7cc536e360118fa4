/** When the call centre stays closed: holidays as the library knows them, and what the office enters. */
import { formatDate, formatDateTime, tokyoToday } from "@madoguchi/notation";
import { dateField, readForm, seeOther, sendPage, textField, isApi } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  DateFields,
  Details,
  EmptyState,
  ErrorSummary,
  Form,
  Notice,
  PageHeading,
  Section,
  Table,
  TextField,
} from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply } from "fastify";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { asOfficial, May } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { dateState, emptyForm, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { holidaysFrom } from "../../shell/hours.ts";
import { idParam } from "../../shell/params.ts";
import { CLOSINGS, MasterPage } from "../frame.tsx";
import { addClosing, createClosings, takeBackClosing } from "./actions.ts";
import { closingsFrom, pastClosings } from "./store.ts";
import type { KnownClosing } from "./store.ts";

const PAST_SHOWN = 20;
const MOST_DAYS = 60;

const closingForm = z
  .object({
    reason: textField("休む理由", 40),
    fromOn: dateField("休みの初日"),
    untilOn: dateField("休みの最終日"),
  })
  .refine(({ fromOn, untilOn }) => Temporal.PlainDate.compare(fromOn, untilOn) <= 0, {
    path: ["untilOn"],
    message: "休みの最終日が、初日より前です。",
  })
  .refine(({ fromOn, untilOn }) => fromOn.until(untilOn).days < MOST_DAYS, {
    path: ["untilOn"],
    message: `休みは${MOST_DAYS}日までです。年を確かめてください。`,
  });

export function registerClosingPages(app: FastifyInstance, center: Center): void {
  const closings = createClosings(center);
  // Every page names the hours; a check does not. While the database does not answer, pages say what was known.
  app.addHook("onRequest", async (request) => {
    if (isApi(request)) return;
    await closings.look().catch((error: unknown) => request.log.error({ err: error }, "closings"));
  });

  app.get(
    CLOSINGS,
    asOfficial(center, "masters.see", (actor, _request, reply) =>
      send(center, actor, reply, emptyForm),
    ),
  );

  app.post(
    CLOSINGS,
    asOfficial(center, "masters.change", async (actor, request, reply) => {
      const form = readForm(closingForm, request.body);
      if (!form.ok) return send(center, actor, reply, form, 422);
      if (Temporal.PlainDate.compare(form.value.untilOn, tokyoToday(center.clock)) < 0) {
        const errors = { untilOn: "過ぎた日です。今日から後の日にしてください。" };

        return send(center, actor, reply, { values: form.values, errors }, 422);
      }
      await addClosing(center, actor, form.value);
      await closings.renew();

      return seeOther(reply, CLOSINGS);
    }),
  );

  app.post(
    `${CLOSINGS}/:id/withdraw`,
    asOfficial(center, "masters.change", async (actor, request, reply) => {
      if (!(await takeBackClosing(center, actor, idParam(request)))) {
        const heading = "休みがもう始まっているか、取り消されています";

        return send(center, actor, reply, { values: {}, errors: {}, heading }, 409);
      }
      await closings.renew();

      return seeOther(reply, CLOSINGS);
    }),
  );
}

async function send(
  center: Center,
  actor: OfficialActor,
  reply: FastifyReply,
  state: FormState,
  status = 200,
): Promise<FastifyReply> {
  const today = tokyoToday(center.clock);

  return sendPage(
    reply,
    <ClosingsPage
      actor={actor}
      state={state}
      today={today}
      coming={await closingsFrom(center.db, today)}
      past={await pastClosings(center.db, today, PAST_SHOWN)}
    />,
    status,
  );
}

type ClosingsPageProps = {
  readonly actor: OfficialActor;
  readonly state: FormState;
  readonly today: Temporal.PlainDate;
  readonly coming: readonly KnownClosing[];
  readonly past: readonly KnownClosing[];
};

function ClosingsPage({ actor, state, today, coming, past }: ClosingsPageProps) {
  const errors = summaryOf(state.errors);

  return (
    <MasterPage
      actor={actor}
      title="コールセンターの休業日"
      part={CLOSINGS}
      errorCount={errors.length}
    >
      <ErrorSummary errors={errors} />
      {state.heading !== undefined && <Notice tone="warning" title={state.heading} />}
      <PageHeading lead="日曜日と国民の祝日のほかに休む日です。全ページの受付時間の案内に、1か月前から載ります。">
        コールセンターの休業日
      </PageHeading>
      <Section heading="これからの休業日">
        {coming.length === 0 ? (
          <EmptyState title="これからの休業日はありません" />
        ) : (
          <ClosingTable caption="これからの休業日" closings={coming} today={today} />
        )}
      </Section>
      <May right="masters.change">
        <Section heading="休業日を加える">
          <Form action={CLOSINGS}>
            <TextField
              name="reason"
              label="休む理由"
              help="案内に載ります。例：年末年始"
              width={20}
              required
              {...fieldState(state, "reason")}
            />
            <DateFields name="fromOn" label="休みの初日" required {...dateState(state, "fromOn")} />
            <DateFields
              name="untilOn"
              label="休みの最終日"
              required
              {...dateState(state, "untilOn")}
            />
            <ButtonRow>
              <Button>加える</Button>
            </ButtonRow>
          </Form>
        </Section>
      </May>
      {past.length > 0 && (
        <Section heading="過ぎたもの、取り消したもの">
          <ClosingTable caption="過ぎたもの、取り消したもの" closings={past} today={today} />
        </Section>
      )}
      <Section heading="国民の祝日">
        <p>これから1年の祝日です。祝日は、公開されている一覧（holiday-jp）から自動で分かります。</p>
        <Details summary="これから1年の祝日">
          <ul>
            {holidaysFrom(today, today.add({ years: 1 })).map(({ date, name }) => (
              <li key={date.toString()}>
                {formatDate(date)}　{name}
              </li>
            ))}
          </ul>
        </Details>
      </Section>
    </MasterPage>
  );
}

type ClosingTableProps = {
  readonly caption: string;
  readonly closings: readonly KnownClosing[];
  readonly today: Temporal.PlainDate;
};

function ClosingTable({ caption, closings, today }: ClosingTableProps) {
  return (
    <Table
      caption={caption}
      hideCaption
      columns={[
        { key: "reason", header: "理由", rowHeader: true, cell: ({ reason }) => reason },
        { key: "from", header: "初日", cell: ({ fromOn }) => formatDate(fromOn) },
        { key: "until", header: "最終日", cell: ({ untilOn }) => formatDate(untilOn) },
        { key: "added", header: "加えた日時", cell: ({ addedAt }) => formatDateTime(addedAt) },
        {
          key: "state",
          header: "状態",
          cell: ({ id, reason, fromOn, untilOn, withdrawnAt }) =>
            withdrawnAt !== null ? (
              `${formatDateTime(withdrawnAt)}に取消し`
            ) : Temporal.PlainDate.compare(untilOn, today) < 0 ? (
              "終了"
            ) : Temporal.PlainDate.compare(fromOn, today) <= 0 ? (
              "休業中"
            ) : (
              <May right="masters.change">
                <form method="post" action={`${CLOSINGS}/${id}/withdraw`}>
                  <Button variant="secondary">「{reason}」を取り消す</Button>
                </form>
              </May>
            ),
        },
      ]}
      rows={closings}
      rowKey={({ id }) => id}
    />
  );
}

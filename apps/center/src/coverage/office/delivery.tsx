/** One file on its way: how far it is, what became of it, where it goes wrong, and the decision of a second person. */
import { formatDateTime } from "@madoguchi/notation";
import {
  columnLetters,
  ProblemError,
  seeOther,
  sendPage,
  transaction,
  writeProblems,
  sendCsvBytes,
} from "@madoguchi/platform";
import type { TableProblem } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  DescriptionList,
  LinkButton,
  Notice,
  PageHeading,
  Progress,
  Section,
  Table,
} from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Temporal } from "temporal-polyfill";
import { asOfficial, May } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { idParam } from "../../shell/params.ts";
import { decideEndings } from "../actions/deliver-feed.ts";
import type { EndingsDecision } from "../actions/deliver-feed.ts";
import { reasonWords, stepNames } from "../delivery-words.ts";
import { can, isOpen, UNCONFIRMED_DAYS } from "../rules/deliveries.ts";
import { findDelivery, problemsOf } from "../store/deliveries.ts";
import type { Delivery } from "../store/deliveries.ts";
import { findInsurer } from "../store/insurers.ts";
import type { InsurerTable } from "../store/tables.ts";
import { DeliveryBadge, InsurerPage, modeName, number, pathOf } from "./frame.tsx";

/** How many are shown; the file has more of them. */
const SHOWN = 20;

type Shown = {
  readonly delivery: Delivery;
  readonly insurer: InsurerTable;
  readonly problems: readonly TableProblem[];
};

export function registerDeliveryPages(app: FastifyInstance, center: Center): void {
  const path = "/office/feeds/:id";

  app.get(
    path,
    asOfficial(center, "insurers.see", async (actor, request, reply) =>
      sendPage(
        reply,
        <DeliveryPage actor={actor} {...await shownOf(center, request)} now={center.clock.now()} />,
      ),
    ),
  );

  app.get(
    `${path}/problems.csv`,
    asOfficial(center, "insurers.see", async (actor, request, reply) => {
      const { delivery } = await shownOf(center, request);
      const problems = await problemsOf(center.db, delivery.id, delivery.problemCount);
      await transaction(center.db, (tx) =>
        audit(tx, center.clock, {
          action: "feed.problems-read",
          actor: { kind: "official", id: actor.id },
          facilityId: null,
          subject: { kind: "insurer", id: delivery.insurerNumber },
          detail: { delivery: delivery.id },
        }),
      );

      return sendCsvBytes(reply, "誤りの一覧.csv", writeProblems(problems));
    }),
  );

  for (const decision of ["confirm", "decline"] as const) {
    app.post(
      `${path}/${decision}`,
      asOfficial(center, "insurers.change", (actor, request, reply) =>
        decide(center, actor, request, reply, decision),
      ),
    );
  }
}

async function decide(
  center: Center,
  actor: OfficialActor,
  request: FastifyRequest,
  reply: FastifyReply,
  decision: EndingsDecision,
): Promise<FastifyReply> {
  const id = idParam(request);
  const result = await decideEndings(center, actor, id, decision);
  switch (result) {
    case "decided":
      return seeOther(reply, `/office/feeds/${id}`);
    case "not-found":
      throw new ProblemError("not-found");
    case "not-unconfirmed":
    case "same-person":
      return sendPage(
        reply,
        <DeliveryPage
          actor={actor}
          {...await shownOf(center, request)}
          now={center.clock.now()}
          refused={result}
        />,
        409,
      );
  }
}

/** @throws ProblemError `not-found` */
async function shownOf(center: Center, request: FastifyRequest): Promise<Shown> {
  const delivery = await findDelivery(center.db, idParam(request));
  const insurer = delivery && (await findInsurer(center.db, delivery.insurerNumber));
  if (!delivery || !insurer) throw new ProblemError("not-found");

  return { delivery, insurer, problems: await problemsOf(center.db, delivery.id, SHOWN) };
}

const refusedWords = {
  "not-unconfirmed": "ほかの職員が先に決めました。いまの状態を確かめてください。",
  "same-person": "ファイルを送った人は確認できません。ほかの職員に確認を頼んでください。",
} as const;

type DeliveryPageProps = Shown & {
  readonly actor: OfficialActor;
  readonly now: Temporal.Instant;
  readonly refused?: keyof typeof refusedWords;
};

function DeliveryPage(props: DeliveryPageProps) {
  const { actor, delivery, insurer, problems, now, refused } = props;

  return (
    <InsurerPage actor={actor} insurer={insurer} title="届いたファイル">
      {refused && <Notice tone="error" title={refusedWords[refused]} />}
      <PageHeading caption={insurer.name}>{delivery.fileName}</PageHeading>
      <p>
        <DeliveryBadge {...delivery} />
      </p>
      {isOpen(delivery.state) ? (
        <Running delivery={delivery} now={now} />
      ) : (
        <Outcome delivery={delivery} />
      )}
      {delivery.state === "unconfirmed" && (
        <May right="insurers.change">
          <Decision actor={actor} delivery={delivery} />
        </May>
      )}
      {delivery.counts !== null && <Counts delivery={delivery} />}
      {problems.length > 0 && <Problems delivery={delivery} problems={problems} />}
      <Section heading="ファイルについて">
        <DescriptionList
          items={[
            { term: "種類", detail: modeName(delivery) },
            { term: "届いた日時", detail: formatDateTime(delivery.receivedAt) },
            {
              term: "送った人",
              detail: delivery.senderKind === "official" ? "審査室の職員" : "保険者のシステム",
            },
            { term: "大きさ", detail: `${number(delivery.bytes)}バイト` },
            {
              term: "元のファイル",
              detail:
                delivery.fileDeletedAt === null
                  ? "処理が終わるまで保管しています"
                  : `${formatDateTime(delivery.fileDeletedAt)}に消しました`,
            },
          ]}
        />
      </Section>
      <ButtonRow>
        <LinkButton href={pathOf(insurer)} variant="secondary">
          保険者のページへ
        </LinkButton>
      </ButtonRow>
    </InsurerPage>
  );
}

/** The page does not reload itself: whoever reads it would lose their place. */
function Running({ delivery, now }: { delivery: Delivery; now: Temporal.Instant }) {
  const { step, bytes, bytesRead, linesRead } = delivery;
  const done = step === null ? 0 : step === "reading" ? (bytesRead / Math.max(bytes, 1)) * 50 : 60;

  return (
    <>
      <Progress
        label="処理"
        done={step === "writing" ? 80 : done}
        total={100}
        text={
          step === null
            ? "順番を待っています"
            : step === "reading"
              ? `${stepNames.reading}（${number(linesRead)}行、${Math.round((bytesRead / Math.max(bytes, 1)) * 100)}%）`
              : stepNames[step]
        }
      />
      <p>
        {formatDateTime(now)}の状態です。100万行のファイルで1分ほどかかります。
        このページを閉じても、処理は続きます。
      </p>
      <ButtonRow>
        <LinkButton href={`/office/feeds/${delivery.id}`}>いまの状態を表示する</LinkButton>
      </ButtonRow>
    </>
  );
}

function Outcome({ delivery }: { delivery: Delivery }) {
  const words = reasonWords(delivery);
  const { state, isDryRun } = delivery;
  if (state === "accepted" && isDryRun) {
    return (
      <Notice tone="success" title="誤りはありません。このまま取り込めます">
        <p>
          試しのため、登録は変えていません。取り込むときは、同じファイルをもう一度送ってください。
        </p>
        {words !== null && <p>{words}</p>}
      </Notice>
    );
  }
  if (words === null) return null;

  return (
    <Notice
      tone={state === "refused" || state === "failed" ? "error" : "warning"}
      title={isDryRun && state === "refused" ? "このままでは取り込めません" : words}
    >
      {isDryRun && state === "refused" && <p>{words}</p>}
      {state === "refused" && <p>登録は何も変わっていません。</p>}
    </Notice>
  );
}

function Decision({ actor, delivery }: { actor: OfficialActor; delivery: Delivery }) {
  const { id, counts } = delivery;
  if (can.decideEndings(actor, delivery) !== true) {
    return (
      <Notice tone="info" title="ほかの職員の確認を待っています">
        <p>
          ファイルを送った人は確認できません。{UNCONFIRMED_DAYS}
          日のあいだに確認がないと、ファイルを消します。
        </p>
      </Notice>
    );
  }

  return (
    <Section heading="2人目の確認">
      <p>
        このファイルを取り込むと、{number(counts?.coveragesEnded ?? 0)}件の資格が終わります。
        保険者に確かめてから決めてください。
      </p>
      <ButtonRow>
        <form method="post" action={`/office/feeds/${id}/confirm`}>
          <Button>確認して取り込む</Button>
        </form>
        <form method="post" action={`/office/feeds/${id}/decline`}>
          <Button variant="danger">取り込まない</Button>
        </form>
      </ButtonRow>
    </Section>
  );
}

function Counts({ delivery: { counts, state, isDryRun } }: { delivery: Delivery }) {
  if (counts === null) return null;
  const isDone = state === "accepted" && !isDryRun;

  return (
    <Section heading={isDone ? "変わったこと" : "取り込んだときに変わること"}>
      <DescriptionList
        items={[
          { term: "行", detail: `${number(counts.lines)}件` },
          {
            term: "資格",
            detail: `追加 ${number(counts.coveragesAdded)}件　変更 ${number(counts.coveragesChanged)}件　終了 ${number(counts.coveragesEnded)}件　変わりなし ${number(counts.coveragesUnchanged)}件`,
          },
          {
            term: "人",
            detail: `追加 ${number(counts.peopleAdded)}人　変更 ${number(counts.peopleChanged)}人　照会停止 ${number(counts.peopleSuspended)}人　再開 ${number(counts.peopleResumed)}人`,
          },
          { term: "保留した行", detail: `${number(counts.linesHeld)}件` },
          { term: "前から有効な資格", detail: `${number(counts.coveragesBefore)}件` },
        ]}
      />
    </Section>
  );
}

function Problems({
  delivery,
  problems,
}: {
  delivery: Delivery;
  problems: readonly TableProblem[];
}) {
  const { id, problemCount, state } = delivery;

  return (
    <Section
      heading={`${state === "refused" ? "誤り" : "保留した行"}　${number(problemCount)}件`}
      action={<a href={`/office/feeds/${id}/problems.csv`}>一覧をCSVで受け取る</a>}
    >
      <Table
        caption={problemCount > problems.length ? `はじめの${problems.length}件` : "すべて"}
        rows={problems}
        rowKey={({ line, rule, column }) => `${line} ${rule} ${column?.title}`}
        columns={[
          {
            key: "line",
            header: "行",
            numeric: true,
            cell: ({ line }) => (line === null ? "全体" : number(line)),
          },
          { key: "column", header: "列", cell: ({ column }) => columnWords(column) },
          { key: "message", header: "内容", cell: ({ message }) => message },
          { key: "mend", header: "直し方", cell: ({ mend }) => mend },
        ]}
      />
    </Section>
  );
}

function columnWords(column: TableProblem["column"]): string {
  if (column === null) return "—";
  return column.position === null
    ? column.title
    : `${columnLetters(column.position)}列「${column.title}」`;
}

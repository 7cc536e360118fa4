/** One application: where it stands, what to do next, its papers. */
import { formatDate, formatYen, tokyoDate } from "@madoguchi/notation";
import { sendPage } from "@madoguchi/platform";
import {
  ButtonRow,
  Columns,
  DescriptionList,
  LinkButton,
  Notice,
  PageHeading,
  Prose,
  Section,
  Timeline,
} from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Temporal } from "temporal-polyfill";
import { asFacilityWith } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import type { Config } from "../../config.ts";
import { Objection, RefusalReason } from "../../desk/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import type { GrantRecord } from "../record.ts";
import { can, isPart } from "../rules/application.ts";
import { lastRetentionDay, untilText } from "../rules/programme.ts";
import { accountItems, CostTable, PaperTables, StateBadge } from "../show.tsx";
import { timelineOf } from "../timeline.ts";
import { LateNotice } from "../words.tsx";
import { ReturnedPoints } from "./frame.tsx";
import { MoneyNotice } from "./money.tsx";
import { recordOfRequest } from "../request.ts";

export function registerStatusPage(app: FastifyInstance, center: Center): void {
  app.get(
    "/grants/:id",
    asFacilityWith(center, { right: "money" }, async (actor, request, reply) => {
      const record = await recordOfRequest(center, request, actor);

      const { objection } = center.config;

      return sendPage(
        reply,
        <StatusPage {...{ actor, record, objection }} now={center.clock.now()} />,
      );
    }),
  );
}

/** What was sent came too late, or at the wrong time: the page says why and what remains possible. */
export function sendLate(
  reply: FastifyReply,
  center: Center,
  actor: FacilityActor,
  record: GrantRecord,
): FastifyReply {
  return sendPage(
    reply,
    <StatusPage
      actor={actor}
      record={record}
      now={center.clock.now()}
      objection={center.config.objection}
      tooLate
    />,
    409,
  );
}

type StatusPageProps = {
  readonly actor: FacilityActor;
  readonly record: GrantRecord;
  readonly now: Temporal.Instant;
  /** Something was sent and not taken. */
  readonly tooLate?: boolean;
  readonly objection: Config["objection"];
};

function StatusPage({ actor, record, now, objection, tooLate = false }: StatusPageProps) {
  const { application, programme, submission } = record;
  const allowed = can.edit(record.standing, now);
  const base = `/grants/${application.id}`;

  return (
    <PortalPage
      title="補助金の申請"
      actor={actor}
      current="/grants"
      crumbs={[{ label: "補助金", href: "/grants" }, { label: "申請" }]}
    >
      <PageHeading caption={programme.name}>補助金の申請</PageHeading>
      <p>
        <StateBadge state={application.state} />
      </p>
      {allowed !== true && allowed !== "not-editable" && (
        <LateNotice record={record} reason={allowed} />
      )}
      {tooLate && allowed === "not-editable" && (
        <Notice tone="warning" title="この申請は、いま変えられません">
          <p>
            提出した後は、審査が終わるまで内容を変えられません。送られた変更は保存していません。
          </p>
        </Notice>
      )}
      <MoneyNotice record={record} base={base} />
      <NextStep {...{ record, now, objection }} editable={allowed === true} />
      <Columns layout="side">
        <Section heading="これまでとこれから">
          <Timeline entries={timelineOf(record, now)} />
        </Section>
        <Papers record={record} base={base} />
      </Columns>
      {submission && (
        <>
          <Section heading="提出した内容">
            <CostTable programme={programme} lines={submission.lines} />
          </Section>
          <Section heading="提出した書類" level={3}>
            <PaperTables
              programme={programme}
              facility={record.facility}
              receipts={submission.receipts}
              base={base}
            />
          </Section>
          <Section heading="振込先" level={3}>
            <DescriptionList items={accountItems(submission, { masked: true })} />
          </Section>
        </>
      )}
    </PortalPage>
  );
}

function NextStep({
  record,
  now,
  objection,
  editable,
}: {
  record: GrantRecord;
  now: Temporal.Instant;
  objection: Config["objection"];
  editable: boolean;
}) {
  const { application, decision, programme, returned } = record;
  const base = `/grants/${application.id}`;
  switch (application.state) {
    case "draft":
      return editable ? (
        <Notice
          title={`入力の途中です。${untilText(now, programme.intakeUntil)}`}
          word="次にすること"
        >
          <p>
            期限までに「この内容で申請する」を押さないと、申請になりません。入力は残りますが、提出できなくなります。
          </p>
          <LinkButton href={`${base}/costs`}>入力の続きへ</LinkButton>
        </Notice>
      ) : null;
    case "returned":
      return editable ? (
        <>
          <ReturnedPoints record={record} points={returned?.points ?? []} now={now} />
          <ButtonRow>
            <LinkButton
              href={`${base}/${returned?.points.map(({ field }) => field).find(isPart) ?? "costs"}`}
            >
              直しに行く
            </LinkButton>
            <LinkButton href={`${base}/confirm`} variant="secondary">
              確認して修正を提出
            </LinkButton>
          </ButtonRow>
        </>
      ) : null;
    case "submitted":
      return (
        <Notice title="審査担当が内容を確かめています" word="審査中">
          <p>結果はメールとこのページでお知らせします。いま、していただくことはありません。</p>
        </Notice>
      );
    case "approved":
      return decision ? (
        <Notice
          tone="success"
          title={`${formatYen(decision.amountYen)}の交付が決まりました`}
          word="交付決定"
        >
          <p>
            交付決定番号は「{decision.number}」です。領収書の原本は
            {formatDate(lastRetentionDay(programme, tokyoDate(decision.decidedAt)))}
            まで保管してください。
          </p>
          <LinkButton href={`${base}/decision-letter.pdf`}>交付決定通知（PDF）を開く</LinkButton>
        </Notice>
      ) : null;
    case "refused":
      return decision ? (
        <Notice tone="error" title="不交付と決まりました" word="審査の結果">
          <RefusalReason reason={decision.refusal} text={decision.reason} />
          <p>
            受付期間の中であれば、内容を改めて<a href="/grants">もう一度申請</a>
            できます。理由についてのお問い合わせは、コールセンターで承ります。
          </p>
          <Objection objection={objection} />
        </Notice>
      ) : null;
  }
}

function Papers({ record, base }: { record: GrantRecord; base: string }) {
  const { decision, submission } = record;
  if (!submission) {
    return null;
  }

  return (
    <Section heading="書類">
      <Prose>
        <ul>
          {decision?.kind === "approved" && (
            <li>
              <a href={`${base}/decision-letter.pdf`}>交付決定通知（PDF）</a>
            </li>
          )}
          <li>
            <a href={`${base}/submission-receipt.pdf`}>補助金申請受付票（PDF）</a>
          </li>
          <li>
            <a href={`${base}/breakdown.pdf`}>領収書内訳書（PDF）</a>
          </li>
        </ul>
        <p>いつでも、何度でもダウンロードできます。</p>
      </Prose>
    </Section>
  );
}

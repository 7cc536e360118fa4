/** 補助金: what there is to apply for, what is missing before, and what was applied for. */
import { formatDate, tokyoDate } from "@madoguchi/notation";
import { formValues, ProblemError, seeOther, sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  Card,
  Checklist,
  Details,
  EmptyState,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Section,
} from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Temporal } from "temporal-polyfill";
import { asFacilityWith } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { findFacility } from "../../facilities/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { startApplication } from "../actions/edit.ts";
import { introductionOf } from "../record.ts";
import type { Introduction } from "../record.ts";
import { can } from "../rules/application.ts";
import { availableIn, isExhausted } from "../rules/ledger.ts";
import type { Balance } from "../rules/ledger.ts";
import { countdown, intakeAt, lastDayBefore } from "../rules/programme.ts";
import type { Programme } from "../rules/programme.ts";
import { ProgrammeFacts, StateBadge } from "../show.tsx";
import { applicationsOfFacility, applicationsUnderOldCode } from "../store/applications.ts";
import type { Application } from "../store/applications.ts";
import { allBalances } from "../store/ledger.ts";
import { currentProgrammes } from "../store/programmes.ts";

export function registerGrantOverview(app: FastifyInstance, center: Center): void {
  app.get(
    "/grants",
    asFacilityWith(center, { right: "money" }, (actor, _request, reply) =>
      sendOverview(reply, center, actor, 200),
    ),
  );

  app.post(
    "/grants",
    asFacilityWith(center, { right: "money" }, async (actor, request, reply) => {
      const code = formValues(request.body)["programme"] ?? "";
      const result = await startApplication(center, actor, code);

      return result.kind === "started"
        ? seeOther(reply, `/grants/${result.id}`)
        : sendOverview(reply, center, actor, 409);
    }),
  );
}

async function sendOverview(
  reply: FastifyReply,
  center: Center,
  actor: FacilityActor,
  status: number,
): Promise<FastifyReply> {
  const now = center.clock.now();
  const facility = await findFacility(center.db, actor.facilityId);
  if (!facility) {
    throw new ProblemError("not-found");
  }
  const programmes = await currentProgrammes(center.db, tokyoDate(now));

  return sendPage(
    reply,
    <OverviewPage
      actor={actor}
      now={now}
      programmes={programmes.filter(({ facilityKinds }) => facilityKinds.includes(facility.kind))}
      balances={await allBalances(center.db)}
      applications={await applicationsOfFacility(center.db, actor.facilityId)}
      earlier={await applicationsUnderOldCode(center.db, actor.facilityId)}
      introduction={await introductionOf(center.db, facility)}
    />,
    status,
  );
}

type OverviewProps = {
  readonly actor: FacilityActor;
  readonly now: Temporal.Instant;
  readonly programmes: readonly Programme[];
  readonly balances: readonly Balance[];
  readonly applications: readonly Application[];
  /** Under the code before this one. */
  readonly earlier: readonly Application[];
  readonly introduction: Introduction;
};

function OverviewPage(props: OverviewProps) {
  const { actor, now, programmes, balances, applications, earlier, introduction } = props;
  const open = programmes.filter((programme) => intakeAt(programme, now) === "open");
  const rest = programmes.filter((programme) => intakeAt(programme, now) !== "open");

  return (
    <PortalPage
      title="補助金"
      actor={actor}
      current="/grants"
      width="text"
      crumbs={[{ label: "準備の進み具合", href: "/home" }, { label: "補助金" }]}
    >
      <PageHeading lead="カードリーダーなどの購入にかかった費用の一部を、導入が終わった後に申請できます。">
        補助金
      </PageHeading>
      {applications.length > 0 && (
        <Section heading="申請したもの">
          {applications.map((application) => (
            <ApplicationCard
              key={application.id}
              application={application}
              programmes={programmes}
            />
          ))}
        </Section>
      )}
      {earlier.length > 0 && (
        <Notice title="前のコードで申請した補助金があります。">
          <p>同じ補助事業は、新しいコードで申請し直せません。</p>
          <p>前のコードでの申請の状況は、「施設を切り替える」で見られます。</p>
        </Notice>
      )}
      {!introduction.complete && <MissingSteps introduction={introduction} />}
      {open.length === 0 && (
        <EmptyState title="いま受付中の補助事業はありません">
          <p>受付が始まると、このページに出ます。領収書の原本は保管してください。</p>
        </EmptyState>
      )}
      {open.map((programme) => (
        <OpenProgramme
          key={programme.code}
          programme={programme}
          now={now}
          exhausted={isExhausted(programme, availableIn(balances, programme))}
          canStart={
            introduction.complete &&
            can.start(
              [...applications, ...earlier].filter(
                ({ programmeCode }) => programmeCode === programme.code,
              ),
            )
          }
        />
      ))}
      {rest.map((programme) => (
        <OtherProgramme key={programme.code} programme={programme} now={now} />
      ))}
    </PortalPage>
  );
}

function ApplicationCard({
  application,
  programmes,
}: {
  application: Application;
  programmes: readonly Programme[];
}) {
  const programme = programmes.find(({ code }) => code === application.programmeCode);

  return (
    <Card
      level={3}
      heading={programme?.name ?? "補助金の申請"}
      href={`/grants/${application.id}`}
      meta={<StateBadge state={application.state} />}
      emphasis={application.state === "draft" || application.state === "returned"}
    >
      <p>{formatDate(tokyoDate(application.updatedAt))}に更新</p>
    </Card>
  );
}

function MissingSteps({ introduction }: { introduction: Introduction }) {
  return (
    <Section heading="申請の前にすること">
      <p>補助金は、導入が終わった後に申請できます。次の2つがそろうと申請に進めます。</p>
      <Checklist
        items={[
          {
            key: "terminal",
            title: "端末を登録する",
            state: introduction.terminalRegistered ? "done" : "open",
            action: introduction.terminalRegistered ? undefined : (
              <LinkButton href="/terminals" variant="secondary">
                端末とアプリへ
              </LinkButton>
            ),
          },
          {
            key: "go-live",
            title: "運用開始日を入力する",
            state: introduction.goLiveOn ? "done" : "open",
            ...(introduction.goLiveOn ? { proof: formatDate(introduction.goLiveOn) } : {}),
            action: introduction.goLiveOn ? undefined : (
              <LinkButton href="/go-live" variant="secondary">
                運用開始日の入力へ
              </LinkButton>
            ),
          },
        ]}
      />
    </Section>
  );
}

function OpenProgramme({
  programme,
  now,
  exhausted,
  canStart,
}: {
  programme: Programme;
  now: Temporal.Instant;
  exhausted: boolean;
  canStart: boolean;
}) {
  const closed = exhausted && programme.whenExhausted === "close";

  return (
    <Section
      heading={programme.name}
      action={<strong>{countdown(now, programme.intakeUntil)}</strong>}
    >
      {exhausted && (
        <Notice
          tone="warning"
          title={
            closed
              ? "予算がなくなったため、新しい申請を受け付けていません"
              : "予算がなくなりました。申請はできます"
          }
        >
          <p>
            {closed
              ? "領収書の原本は保管してください。予算が加わると、このページからまた申請できます。"
              : "交付の決定は、予算が加わるまでお待ちいただきます。"}
          </p>
        </Notice>
      )}
      {canStart && !closed && (
        <Form action="/grants" hidden={{ programme: programme.code }}>
          <ButtonRow>
            <Button size="large">この補助金を申請する</Button>
          </ButtonRow>
        </Form>
      )}
      <ProgrammeFacts programme={programme} now={now} />
    </Section>
  );
}

function OtherProgramme({ programme, now }: { programme: Programme; now: Temporal.Instant }) {
  const closed = intakeAt(programme, now) === "closed";

  return (
    <Section heading={programme.name}>
      {closed ? (
        <Notice
          title={`受付は${formatDate(lastDayBefore(programme.intakeUntil))}で終わりました`}
          word="受付終了"
        >
          <p>新しい申請はできません。次のことは、これからもできます。</p>
          <ul>
            <li>期限までに提出した申請の、状況の確認と、期限の中での直し</li>
            <li>交付決定通知と領収書内訳書のダウンロード</li>
            <li>受付中のほかの補助事業への申請</li>
          </ul>
        </Notice>
      ) : (
        <Notice
          title={`受付は${formatDate(tokyoDate(programme.intakeFrom))}に始まります`}
          word="受付前"
        />
      )}
      <Details summary="補助事業の内容">
        <ProgrammeFacts programme={programme} now={now} />
      </Details>
    </Section>
  );
}

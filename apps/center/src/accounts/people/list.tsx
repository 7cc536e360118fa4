/** 「担当者」: everybody who acts for the facility, and whoever is invited to. */
import { formatDateTime } from "@madoguchi/notation";
import { sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  Form,
  LinkButton,
  Notice,
  Section,
  StatusBadge,
  Table,
  VisuallyHidden,
} from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { Center } from "../../center.ts";
import { asFacilityWith } from "../guard.tsx";
import type { FacilityActor } from "../rules.ts";
import { roleOptions, roleWords } from "../rules/rights.ts";
import { findHandover } from "../store/handovers.ts";
import type { Handover } from "../store/handovers.ts";
import { invitationsOf } from "../store/invitations.ts";
import type { Invitation } from "../store/invitations.ts";
import { membersOf } from "../store/memberships.ts";
import type { Member } from "../store/memberships.ts";
import { PEOPLE, PEOPLE_TITLE, PeoplePage } from "./frame.tsx";
import { HandoverNotice } from "./hand-over-notice.tsx";

const doneWords = {
  invited: "招待のメールを送りました。",
  withdrawn: "招待を取り消しました。前のリンクは使えません。",
  roles: "役割を変えました。本人にメールで知らせました。",
  "reset-stopped": "確認方法の解除を取りやめました。本人にメールで知らせました。",
  removed: "担当から外しました。本人にメールで知らせました。",
  "handover-offered": "引き継ぎをお願いするメールを送りました。",
  "handover-withdrawn": "引き継ぎを取りやめました。",
} as const;

const problemWords = {
  limited: "続けて招待したため、止めています。1時間ほど待ってください。",
  "no-handover": "取りやめる引き継ぎはありません。済んだか、取りやめられています。",
} as const;
type Problem = keyof typeof problemWords;

const doneSchema = z.object({
  done: z
    .enum([
      "invited",
      "withdrawn",
      "roles",
      "reset-stopped",
      "removed",
      "handover-offered",
      "handover-withdrawn",
    ])
    .optional()
    .catch(undefined),
});

export function registerPeopleList(app: FastifyInstance, center: Center): void {
  app.get(
    PEOPLE,
    asFacilityWith(center, { right: "people" }, (actor, request, reply) => {
      const { done } = doneSchema.parse(request.query);

      return sendPeople(center, reply, actor, { done: done ? doneWords[done] : null });
    }),
  );
}

/** @param told.problem why what was pressed was not done */
export async function sendPeople(
  center: Center,
  reply: FastifyReply,
  actor: FacilityActor,
  told: { readonly done?: string | null; readonly problem?: Problem | null },
): Promise<FastifyReply> {
  const { db, clock } = center;
  const [members, invitations, handover] = await Promise.all([
    membersOf(db, actor.facilityId),
    invitationsOf(db, actor.facilityId),
    findHandover(db, actor.facilityId),
  ]);
  const { done = null, problem = null } = told;
  const status = problem === null ? 200 : problem === "limited" ? 429 : 409;
  const page = { actor, members, invitations, handover, done, problem, now: clock.now() };

  return sendPage(reply, <PeopleListPage {...page} />, status);
}

type PeopleListPageProps = {
  readonly actor: FacilityActor;
  readonly members: readonly Member[];
  readonly invitations: readonly Invitation[];
  readonly handover: Handover | undefined;
  readonly done: string | null;
  readonly problem: Problem | null;
  readonly now: Temporal.Instant;
};

function PeopleListPage(props: PeopleListPageProps) {
  const { actor, members, invitations, handover, done, problem, now } = props;

  return (
    <PeoplePage
      actor={actor}
      title={PEOPLE_TITLE}
      lead="この施設の手続きや準備をする方です。それぞれのメールアドレスでログインします。"
      width="wide"
    >
      {done !== null && <Notice tone="success" title={done} />}
      {problem !== null && <Notice tone="error" title={problemWords[problem]} />}
      {handover && (
        <HandoverNotice
          handover={handover}
          members={members}
          invited={invitations.find(({ id }) => id === handover.invitationId)?.mail ?? null}
        />
      )}
      <Table
        caption="担当者"
        hideCaption
        columns={memberColumns(actor)}
        rows={members}
        rowKey={({ accountId }) => accountId}
      />
      <ButtonRow>
        <LinkButton href={`${PEOPLE}/invite`}>担当者を招待する</LinkButton>
        {!handover && (
          <LinkButton href={`${PEOPLE}/hand-over`} variant="secondary">
            管理者を引き継ぐ
          </LinkButton>
        )}
      </ButtonRow>
      {invitations.length > 0 && <Invitations invitations={invitations} now={now} />}
      <Section heading="役割でできること">
        <Table
          caption="役割でできること"
          hideCaption
          columns={roleColumns}
          rows={roleOptions}
          rowKey={({ value }) => value}
        />
      </Section>
    </PeoplePage>
  );
}

function memberColumns(actor: FacilityActor): Column<Member>[] {
  return [
    {
      key: "name",
      header: "氏名",
      rowHeader: true,
      cell: ({ accountId, name, mail }) => (
        <div>
          {name}
          {accountId === actor.id && "（あなた）"}
          <br />
          <small>{mail}</small>
        </div>
      ),
    },
    { key: "roles", header: "役割", cell: ({ roles }) => roleWords(roles) },
    {
      key: "factor",
      header: "2つ目の確認方法",
      cell: ({ hasFactor }) =>
        hasFactor ? (
          <StatusBadge tone="success">設定済み</StatusBadge>
        ) : (
          <StatusBadge tone="neutral">メールの確認コード</StatusBadge>
        ),
    },
    {
      key: "seen",
      header: "最後のログイン",
      cell: ({ lastSignInAt }) => (lastSignInAt ? formatDateTime(lastSignInAt) : "記録なし"),
    },
    {
      key: "change",
      header: "操作",
      cell: ({ accountId, name }) => (
        <a href={`${PEOPLE}/members/${accountId}`}>
          役割の変更など
          <VisuallyHidden>：{name}</VisuallyHidden>
        </a>
      ),
    },
  ];
}

function Invitations({
  invitations,
  now,
}: {
  invitations: readonly Invitation[];
  now: Temporal.Instant;
}) {
  const columns: Column<Invitation>[] = [
    { key: "mail", header: "メールアドレス", rowHeader: true, cell: ({ mail }) => mail },
    { key: "roles", header: "役割", cell: ({ roles }) => roleWords(roles) },
    {
      key: "state",
      header: "状態",
      cell: ({ expiresAt }) =>
        expiresAt.epochMilliseconds > now.epochMilliseconds ? (
          <div>
            <StatusBadge tone="info">返事待ち</StatusBadge>
            <br />
            <small>{formatDateTime(expiresAt)}まで</small>
          </div>
        ) : (
          <StatusBadge tone="warning">期限切れ</StatusBadge>
        ),
    },
    {
      key: "change",
      header: "操作",
      cell: ({ id, mail }) => (
        <div>
          <Form action={`${PEOPLE}/invitations/${id}/resend`}>
            <Button variant="secondary">
              もう一度送る
              <VisuallyHidden>：{mail}</VisuallyHidden>
            </Button>
          </Form>
          <Form action={`${PEOPLE}/invitations/${id}/withdraw`}>
            <Button variant="quiet">
              取り消す
              <VisuallyHidden>：{mail}</VisuallyHidden>
            </Button>
          </Form>
        </div>
      ),
    },
  ];

  return (
    <Section heading="招待中の方">
      <Table
        caption="招待中の方"
        hideCaption
        columns={columns}
        rows={invitations}
        rowKey={({ id }) => id}
      />
    </Section>
  );
}

type RoleOption = (typeof roleOptions)[number];

const roleColumns: Column<RoleOption>[] = [
  { key: "role", header: "役割", rowHeader: true, cell: ({ label }) => label },
  { key: "may", header: "できること", cell: ({ help }) => help },
];

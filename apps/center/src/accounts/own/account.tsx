/** 「アカウント」: who one is here, how one gets in, and where one is signed in. */
import { formatDateTime } from "@madoguchi/notation";
import { sendPage } from "@madoguchi/platform";
import type { Session } from "@madoguchi/platform";
import {
  Button,
  Form,
  LinkButton,
  Notice,
  Section,
  StatusBadge,
  SummaryList,
  Table,
  VisuallyHidden,
} from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import type { FastifyReply } from "fastify";
import { eventsAbout } from "../../audit/index.ts";
import type { PastEvent } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { facilityActor } from "../guard.tsx";
import { deviceOf, deviceWords } from "../rules/devices.ts";
import { doors } from "../rules/doors.ts";
import { roleWords } from "../rules/rights.ts";
import type { SignedIn } from "../signed-in.ts";
import { OwnPage } from "./frame.tsx";
import type { Owner } from "./frame.tsx";

const SIGN_INS_SHOWN = 10;

const doneWords = {
  name: "氏名を変えました。",
  mail: "メールアドレスを変えました。",
  password: "パスワードを変えました。ほかの端末はログアウトしました。",
  ended: "端末をログアウトしました。",
  roles: "あなたの役割を変えました。",
  left: "担当を外れました。管理者にメールで知らせました。",
} as const;
export type Done = keyof typeof doneWords;

export async function sendAccount(
  center: Center,
  reply: FastifyReply,
  person: SignedIn,
  done: Done | null,
): Promise<FastifyReply> {
  const subject = { kind: "account", id: person.account.id };
  const actions = ["sign-in.accepted", "sign-in.refused"] as const;
  const actor = facilityActor(person);
  const [sessions, signIns] = await Promise.all([
    center.sessions.openOf(center.db, person.account.id),
    eventsAbout(center.db, subject, actions, SIGN_INS_SHOWN),
  ]);
  const page = { owner: { ...person, actor }, sessions, signIns, done };

  return sendPage(reply, <AccountPage {...page} />);
}

type AccountPageProps = {
  readonly owner: Owner;
  readonly sessions: readonly Session[];
  readonly signIns: readonly PastEvent[];
  readonly done: Done | null;
};

function AccountPage({ owner, sessions, signIns, done }: AccountPageProps) {
  const { account } = owner;
  const { account: path, secondFactor } = doors[account.realm];

  return (
    <OwnPage
      owner={owner}
      title="アカウント"
      lead="あなたの登録内容と、ログインしている端末を確かめられます。"
      width="wide"
    >
      {done && <Notice tone="success" title={doneWords[done]} />}
      <SummaryList
        items={[
          { label: "氏名", value: account.name, changeHref: `${path}/name` },
          { label: "メールアドレス（ID）", value: account.mail, changeHref: `${path}/mail` },
          { label: "パスワード", value: "設定済み", changeHref: `${path}/password` },
          {
            label: "2つ目の確認方法",
            value: account.hasFactor ? "設定済み" : "確認コードをメールで送ります",
            changeHref: secondFactor,
          },
        ]}
      />
      {owner.actor && <Facilities owner={owner} />}
      <Sessions owner={owner} sessions={sessions} />
      <Section heading="最近のログイン">
        <p>見覚えのない記録があるときは、パスワードを変えてください。</p>
        <Table
          caption="最近のログイン"
          hideCaption
          columns={signInColumns}
          rows={signIns}
          rowKey={({ id }) => id}
        />
      </Section>
    </OwnPage>
  );
}

function Facilities({ owner: { actor } }: { owner: Owner }) {
  if (!actor) {
    return null;
  }
  const { memberships, facilityId, facilityName, rights } = actor;

  return (
    <Section
      heading="担当する施設"
      action={
        memberships.length > 1 ? (
          <LinkButton href="/account/facility" variant="secondary">
            施設を切り替える
          </LinkButton>
        ) : undefined
      }
    >
      <Table
        caption="担当する施設"
        hideCaption
        columns={[
          {
            key: "name",
            header: "施設",
            rowHeader: true,
            cell: ({ facilityName: name, facilityId: id }) => (
              <>
                {name}
                {id === facilityId && memberships.length > 1 && "（いまの画面の施設）"}
              </>
            ),
          },
          { key: "code", header: "コード", cell: ({ facilityCode }) => facilityCode },
          { key: "roles", header: "あなたの役割", cell: ({ roles }) => roleWords(roles) },
          {
            key: "leave",
            header: "操作",
            cell: ({ facilityId: id, facilityName: name }) => (
              <a href={`/account/facilities/${id}/leave`}>
                担当を外れる
                <VisuallyHidden>：{name}</VisuallyHidden>
              </a>
            ),
          },
        ]}
        rows={memberships}
        rowKey={({ facilityId: id }) => id}
      />
      {rights.includes("people") && (
        <p>
          <a href="/account/people">「{facilityName}」の担当者の一覧、招待、役割の変更</a>
        </p>
      )}
    </Section>
  );
}

function Sessions({ owner, sessions }: { owner: Owner; sessions: readonly Session[] }) {
  const { account: path } = doors[owner.account.realm];
  const columns: Column<Session>[] = [
    {
      key: "device",
      header: "端末",
      rowHeader: true,
      cell: ({ userAgent }) => deviceWords(deviceOf(userAgent)),
    },
    { key: "created", header: "ログイン", cell: ({ createdAt }) => formatDateTime(createdAt) },
    { key: "seen", header: "最後の操作", cell: ({ lastSeenAt }) => formatDateTime(lastSeenAt) },
    {
      key: "end",
      header: "操作",
      cell: ({ id, userAgent }) =>
        id === owner.session.id ? (
          <StatusBadge tone="info">この端末</StatusBadge>
        ) : (
          <Form action={`${path}/sessions/${id}/end`}>
            <Button variant="secondary">
              ログアウトさせる
              <VisuallyHidden>：{deviceWords(deviceOf(userAgent))}</VisuallyHidden>
            </Button>
          </Form>
        ),
    },
  ];

  return (
    <Section heading="ログインしている端末">
      <Table
        caption="ログインしている端末"
        hideCaption
        columns={columns}
        rows={sessions}
        rowKey={({ id }) => id}
      />
      {sessions.length > 1 && (
        <Form action={`${path}/sessions/end-others`}>
          <Button variant="secondary">ほかの端末をすべてログアウトさせる</Button>
        </Form>
      )}
    </Section>
  );
}

const ways: Readonly<Record<string, string>> = {
  password: "パスワード",
  passkey: "パスキー",
  link: "メールのリンク",
};

const signInColumns: Column<PastEvent>[] = [
  { key: "at", header: "日時", rowHeader: true, cell: ({ at }) => formatDateTime(at) },
  {
    key: "outcome",
    header: "結果",
    cell: ({ action }) =>
      action === "sign-in.accepted" ? (
        <StatusBadge tone="success">ログイン</StatusBadge>
      ) : (
        <StatusBadge tone="warning">パスワードの間違い</StatusBadge>
      ),
  },
  { key: "way", header: "方法", cell: ({ detail }) => ways[String(detail["way"])] ?? "不明" },
  {
    key: "device",
    header: "端末",
    cell: ({ detail: { browser, system } }) =>
      browser && system
        ? deviceWords({ browser: String(browser), system: String(system) })
        : "不明な端末",
  },
];

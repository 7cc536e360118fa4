import { formatDateTime } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  DescriptionList,
  Details,
  EmptyState,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Section,
  StatusBadge,
  Table,
  VisuallyHidden,
} from "@madoguchi/ui";
import { May } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { can, stateOf } from "../rules.ts";
import type { Room } from "../store/additions.ts";
import type { AppAccount, Terminal } from "../store/terminals.ts";
import { LostTerminals } from "./lost.tsx";
import { stateWords } from "./state-words.ts";
import { terminalColumns } from "./terminal-columns.tsx";

/** What was just done, for the banner after the redirect. */
const doneWords = {
  stop: "アプリアカウントを停止しました。このアカウントの端末では確認できません。",
  resume: "アプリアカウントを再開しました。登録済みの端末で、また確認できます。",
  remove: "端末の登録を取り消しました。この端末では、もう確認できません。",
  lost: "端末とアプリアカウントを止め、施設のみなさんにメールでお知らせしました。",
  add: "アプリアカウントを追加しました。",
} as const;
type Done = keyof typeof doneWords;

export function isDone(text: string): text is Done {
  return Object.hasOwn(doneWords, text);
}

type TerminalsPageProps = {
  actor: FacilityActor;
  accounts: readonly AppAccount[];
  terminals: readonly Terminal[];
  lost: readonly Terminal[];
  room: Room;
  done: Done | null;
};

export function TerminalsPage(props: TerminalsPageProps) {
  const { actor, accounts, terminals, lost, room, done } = props;
  const next =
    accounts.find((account) => stateOf(account) === "issued") ??
    accounts.find((account) => can("issue", account));

  return (
    <PortalPage
      title="端末とアプリ"
      actor={actor}
      current="/terminals"
      crumbs={[{ label: "準備の進み具合", href: "/home" }, { label: "端末とアプリ" }]}
    >
      {done && <Notice tone="success" title={doneWords[done]} />}
      <PageHeading lead="マイナ資格確認アプリに設定するアカウントと、登録した端末の一覧です。">
        端末とアプリ
      </PageHeading>
      {accounts.length === 0 ? (
        <EmptyState
          title="アプリアカウントはまだありません"
          action={<LinkButton href="/usage-application">利用申請へ進む</LinkButton>}
        >
          <p>利用申請が承認されると発行され、ここに表示されます。</p>
        </EmptyState>
      ) : (
        <>
          <HowTo open={terminals.length === 0} />
          {accounts.map((account) => (
            <AccountSection
              key={account.id}
              account={account}
              terminals={terminals.filter((terminal) => terminal.appAccountId === account.id)}
              primary={account.id === next?.id}
            />
          ))}
          <LostTerminals lost={lost} accounts={accounts} />
          <MoreAccounts room={room} />
        </>
      )}
    </PortalPage>
  );
}

function MoreAccounts({ room: { accounts, limit } }: { room: Room }) {
  return (
    <Section heading="アカウントの数">
      <p>
        {accounts}件あります。{limit}件までは、理由を選ぶだけで追加できます。
      </p>
      {accounts < limit ? (
        <May right="credentials">
          <LinkButton href="/terminals/accounts/new" variant="secondary">
            アカウントを追加する
          </LinkButton>
        </May>
      ) : (
        <p>もっと必要なときは、下のコールセンターへお電話ください。</p>
      )}
    </Section>
  );
}

function HowTo({ open }: { open: boolean }) {
  return (
    <Details summary="アプリの設定のしかた" open={open}>
      <ol>
        <li>下の「設定情報を表示する」を押します。値は一度だけ表示されます。</li>
        <li>
          受付に使う端末で<a href="/reception/">受付アプリ</a>（<a href="/downloads">入手先</a>
          ）を開き、4つの値を入力します。値はまとめて貼り付けることも、QRコードの画像で読むこともできます。
        </li>
        <li>登録が済むと、この画面に端末の名前が出ます。</li>
      </ol>
      <p>1つのアカウントの設定情報で、端末を1台登録できます。</p>
      <p>同じアカウントに端末を加えるときは、設定情報を再発行してください。</p>
    </Details>
  );
}

type AccountSectionProps = {
  account: AppAccount;
  terminals: readonly Terminal[];
  primary: boolean;
};

function AccountSection({ account, terminals, primary }: AccountSectionProps) {
  const { tone, words } = stateWords[stateOf(account)];

  return (
    <Section
      heading={`アプリアカウント ${account.userId}`}
      id={account.userId}
      action={<StatusBadge tone={tone}>{words}</StatusBadge>}
    >
      <DescriptionList
        items={[
          {
            term: "設定情報",
            detail: account.secretIssuedAt
              ? `${formatDateTime(account.secretIssuedAt)} に表示しました`
              : "まだ表示していません",
          },
          { term: "アクティベーションコード", detail: codeWords(account) },
          ...(account.stoppedAt
            ? [{ term: "停止", detail: `${formatDateTime(account.stoppedAt)} に停止しました` }]
            : []),
        ]}
      />
      {terminals.length === 0 ? (
        <p>
          {stateOf(account) === "issued"
            ? "登録された端末はありません。受付アプリに4つの値を入力してください。"
            : "登録された端末はありません。"}
        </p>
      ) : (
        <Table
          caption={`${account.userId} の端末`}
          columns={terminalColumns}
          rows={terminals}
          rowKey={(terminal) => terminal.id}
        />
      )}
      <AccountButtons account={account} primary={primary} />
    </Section>
  );
}

function codeWords({ secretIssuedAt, activationUsedAt }: AppAccount): string {
  if (activationUsedAt) {
    return `使用済み（${formatDateTime(activationUsedAt)}）`;
  }

  return secretIssuedAt ? "未使用（端末を1台登録できます）" : "まだありません";
}

/** The user id is part of each button's name for those who hear it without the heading. */
function AccountButtons({ account, primary }: { account: AppAccount; primary: boolean }) {
  const path = `/terminals/accounts/${account.id}`;
  const of = <VisuallyHidden>（{account.userId}）</VisuallyHidden>;

  return (
    <ButtonRow>
      {stateOf(account) === "issued" && (
        <LinkButton href="/reception/" variant={primary ? "primary" : "secondary"}>
          受付アプリを開く{of}
        </LinkButton>
      )}
      <May right="credentials">
        {can("issue", account) && (
          <Form action={`${path}/setup-info`} hidden={{ version: String(account.version) }}>
            <Button variant={primary ? "primary" : "secondary"}>設定情報を表示する{of}</Button>
          </Form>
        )}
        {can("reissue", account) && (
          <LinkButton href={`${path}/reissue`} variant="secondary">
            設定情報を再発行する{of}
          </LinkButton>
        )}
      </May>
      {can("resume", account) && (
        <Form action={`${path}/resume`}>
          <Button variant="secondary">再開する{of}</Button>
        </Form>
      )}
      {can("stop", account) && (
        <LinkButton href={`${path}/stop`} variant="quiet">
          停止する{of}
        </LinkButton>
      )}
    </ButtonRow>
  );
}

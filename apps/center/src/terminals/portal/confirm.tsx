/** Asking once more before something stops working. */
import { formatDateTime } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  CheckboxField,
  DescriptionList,
  Form,
  LinkButton,
  PageHeading,
  Prose,
} from "@madoguchi/ui";
import type { ReactNode } from "react";
import type { FacilityActor } from "../../accounts/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { terminalKindNames } from "../rules.ts";
import type { AppAccount, Terminal } from "../store/terminals.ts";

type FrameProps = { actor: FacilityActor; title: string; caption: string; children: ReactNode };

function ConfirmFrame({ actor, title, caption, children }: FrameProps) {
  return (
    <PortalPage
      title={title}
      actor={actor}
      current="/terminals"
      width="text"
      crumbs={[
        { label: "準備の進み具合", href: "/home" },
        { label: "端末とアプリ", href: "/terminals" },
        { label: title },
      ]}
    >
      <PageHeading caption={caption}>{title}</PageHeading>
      {children}
    </PortalPage>
  );
}

function Back() {
  return (
    <LinkButton href="/terminals" variant="secondary">
      やめて戻る
    </LinkButton>
  );
}

type AccountProps = { actor: FacilityActor; account: AppAccount };

export function ReissuePage({
  actor,
  account,
  terminals,
}: AccountProps & { terminals: readonly Terminal[] }) {
  return (
    <ConfirmFrame
      actor={actor}
      title="設定情報を再発行する"
      caption={`アプリアカウント ${account.userId}`}
    >
      <Prose>
        <p>新しいパスワードとアクティベーションコードを作り、一度だけ表示します。</p>
        <p>前のパスワードとアクティベーションコードは使えなくなります。</p>
        {terminals.length > 0 && (
          <p>登録済みの端末{terminals.length}台は、止めない限りそのまま使えます。</p>
        )}
      </Prose>
      <Form
        action={`/terminals/accounts/${account.id}/setup-info`}
        hidden={{ version: String(account.version) }}
      >
        {terminals.length > 0 && (
          <CheckboxField
            name="stopTerminals"
            label="登録済みの端末も止める"
            help={`端末をなくしたときや、値を人に見られたときに選びます。止める端末：${terminals.map((terminal) => terminal.name).join("、")}`}
          />
        )}
        <ButtonRow>
          <Button>再発行して表示する</Button>
          <Back />
        </ButtonRow>
      </Form>
    </ConfirmFrame>
  );
}

export function StopAccountPage({ actor, account }: AccountProps) {
  return (
    <ConfirmFrame
      actor={actor}
      title="アプリアカウントを停止する"
      caption={`アプリアカウント ${account.userId}`}
    >
      <Prose>
        <p>停止すると、このアカウントの端末では資格を確認できなくなります。</p>
        <p>再開すると、登録済みの端末をそのまま使えます。</p>
      </Prose>
      <Form action={`/terminals/accounts/${account.id}/stop`}>
        <ButtonRow>
          <Button variant="danger">停止する</Button>
          <Back />
        </ButtonRow>
      </Form>
    </ConfirmFrame>
  );
}

export function RemoveTerminalPage({
  actor,
  terminal,
}: {
  actor: FacilityActor;
  terminal: Terminal;
}) {
  return (
    <ConfirmFrame actor={actor} title="端末の登録を取り消す" caption={terminal.name}>
      <DescriptionList
        items={[
          { term: "種類", detail: terminalKindNames[terminal.kind] },
          { term: "登録した日時", detail: formatDateTime(terminal.registeredAt) },
          { term: "最後の利用", detail: formatDateTime(terminal.lastSeenAt) },
        ]}
      />
      <Prose>
        <p>取り消すと、この端末では資格を確認できなくなります。元には戻せません。</p>
        <p>また使うときは、設定情報を再発行して、端末を登録し直してください。</p>
      </Prose>
      <Form action={`/terminals/devices/${terminal.id}/remove`}>
        <ButtonRow>
          <Button variant="danger">登録を取り消す</Button>
          <Back />
        </ButtonRow>
      </Form>
    </ConfirmFrame>
  );
}

export function LostTerminalPage({
  actor,
  terminal,
  account,
  others,
}: {
  actor: FacilityActor;
  terminal: Terminal;
  account: AppAccount;
  /** Further terminals of the same account, which stop with it. */
  others: readonly Terminal[];
}) {
  return (
    <ConfirmFrame actor={actor} title="端末の紛失を届け出る" caption={terminal.name}>
      <DescriptionList
        items={[
          { term: "種類", detail: terminalKindNames[terminal.kind] },
          { term: "最後の利用", detail: formatDateTime(terminal.lastSeenAt) },
          { term: "アプリアカウント", detail: account.userId },
        ]}
      />
      <Prose>
        <p>届け出ると、この端末とアプリアカウント {account.userId} が、すぐに止まります。</p>
        {others.length > 0 && (
          <p>
            同じアカウントの端末も、再開するまで使えません：
            {others.map(({ name }) => name).join("、")}
          </p>
        )}
        <p>施設のみなさんに、メールでお知らせします。端末に患者さんの情報は残りません。</p>
        <p>
          見つかったときは、アカウントを再開し、設定情報を再発行して、端末を登録し直してください。
        </p>
      </Prose>
      <Form action={`/terminals/devices/${terminal.id}/lost`}>
        <ButtonRow>
          <Button variant="danger">届け出て、すぐに止める</Button>
          <Back />
        </ButtonRow>
      </Form>
    </ConfirmFrame>
  );
}

/** Between the form and the account: the mail on its way, the password, a link that came too late. */
import type { FieldErrors } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  ErrorSummary,
  Form,
  LinkButton,
  PageHeading,
  Prose,
} from "@madoguchi/ui";
import { summaryOf } from "../../shell/errors.tsx";
import { PortalPage } from "../../shell/pages.tsx";
import { NewPasswordFields } from "../new-password.tsx";

export function SentPage({ demo }: { demo: boolean }) {
  return (
    <PortalPage title="メールを送りました" actor={null} width="text">
      <PageHeading>メールを送りました</PageHeading>
      <Prose>
        <p>入力されたメールアドレスに、登録を続けるためのメールを送りました。</p>
        <p>24時間以内にメールの中のリンクを開いて、続きの操作をしてください。</p>
        <p>
          届かないときは、迷惑メールのフォルダーとメールアドレスの打ち間違いを確かめてください。
        </p>
        {demo && <p>この実演では、メールは外に出ません。次のページで読めます。</p>}
      </Prose>
      <ButtonRow>
        {demo && <LinkButton href="/dev/mail">届いたメールを見る</LinkButton>}
        <LinkButton href="/register" variant="secondary">
          入力をやり直す
        </LinkButton>
      </ButtonRow>
    </PortalPage>
  );
}

export function PasswordPage({
  token,
  mail,
  errors,
}: {
  token: string;
  mail: string;
  errors: FieldErrors;
}) {
  const summary = summaryOf(errors);

  return (
    <PortalPage title="パスワードを決める" actor={null} width="text" errorCount={summary.length}>
      <ErrorSummary errors={summary} />
      <PageHeading lead={`${mail} でログインするときのパスワードを決めます。`}>
        パスワードを決める
      </PageHeading>
      <Form action="/register/complete" hidden={{ token }}>
        <NewPasswordFields label="パスワード" errors={errors} />
        <ButtonRow>
          <Button>登録を完了する</Button>
        </ButtonRow>
      </Form>
    </PortalPage>
  );
}

export function LinkEndedPage() {
  return (
    <PortalPage title="リンクの期限が過ぎています" actor={null} width="text">
      <PageHeading lead="このリンクは、24時間を過ぎたか、使われたか、別の方のものです。">
        リンクの期限が過ぎています
      </PageHeading>
      <Prose>
        <p>
          登録がお済みのときは、ログインしてください。まだのときは、はじめから登録してください。
        </p>
      </Prose>
      <ButtonRow>
        <LinkButton href="/sign-in">ログイン</LinkButton>
        <LinkButton href="/register" variant="secondary">
          新規ユーザー登録
        </LinkButton>
      </ButtonRow>
    </PortalPage>
  );
}

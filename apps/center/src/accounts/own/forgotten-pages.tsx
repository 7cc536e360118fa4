/** What the routes of forgotten passwords and IDs show. */
import type { FieldErrors } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  ErrorSummary,
  Form,
  LinkButton,
  PageHeading,
  Prose,
  TextField,
} from "@madoguchi/ui";
import type { ReactNode } from "react";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage, PortalPage } from "../../shell/pages.tsx";
import { NewPasswordFields } from "../new-password.tsx";
import { RESET_LINK_MINUTES } from "../rules.ts";
import { doors } from "../rules/doors.ts";
import type { Realm } from "../rules/doors.ts";

export const FORGOT_ID = "/forgot-id";

type FrameProps = {
  readonly realm: Realm;
  readonly title: string;
  readonly lead?: ReactNode;
  readonly errors?: FieldErrors;
  readonly heading?: string | undefined;
  readonly children: ReactNode;
};

function Frame({ realm, title, lead, errors = {}, heading, children }: FrameProps) {
  const summary = summaryOf(errors);
  const frame = { title, actor: null, width: "text", errorCount: summary.length } as const;
  const body = (
    <>
      <ErrorSummary errors={summary} heading={heading} />
      <PageHeading lead={lead}>{title}</PageHeading>
      {children}
    </>
  );

  return realm === "office" ? (
    <OfficePage {...frame}>{body}</OfficePage>
  ) : (
    <PortalPage {...frame} signIn={false}>
      {body}
    </PortalPage>
  );
}

function Back({ realm }: { realm: Realm }) {
  return (
    <LinkButton href={doors[realm].signIn} variant="secondary">
      ログインへ戻る
    </LinkButton>
  );
}

export function ForgotPasswordPage({ realm, state }: { realm: Realm; state: FormState }) {
  const { forgotPassword } = doors[realm];

  return (
    <Frame
      realm={realm}
      title="パスワードを忘れた方"
      lead="登録したメールアドレスに、パスワードを決め直すリンクを送ります。2分ほどで終わります。"
      errors={state.errors}
      heading={state.heading}
    >
      <Form action={forgotPassword}>
        <TextField
          name="mail"
          label="メールアドレス"
          help="ログインのIDとして使っているものです。"
          type="email"
          required
          autoComplete="username"
          {...fieldState(state, "mail")}
        />
        <ButtonRow>
          <Button>メールを送る</Button>
          <Back realm={realm} />
        </ButtonRow>
      </Form>
      {realm === "facility" && (
        <p>
          IDのメールアドレスが分からない方は、<a href={FORGOT_ID}>IDを忘れた方</a>
          へお進みください。
        </p>
      )}
    </Frame>
  );
}

export function ForgotIdPage({ state }: { state: FormState }) {
  return (
    <Frame
      realm="facility"
      title="IDを忘れた方"
      lead="施設の担当者として登録されているメールアドレスに、IDを送ります。"
      errors={state.errors}
      heading={state.heading}
    >
      <Form action={FORGOT_ID}>
        <TextField
          name="code"
          label="医療機関コード（施術所は登録記号番号）"
          help="施設を登録したときのコードを入力します。"
          width={12}
          required
          {...fieldState(state, "code")}
        />
        <TextField
          name="phone"
          label="施設の電話番号"
          help="施設を登録したときの電話番号を入力します。例：03-0000-0000"
          type="tel"
          width={20}
          required
          {...fieldState(state, "phone")}
        />
        <ButtonRow>
          <Button>メールを送る</Button>
          <Back realm="facility" />
        </ButtonRow>
      </Form>
      <p>
        登録したメールが読めないときは、コールセンター（
        <a href="tel:0800-080-4583">0800-080-4583</a>）へお電話ください。
      </p>
    </Frame>
  );
}

type SentPageProps = {
  readonly realm: Realm;
  readonly demo: boolean;
  readonly children: ReactNode;
};

/** The same whether there was somebody to send it to. */
export function SentPage({ realm, demo, children }: SentPageProps) {
  return (
    <Frame realm={realm} title="メールを確かめてください">
      <Prose>
        {children}
        <p>届かないときは、迷惑メールのフォルダーと、入力した内容を確かめてください。</p>
        {demo && <p>この実演では、メールは外に出ません。次のページで読めます。</p>}
      </Prose>
      <ButtonRow>
        {demo && <LinkButton href="/dev/mail">届いたメールを見る</LinkButton>}
        <Back realm={realm} />
      </ButtonRow>
    </Frame>
  );
}

type ResetPageProps = {
  readonly realm: Realm;
  readonly token: string;
  readonly mail: string;
  readonly errors: FieldErrors;
};

export function ResetPage({ realm, token, mail, errors }: ResetPageProps) {
  return (
    <Frame
      realm={realm}
      title="新しいパスワードを決める"
      lead={`${mail} でログインするときのパスワードを決め直します。`}
      errors={errors}
    >
      <Form action={doors[realm].resetPassword} hidden={{ token }}>
        <NewPasswordFields errors={errors} />
        <ButtonRow>
          <Button>パスワードを決めてログインする</Button>
        </ButtonRow>
      </Form>
      <p>ほかの端末でログインしているときは、ログアウトします。</p>
    </Frame>
  );
}

export function LinkEndedPage({ realm }: { realm: Realm }) {
  return (
    <Frame
      realm={realm}
      title="このリンクは使えません"
      lead={`メールが届いてから${RESET_LINK_MINUTES}分を過ぎたか、すでに使われています。`}
    >
      <ButtonRow>
        <LinkButton href={doors[realm].forgotPassword}>もう一度メールを送る</LinkButton>
        <Back realm={realm} />
      </ButtonRow>
    </Frame>
  );
}

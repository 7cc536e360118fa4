/** What the routes of passkeys show. */
import type { FieldErrors } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Prose,
  TextField,
} from "@madoguchi/ui";
import type { ReactNode } from "react";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage, PortalPage } from "../../shell/pages.tsx";
import { doors } from "../rules/doors.ts";
import type { Realm } from "../rules/doors.ts";
import type { SignedIn } from "../signed-in.ts";
import type { Passkey } from "../store/factors.ts";
import { WhatIsPasskey } from "./explained.tsx";
import { HalfwayPage, OwnPage } from "./frame.tsx";
import type { Owner } from "./frame.tsx";

const TITLE = "2つ目の確認方法";

/** Of the summary, where it is the passkey that is at fault and nothing that was typed. */
const headingOf = (errors: FieldErrors): string | undefined =>
  Object.keys(errors).every((name) => name === "response")
    ? "パスキーを使えませんでした"
    : undefined;

type PasskeyFormProps = {
  readonly action: string;
  readonly way: "create" | "get";
  readonly options: object;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly button: string;
  readonly backHref: string;
  readonly children?: ReactNode;
};

/** Its script asks the browser and sends the answer; without script the page says so. */
function PasskeyForm(props: PasskeyFormProps) {
  const { action, way, options, hidden = {}, button, backHref, children } = props;

  return (
    <form
      className="mg-form"
      method="post"
      action={action}
      noValidate
      data-passkey={way}
      data-options={JSON.stringify(options)}
    >
      {Object.entries({ ...hidden, response: "" }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} defaultValue={value} />
      ))}
      <noscript>
        <Notice tone="warning" title="パスキーを使うには、JavaScriptが要ります。">
          <p>ブラウザーの設定でJavaScriptを使えるようにするか、ほかの方法を選んでください。</p>
        </Notice>
      </noscript>
      {children}
      <p id="response" className="mg-field-error" tabIndex={-1} role="alert" data-passkey-message />
      <ButtonRow>
        <Button>{button}</Button>
        <LinkButton href={backHref} variant="secondary">
          ほかの方法にする
        </LinkButton>
      </ButtonRow>
    </form>
  );
}

type SignInByPasskeyPageProps = {
  readonly realm: Realm;
  readonly options: object;
  readonly next: string;
  readonly errors: FieldErrors;
};

export function SignInByPasskeyPage({ realm, options, next, errors }: SignInByPasskeyPageProps) {
  const { signIn } = doors[realm];
  const summary = summaryOf(errors);
  const frame = {
    title: "パスキーでログイン",
    width: "text",
    errorCount: summary.length,
    enhanced: "passkey",
    actor: null,
  } as const;
  const body = (
    <>
      <ErrorSummary errors={summary} heading={headingOf(errors)} />
      <PageHeading lead="登録してあるパスキーで、メールアドレスもパスワードも入力せずにログインします。">
        パスキーでログイン
      </PageHeading>
      <PasskeyForm
        action={`${signIn}/passkey`}
        way="get"
        options={options}
        hidden={{ next }}
        button="パスキーでログインする"
        backHref={`${signIn}?${new URLSearchParams({ next }).toString()}`}
      />
      <WhatIsPasskey door={realm} />
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

type ConfirmPageProps = {
  readonly person: SignedIn;
  readonly options: object;
  readonly next: string;
  readonly errors: FieldErrors;
};

export function ConfirmByPasskeyPage({ person, options, next, errors }: ConfirmPageProps) {
  const { confirm } = doors[person.account.realm];

  return (
    <HalfwayPage
      owner={person}
      title="パスキーで確認"
      lead={`${person.account.name} さんご本人であることを、パスキーで確かめます。`}
      errors={summaryOf(errors)}
      heading={headingOf(errors)}
      enhanced="passkey"
    >
      <PasskeyForm
        action={`${confirm}/passkey`}
        way="get"
        options={options}
        hidden={{ next }}
        button="パスキーで確認する"
        backHref={`${confirm}?${new URLSearchParams({ next, way: "recovery" }).toString()}`}
      />
    </HalfwayPage>
  );
}

type NewPasskeyPageProps = {
  readonly owner: Owner;
  readonly options: object;
  readonly state: FormState;
};

export function NewPasskeyPage({ owner, options, state }: NewPasskeyPageProps) {
  const { secondFactor: path } = doors[owner.account.realm];

  return (
    <OwnPage
      owner={owner}
      title="パスキーを登録する"
      lead="この端末の顔や指紋、画面ロックの番号で、ログインと確認ができるようになります。"
      errors={summaryOf(state.errors)}
      heading={headingOf(state.errors)}
      within={[{ label: TITLE, href: path }]}
      enhanced="passkey"
    >
      <PasskeyForm
        action={`${path}/passkeys/new`}
        way="create"
        options={options}
        button="パスキーを登録する"
        backHref={path}
      >
        <TextField
          name="name"
          label="パスキーの名前"
          help="どの端末のものか、あとで分かる名前にします。例：受付のパソコン"
          maxLength={40}
          required
          {...fieldState(state, "name")}
        />
      </PasskeyForm>
    </OwnPage>
  );
}

export function RemovePasskeyPage({ owner, passkey }: { owner: Owner; passkey: Passkey }) {
  const { secondFactor: path } = doors[owner.account.realm];

  return (
    <OwnPage owner={owner} title="パスキーの登録を取り消す" within={[{ label: TITLE, href: path }]}>
      <Prose>
        <p>「{passkey.name}」のパスキーでは、ログインも確認もできなくなります。</p>
        <p>端末に残ったパスキーは、端末の設定からも消してください。</p>
      </Prose>
      <Form action={`${path}/passkeys/${passkey.id}/remove`}>
        <ButtonRow>
          <Button variant="danger">登録を取り消す</Button>
          <LinkButton href={path} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </OwnPage>
  );
}

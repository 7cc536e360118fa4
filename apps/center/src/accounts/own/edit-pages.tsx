/** What the routes of one's own account show. */
import type { FieldErrors } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  Form,
  LinkButton,
  PasswordField,
  Prose,
  TextField,
} from "@madoguchi/ui";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { MAIL_LINK_HOURS } from "../rules.ts";
import { doors } from "../rules/doors.ts";
import { NewPasswordFields } from "../new-password.tsx";
import { OwnPage } from "./frame.tsx";
import type { Owner } from "./frame.tsx";

function Back({ owner }: { owner: Owner }) {
  return (
    <LinkButton href={doors[owner.account.realm].account} variant="secondary">
      やめて戻る
    </LinkButton>
  );
}

export function NamePage({ owner, state }: { owner: Owner; state: FormState }) {
  return (
    <OwnPage owner={owner} title="氏名を変える" errors={summaryOf(state.errors)} within={[]}>
      <Form action={`${doors[owner.account.realm].account}/name`}>
        <TextField
          name="name"
          label="氏名"
          help="申請や記録に、担当者として残ります。"
          required
          autoComplete="name"
          {...fieldState(state, "name")}
        />
        <ButtonRow>
          <Button>氏名を変える</Button>
          <Back owner={owner} />
        </ButtonRow>
      </Form>
    </OwnPage>
  );
}

export function MailPage({ owner, state }: { owner: Owner; state: FormState }) {
  return (
    <OwnPage
      owner={owner}
      title="メールアドレスを変える"
      lead={`いまのメールアドレスは ${owner.account.mail} です。ログインのIDも変わります。`}
      errors={summaryOf(state.errors)}
      within={[]}
    >
      <Form action={`${doors[owner.account.realm].account}/mail`}>
        <TextField
          name="mail"
          label="新しいメールアドレス"
          help="確認のメールを送ります。メールの中のリンクを開くまでは変わりません。"
          type="email"
          required
          autoComplete="email"
          {...fieldState(state, "mail")}
        />
        <ButtonRow>
          <Button>確認のメールを送る</Button>
          <Back owner={owner} />
        </ButtonRow>
      </Form>
    </OwnPage>
  );
}

export function MailSentPage({ owner, mail, demo }: { owner: Owner; mail: string; demo: boolean }) {
  return (
    <OwnPage owner={owner} title="新しいアドレスのメールを確かめてください" within={[]}>
      <Prose>
        <p>
          {mail} に確認のメールを送りました。{MAIL_LINK_HOURS}
          時間以内に、メールの中のリンクを開いてください。
        </p>
        <p>いまのアドレスにも、変える操作があったことをお知らせしました。</p>
      </Prose>
      <ButtonRow>
        {demo && <LinkButton href="/dev/mail">届いたメールを見る</LinkButton>}
        <LinkButton href={doors[owner.account.realm].account} variant="secondary">
          アカウントへ戻る
        </LinkButton>
      </ButtonRow>
    </OwnPage>
  );
}

type ConfirmMailPageProps = {
  readonly owner: Owner;
  readonly token: string;
  readonly mail: string;
};

export function ConfirmMailPage({ owner, token, mail }: ConfirmMailPageProps) {
  return (
    <OwnPage
      owner={owner}
      title="メールアドレスを変える"
      lead={`${owner.account.mail} から ${mail} に変えます。`}
      within={[]}
    >
      <Form action={`${doors[owner.account.realm].account}/mail/confirm`} hidden={{ token }}>
        <ButtonRow>
          <Button>変える</Button>
          <Back owner={owner} />
        </ButtonRow>
      </Form>
    </OwnPage>
  );
}

export function MailLinkEndedPage({ owner }: { owner: Owner }) {
  return (
    <OwnPage
      owner={owner}
      title="リンクの期限が過ぎています"
      lead={`このリンクは、${MAIL_LINK_HOURS}時間を過ぎたか、使われたか、別の方のものです。`}
      within={[]}
    >
      <ButtonRow>
        <LinkButton href={`${doors[owner.account.realm].account}/mail`}>
          もう一度メールを送る
        </LinkButton>
      </ButtonRow>
    </OwnPage>
  );
}

export function PasswordPage({ owner, errors }: { owner: Owner; errors: FieldErrors }) {
  const { account: path, forgotPassword } = doors[owner.account.realm];

  return (
    <OwnPage owner={owner} title="パスワードを変える" errors={summaryOf(errors)} within={[]}>
      <Form action={`${path}/password`}>
        <PasswordField
          name="current"
          label="いまのパスワード"
          required
          autoComplete="current-password"
          error={errors["current"]}
        />
        <NewPasswordFields errors={errors} />
        <ButtonRow>
          <Button>パスワードを変える</Button>
          <Back owner={owner} />
        </ButtonRow>
      </Form>
      <p>
        いまのパスワードを忘れたときは、<a href={forgotPassword}>メールで決め直せます</a>。
      </p>
    </OwnPage>
  );
}

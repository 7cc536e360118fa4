/** What to do without password or ID: solved alone, by mail, in a minute or two. */
import {
  mailField,
  phoneField,
  readForm,
  seeOther,
  sendPage,
  textField,
} from "@madoguchi/platform";
import type { FieldErrors, Limit } from "@madoguchi/platform";
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
import type { FastifyInstance } from "fastify";
import type { ReactNode } from "react";
import { z } from "zod";
import type { Center } from "../../center.ts";
import { isDemo } from "../../config.ts";
import { emptyForm, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage, PortalPage } from "../../shell/pages.tsx";
import { askForId, askForReset, ownerOfResetLink, resetPassword } from "../actions/forgotten.ts";
import { linkPage, postedToken } from "../link-token.ts";
import { NewPasswordFields } from "../new-password.tsx";
import { limits, passwordSchema, RESET_LINK_MINUTES, waitWords } from "../rules.ts";
import { doors } from "../rules/doors.ts";
import type { Realm } from "../rules/doors.ts";

const FORGOT_ID = "/forgot-id";

function limitedWords(reached: Limit): string {
  return reached === limits.reset
    ? `メールは${waitWords(reached)}に${reached.attempts}通まで送れます。いちばん新しいメールのリンクが、まだ使えます。`
    : `続けて送ったため、一時的に止めています。${waitWords(reached)}ほど待ってから、もう一度お試しください。`;
}

const mailSchema = z.object({ mail: mailField });
const idSchema = z.object({
  code: textField("医療機関コードまたは登録記号番号", 20).transform((text) =>
    text.normalize("NFKC").replaceAll(/[\s-]/g, ""),
  ),
  phone: phoneField,
});

export function registerForgotten(app: FastifyInstance, center: Center, realm: Realm): void {
  const { forgotPassword, resetPassword: resetPath, home } = doors[realm];
  const demo = isDemo(center.config);

  app.get(forgotPassword, (_request, reply) =>
    sendPage(reply, <ForgotPasswordPage realm={realm} state={emptyForm} />),
  );

  app.post(forgotPassword, async (request, reply) => {
    const form = readForm(mailSchema, request.body);
    if (!form.ok) {
      return sendPage(reply, <ForgotPasswordPage realm={realm} state={form} />, 422);
    }
    const result = await askForReset(center, realm, form.value.mail, request.ip);
    if (result === "sent") {
      return seeOther(reply, `${forgotPassword}/sent`);
    }
    const state = { values: form.values, errors: { mail: limitedWords(result) } };

    return sendPage(reply, <ForgotPasswordPage realm={realm} state={state} />, 429);
  });

  app.get(`${forgotPassword}/sent`, (_request, reply) =>
    sendPage(
      reply,
      <SentPage realm={realm} demo={demo}>
        <p>
          登録のあるメールアドレスのときは、パスワードを決め直すメールを送りました。
          {RESET_LINK_MINUTES}分以内に、メールの中のリンクを開いてください。
        </p>
        <p>
          リンクは一度だけ使えます。メールは{waitWords(limits.reset)}に{limits.reset.attempts}
          通まで送れます。
        </p>
      </SentPage>,
    ),
  );

  app.get(
    resetPath,
    linkPage(center, resetPath, async (token, _request, reply) => {
      const account = await ownerOfResetLink(center, realm, token);

      return account
        ? sendPage(reply, <ResetPage realm={realm} token={token} mail={account.mail} errors={{}} />)
        : sendPage(reply, <LinkEndedPage realm={realm} />, 410);
    }),
  );

  app.post(resetPath, async (request, reply) => {
    const token = postedToken(request.body);
    const account = await ownerOfResetLink(center, realm, token);
    if (!account) {
      return sendPage(reply, <LinkEndedPage realm={realm} />, 410);
    }
    const again = (errors: FieldErrors) =>
      sendPage(
        reply,
        <ResetPage realm={realm} token={token} mail={account.mail} errors={errors} />,
        422,
      );
    const form = readForm(passwordSchema, request.body);
    if (!form.ok) {
      return again(form.errors);
    }
    const asked = { realm, token, password: form.value.password };
    const result = await resetPassword(center, request, reply, asked);
    switch (result) {
      case "reset":
        return seeOther(reply, home);
      case "link-ended":
        return sendPage(reply, <LinkEndedPage realm={realm} />, 410);
      default:
        return again({ password: result.problem });
    }
  });
}

/** Of facilities only: an official's ID is known to the office. */
export function registerForgottenId(app: FastifyInstance, center: Center): void {
  app.get(FORGOT_ID, (_request, reply) => sendPage(reply, <ForgotIdPage state={emptyForm} />));

  app.post(FORGOT_ID, async (request, reply) => {
    const form = readForm(idSchema, request.body);
    if (!form.ok) {
      return sendPage(reply, <ForgotIdPage state={form} />, 422);
    }
    const result = await askForId(center, form.value, request.ip);
    if (result === "sent") {
      return seeOther(reply, `${FORGOT_ID}/sent`);
    }
    const state = { values: form.values, errors: { code: limitedWords(result) } };

    return sendPage(reply, <ForgotIdPage state={state} />, 429);
  });

  app.get(`${FORGOT_ID}/sent`, (_request, reply) =>
    sendPage(
      reply,
      <SentPage realm="facility" demo={isDemo(center.config)}>
        <p>コードと電話番号が登録と合うときは、施設の担当者のメールアドレスへお送りしました。</p>
        <p>メールが届いたアドレスが、ログインのIDです。</p>
        <p>
          入力は{waitWords(limits.idGuess)}に{limits.idGuess.attempts}回まで、メールは
          {waitWords(limits.idMails)}に{limits.idMails.attempts}通までです。
        </p>
      </SentPage>,
    ),
  );
}

type FrameProps = {
  readonly realm: Realm;
  readonly title: string;
  readonly lead?: ReactNode;
  readonly errors?: FieldErrors;
  readonly children: ReactNode;
};

function Frame({ realm, title, lead, errors = {}, children }: FrameProps) {
  const summary = summaryOf(errors);
  const frame = { title, actor: null, width: "text", errorCount: summary.length } as const;
  const body = (
    <>
      <ErrorSummary errors={summary} />
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

function ForgotPasswordPage({ realm, state }: { realm: Realm; state: FormState }) {
  const { forgotPassword } = doors[realm];

  return (
    <Frame
      realm={realm}
      title="パスワードを忘れた方"
      lead="登録したメールアドレスに、パスワードを決め直すリンクを送ります。2分ほどで終わります。"
      errors={state.errors}
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

function ForgotIdPage({ state }: { state: FormState }) {
  return (
    <Frame
      realm="facility"
      title="IDを忘れた方"
      lead="施設の担当者として登録されているメールアドレスに、IDを送ります。"
      errors={state.errors}
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
function SentPage({ realm, demo, children }: SentPageProps) {
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

function ResetPage({ realm, token, mail, errors }: ResetPageProps) {
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

function LinkEndedPage({ realm }: { realm: Realm }) {
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

/** Registering, signing in and out: the front door for facilities. */
import { readForm, seeOther, sendPage } from "@madoguchi/platform";
import type { FieldErrors, FormResult } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  CheckboxField,
  ErrorSummary,
  Fieldset,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  PasswordField,
  Prose,
  RadioGroup,
  TextField,
} from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Center } from "../center.ts";
import { facilityKindOptions, isFacilityKind, readFacilityCode } from "../facilities/index.ts";
import { emptyForm, fieldState, summaryOf } from "../shell/errors.tsx";
import type { FormState } from "../shell/errors.tsx";
import { PortalPage } from "../shell/pages.tsx";
import { completeRegistration, openRegistration, startRegistration } from "./actions/register.ts";
import type { ReadRegistration } from "./actions/register.ts";
import { signIn, startSession } from "./actions/sign-in.ts";
import {
  PASSWORD_MINIMUM,
  passwordSchema,
  registrationSchema,
  safeNext,
  signInSchema,
} from "./rules.ts";

const tokenSchema = z.object({ token: z.string().max(100).default("") });
const nextSchema = z.object({ next: z.string().optional() });

export function registerAccountPages(app: FastifyInstance, center: Center): void {
  app.get("/register", (_request, reply) => sendPage(reply, <RegisterPage state={emptyForm} />));

  app.post("/register", async (request, reply) => {
    const form = readRegistrationForm(request.body);
    if (!form.ok) {
      return sendPage(reply, <RegisterPage state={form} />, 422);
    }
    const result = await startRegistration(center, form.value);
    if (result === "code-taken") {
      const errors = {
        code: "このコードの施設は登録済みです。施設の担当者のメールアドレスでログインしてください。",
      };

      return sendPage(reply, <RegisterPage state={{ values: form.values, errors }} />, 422);
    }

    return seeOther(reply, "/register/sent");
  });

  app.get("/register/sent", (_request, reply) => sendPage(reply, <SentPage />));

  app.get("/register/complete", async (request, reply) => {
    const { token } = tokenSchema.parse(request.query);
    const pending = await openRegistration(center, token);

    return pending
      ? sendPage(reply, <PasswordPage token={token} mail={pending.mail} errors={{}} />)
      : sendPage(reply, <LinkEndedPage />, 410);
  });

  app.post("/register/complete", async (request, reply) => {
    const { token } = tokenSchema.parse(request.body);
    const pending = await openRegistration(center, token);
    if (!pending) {
      return sendPage(reply, <LinkEndedPage />, 410);
    }
    const form = readForm(passwordSchema, request.body);
    if (!form.ok) {
      return sendPage(
        reply,
        <PasswordPage token={token} mail={pending.mail} errors={form.errors} />,
        422,
      );
    }
    const result = await completeRegistration(center, token, form.value.password);
    if (result.kind !== "completed") {
      return sendPage(reply, <LinkEndedPage />, 410);
    }
    await startSession(center, reply, {
      id: result.accountId,
      realm: "facility",
      facilityId: null,
    });

    return seeOther(reply, "/home");
  });

  app.get("/sign-in", (request, reply) => {
    const { next } = nextSchema.parse(request.query);

    return sendPage(reply, <SignInPage state={emptyForm} next={next} />);
  });

  app.post("/sign-in", async (request, reply) => {
    const next = safeNext(nextSchema.parse(request.body).next, "/home");
    const form = readForm(signInSchema, request.body);
    if (!form.ok) {
      return sendPage(reply, <SignInPage state={form} next={next} />, 422);
    }
    const result = await signIn(center, reply, {
      realm: "facility",
      ip: request.ip,
      ...form.value,
    });
    if (result.kind === "signed-in") {
      return seeOther(reply, next);
    }
    const state = {
      values: { mail: form.value.mail },
      errors: { mail: signInMessages[result.kind] },
    };

    return sendPage(
      reply,
      <SignInPage state={state} next={next} />,
      result.kind === "limited" ? 429 : 422,
    );
  });

  app.post("/sign-out", async (request, reply) => {
    await center.sessions.end(request, reply);

    return seeOther(reply, "/");
  });
}

export const signInMessages = {
  refused: "メールアドレスかパスワードが違います。大文字と小文字、全角と半角を確かめてください。",
  limited:
    "続けて間違えたため、ログインを止めています。15分ほど待ってから、もう一度お試しください。",
} as const;

/** The code's form depends on the kind, so it is read beside the schema and its message joins the others in place. */
function readRegistrationForm(body: unknown): FormResult<ReadRegistration> {
  const form = readForm(registrationSchema, body);
  const kind = form.values["kind"] ?? "";
  const reading = isFacilityKind(kind) ? readFacilityCode(kind, form.values["code"] ?? "") : null;
  if (form.ok && reading?.ok) {
    const { code, prefectureCode } = reading;

    return { ...form, value: { ...form.value, code, prefectureCode } };
  }
  const found = form.ok ? {} : form.errors;
  const errors = reading && !reading.ok ? { ...found, code: reading.message } : found;

  return { ok: false, values: form.values, errors: inFieldOrder(errors) };
}

const fieldOrder = Object.keys(registrationSchema.shape);

function inFieldOrder(errors: FieldErrors): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).toSorted(
      ([left], [right]) => fieldOrder.indexOf(left) - fieldOrder.indexOf(right),
    ),
  );
}

function RegisterPage({ state }: { state: FormState }) {
  const errors = summaryOf(state.errors);

  return (
    <PortalPage title="新規ユーザー登録" actor={null} width="text" errorCount={errors.length}>
      <ErrorSummary errors={errors} />
      <PageHeading lead="施設と担当者を登録します。5分ほどで終わります。登録は無料です。">
        新規ユーザー登録
      </PageHeading>
      <Form action="/register">
        <Fieldset name="facility" legend="施設">
          <RadioGroup
            name="kind"
            label="施設の種類"
            required
            options={facilityKindOptions}
            {...fieldState(state, "kind")}
          />
          <TextField
            name="code"
            label="医療機関コード（施術所は登録記号番号）"
            help="医療機関コードは10桁です。都道府県2桁、点数表1桁、番号7桁の順に入力します。例：1310001234 の形。全角やハイフンがあっても構いません。"
            width={20}
            required
            inputMode="numeric"
            {...fieldState(state, "code")}
          />
          <TextField
            name="facilityName"
            label="施設の名称"
            required
            autoComplete="organization"
            {...fieldState(state, "facilityName")}
          />
          <TextField
            name="founder"
            label="開設者の氏名"
            help="法人のときは法人の名称を入力します。"
            required
            {...fieldState(state, "founder")}
          />
          <TextField
            name="postalCode"
            label="郵便番号"
            help="7桁の数字。例：1000013"
            width={8}
            required
            inputMode="numeric"
            autoComplete="postal-code"
            {...fieldState(state, "postalCode")}
          />
          <TextField
            name="address"
            label="所在地"
            required
            autoComplete="street-address"
            {...fieldState(state, "address")}
          />
          <TextField
            name="phone"
            label="電話番号"
            help="例：03-1234-5678"
            type="tel"
            width={20}
            required
            autoComplete="tel"
            {...fieldState(state, "phone")}
          />
        </Fieldset>
        <Fieldset name="person" legend="担当者">
          <TextField
            name="personName"
            label="担当者の氏名"
            required
            autoComplete="name"
            {...fieldState(state, "personName")}
          />
          <TextField
            name="mail"
            label="メールアドレス"
            help="ログインに使います。登録を続けるためのメールをお送りします。"
            type="email"
            required
            autoComplete="email"
            {...fieldState(state, "mail")}
          />
        </Fieldset>
        <CheckboxField
          name="consent"
          label="利用規約に同意します"
          help="入力された情報は、オンライン資格確認の利用申請と補助金の審査にだけ使います。"
          required
          checked={state.values["consent"] === "yes"}
          error={state.errors["consent"]}
        />
        <ButtonRow>
          <Button>確認メールを送る</Button>
        </ButtonRow>
      </Form>
    </PortalPage>
  );
}

function SentPage() {
  return (
    <PortalPage title="メールを送りました" actor={null} width="text">
      <PageHeading>メールを送りました</PageHeading>
      <Prose>
        <p>入力されたメールアドレスに、登録を続けるためのメールを送りました。</p>
        <p>24時間以内にメールの中のリンクを開いて、パスワードを決めてください。</p>
        <p>
          届かないときは、迷惑メールのフォルダーとメールアドレスの打ち間違いを確かめてください。
        </p>
      </Prose>
      <LinkButton href="/register" variant="secondary">
        入力をやり直す
      </LinkButton>
    </PortalPage>
  );
}

function PasswordPage({
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
        <PasswordField
          name="password"
          label="パスワード"
          help={`${PASSWORD_MINIMUM}文字以上。覚えやすい言葉をいくつかつなげると、安全で忘れにくくなります。`}
          required
          autoComplete="new-password"
          error={errors["password"]}
        />
        <PasswordField
          name="passwordAgain"
          label="パスワード（確認）"
          required
          autoComplete="new-password"
          error={errors["passwordAgain"]}
        />
        <ButtonRow>
          <Button>登録を完了する</Button>
        </ButtonRow>
      </Form>
    </PortalPage>
  );
}

function LinkEndedPage() {
  return (
    <PortalPage title="リンクの期限が過ぎています" actor={null} width="text">
      <PageHeading lead="このリンクは、24時間を過ぎたか、すでに使われています。">
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

function SignInPage({ state, next }: { state: FormState; next: string | undefined }) {
  const errors = summaryOf(state.errors);

  return (
    <PortalPage title="ログイン" actor={null} width="text" errorCount={errors.length}>
      <ErrorSummary errors={errors} />
      <PageHeading>ログイン</PageHeading>
      {next && errors.length === 0 && <Notice title="続けるにはログインが必要です" />}
      <SignInForm action="/sign-in" state={state} next={next} />
      <p>
        はじめての方は<a href="/register">新規ユーザー登録</a>へお進みください。
      </p>
    </PortalPage>
  );
}

export function SignInForm(props: { action: string; state: FormState; next: string | undefined }) {
  return (
    <Form action={props.action} hidden={props.next ? { next: props.next } : {}}>
      <TextField
        name="mail"
        label="メールアドレス"
        type="email"
        required
        autoComplete="username"
        {...fieldState(props.state, "mail")}
      />
      <PasswordField
        name="password"
        label="パスワード"
        required
        autoComplete="current-password"
        error={props.state.errors["password"]}
      />
      <ButtonRow>
        <Button>ログイン</Button>
      </ButtonRow>
    </Form>
  );
}

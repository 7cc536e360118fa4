/** Signing in and out: the same at both doors, but for the page around the form and where it leads. */
import { readForm, seeOther, sendPage } from "@madoguchi/platform";
import type { Limit } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  Form,
  LinkButton,
  Notice,
  PasswordField,
  Prose,
  TextField,
} from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import type { ComponentType } from "react";
import { z } from "zod";
import type { Center } from "../center.ts";
import { emptyForm, fieldState, MUST_WAIT } from "../shell/errors.tsx";
import type { FormState } from "../shell/errors.tsx";
import { signIn, signOut } from "./actions/sign-in.ts";
import { WhatIsPasskey } from "./own/explained.tsx";
import { registerPasskeySignIn } from "./own/passkeys.tsx";
import { safeNext, signInSchema, waitWords } from "./rules.ts";
import { doors } from "./rules/doors.ts";
import type { Realm } from "./rules/doors.ts";

export type SignInPageProps = { state: FormState; next: string | undefined };

const nextSchema = z.object({ next: z.string().optional() });

const REFUSED =
  "メールアドレスかパスワードが違います。大文字と小文字、全角と半角を確かめてください。";

/** Both ways out that nobody else can close: the mailbox, and a browser in which the person came in before. */
function limitedWords(reached: Limit): string {
  return [
    `続けて間違いがあったため、この端末でのログインを止めています。${waitWords(reached)}ほどで、また試せます。`,
    "お急ぎのときは「パスワードを忘れた方」へ進み、届いたメールのリンクからログインしてください。",
  ].join("");
}

export function registerDoor(
  app: FastifyInstance,
  center: Center,
  realm: Realm,
  Page: ComponentType<SignInPageProps>,
): void {
  const door = doors[realm];
  registerPasskeySignIn(app, center, realm);

  app.get(door.signIn, (request, reply) => {
    const { next } = nextSchema.parse(request.query);

    return sendPage(reply, <Page state={emptyForm} next={next} />);
  });

  app.post(door.signIn, async (request, reply) => {
    const next = safeNext(nextSchema.parse(request.body).next, door.home);
    const form = readForm(signInSchema, request.body);
    if (!form.ok) {
      return sendPage(reply, <Page state={form} next={next} />, 422);
    }
    const result = await signIn(center, request, reply, { realm, ...form.value });
    if (result === "signed-in") {
      return seeOther(reply, next);
    }
    // The password is not sent back to the page.
    const values = { mail: form.value.mail };
    if (result === "refused") {
      const state = { values, errors: { mail: REFUSED } };

      return sendPage(reply, <Page state={state} next={next} />, 422);
    }
    const errors = { mail: limitedWords(result.reached) };

    return sendPage(
      reply,
      <Page state={{ values, errors, heading: MUST_WAIT }} next={next} />,
      429,
    );
  });

  app.post(door.signOut, async (request, reply) => {
    await signOut(center, request, reply);
    // The next person at a shared computer goes back to nothing.
    reply.header("clear-site-data", '"cache"');

    return seeOther(reply, door.outside);
  });
}

export function SignInForm({ realm, state, next }: SignInPageProps & { realm: Realm }) {
  const { signIn: action, resume, forgotPassword } = doors[realm];
  const passkey = next ? `?${new URLSearchParams({ next }).toString()}` : "";

  return (
    <>
      {next === resume && (
        <Notice title="入力した内容は預かっています。">
          <p>ログインの時間が切れました。ログインすると、続きから送れます。</p>
        </Notice>
      )}
      <Form action={action} hidden={next ? { next } : {}}>
        <TextField
          name="mail"
          label="メールアドレス"
          help="登録したメールアドレスが、ログインのIDです。"
          type="email"
          required
          autoComplete="username"
          {...fieldState(state, "mail")}
        />
        <PasswordField
          name="password"
          label="パスワード"
          required
          autoComplete="current-password"
          error={state.errors["password"]}
        />
        <ButtonRow>
          <Button>ログイン</Button>
          <LinkButton href={`${action}/passkey${passkey}`} variant="secondary">
            パスキーでログイン
          </LinkButton>
        </ButtonRow>
      </Form>
      <Prose>
        <h2>ログインできないとき</h2>
        <ul>
          <li>
            <a href={forgotPassword}>パスワードを忘れた方</a>
            （メールで決め直します。2分ほどで終わります）
          </li>
          {realm === "facility" && (
            <>
              <li>
                <a href="/forgot-id">IDを忘れた方</a>（施設のコードと電話番号を使います）
              </li>
              <li>
                確認に使うスマートフォンをなくした方は、まずパスワードでログインしてください。次の画面で、確認方法の解除を申し込めます。
              </li>
            </>
          )}
        </ul>
      </Prose>
      <WhatIsPasskey door={realm} />
    </>
  );
}

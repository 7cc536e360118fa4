/** Signing in and out: the same at both doors, but for the page around the form and where it leads. */
import { readForm, seeOther, sendPage } from "@madoguchi/platform";
import { Button, ButtonRow, Form, PasswordField, TextField } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import type { ComponentType } from "react";
import { z } from "zod";
import type { Center } from "../center.ts";
import { emptyForm, fieldState } from "../shell/errors.tsx";
import type { FormState } from "../shell/errors.tsx";
import { signIn, signOut } from "./actions/sign-in.ts";
import { safeNext, signInSchema } from "./rules.ts";
import type { Account } from "./store.ts";

export type SignInPageProps = { state: FormState; next: string | undefined };

type Door = {
  readonly realm: Account["realm"];
  readonly path: string;
  readonly signOutPath: string;
  /** Where signing in leads to, unless the person was on the way elsewhere. */
  readonly home: string;
  /** Where signing out leads to. */
  readonly outside: string;
  readonly Page: ComponentType<SignInPageProps>;
};

const nextSchema = z.object({ next: z.string().optional() });

const messages = {
  refused: "メールアドレスかパスワードが違います。大文字と小文字、全角と半角を確かめてください。",
  limited:
    "続けて間違えたため、ログインを止めています。15分ほど待ってから、もう一度お試しください。",
} as const;

export function registerDoor(app: FastifyInstance, center: Center, door: Door): void {
  const { Page } = door;

  app.get(door.path, (request, reply) => {
    const { next } = nextSchema.parse(request.query);

    return sendPage(reply, <Page state={emptyForm} next={next} />);
  });

  app.post(door.path, async (request, reply) => {
    const next = safeNext(nextSchema.parse(request.body).next, door.home);
    const form = readForm(signInSchema, request.body);
    if (!form.ok) {
      return sendPage(reply, <Page state={form} next={next} />, 422);
    }
    const attempt = { realm: door.realm, ip: request.ip, ...form.value };
    const result = await signIn(center, reply, attempt);
    if (result === "signed-in") {
      return seeOther(reply, next);
    }
    // The password is not sent back to the page.
    const state = { values: { mail: form.value.mail }, errors: { mail: messages[result] } };

    return sendPage(reply, <Page state={state} next={next} />, result === "limited" ? 429 : 422);
  });

  app.post(door.signOutPath, async (request, reply) => {
    await signOut(center, request, reply);

    return seeOther(reply, door.outside);
  });
}

export function SignInForm({ action, state, next }: SignInPageProps & { action: string }) {
  return (
    <Form action={action} hidden={next ? { next } : {}}>
      <TextField
        name="mail"
        label="メールアドレス"
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
      </ButtonRow>
    </Form>
  );
}

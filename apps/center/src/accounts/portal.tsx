/** The front door for facilities: registering, signing in and out. */
import { readForm, seeOther, sendPage } from "@madoguchi/platform";
import type { FieldErrors } from "@madoguchi/platform";
import { ErrorSummary, Notice, PageHeading } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Center } from "../center.ts";
import { isDemo } from "../config.ts";
import { emptyForm, summaryOf } from "../shell/errors.tsx";
import { PortalPage } from "../shell/pages.tsx";
import { completeRegistration, openRegistration, startRegistration } from "./actions/register.ts";
import { startSession } from "./actions/sign-in.ts";
import { LinkEndedPage, PasswordPage, SentPage } from "./portal/complete.tsx";
import { RegisterPage, readRegistrationForm } from "./portal/register.tsx";
import { passwordSchema } from "./rules.ts";
import { registerDoor, SignInForm } from "./sign-in.tsx";
import type { SignInPageProps } from "./sign-in.tsx";

const tokenSchema = z.object({ token: z.string().max(100).default("") });

export function registerAccountPages(app: FastifyInstance, center: Center): void {
  registerRegistration(app, center);
  registerDoor(app, center, {
    realm: "facility",
    path: "/sign-in",
    signOutPath: "/sign-out",
    home: "/home",
    outside: "/",
    Page: SignInPage,
  });
}

function registerRegistration(app: FastifyInstance, center: Center): void {
  app.get("/register", (_request, reply) => sendPage(reply, <RegisterPage state={emptyForm} />));

  app.post("/register", async (request, reply) => {
    const form = readRegistrationForm(request.body);
    if (!form.ok) {
      return sendPage(reply, <RegisterPage state={form} />, 422);
    }
    const result = await startRegistration(center, form.value, request.ip);
    const again = (errors: FieldErrors) => <RegisterPage state={{ values: form.values, errors }} />;
    switch (result) {
      case "sent":
        return seeOther(reply, "/register/sent");
      case "code-taken":
        return sendPage(
          reply,
          again({
            code: "このコードの施設は登録済みです。施設の担当者のメールアドレスでログインしてください。",
          }),
          422,
        );
      case "limited":
        return sendPage(
          reply,
          again({
            mail: "確認メールを続けて送ったため、一時的に止めています。1時間ほど待ってから、もう一度お試しください。",
          }),
          429,
        );
    }
  });

  app.get("/register/sent", (_request, reply) =>
    sendPage(reply, <SentPage demo={isDemo(center.config)} />),
  );

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
      const page = <PasswordPage token={token} mail={pending.mail} errors={form.errors} />;

      return sendPage(reply, page, 422);
    }
    const result = await completeRegistration(center, token, form.value.password);
    if (result.kind !== "completed") {
      return sendPage(reply, <LinkEndedPage />, 410);
    }
    await startSession(center, reply, result.account);

    return seeOther(reply, "/home");
  });
}

function SignInPage({ state, next }: SignInPageProps) {
  const errors = summaryOf(state.errors);

  return (
    <PortalPage
      title="ログイン"
      actor={null}
      signIn={false}
      width="text"
      errorCount={errors.length}
    >
      <ErrorSummary errors={errors} />
      <PageHeading>ログイン</PageHeading>
      {next && errors.length === 0 && <Notice title="続けるには、ログインが必要です。" />}
      <SignInForm action="/sign-in" state={state} next={next} />
      <p>
        はじめての方は<a href="/register">新規ユーザー登録</a>へお進みください。
      </p>
      <p>
        ログインできないときは、コールセンター（
        <a href="tel:0800-080-4583">0800-080-4583</a>）へお電話ください。
      </p>
    </PortalPage>
  );
}

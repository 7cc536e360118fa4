/** The front door for facilities: registering, signing in and out. */
import { ownerOf } from "./own/frame.tsx";
import { formValues, readForm, seeOther, sendPage } from "@madoguchi/platform";
import { ErrorSummary, Notice, PageHeading } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import type { Center } from "../center.ts";
import { isDemo } from "../config.ts";
import { findMaster, isCodeRegistered, readIdentity } from "../facilities/index.ts";
import { summaryOf } from "../shell/errors.tsx";
import { PortalPage } from "../shell/pages.tsx";
import {
  addFacility,
  completeRegistration,
  openRegistration,
  startRegistration,
} from "./actions/register.ts";
import { startSession } from "./actions/sign-in.ts";
import { asPerson } from "./guard.tsx";
import { AddFacilityPage } from "./portal/add-facility.tsx";
import { LinkEndedPage, PasswordPage, SentPage } from "./portal/complete.tsx";
import { CodeTakenPage, RegisterCodePage } from "./portal/register-code.tsx";
import { RegisterPage, readRegistrationForm } from "./portal/register.tsx";
import { registerForgottenId } from "./own/forgotten.tsx";
import { registerOwnPages } from "./own/index.ts";
import { registerPeoplePages } from "./people/index.ts";
import { registerFactorResetPages } from "./factor-reset/index.ts";
import { linkPage, postedToken } from "./link-token.ts";
import { passwordSchema } from "./rules.ts";
import { doors } from "./rules/doors.ts";
import { passwordProblem } from "./rules/passwords.ts";
import { registerDoor, SignInForm } from "./sign-in.tsx";
import type { SignInPageProps } from "./sign-in.tsx";
import type { PendingRegistration } from "./store.ts";

/** For who has an account already. */
const ADD = "/register/complete/add";

export function registerAccountPages(app: FastifyInstance, center: Center): void {
  registerRegistration(app, center);
  registerDoor(app, center, "facility", SignInPage);
  registerOwnPages(app, center, "facility");
  registerPeoplePages(app, center);
  registerForgottenId(app, center);
  registerFactorResetPages(app, center);
}

function registerRegistration(app: FastifyInstance, center: Center): void {
  app.get("/register", (request, reply) =>
    sendPage(reply, <RegisterCodePage state={{ values: formValues(request.query), errors: {} }} />),
  );

  app.get("/register/details", async (request, reply) => {
    const typed = formValues(request.query);
    const identity = readIdentity(typed);
    if (!identity.ok) {
      const { errors, unchecked } = identity;

      return sendPage(
        reply,
        <RegisterCodePage state={{ values: typed, errors }} unchecked={unchecked} />,
        422,
      );
    }
    const { kind, code } = identity.value;
    const values = { kind, code, target: typed["target"] ?? "" };
    if (await isCodeRegistered(center.db, kind, code)) {
      return sendPage(reply, <CodeTakenPage values={values} />, 409);
    }
    const master = await findMaster(center.db, kind, code);

    return sendPage(reply, <RegisterPage state={{ values, errors: {} }} master={master} />);
  });

  app.post("/register", async (request, reply) => {
    const form = readRegistrationForm(request.body);
    if (!form.ok) {
      const { kind = "", code = "" } = form.values;
      const master = await findMaster(center.db, kind, code);

      return sendPage(
        reply,
        <RegisterPage state={form} master={master} unchecked={form.unchecked} />,
        422,
      );
    }
    const { value, values } = form;
    switch (await startRegistration(center, value, request.ip)) {
      case "sent":
        return seeOther(reply, "/register/sent");
      case "code-taken":
        return sendPage(reply, <CodeTakenPage values={values} />, 409);
      case "limited":
        return sendPage(
          reply,
          <RegisterPage
            state={{
              values,
              errors: {
                mail: "確認メールを続けて送ったため、一時的に止めています。1時間ほど待ってから、もう一度お試しください。",
              },
            }}
            master={await findMaster(center.db, value.kind, value.code)}
          />,
          429,
        );
    }
  });

  app.get("/register/sent", (_request, reply) =>
    sendPage(reply, <SentPage demo={isDemo(center.config)} />),
  );

  app.get(
    "/register/complete",
    linkPage(center, "/register/complete", async (token, _request, reply) => {
      const open = await openRegistration(center, token);
      if (!open) {
        return sendPage(reply, <LinkEndedPage />, 410);
      }

      // The page behind it asks for a sign-in, and comes back.
      return open.isKnown
        ? seeOther(reply, ADD)
        : sendPage(reply, <PasswordPage token={token} mail={open.pending.mail} errors={{}} />);
    }),
  );

  app.post("/register/complete", async (request, reply) => {
    const token = postedToken(request.body);
    const open = await openRegistration(center, token);
    if (!open || open.isKnown) {
      return sendPage(reply, <LinkEndedPage />, 410);
    }
    const { pending } = open;
    const form = readForm(passwordSchema, request.body);
    if (!form.ok) {
      const page = <PasswordPage token={token} mail={pending.mail} errors={form.errors} />;

      return sendPage(reply, page, 422);
    }
    const problem = await passwordProblem(form.value.password, wordsOf(pending));
    if (problem !== null) {
      const errors = { password: problem };

      return sendPage(
        reply,
        <PasswordPage token={token} mail={pending.mail} errors={errors} />,
        422,
      );
    }
    const result = await completeRegistration(center, token, form.value.password);
    if (result.kind !== "completed") {
      return sendPage(reply, <LinkEndedPage />, 410);
    }
    // The link came by mail, which only this person reads.
    await startSession(center, request, reply, result.account, { proven: true, way: "link" });

    return seeOther(reply, "/home");
  });

  app.get(
    ADD,
    linkPage(center, ADD, (token, ...asked) =>
      asPerson(center, "facility", { proof: "session" }, async (person, _request, reply) => {
        const open = await openRegistration(center, token);
        const owner = ownerOf(person);

        return open?.pending.mail === person.account.mail
          ? sendPage(reply, <AddFacilityPage owner={owner} pending={open.pending} token={token} />)
          : sendPage(reply, <LinkEndedPage />, 410);
      })(...asked),
    ),
  );

  app.post(
    ADD,
    asPerson(center, "facility", { proof: "session" }, async (person, request, reply) => {
      const token = postedToken(request.body);

      return (await addFacility(center, person, token)).kind === "completed"
        ? seeOther(reply, "/home")
        : sendPage(reply, <LinkEndedPage />, 410);
    }),
  );
}

/** What others know about who registers, and so would guess first. */
function wordsOf({ mail, personName, facilityName, founder, code, phone }: PendingRegistration) {
  return [mail, personName, facilityName, founder, code, phone];
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
      <ErrorSummary errors={errors} heading={state.heading} />
      <PageHeading>ログイン</PageHeading>
      {next && next !== doors.facility.resume && errors.length === 0 && (
        <Notice title="続けるには、ログインが必要です。" />
      )}
      <SignInForm realm="facility" state={state} next={next} />
      <p>
        はじめての方は<a href="/register">新規ユーザー登録</a>へお進みください。
      </p>
    </PortalPage>
  );
}

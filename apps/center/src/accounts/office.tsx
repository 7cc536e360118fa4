/** The officials' door. Their accounts are made by the administrator, never by registration. */
import { readForm, seeOther, sendPage } from "@madoguchi/platform";
import { ErrorSummary, PageHeading } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Center } from "../center.ts";
import { emptyForm, summaryOf } from "../shell/errors.tsx";
import type { FormState } from "../shell/errors.tsx";
import { OfficePage } from "../shell/pages.tsx";
import { signIn } from "./actions/sign-in.ts";
import { SignInForm, signInMessages } from "./portal.tsx";
import { safeNext, signInSchema } from "./rules.ts";

const nextSchema = z.object({ next: z.string().optional() });

export function registerOfficeDoor(app: FastifyInstance, center: Center): void {
  app.get("/office/sign-in", (request, reply) =>
    sendPage(reply, <OfficeSignIn state={emptyForm} next={nextSchema.parse(request.query).next} />),
  );

  app.post("/office/sign-in", async (request, reply) => {
    const next = safeNext(nextSchema.parse(request.body).next, "/office");
    const form = readForm(signInSchema, request.body);
    if (!form.ok) {
      return sendPage(reply, <OfficeSignIn state={form} next={next} />, 422);
    }
    const result = await signIn(center, reply, { realm: "office", ip: request.ip, ...form.value });
    if (result.kind === "signed-in") {
      return seeOther(reply, next);
    }
    const state = {
      values: { mail: form.value.mail },
      errors: { mail: signInMessages[result.kind] },
    };

    return sendPage(
      reply,
      <OfficeSignIn state={state} next={next} />,
      result.kind === "limited" ? 429 : 422,
    );
  });

  app.post("/office/sign-out", async (request, reply) => {
    await center.sessions.end(request, reply);

    return seeOther(reply, "/office/sign-in");
  });
}

function OfficeSignIn({ state, next }: { state: FormState; next: string | undefined }) {
  const errors = summaryOf(state.errors);

  return (
    <OfficePage title="ログイン" actor={null} width="text" errorCount={errors.length}>
      <ErrorSummary errors={errors} />
      <PageHeading lead="審査を担当する職員のためのページです。">ログイン</PageHeading>
      <SignInForm action="/office/sign-in" state={state} next={next} />
    </OfficePage>
  );
}

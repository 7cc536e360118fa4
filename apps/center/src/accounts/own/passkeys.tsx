/** Passkeys: signing in and confirming with one, registering and removing one. These pages need their script; nothing else does. */
import { ProblemError, readForm, seeOther, sendPage } from "@madoguchi/platform";
import type { FieldErrors } from "@madoguchi/platform";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ReactElement } from "react";
import { z } from "zod";
import type { Center } from "../../center.ts";
import { emptyForm } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import {
  authenticationOptions,
  proveByPasskey,
  registerPasskey,
  registrationOptions,
  removePasskey,
  signInByPasskey,
} from "../actions/passkeys.ts";
import { asPerson } from "../guard.tsx";
import { limits, safeNext, waitWords } from "../rules.ts";
import { doors } from "../rules/doors.ts";
import type { Realm } from "../rules/doors.ts";
import { newPasskeySchema, passkeyAnswerSchema } from "../rules/passkeys.ts";
import type { SignedIn } from "../signed-in.ts";
import { passkeysOf } from "../store/factors.ts";
import { ownerOf } from "./frame.tsx";
import {
  ConfirmByPasskeyPage,
  NewPasskeyPage,
  RemovePasskeyPage,
  SignInByPasskeyPage,
} from "./passkey-pages.tsx";
import { RecoveryCodesPage } from "./second-factor-pages.tsx";
import { sendOverview } from "./second-factor.tsx";

const nextSchema = z.object({ next: z.string().optional() });
const idSchema = z.object({ id: z.string().regex(/^[\w-]{1,1400}$/) });

const messages = {
  refused:
    "パスキーを確かめられませんでした。時間が過ぎたか、このサイトに登録のないパスキーです。もう一度お試しください。",
  limited: `続けて試されたため、パスキーでの確認を止めています。${waitWords(limits.signInsOfMachine)}ほど待ってください。`,
} as const;

export function registerPasskeySignIn(app: FastifyInstance, center: Center, realm: Realm): void {
  const { signIn, home } = doors[realm];

  app.get(`${signIn}/passkey`, async (request, reply) => {
    const { next } = nextSchema.parse(request.query);

    return sendPage(reply, await signInPage({}, next));
  });

  app.post(`${signIn}/passkey`, async (request, reply) => {
    const next = safeNext(nextSchema.parse(request.body).next, home);
    const form = readForm(passkeyAnswerSchema, request.body);
    if (!form.ok) {
      return sendPage(reply, await signInPage(form.errors, next), 422);
    }
    const result = await signInByPasskey(center, request, reply, realm, form.value.response);

    return result === "accepted"
      ? seeOther(reply, next)
      : sendPage(reply, await signInPage({ response: messages[result] }, next), statusOf(result));
  });

  async function signInPage(errors: FieldErrors, next: string | undefined): Promise<ReactElement> {
    const options = await authenticationOptions(center, null);

    return (
      <SignInByPasskeyPage realm={realm} options={options} next={next ?? home} errors={errors} />
    );
  }
}

export function registerPasskeys(app: FastifyInstance, center: Center, realm: Realm): void {
  const { confirm, home, secondFactor } = doors[realm];
  const none = { proof: "none", keeps: false } as const;
  const fresh = { proof: "fresh" } as const;
  // The browser's answer fits one challenge of this very page.
  const answer = { proof: "fresh", keeps: false } as const;

  app.get(
    `${confirm}/passkey`,
    asPerson(center, realm, none, async (person, request, reply) => {
      const next = safeNext(nextSchema.parse(request.query).next, home);

      return sendPage(reply, await confirmPage(person, next, {}));
    }),
  );

  app.post(
    `${confirm}/passkey`,
    asPerson(center, realm, none, async (person, request, reply) => {
      const next = safeNext(nextSchema.parse(request.body).next, home);
      const form = readForm(passkeyAnswerSchema, request.body);
      if (!form.ok) {
        return sendPage(reply, await confirmPage(person, next, form.errors), 422);
      }
      const result = await proveByPasskey(center, request, reply, person, form.value.response);
      if (result === "accepted") {
        return seeOther(reply, next);
      }
      const errors = { response: messages[result] };

      return sendPage(reply, await confirmPage(person, next, errors), statusOf(result));
    }),
  );

  app.get(
    `${secondFactor}/passkeys/new`,
    asPerson(center, realm, fresh, async (person, _request, reply) =>
      sendPage(reply, await newPage(person, emptyForm)),
    ),
  );

  app.post(
    `${secondFactor}/passkeys/new`,
    asPerson(center, realm, answer, async (person, request, reply) => {
      const form = readForm(newPasskeySchema, request.body);
      if (!form.ok) {
        return sendPage(reply, await newPage(person, form), 422);
      }
      const result = await registerPasskey(center, reply, person, form.value);
      if (result.kind !== "registered") {
        const errors = {
          response:
            result.kind === "refused" ? messages.refused : "パスキーは10個まで登録できます。",
        };

        return sendPage(reply, await newPage(person, { values: form.values, errors }), 422);
      }

      return result.recoveryCodes
        ? sendPage(
            reply,
            <RecoveryCodesPage owner={ownerOf(person)} codes={result.recoveryCodes} first />,
          )
        : seeOther(reply, secondFactor);
    }),
  );

  app.get(
    `${secondFactor}/passkeys/:id/remove`,
    asPerson(center, realm, fresh, async (person, request, reply) => {
      const id = passkeyId(request);
      const passkey = (await passkeysOf(center.db, person.account.id)).find(
        (candidate) => candidate.id === id,
      );
      if (!passkey) {
        throw new ProblemError("not-found");
      }

      return sendPage(reply, <RemovePasskeyPage owner={ownerOf(person)} passkey={passkey} />);
    }),
  );

  app.post(
    `${secondFactor}/passkeys/:id/remove`,
    asPerson(center, realm, fresh, async (person, request, reply) => {
      switch (await removePasskey(center, person, passkeyId(request))) {
        case "removed":
          return seeOther(reply, secondFactor);
        case "last-factor":
          return sendOverview(center, reply, person, { lastFactor: true });
        case "not-found":
          throw new ProblemError("not-found");
      }
    }),
  );

  async function confirmPage(person: SignedIn, next: string, errors: FieldErrors) {
    const options = await authenticationOptions(center, person.account);

    return <ConfirmByPasskeyPage person={person} options={options} next={next} errors={errors} />;
  }

  async function newPage(person: SignedIn, state: FormState) {
    const options = await registrationOptions(center, person);

    return <NewPasskeyPage owner={ownerOf(person)} options={options} state={state} />;
  }
}

function statusOf(result: "refused" | "limited"): number {
  return result === "limited" ? 429 : 422;
}

/** @throws ProblemError `not-found` for what is no credential's id */
function passkeyId(request: FastifyRequest): string {
  const params = idSchema.safeParse(request.params);
  if (!params.success) {
    throw new ProblemError("not-found");
  }

  return params.data.id;
}

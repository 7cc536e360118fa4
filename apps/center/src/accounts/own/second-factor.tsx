/** The authenticator app: setting it up, its recovery codes, taking it away. */
import { readForm, seeOther, sendPage } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import type { Center } from "../../center.ts";
import {
  confirmTotp,
  pendingTotp,
  removeTotp,
  renewRecoveryCodes,
  startTotp,
} from "../actions/second-factor.ts";
import { asPerson } from "../guard.tsx";
import type { SignedIn } from "../signed-in.ts";
import { doors } from "../rules/doors.ts";
import type { Realm } from "../rules/doors.ts";
import { findTotp, passkeysOf, recoveryCodesLeft } from "../store/factors.ts";
import { ownerOf } from "./frame.tsx";
import { AppPage, OverviewPage, RecoveryCodesPage, RemovePage } from "./second-factor-pages.tsx";

const codeSchema = z.object({
  code: z
    .string({ error: "認証アプリの6桁の数字を入力してください。" })
    .refine((text) => text.trim() !== "", "認証アプリの6桁の数字を入力してください。"),
});

export function registerSecondFactor(app: FastifyInstance, center: Center, realm: Realm): void {
  const { secondFactor: path } = doors[realm];
  const fresh = { proof: "fresh" } as const;

  app.get(
    path,
    asPerson(center, realm, { proof: "session" }, async (person, _request, reply) =>
      sendOverview(center, reply, person),
    ),
  );

  app.post(
    `${path}/app`,
    asPerson(center, realm, fresh, async (person, _request, reply) =>
      seeOther(reply, (await startTotp(center, person)) ? `${path}/app` : path),
    ),
  );

  app.get(
    `${path}/app`,
    asPerson(center, realm, fresh, async (person, _request, reply) => {
      const secret = await pendingTotp(center, person);

      return secret
        ? sendPage(reply, <AppPage owner={ownerOf(person)} secret={secret} errors={{}} />)
        : seeOther(reply, path);
    }),
  );

  app.post(
    `${path}/app/confirm`,
    asPerson(center, realm, { proof: "fresh", keeps: false }, async (person, request, reply) => {
      const form = readForm(codeSchema, request.body);
      const codes = form.ok ? await confirmTotp(center, reply, person, form.value.code) : null;
      const owner = ownerOf(person);
      if (codes) {
        return sendPage(reply, <RecoveryCodesPage owner={owner} codes={codes} first />);
      }
      const secret = await pendingTotp(center, person);
      const errors = form.ok
        ? { code: "コードが違います。認証アプリのいまの数字を、入力し直してください。" }
        : form.errors;

      return secret
        ? sendPage(reply, <AppPage owner={owner} secret={secret} errors={errors} />, 422)
        : seeOther(reply, path);
    }),
  );

  app.get(
    `${path}/app/remove`,
    asPerson(center, realm, fresh, async (person, _request, reply) =>
      sendPage(reply, <RemovePage owner={ownerOf(person)} />),
    ),
  );

  app.post(
    `${path}/app/remove`,
    asPerson(center, realm, fresh, async (person, _request, reply) =>
      (await removeTotp(center, person))
        ? seeOther(reply, path)
        : sendOverview(center, reply, person, { lastFactor: true }),
    ),
  );

  app.post(
    `${path}/recovery-codes`,
    asPerson(center, realm, fresh, async (person, _request, reply) => {
      const codes = await renewRecoveryCodes(center, person);

      return sendPage(
        reply,
        <RecoveryCodesPage owner={ownerOf(person)} codes={codes} first={false} />,
      );
    }),
  );
}

export async function sendOverview(
  center: Center,
  reply: FastifyReply,
  person: SignedIn,
  { lastFactor = false }: { lastFactor?: boolean } = {},
): Promise<FastifyReply> {
  const { id } = person.account;
  const [totp, passkeys, codesLeft] = await Promise.all([
    findTotp(center.db, id),
    passkeysOf(center.db, id),
    recoveryCodesLeft(center.db, id),
  ]);
  const owner = ownerOf(person);
  const page = { owner, totp: totp?.confirmedAt ? totp : null, passkeys, codesLeft, lastFactor };

  return sendPage(reply, <OverviewPage {...page} />, lastFactor ? 409 : 200);
}

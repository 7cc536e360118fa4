/** Changing one's name, address and password, and signing other devices out. */
import {
  mailField,
  ProblemError,
  readForm,
  seeOther,
  sendPage,
  textField,
} from "@madoguchi/platform";
import type { FieldErrors } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Center } from "../../center.ts";
import { isDemo } from "../../config.ts";
import { emptyForm } from "../../shell/errors.tsx";
import { idParam } from "../../shell/params.ts";
import {
  askForMailChange,
  changePassword,
  confirmMailChange,
  endOtherSessions,
  endSession,
  openMailChange,
  rename,
} from "../actions/own-account.ts";
import { asPerson } from "../guard.tsx";
import { linkPage, postedToken } from "../link-token.ts";
import { passwordSchema } from "../rules.ts";
import { doors } from "../rules/doors.ts";
import type { Realm } from "../rules/doors.ts";
import { sendAccount } from "./account.tsx";
import { ownerOf } from "./frame.tsx";
import {
  ConfirmMailPage,
  MailLinkEndedPage,
  MailPage,
  MailSentPage,
  NamePage,
  PasswordPage,
} from "./edit-pages.tsx";

const nameSchema = z.object({ name: textField("氏名", 60) });
const mailSchema = z.object({ mail: mailField });
const doneSchema = z.object({
  done: z.enum(["name", "mail", "password", "ended", "roles", "left"]).optional().catch(undefined),
});
const currentSchema = z.object({
  current: z
    .string({ error: "いまのパスワードを入力してください。" })
    .min(1, "いまのパスワードを入力してください。"),
});

export function registerAccount(app: FastifyInstance, center: Center, realm: Realm): void {
  const { account: path } = doors[realm];
  const session = { proof: "session" } as const;
  const fresh = { proof: "fresh" } as const;
  app.get(
    path,
    asPerson(center, realm, session, async (person, request, reply) =>
      sendAccount(center, reply, person, doneSchema.parse(request.query).done ?? null),
    ),
  );

  app.get(
    `${path}/name`,
    asPerson(center, realm, session, async (person, _request, reply) => {
      const state = { ...emptyForm, values: { name: person.account.name } };

      return sendPage(reply, <NamePage owner={ownerOf(person)} state={state} />);
    }),
  );

  app.post(
    `${path}/name`,
    asPerson(center, realm, session, async (person, request, reply) => {
      const form = readForm(nameSchema, request.body);
      if (!form.ok) {
        return sendPage(reply, <NamePage owner={ownerOf(person)} state={form} />, 422);
      }
      await rename(center, person, form.value.name);

      return seeOther(reply, `${path}?done=name`);
    }),
  );

  app.get(
    `${path}/mail`,
    asPerson(center, realm, fresh, async (person, _request, reply) =>
      sendPage(reply, <MailPage owner={ownerOf(person)} state={emptyForm} />),
    ),
  );

  app.post(
    `${path}/mail`,
    asPerson(center, realm, fresh, async (person, request, reply) => {
      const form = readForm(mailSchema, request.body);
      const owner = ownerOf(person);
      if (!form.ok) {
        return sendPage(reply, <MailPage owner={owner} state={form} />, 422);
      }
      if ((await askForMailChange(center, person, form.value.mail)) === "sent") {
        return sendPage(
          reply,
          <MailSentPage owner={owner} mail={form.value.mail} demo={isDemo(center.config)} />,
        );
      }
      const errors = {
        mail: "確認メールを続けて送ったため、止めています。1時間ほど待ってください。",
      };

      return sendPage(
        reply,
        <MailPage owner={owner} state={{ values: form.values, errors }} />,
        429,
      );
    }),
  );

  app.get(
    `${path}/mail/confirm`,
    linkPage(center, `${path}/mail/confirm`, (token, ...asked) =>
      asPerson(center, realm, session, async (person, _request, reply) => {
        const link = await openMailChange(center, person, token);
        const owner = ownerOf(person);

        return link?.mail
          ? sendPage(reply, <ConfirmMailPage owner={owner} token={token} mail={link.mail} />)
          : sendPage(reply, <MailLinkEndedPage owner={owner} />, 410);
      })(...asked),
    ),
  );

  app.post(
    `${path}/mail/confirm`,
    asPerson(center, realm, session, async (person, request, reply) => {
      const token = postedToken(request.body);

      return (await confirmMailChange(center, person, token)) === "changed"
        ? seeOther(reply, `${path}?done=mail`)
        : sendPage(reply, <MailLinkEndedPage owner={ownerOf(person)} />, 410);
    }),
  );

  app.get(
    `${path}/password`,
    asPerson(center, realm, session, async (person, _request, reply) =>
      sendPage(reply, <PasswordPage owner={ownerOf(person)} errors={{}} />),
    ),
  );

  app.post(
    `${path}/password`,
    asPerson(center, realm, session, async (person, request, reply) => {
      const current = readForm(currentSchema, request.body);
      const wanted = readForm(passwordSchema, request.body);
      const again = async (errors: FieldErrors) =>
        sendPage(reply, <PasswordPage owner={ownerOf(person)} errors={errors} />, 422);
      if (!current.ok || !wanted.ok) {
        return again({
          ...(current.ok ? {} : current.errors),
          ...(wanted.ok ? {} : wanted.errors),
        });
      }
      const change = { ...current.value, password: wanted.value.password };
      const result = await changePassword(center, person, change);
      switch (result) {
        case "changed":
          return seeOther(reply, `${path}?done=password`);
        case "wrong":
          return again({ current: "いまのパスワードが違います。" });
        case "limited":
          return again({ current: "続けて間違えたため、止めています。15分ほど待ってください。" });
        default:
          return again({ password: result.problem });
      }
    }),
  );

  app.post(
    `${path}/sessions/:id/end`,
    asPerson(center, realm, session, async (person, request, reply) => {
      if (!(await endSession(center, person, idParam(request)))) {
        throw new ProblemError("not-found");
      }

      return seeOther(reply, `${path}?done=ended`);
    }),
  );

  app.post(
    `${path}/sessions/end-others`,
    asPerson(center, realm, session, async (person, _request, reply) => {
      await endOtherSessions(center, person);

      return seeOther(reply, `${path}?done=ended`);
    }),
  );
}

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
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Center } from "../../center.ts";
import { isDemo } from "../../config.ts";
import { emptyForm, MUST_WAIT } from "../../shell/errors.tsx";
import { askForId, askForReset, ownerOfResetLink, resetPassword } from "../actions/forgotten.ts";
import { linkPage, postedToken } from "../link-token.ts";
import { limits, passwordSchema, RESET_LINK_MINUTES, waitWords } from "../rules.ts";
import { doors } from "../rules/doors.ts";
import type { Realm } from "../rules/doors.ts";
import {
  FORGOT_ID,
  ForgotIdPage,
  ForgotPasswordPage,
  LinkEndedPage,
  ResetPage,
  SentPage,
} from "./forgotten-pages.tsx";

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
    const state = {
      values: form.values,
      errors: { mail: limitedWords(result) },
      heading: MUST_WAIT,
    };

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
    const state = {
      values: form.values,
      errors: { code: limitedWords(result) },
      heading: MUST_WAIT,
    };

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

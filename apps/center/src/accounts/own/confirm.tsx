/** Asking for a second factor: at each sign-in of who has one, and before credentials and money. */
import { formValues, readForm, seeOther, sendPage } from "@madoguchi/platform";
import type { FieldErrors } from "@madoguchi/platform";
import { Button, ButtonRow, Form, LinkButton, Notice, Prose, TextField } from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import type { Center } from "../../center.ts";
import { isDemo } from "../../config.ts";
import { MUST_WAIT, summaryOf } from "../../shell/errors.tsx";
import { proveByCode, sendMailCode } from "../actions/prove.ts";
import { asPerson } from "../guard.tsx";
import type { SignedIn } from "../signed-in.ts";
import { limits, safeNext, waitWords } from "../rules.ts";
import { doors } from "../rules/doors.ts";
import type { Realm } from "../rules/doors.ts";
import { MAIL_CODE_MINUTES, mayUseMail } from "../rules/proof.ts";
import type { CodeWay } from "../rules/proof.ts";
import { findTotp, passkeysOf } from "../store/factors.ts";
import { HalfwayPage } from "./frame.tsx";

const querySchema = z.object({
  next: z.string().optional(),
  way: z.enum(["totp", "recovery", "mail"]).optional().catch(undefined),
});

const codeSchema = z.object({
  code: z
    .string({ error: "コードを入力してください。" })
    .refine((text) => text.trim() !== "", "コードを入力してください。"),
});

const messages = {
  wrong: "コードが違うか、期限が過ぎています。新しいコードを確かめて、入力し直してください。",
  limited: `続けて間違えたため、確認を止めています。${waitWords(limits.proof)}ほど待ってから、もう一度お試しください。`,
} as const;

export function registerConfirmation(app: FastifyInstance, center: Center, realm: Realm): void {
  const door = doors[realm];
  const needs = { proof: "none", keeps: false } as const;

  app.get(
    door.confirm,
    asPerson(center, realm, needs, async (person, request, reply) => {
      const { next, way } = querySchema.parse(request.query);

      return sendConfirm(center, reply, person, { next: safeNext(next, door.home), way });
    }),
  );

  app.post(
    door.confirm,
    asPerson(center, realm, needs, async (person, request, reply) => {
      const { way, ...query } = querySchema.parse(request.body);
      const next = safeNext(query.next, door.home);
      const form = readForm(codeSchema, request.body);
      if (!form.ok) {
        return sendConfirm(center, reply, person, { next, way, errors: form.errors }, 422);
      }
      const given = { way: way ?? "totp", code: form.value.code };
      const result = await proveByCode(center, request, reply, person, given);
      if (result === "proven") {
        return seeOther(reply, next);
      }
      const errors = { code: messages[result] };

      return result === "limited"
        ? sendConfirm(center, reply, person, { next, way, errors, heading: MUST_WAIT }, 429)
        : sendConfirm(center, reply, person, { next, way, errors }, 422);
    }),
  );

  app.post(
    `${door.confirm}/mail`,
    asPerson(center, realm, needs, async (person, request, reply) => {
      const next = safeNext(formValues(request.body)["next"], door.home);
      const result = await sendMailCode(center, person);
      if (result === "limited") {
        const errors = {
          code: "確認コードのメールを続けて送ったため、止めています。1時間ほど待ってください。",
        };

        return sendConfirm(
          center,
          reply,
          person,
          { next, way: "mail", errors, heading: MUST_WAIT },
          429,
        );
      }
      const query = new URLSearchParams({ way: "mail", next });

      return seeOther(reply, `${door.confirm}?${query.toString()}`);
    }),
  );
}

type ConfirmState = {
  readonly next: string;
  /** Null where there is nothing else than to ask for a mail. */
  readonly way: CodeWay | undefined;
  readonly errors?: FieldErrors;
  readonly heading?: string;
};

async function sendConfirm(
  center: Center,
  reply: FastifyReply,
  person: SignedIn,
  { next, way, errors = {}, heading }: ConfirmState,
  status = 200,
): Promise<FastifyReply> {
  const { account } = person;
  const totp = await findTotp(center.db, account.id);
  const ways = {
    totp: totp !== undefined && totp.confirmedAt !== null,
    passkey: (await passkeysOf(center.db, account.id)).length > 0,
    mail: mayUseMail(account),
  };

  return sendPage(
    reply,
    <ConfirmPage
      person={person}
      ways={ways}
      way={way}
      next={next}
      errors={errors}
      heading={heading}
      demo={isDemo(center.config)}
    />,
    status,
  );
}

type ConfirmPageProps = {
  readonly person: SignedIn;
  readonly ways: { readonly totp: boolean; readonly passkey: boolean; readonly mail: boolean };
  readonly way: CodeWay | undefined;
  readonly next: string;
  readonly errors: FieldErrors;
  readonly heading: string | undefined;
  readonly demo: boolean;
};

function ConfirmPage({ person, ways, way, next, errors, heading, demo }: ConfirmPageProps) {
  const { confirm, signOut, resume } = doors[person.account.realm];
  const query = (other: CodeWay) =>
    `${confirm}?${new URLSearchParams({ way: other, next }).toString()}`;
  const passkeyHref = `${confirm}/passkey?${new URLSearchParams({ next }).toString()}`;

  return (
    <HalfwayPage
      owner={person}
      title="ご本人の確認"
      lead={`${person.account.name} さんご本人であることを、もう1つの方法で確かめます。`}
      errors={summaryOf(errors)}
      heading={heading}
    >
      {next === resume && (
        <Notice title="入力した内容は預かっています。">
          <p>確認が済むと、続きから送れます。</p>
        </Notice>
      )}
      {way === "recovery" ? (
        <CodeForm
          {...{ confirm, next, errors }}
          way="recovery"
          label="回復コード"
          help="控えてある12文字のコードを1つ入力します。使ったコードは、もう使えません。"
        />
      ) : ways.mail ? (
        <MailWay {...{ confirm, next, errors }} sent={way === "mail"} mail={person.account.mail} />
      ) : ways.totp ? (
        <CodeForm
          {...{ confirm, next, errors }}
          way="totp"
          label="認証アプリの確認コード"
          help="スマートフォンの認証アプリに表示されている、6桁の数字を入力します。"
        />
      ) : (
        <ButtonRow>
          <LinkButton href={passkeyHref}>パスキーで確認する</LinkButton>
        </ButtonRow>
      )}
      <Prose>
        <h2>確認できないとき</h2>
        <ul>
          {ways.mail && (
            <li>
              メールが届かないときは、迷惑メールのフォルダーを確かめてから、もう一度送ってください。
            </li>
          )}
          {ways.passkey && ways.totp && (
            <li>
              <a href={passkeyHref}>パスキーで確認する</a>
            </li>
          )}
          {way === "recovery" && ways.totp && (
            <li>
              <a href={query("totp")}>認証アプリで確認する</a>
            </li>
          )}
          {!ways.mail && way !== "recovery" && (
            <li>
              <a href={query("recovery")}>回復コードを使う</a>（スマートフォンをなくしたとき）
            </li>
          )}
          {person.account.realm === "facility" && !ways.mail && (
            <li>
              どの方法も使えないときは、
              <a href={`${confirm}/lost`}>確認方法の解除</a>を申し込んでください。
            </li>
          )}
          {person.account.realm === "office" && (
            <li>どの方法も使えないときは、管理の職員に会って、確認方法の解除を頼んでください。</li>
          )}
          <li>
            お困りのときは、コールセンター（
            <a href="tel:0800-080-4583">0800-080-4583</a>）へお電話ください。
          </li>
        </ul>
        {demo && (
          <p>
            この実演の確認コードは、
            {ways.mail ? (
              <a href="/dev/mail">届いたメール</a>
            ) : (
              <a href="/dev/codes">実演用の確認コード</a>
            )}
            で見られます。
          </p>
        )}
      </Prose>
      <Form action={signOut}>
        <Button variant="quiet">ログアウトする</Button>
      </Form>
    </HalfwayPage>
  );
}

type WayProps = {
  readonly confirm: string;
  readonly next: string;
  readonly errors: FieldErrors;
};

function MailWay({ sent, mail, ...props }: WayProps & { sent: boolean; mail: string }) {
  const { confirm, next } = props;
  const again = (
    <Form action={`${confirm}/mail`} hidden={{ next }}>
      <ButtonRow>
        <Button variant={sent ? "secondary" : "primary"}>
          {sent ? "もう一度メールを送る" : "確認コードをメールで送る"}
        </Button>
      </ButtonRow>
    </Form>
  );

  return sent ? (
    <>
      <CodeForm
        {...props}
        way="mail"
        label="確認コード"
        help={`${mail} に送ったメールの、6桁の数字を入力します。${MAIL_CODE_MINUTES}分間使えます。`}
      />
      {again}
    </>
  ) : (
    <>
      <p>{mail} に、6桁の確認コードを送ります。</p>
      {again}
    </>
  );
}

type CodeFormProps = WayProps & {
  readonly way: CodeWay;
  readonly label: string;
  readonly help: string;
};

function CodeForm({ confirm, next, errors, way, label, help }: CodeFormProps) {
  return (
    <Form action={confirm} hidden={{ way, next }}>
      <TextField
        name="code"
        label={label}
        help={help}
        width={way === "recovery" ? 20 : 8}
        {...(way === "recovery" ? {} : { inputMode: "numeric" as const })}
        autoComplete="one-time-code"
        required
        error={errors["code"]}
      />
      <ButtonRow>
        <Button>確認する</Button>
      </ButtonRow>
    </Form>
  );
}

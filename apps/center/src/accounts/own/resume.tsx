/** What was typed before the session ended, ready to be sent on. */
import { seeOther, sendPage } from "@madoguchi/platform";
import { Button, ButtonRow, Form, LinkButton, Notice } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import type { Center } from "../../center.ts";
import { forgetKeptForm, keptFormFor, KEPT_MINUTES, noteSending } from "../actions/keep-form.ts";
import type { KeptForm } from "../actions/keep-form.ts";
import { asPerson } from "../guard.tsx";
import { doors } from "../rules/doors.ts";
import type { Realm } from "../rules/doors.ts";
import { OwnPage } from "./frame.tsx";
import { ownerOf } from "./frame.tsx";
import type { Owner } from "./frame.tsx";

export function registerResume(app: FastifyInstance, center: Center, realm: Realm): void {
  const { resume, home } = doors[realm];
  // What is kept already waits on, should the session end again.
  const needs = { proof: "session", keeps: false } as const;

  app.get(
    resume,
    asPerson(center, realm, needs, async (person, request, reply) => {
      const owner = ownerOf(person);
      const form = await keptFormFor(center, request, person.account.id);

      return form
        ? sendPage(reply, <ResumePage owner={owner} form={form} sent={form.sent} />)
        : sendPage(reply, <NothingKeptPage owner={owner} />, 410);
    }),
  );

  app.post(
    `${resume}/send`,
    asPerson(center, realm, needs, async (person, request, reply) => {
      const form = await keptFormFor(center, request, person.account.id);
      if (!form) {
        return seeOther(reply, resume);
      }
      await noteSending(center, request);

      // The browser posts the same fields on.
      return reply.redirect(form.path, 307);
    }),
  );

  app.post(
    `${resume}/drop`,
    asPerson(center, realm, needs, async (_person, request, reply) => {
      await forgetKeptForm(center, request, reply);

      return seeOther(reply, home);
    }),
  );
}

type ResumePageProps = { readonly owner: Owner; readonly form: KeptForm; readonly sent: boolean };

function ResumePage({ owner, form, sent }: ResumePageProps) {
  const { resume, home } = doors[owner.account.realm];

  return (
    <OwnPage
      owner={owner}
      title={sent ? "入力した内容は送りました" : "入力した内容を送りますか"}
      lead={sent ? "送った入力が、まだ残っています。" : "送られていない入力が、残っています。"}
      within={[]}
    >
      <Notice
        tone="warning"
        title={sent ? "送れなかったときだけ、もう一度送ってください。" : "まだ送られていません。"}
      >
        <p>「送る」を押すと、そのとき押したボタンの続きから進みます。</p>
        <p>{leftOut(form)}は残していません。次の画面で入れ直してください。</p>
        <p>{KEPT_MINUTES}分たつと、この内容は消えます。</p>
      </Notice>
      {/* Fields of one name may come several times, as checkboxes do. */}
      <form
        className="mg-form"
        method="post"
        action={`${resume}/send`}
        encType={form.multipart ? "multipart/form-data" : undefined}
      >
        {form.fields.map(([name, value], index) => (
          <input key={`${index}:${name}`} type="hidden" name={name} defaultValue={value} />
        ))}
        <ButtonRow>
          <Button variant={sent ? "secondary" : "primary"}>{sent ? "もう一度送る" : "送る"}</Button>
          {sent && <LinkButton href={home}>はじめのページへ</LinkButton>}
        </ButtonRow>
      </form>
      <Form action={`${resume}/drop`}>
        <Button variant="quiet">{sent ? "消す" : "送らずに消す"}</Button>
      </Form>
    </OwnPage>
  );
}

/** What the person has to type or choose again. */
function leftOut({ multipart }: KeptForm): string {
  return multipart ? "選んだファイル" : "パスワード";
}

function NothingKeptPage({ owner }: { owner: Owner }) {
  return (
    <OwnPage
      owner={owner}
      title="残っている入力はありません"
      lead={`入力した内容を残しておくのは${KEPT_MINUTES}分間です。別の方が入力した内容は見られません。`}
      within={[]}
    >
      <ButtonRow>
        <LinkButton href={doors[owner.account.realm].home}>はじめのページへ</LinkButton>
      </ButtonRow>
    </OwnPage>
  );
}

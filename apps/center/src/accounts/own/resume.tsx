/** What was typed before the session ended, ready to be sent on. */
import { seeOther, sendPage } from "@madoguchi/platform";
import { Button, ButtonRow, Form, LinkButton, Notice } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import type { Center } from "../../center.ts";
import { forgetKeptForm, keptFormFor, KEPT_MINUTES } from "../actions/keep-form.ts";
import type { KeptForm } from "../actions/keep-form.ts";
import { asPerson, facilityActor } from "../guard.tsx";
import { doors } from "../rules/doors.ts";
import type { Realm } from "../rules/doors.ts";
import { OwnPage } from "./frame.tsx";
import type { Owner } from "./frame.tsx";

export function registerResume(app: FastifyInstance, center: Center, realm: Realm): void {
  const { resume, home } = doors[realm];

  app.get(
    resume,
    asPerson(center, realm, { proof: "session" }, async (person, request, reply) => {
      const owner = { ...person, actor: await facilityActor(center, person) };
      const form = await keptFormFor(center, request, person.account.id);

      return form
        ? sendPage(reply, <ResumePage owner={owner} form={form} />)
        : sendPage(reply, <NothingKeptPage owner={owner} />, 410);
    }),
  );

  app.post(
    `${resume}/drop`,
    asPerson(center, realm, { proof: "session" }, async (_person, request, reply) => {
      await forgetKeptForm(center, request, reply);

      return seeOther(reply, home);
    }),
  );
}

function ResumePage({ owner, form }: { owner: Owner; form: KeptForm }) {
  const { resume } = doors[owner.account.realm];

  return (
    <OwnPage
      owner={owner}
      title="入力した内容を送りますか"
      lead="送られていない入力が、残っています。"
      within={[]}
    >
      <Notice tone="warning" title="まだ送られていません。">
        <p>「送る」を押すと、そのとき押したボタンの続きから進みます。</p>
        <p>パスワードとファイルは残していません。次の画面で入れ直してください。</p>
      </Notice>
      {/* Fields of one name may come several times, as checkboxes do. */}
      <form className="mg-form" method="post" action={form.path}>
        {form.fields.map(([name, value], index) => (
          <input key={`${index}:${name}`} type="hidden" name={name} defaultValue={value} />
        ))}
        <ButtonRow>
          <Button>送る</Button>
        </ButtonRow>
      </form>
      <Form action={`${resume}/drop`}>
        <Button variant="quiet">送らずに消す</Button>
      </Form>
    </OwnPage>
  );
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

/** Inviting somebody by mail, once more, or not after all. */
import { ProblemError, readForm, seeOther, sendPage } from "@madoguchi/platform";
import { Button, ButtonRow, CheckboxGroup, Form, LinkButton, TextField } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import type { Center } from "../../center.ts";
import { emptyForm, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { idParam } from "../../shell/params.ts";
import { invite, inviteAgain, withdrawInvitation } from "../actions/invite.ts";
import { asFacilityWith } from "../guard.tsx";
import type { FacilityActor } from "../rules.ts";
import { invitationSchema } from "../rules/people.ts";
import { roleOptions } from "../rules/rights.ts";
import { PEOPLE, PeoplePage } from "./frame.tsx";
import { sendPeople } from "./list.tsx";

const PATH = `${PEOPLE}/invite`;
const MAY = { right: "people", stepUp: true } as const;

const problems = {
  limited: "続けて招待したため、止めています。1時間ほど待ってください。",
  "is-member": "この方は、すでに担当者です。担当者の一覧から役割を変えられます。",
  "handed-over": "この方には、管理者の引き継ぎをお願いしています。返事をお待ちください。",
} as const;

export function registerInvitationPages(app: FastifyInstance, center: Center): void {
  const { invitationDays: days } = center.config;

  app.get(
    PATH,
    asFacilityWith(center, MAY, async (actor, _request, reply) =>
      sendPage(reply, <InvitePage actor={actor} state={emptyForm} days={days} />),
    ),
  );

  app.post(
    PATH,
    asFacilityWith(center, MAY, async (actor, request, reply) => {
      const form = readForm(invitationSchema, request.body);
      if (!form.ok) {
        return sendPage(reply, <InvitePage actor={actor} state={form} days={days} />, 422);
      }
      const result = await invite(center, actor, form.value);
      if (result === "sent") {
        return seeOther(reply, `${PEOPLE}?done=invited`);
      }
      const state = { values: form.values, errors: { mail: problems[result] } };
      const status = result === "limited" ? 429 : 422;

      return sendPage(reply, <InvitePage actor={actor} state={state} days={days} />, status);
    }),
  );

  app.post(
    `${PEOPLE}/invitations/:id/resend`,
    asFacilityWith(center, MAY, async (actor, request, reply) => {
      switch (await inviteAgain(center, actor, idParam(request))) {
        case "sent":
          return seeOther(reply, `${PEOPLE}?done=invited`);
        case "limited":
          return sendPeople(center, reply, actor, { problem: "limited" });
        case "not-found":
          throw new ProblemError("not-found");
      }
    }),
  );

  app.post(
    `${PEOPLE}/invitations/:id/withdraw`,
    asFacilityWith(center, { right: "people" }, async (actor, request, reply) => {
      if (!(await withdrawInvitation(center, actor, idParam(request)))) {
        throw new ProblemError("not-found");
      }

      return seeOther(reply, `${PEOPLE}?done=withdrawn`);
    }),
  );
}

type InvitePageProps = {
  readonly actor: FacilityActor;
  readonly state: FormState;
  readonly days: number;
};

function InvitePage({ actor, state, days }: InvitePageProps) {
  return (
    <PeoplePage
      actor={actor}
      title="担当者を招待する"
      lead={`招待のメールを送ります。届いた方が${days}日以内にリンクを開くと、担当者に加わります。`}
      errors={summaryOf(state.errors)}
    >
      <Form action={PATH}>
        <TextField
          name="mail"
          label="招待する方のメールアドレス"
          help="ログインに使う、本人だけが読めるアドレスを入力します。"
          type="email"
          required
          autoComplete="off"
          {...fieldState(state, "mail")}
        />
        <CheckboxGroup
          name="roles"
          label="役割"
          help="いくつでも選べます。あとから変えられます。"
          required
          options={roleOptions}
          values={state.values["roles"]?.split("\n")}
          error={state.errors["roles"]}
        />
        <ButtonRow>
          <Button>招待のメールを送る</Button>
          <LinkButton href={PEOPLE} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </PeoplePage>
  );
}

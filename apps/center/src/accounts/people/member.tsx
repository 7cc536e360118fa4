/** One person of the facility: what they may do, and letting them go. */
import { formatDate, tokyoDate } from "@madoguchi/notation";
import { ProblemError, readForm, seeOther, sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  CheckboxGroup,
  DescriptionList,
  Form,
  LinkButton,
  Notice,
  Section,
} from "@madoguchi/ui";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Center } from "../../center.ts";
import { emptyForm, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { idParam } from "../../shell/params.ts";
import { changeRoles, removeMember } from "../actions/members.ts";
import { asFacilityWith } from "../guard.tsx";
import type { FacilityActor } from "../rules.ts";
import { rolesSchema } from "../rules/people.ts";
import { roleOptions, roleWords } from "../rules/rights.ts";
import { membersOf } from "../store/memberships.ts";
import type { Member } from "../store/memberships.ts";
import { PEOPLE, PeoplePage } from "./frame.tsx";

const MAY = { right: "people", stepUp: true } as const;

export const LAST_ADMINISTRATOR =
  "管理者がいなくなるため、できません。先に、ほかの方を管理者にしてください。";

export function registerMemberPages(app: FastifyInstance, center: Center): void {
  const memberOf = async (actor: FacilityActor, request: FastifyRequest): Promise<Member> => {
    const id = idParam(request);
    const members = await membersOf(center.db, actor.facilityId);
    const member = members.find(({ accountId }) => accountId === id);
    if (!member) {
      throw new ProblemError("not-found");
    }

    return member;
  };

  app.get(
    `${PEOPLE}/members/:id`,
    asFacilityWith(center, MAY, async (actor, request, reply) => {
      const member = await memberOf(actor, request);

      return sendPage(reply, <MemberPage actor={actor} member={member} state={emptyForm} />);
    }),
  );

  app.post(
    `${PEOPLE}/members/:id`,
    asFacilityWith(center, MAY, async (actor, request, reply) => {
      const member = await memberOf(actor, request);
      const form = readForm(rolesSchema, request.body);
      if (!form.ok) {
        return sendPage(reply, <MemberPage actor={actor} member={member} state={form} />, 422);
      }
      switch (await changeRoles(center, actor, member.accountId, form.value.roles)) {
        case "changed":
          // Whoever takes 管理者 from themselves may not look at the list any more.
          return seeOther(
            reply,
            member.accountId === actor.id && !form.value.roles.includes("administrator")
              ? "/account?done=roles"
              : `${PEOPLE}?done=roles`,
          );
        case "last-administrator": {
          const state = { values: form.values, errors: { roles: LAST_ADMINISTRATOR } };

          return sendPage(reply, <MemberPage actor={actor} member={member} state={state} />, 409);
        }
        case "not-found":
          throw new ProblemError("not-found");
      }
    }),
  );

  app.get(
    `${PEOPLE}/members/:id/remove`,
    asFacilityWith(center, MAY, async (actor, request, reply) =>
      sendPage(reply, <RemovePage actor={actor} member={await memberOf(actor, request)} />),
    ),
  );

  app.post(
    `${PEOPLE}/members/:id/remove`,
    asFacilityWith(center, MAY, async (actor, request, reply) => {
      const member = await memberOf(actor, request);
      switch (await removeMember(center, actor, member.accountId)) {
        case "changed":
          return seeOther(reply, `${PEOPLE}?done=removed`);
        case "last-administrator":
          return sendPage(reply, <RemovePage actor={actor} member={member} isLast />, 409);
        case "not-found":
          throw new ProblemError("not-found");
      }
    }),
  );
}

type MemberPageProps = {
  readonly actor: FacilityActor;
  readonly member: Member;
  readonly state: FormState;
};

function MemberPage({ actor, member, state }: MemberPageProps) {
  const { accountId, name, mail, roles, joinedAt } = member;
  const path = `${PEOPLE}/members/${accountId}`;
  const isOneself = accountId === actor.id;

  return (
    <PeoplePage actor={actor} title={`${name} さんの役割`} errors={summaryOf(state.errors)}>
      <DescriptionList
        items={[
          { term: "メールアドレス（ID）", detail: mail },
          { term: "いまの役割", detail: roleWords(roles) },
          { term: "加わった日", detail: formatDate(tokyoDate(joinedAt)) },
        ]}
      />
      <Form action={path}>
        <CheckboxGroup
          name="roles"
          label="役割"
          help="いくつでも選べます。変えると、本人にメールで知らせます。"
          required
          options={roleOptions}
          values={state.values["roles"]?.split("\n") ?? roles}
          error={state.errors["roles"]}
        />
        <ButtonRow>
          <Button>役割を変える</Button>
          <LinkButton href={PEOPLE} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
      {member.hasFactor && !isOneself && (
        <Section heading="確認に使うスマートフォンをなくしたとき">
          <p>認証アプリ、パスキー、回復コードのどれも使えないときは、解除を申し込めます。</p>
          <ButtonRow>
            <LinkButton href={`${path}/factor-reset`} variant="secondary">
              確認方法の解除
            </LinkButton>
          </ButtonRow>
        </Section>
      )}
      <Section heading="担当から外す">
        {isOneself ? (
          <p>
            あなた自身が外れるときは、
            <a href={`/account/facilities/${actor.facilityId}/leave`}>担当を外れる</a>
            に進んでください。
          </p>
        ) : (
          <ButtonRow>
            <LinkButton href={`${path}/remove`} variant="secondary">
              この施設の担当から外す
            </LinkButton>
          </ButtonRow>
        )}
      </Section>
    </PeoplePage>
  );
}

type RemovePageProps = {
  readonly actor: FacilityActor;
  readonly member: Member;
  readonly isLast?: boolean;
};

function RemovePage({ actor, member: { accountId, name }, isLast = false }: RemovePageProps) {
  return (
    <PeoplePage
      actor={actor}
      title={`${name} さんを担当から外しますか`}
      lead={`${name} さんは、この施設の画面を開けなくなります。申請などの記録は残ります。`}
    >
      {isLast && <Notice tone="error" title={LAST_ADMINISTRATOR} />}
      <p>ほかの施設の担当は変わりません。本人にメールで知らせます。</p>
      <Form action={`${PEOPLE}/members/${accountId}/remove`}>
        <ButtonRow>
          <Button variant="danger">担当から外す</Button>
          <LinkButton href={PEOPLE} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </PeoplePage>
  );
}

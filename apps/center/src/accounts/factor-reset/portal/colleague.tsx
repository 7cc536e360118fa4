/** A 管理者 asks for a colleague, whom the office then calls back as it does everybody. */
import { ProblemError, readForm, seeOther, sendPage } from "@madoguchi/platform";
import { Button, ButtonRow, Form, LinkButton, Prose } from "@madoguchi/ui";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Center } from "../../../center.ts";
import { emptyForm, summaryOf } from "../../../shell/errors.tsx";
import type { FormState } from "../../../shell/errors.tsx";
import { idParam } from "../../../shell/params.ts";
import { asFacilityWith } from "../../guard.tsx";
import { PEOPLE, PeoplePage } from "../../people/frame.tsx";
import type { FacilityActor } from "../../rules.ts";
import { membersOf } from "../../store/memberships.ts";
import type { Member } from "../../store/memberships.ts";
import { startReset, stopOpenReset } from "../actions.ts";
import { startSchema } from "../rules.ts";
import { findOpenReset } from "../store.ts";
import type { FactorReset } from "../store.ts";
import { ReasonField, TITLE } from "../words.tsx";
import { NextSteps, ResetFacts } from "./lost.tsx";

const MAY = { right: "people", stepUp: true } as const;

export function registerColleagueReset(app: FastifyInstance, center: Center): void {
  const path = `${PEOPLE}/members/:id/factor-reset`;
  const hours = center.config.factorResetHours;

  /** Somebody else of the facility: of oneself, who is here has not lost everything. */
  const colleagueOf = async (actor: FacilityActor, request: FastifyRequest): Promise<Member> => {
    const id = idParam(request);
    const members = await membersOf(center.db, actor.facilityId);
    const member = members.find(({ accountId }) => accountId === id && id !== actor.id);
    if (!member) {
      throw new ProblemError("not-found");
    }

    return member;
  };

  app.get(
    path,
    asFacilityWith(center, MAY, async (actor, request, reply) => {
      const member = await colleagueOf(actor, request);
      const open = (await findOpenReset(center.db, member.accountId)) ?? null;
      const page = { actor, member, open, hours, state: emptyForm };

      return sendPage(reply, <ColleaguePage {...page} />);
    }),
  );

  app.post(
    path,
    asFacilityWith(center, MAY, async (actor, request, reply) => {
      const member = await colleagueOf(actor, request);
      const form = readForm(startSchema, request.body);
      if (!form.ok) {
        const page = { actor, member, open: null, hours, state: form };

        return sendPage(reply, <ColleaguePage {...page} />, 422);
      }
      await startReset(center, {
        accountId: member.accountId,
        as: "administrator",
        by: actor.id,
        reason: form.value.reason,
      });

      return seeOther(reply, pathOf(member));
    }),
  );

  app.post(
    `${path}/stop`,
    asFacilityWith(center, MAY, async (actor, request, reply) => {
      const member = await colleagueOf(actor, request);
      await stopOpenReset(center, member.accountId, { kind: "person", id: actor.id });

      return seeOther(reply, `${PEOPLE}?done=reset-stopped`);
    }),
  );
}

const pathOf = ({ accountId }: Member) => `${PEOPLE}/members/${accountId}/factor-reset`;

type ColleaguePageProps = {
  readonly actor: FacilityActor;
  readonly member: Member;
  readonly open: FactorReset | null;
  readonly hours: number;
  readonly state: FormState;
};

function ColleaguePage({ actor, member, open, hours, state }: ColleaguePageProps) {
  const { accountId, name, hasFactor } = member;
  const back = (
    <LinkButton href={`${PEOPLE}/members/${accountId}`} variant="secondary">
      やめて戻る
    </LinkButton>
  );

  return (
    <PeoplePage
      actor={actor}
      title={`${name} さんの${TITLE}`}
      lead={
        open
          ? "解除の手続きが進んでいます。"
          : "認証アプリ、パスキー、回復コードのどれも使えないときの手続きです。"
      }
      errors={summaryOf(state.errors)}
    >
      {open ? (
        <>
          <ResetFacts reset={open} />
          <Form action={`${pathOf(member)}/stop`}>
            <ButtonRow>
              <Button variant="secondary">解除を取りやめる</Button>
              <LinkButton href={PEOPLE} variant="secondary">
                担当者の一覧へ
              </LinkButton>
            </ButtonRow>
          </Form>
        </>
      ) : hasFactor ? (
        <>
          <Form action={pathOf(member)}>
            <ReasonField state={state} />
            <ButtonRow>
              <Button>解除を申し込む</Button>
              {back}
            </ButtonRow>
          </Form>
          <Prose>
            <h2>申し込んだあと</h2>
            <NextSteps hours={hours} />
          </Prose>
        </>
      ) : (
        <>
          <p>{name} さんは、2つ目の確認方法を設定していません。解除は要りません。</p>
          <ButtonRow>{back}</ButtonRow>
        </>
      )}
    </PeoplePage>
  );
}

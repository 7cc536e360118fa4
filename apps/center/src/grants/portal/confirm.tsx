/** Step 4: 「入力内容の確認」, and the one button that submits. */
import { formatYen } from "@madoguchi/notation";
import { formValues, seeOther, sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  DescriptionList,
  Form,
  LinkButton,
  Notice,
  Prose,
  Section,
} from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Temporal } from "temporal-polyfill";
import { asFacilityWith } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { submitApplication } from "../actions/submit.ts";
import { draftContent, introductionOf } from "../record.ts";
import type { GrantRecord } from "../record.ts";
import { grantAmount } from "../rules/amount.ts";
import { can } from "../rules/application.ts";
import type { DraftContent, SubmitRefusal } from "../rules/application.ts";
import { accountItems, CostTable, PaperTables, WorkedSteps } from "../show.tsx";
import { missingPart } from "../words.tsx";
import { StepPage } from "./frame.tsx";
import { recordOfRequest, versionOf } from "../request.ts";
import { sendLate } from "./status.tsx";

export function registerConfirmStep(app: FastifyInstance, center: Center): void {
  app.get(
    "/grants/:id/confirm",
    asFacilityWith(center, { right: "money", stepUp: true }, async (actor, request, reply) => {
      const record = await recordOfRequest(center, request, actor);

      return can.edit(record.standing, center.clock.now()) === true
        ? sendConfirm(reply, center, actor, record, 200)
        : seeOther(reply, `/grants/${record.application.id}`);
    }),
  );

  app.post(
    "/grants/:id/submit",
    asFacilityWith(center, { right: "money", stepUp: true }, async (actor, request, reply) => {
      const record = await recordOfRequest(center, request, actor);
      const { id } = record.application;
      const version = versionOf(formValues(request.body));
      const result = await submitApplication(center, actor, id, version);
      if (result.kind === "submitted") {
        return seeOther(reply, `/grants/${id}`);
      }
      if (result.kind === "changed-elsewhere") {
        return sendConfirm(reply, center, actor, record, 409);
      }

      return result.kind === "refused" && missingPart(result.reason, "", { missingPapers: [] })
        ? sendConfirm(reply, center, actor, record, 422)
        : sendLate(reply, center, actor, record);
    }),
  );
}

async function sendConfirm(
  reply: FastifyReply,
  center: Center,
  actor: FacilityActor,
  record: GrantRecord,
  status: 200 | 409 | 422,
): Promise<FastifyReply> {
  const now = center.clock.now();
  const content = draftContent(record, now);
  const { complete } = await introductionOf(center.db, record.facility);
  const allowed = can.submit(record.standing, content, complete, now);

  return sendPage(
    reply,
    <ConfirmPage
      actor={actor}
      record={record}
      now={now}
      content={content}
      allowed={allowed}
      changed={status === 409}
    />,
    status,
  );
}

type ConfirmPageProps = {
  readonly actor: FacilityActor;
  readonly record: GrantRecord;
  readonly now: Temporal.Instant;
  readonly content: DraftContent;
  readonly allowed: true | SubmitRefusal;
  readonly changed: boolean;
};

function ConfirmPage({ actor, record, now, content, allowed, changed }: ConfirmPageProps) {
  const { application, programme, facility, receipts } = record;
  const base = `/grants/${application.id}`;
  const missing = allowed === true ? null : missingPart(allowed, base, content);
  const returned = application.state === "returned";

  return (
    <StepPage
      actor={actor}
      record={record}
      now={now}
      step="confirm"
      lead={
        returned
          ? "直したところを確かめて「修正を提出」を押してください。"
          : "間違いがないか確かめて「この内容で申請する」を押してください。"
      }
    >
      {changed && (
        <Notice tone="warning" title="別の画面で内容が変わりました">
          <p>まだ提出していません。下の新しい内容を確かめて、もう一度押してください。</p>
        </Notice>
      )}
      {missing && (
        <Notice tone="error" title={missing.message} word="まだ提出できません">
          <LinkButton href={missing.href}>直しに行く</LinkButton>
        </Notice>
      )}
      <Section
        heading="費用の内訳と補助額"
        action={<Change href={`${base}/costs`} what="費用の内訳" />}
      >
        {content.lines ? (
          <>
            <CostTable programme={programme} lines={content.lines} />
            <WorkedSteps worked={grantAmount(programme, content.lines)} />
            <p>
              申請額は<strong>{formatYen(grantAmount(programme, content.lines).amountYen)}</strong>
              です。
              <a href={`${base}/breakdown.pdf`}>領収書内訳書（PDF）を見る</a>
            </p>
          </>
        ) : (
          <p>まだそろっていません。</p>
        )}
      </Section>
      <Section heading="領収書などの書類" action={<Change href={`${base}/receipts`} what="書類" />}>
        <PaperTables programme={programme} facility={facility} receipts={receipts} base={base} />
      </Section>
      <Section heading="振込先" action={<Change href={`${base}/account`} what="振込先" />}>
        {content.account ? (
          <DescriptionList items={accountItems(content.account)} />
        ) : (
          <p>まだそろっていません。</p>
        )}
      </Section>
      <Section heading="申請する施設">
        <DescriptionList
          items={[
            { term: "施設", detail: `${facility.name}（${facility.code}）` },
            { term: "開設者", detail: facility.founder },
            { term: "申請する人", detail: actor.name },
          ]}
        />
      </Section>
      <Section heading="提出した後のこと">
        <Prose>
          <ul>
            <li>審査の結果は、メールとこのサイトでお知らせします。</li>
            <li>
              直しをお願いするときは、お願いした日から{programme.correctionDays}
              日のあいだに直せます。申請の期限を過ぎていても直せます。
            </li>
            <li>提出した後は、審査が終わるまで内容を変えられません。</li>
          </ul>
        </Prose>
      </Section>
      {!missing && (
        <Form action={`${base}/submit`} hidden={{ version: String(application.version) }}>
          <ButtonRow>
            <Button size="large">{returned ? "修正を提出" : "この内容で申請する"}</Button>
          </ButtonRow>
        </Form>
      )}
    </StepPage>
  );
}

function Change({ href, what }: { href: string; what: string }) {
  return <a href={href}>{what}を変更する</a>;
}

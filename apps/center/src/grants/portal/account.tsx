/** Step 3: the account the money goes to. */
import { formValues, notKept, seeOther, sendPage } from "@madoguchi/platform";
import { Button, ButtonRow, Form, LinkButton, SaveState } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import type { Temporal } from "temporal-polyfill";
import { asFacilityWith } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { savedWords } from "../../shell/autosave.ts";
import { emptyForm, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { saveForm } from "../actions/edit.ts";
import { accountFields, bankChoices, branchChoices, readAccount } from "../account-form.ts";
import type { GrantRecord } from "../record.ts";
import { can } from "../rules/application.ts";
import { AccountFields, CHOICES, isSearch } from "./account-fields.tsx";
import { sendDraftSaved } from "./draft.ts";
import { StepPage } from "./frame.tsx";
import { recordOfRequest, versionOf } from "../request.ts";
import { sendLate } from "./status.tsx";

export function registerAccountStep(app: FastifyInstance, center: Center): void {
  app.get(
    "/grants/:id/account",
    asFacilityWith(center, { right: "money", stepUp: true }, async (actor, request, reply) => {
      const record = await recordOfRequest(center, request, actor);
      const now = center.clock.now();
      const state = { ...emptyForm, values: record.application.accountForm };

      // It saves itself: whoever comes back to it sees what was saved, not an older version of it.
      return can.edit(record.standing, now) === true
        ? sendPage(
            notKept(reply),
            <AccountPage actor={actor} record={record} now={now} state={state} />,
          )
        : seeOther(reply, `/grants/${record.application.id}`);
    }),
  );

  app.post(
    CHOICES,
    asFacilityWith(center, { right: "money" }, async (_actor, request, reply) => {
      const { search = "", within } = formValues(request.body);

      return reply
        .header("cache-control", "no-store")
        .send(
          within === undefined || within === ""
            ? bankChoices(search)
            : branchChoices(within, search),
        );
    }),
  );

  app.post(
    "/grants/:id/account/draft",
    asFacilityWith(center, { right: "money", stepUp: true }, async (actor, request, reply) => {
      const posted = formValues(request.body);
      const values = accountFields(posted);

      return sendDraftSaved(reply, center, actor, request, versionOf(posted), {
        change: { accountForm: values },
        read: () => readAccount(values),
      });
    }),
  );

  app.post(
    "/grants/:id/account",
    asFacilityWith(center, { right: "money", stepUp: true }, async (actor, request, reply) => {
      const posted = formValues(request.body);
      const record = await recordOfRequest(center, request, actor);
      const { id } = record.application;
      const now = center.clock.now();
      const values = accountFields(posted);
      const saved = await saveForm(center, actor, id, versionOf(posted), { accountForm: values });
      if (saved === "changed-elsewhere") {
        return sendPage(
          reply,
          <AccountPage
            actor={actor}
            record={record}
            now={now}
            state={{ values, errors: {} }}
            changedElsewhere
          />,
          409,
        );
      }
      if (saved !== "saved") {
        return sendLate(reply, center, actor, record);
      }
      if (isSearch(posted["do"])) {
        return seeOther(
          reply,
          `/grants/${id}/account#${posted["do"] === "find-bank" ? "bank" : "branch"}Search`,
        );
      }
      const form = readAccount(values);
      if (form.ok) {
        return seeOther(reply, `/grants/${id}/confirm`);
      }
      const again = await recordOfRequest(center, request, actor);

      return sendPage(
        reply,
        <AccountPage actor={actor} record={again} now={now} state={form} />,
        422,
      );
    }),
  );
}

type AccountPageProps = {
  readonly actor: FacilityActor;
  readonly record: GrantRecord;
  readonly now: Temporal.Instant;
  readonly state: FormState;
  readonly changedElsewhere?: boolean;
};

function AccountPage({ actor, record, now, state, changedElsewhere = false }: AccountPageProps) {
  const { application } = record;

  return (
    <StepPage
      actor={actor}
      record={record}
      now={now}
      step="account"
      lead="補助金を振り込む口座を、通帳を見ながら入力します。施設か開設者の名義の口座にしてください。"
      errors={summaryOf(state.errors)}
      changedElsewhere={changedElsewhere}
    >
      <Form
        action={`/grants/${application.id}/account`}
        hidden={{ version: String(application.version) }}
        autosave={{ to: `/grants/${application.id}/account/draft`, owner: actor.id }}
      >
        <AccountFields state={state} />
        <SaveState>
          {Object.keys(application.accountForm).length > 0
            ? savedWords(application.updatedAt)
            : null}
        </SaveState>
        <ButtonRow>
          <Button>保存して確認へ</Button>
          <LinkButton href={`/grants/${application.id}/receipts`} variant="secondary">
            前へ
          </LinkButton>
        </ButtonRow>
      </Form>
    </StepPage>
  );
}

/** Step 3: the account the money goes to. */
import { formValues, seeOther, sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  Fieldset,
  Form,
  LinkButton,
  RadioGroup,
  TextField,
} from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import type { Temporal } from "temporal-polyfill";
import { asFacilityWith } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { emptyForm, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { saveForm } from "../actions/edit.ts";
import { accountFields, readAccount } from "../forms.ts";
import type { GrantRecord } from "../record.ts";
import { can, depositKinds } from "../rules/application.ts";
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

      return can.edit(record.standing, now) === true
        ? sendPage(reply, <AccountPage actor={actor} record={record} now={now} state={state} />)
        : seeOther(reply, `/grants/${record.application.id}`);
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
        guardUnsaved
      >
        <Fieldset name="bank" legend="金融機関">
          <TextField
            name="bankName"
            label="金融機関名"
            help="例：架空銀行"
            required
            {...fieldState(state, "bankName")}
          />
          <TextField
            name="bankCode"
            label="金融機関コード"
            help="4桁の数字。先頭の0も入力します。"
            width={4}
            inputMode="numeric"
            required
            {...fieldState(state, "bankCode")}
          />
          <TextField
            name="branchName"
            label="支店名"
            help="例：霞が関支店"
            required
            {...fieldState(state, "branchName")}
          />
          <TextField
            name="branchCode"
            label="支店コード（店番）"
            help="3桁の数字。先頭の0も入力します。"
            width={4}
            inputMode="numeric"
            required
            {...fieldState(state, "branchCode")}
          />
        </Fieldset>
        <Fieldset name="deposit" legend="口座">
          <RadioGroup
            name="depositKind"
            label="種別"
            required
            options={Object.entries(depositKinds).map(([value, label]) => ({ value, label }))}
            {...fieldState(state, "depositKind")}
          />
          <TextField
            name="accountNumber"
            label="口座番号"
            help="7桁の数字。7桁に満たないときは、先頭に0を付けます。"
            width={8}
            inputMode="numeric"
            required
            {...fieldState(state, "accountNumber")}
          />
          <TextField
            name="accountHolder"
            label="口座名義（カナ）"
            help="通帳の見開きにあるとおり、カタカナで入力します。半角でも構いません。例：カクウイイン　カクウ　タロウ"
            required
            {...fieldState(state, "accountHolder")}
          />
        </Fieldset>
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

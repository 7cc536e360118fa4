/** Step 1: the lines of the 領収書内訳書, with the amount worked out from what is saved. */
import { formatYen, tokyoDate, tokyoToday } from "@madoguchi/notation";
import { formValues, notKept, seeOther, sendPage } from "@madoguchi/platform";
import type { FormValues } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  Columns,
  DateFields,
  Details,
  Fieldset,
  Form,
  Notice,
  SaveState,
  Section,
  SelectField,
  TextField,
  YenField,
} from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import type { Temporal } from "temporal-polyfill";
import { asFacilityWith } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { answeredErrors, savedWords, sendAutosaved } from "../../shell/autosave.ts";
import { dateState, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { idParam } from "../../shell/params.ts";
import { saveForm } from "../actions/edit.ts";
import { costsFields, isBlankRow, readableLines, readCosts, rowCount } from "../forms.ts";
import type { GrantRecord } from "../record.ts";
import { grantAmount, MAXIMUM_LINES } from "../rules/amount.ts";
import { can } from "../rules/application.ts";
import { itemKindOptions, taxWord } from "../rules/programme.ts";
import { WorkedSteps } from "../show.tsx";
import { StepPage } from "./frame.tsx";
import { recordOfRequest, versionOf } from "../request.ts";
import { sendLate } from "./status.tsx";

export function registerCostsStep(app: FastifyInstance, center: Center): void {
  app.get(
    "/grants/:id/costs",
    asFacilityWith(center, { right: "money" }, async (actor, request, reply) => {
      const record = await recordOfRequest(center, request, actor);
      const now = center.clock.now();
      if (can.edit(record.standing, now) !== true) {
        return seeOther(reply, `/grants/${record.application.id}`);
      }

      // It saves itself: whoever comes back to it sees what was saved, not an older version of it.
      return sendPage(
        notKept(reply),
        <CostsPage
          actor={actor}
          record={record}
          now={now}
          state={{ values: record.application.costsForm, errors: {} }}
        />,
      );
    }),
  );

  app.post(
    "/grants/:id/costs/draft",
    asFacilityWith(center, { right: "money" }, async (actor, request, reply) => {
      const posted = formValues(request.body);
      const values = costsFields(posted);
      const id = idParam(request);
      const byItself = { byItself: true };
      const saved = await saveForm(
        center,
        actor,
        id,
        versionOf(posted),
        { costsForm: values },
        byItself,
      );
      const { application } = await recordOfRequest(center, request, actor);
      if (saved !== "saved") {
        return sendAutosaved(reply, {
          kind: "conflict",
          words:
            saved === "changed-elsewhere"
              ? "別の画面で、この申請が保存されました。この画面の入力は保存していません。"
              : "いまは変えられない申請です。この画面の入力は保存していません。",
        });
      }
      const form = readCosts(values, center.clock.now());

      return sendAutosaved(reply, {
        kind: "saved",
        version: application.version,
        words: savedWords(application.updatedAt, tokyoToday(center.clock)),
        errors: form.ok ? {} : answeredErrors(form),
      });
    }),
  );

  app.post(
    "/grants/:id/costs",
    asFacilityWith(center, { right: "money" }, async (actor, request, reply) => {
      const posted = formValues(request.body);
      const record = await recordOfRequest(center, request, actor);
      const now = center.clock.now();
      const base = `/grants/${record.application.id}`;
      const fields = costsFields(posted);
      const added = posted["do"] === "add" ? rowCount(fields) : null;
      const values =
        added === null
          ? fields
          : { ...fields, rows: String(rowCount({ rows: String(added + 1) })) };
      const saved = await saveForm(center, actor, record.application.id, versionOf(posted), {
        costsForm: values,
      });
      if (saved === "changed-elsewhere") {
        return sendPage(
          reply,
          <CostsPage
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
      if (added !== null) {
        return seeOther(reply, `${base}/costs#lines-${added}`);
      }
      if (posted["do"] === "save") {
        return seeOther(reply, `${base}/costs#amount`);
      }
      const form = readCosts(values, now);
      if (!form.ok) {
        const again = await recordOfRequest(center, request, actor);

        return sendPage(
          reply,
          <CostsPage actor={actor} record={again} now={now} state={form} />,
          422,
        );
      }

      return seeOther(reply, `${base}/receipts`);
    }),
  );
}

function rows(values: FormValues): number[] {
  return Array.from({ length: rowCount(values) }, (_, row) => row);
}

type CostsPageProps = {
  readonly actor: FacilityActor;
  readonly record: GrantRecord;
  readonly now: Temporal.Instant;
  readonly state: FormState;
  readonly changedElsewhere?: boolean;
};

function CostsPage({ actor, record, now, state, changedElsewhere = false }: CostsPageProps) {
  const { application, programme } = record;
  const shown = rows(state.values);

  return (
    <StepPage
      actor={actor}
      record={record}
      now={now}
      step="costs"
      lead="領収書を見ながら、購入したものを1行に1つ入力します。使わない行は空のままで構いません。"
      errors={summaryOf(state.errors)}
      changedElsewhere={changedElsewhere}
    >
      <Form
        action={`/grants/${application.id}/costs`}
        hidden={{ version: String(application.version), rows: String(shown.length) }}
        autosave={{ to: `/grants/${application.id}/costs/draft`, owner: actor.id }}
      >
        {shown.map((row) => (
          <LineFields key={row} row={row} state={state} tax={taxWord(programme)} />
        ))}
        <ButtonRow>
          {/* First in the form, so that the Enter key saves. */}
          <Button variant="secondary" name="do" value="save">
            保存して補助額を計算する
          </Button>
          {shown.length < MAXIMUM_LINES && (
            <Button variant="secondary" name="do" value="add">
              行を追加する
            </Button>
          )}
        </ButtonRow>
        <SaveState>
          {Object.keys(application.costsForm).length > 0
            ? savedWords(application.updatedAt, tokyoDate(now))
            : null}
        </SaveState>
        <SavedAmount record={record} now={now} />
        <ButtonRow>
          <Button name="do" value="next">
            保存して次へ
          </Button>
        </ButtonRow>
      </Form>
    </StepPage>
  );
}

function LineFields({ row, state, tax }: { row: number; state: FormState; tax: string }) {
  const name = `lines.${row}`;
  const required = row === 0 || !isBlankRow(state.values, row);

  return (
    <Fieldset name={name} legend={`${row + 1}行目`}>
      <Columns>
        <SelectField
          name={`${name}.item`}
          label="項目"
          required={required}
          options={itemKindOptions}
          {...fieldState(state, `${name}.item`)}
        />
        <TextField
          name={`${name}.product`}
          label="品名・型番"
          required={required}
          {...fieldState(state, `${name}.product`)}
        />
      </Columns>
      <Columns>
        <TextField
          name={`${name}.quantity`}
          label="数量"
          width={2}
          inputMode="numeric"
          required={required}
          {...fieldState(state, `${name}.quantity`)}
        />
        <YenField
          name={`${name}.amountYen`}
          label={`${tax}金額`}
          help="この行の全部の数量を合わせた金額です。"
          required={required}
          {...fieldState(state, `${name}.amountYen`)}
        />
      </Columns>
      <Columns>
        <DateFields
          name={`${name}.purchasedOn`}
          label="購入日"
          help="西暦で入力します。例：2026年1月31日"
          required={required}
          {...dateState(state, `${name}.purchasedOn`)}
        />
        <TextField
          name={`${name}.shop`}
          label="購入先"
          help="領収書にある店や会社の名前です。"
          required={required}
          {...fieldState(state, `${name}.shop`)}
        />
      </Columns>
      <MoreFields name={name} state={state} tax={tax} />
    </Fieldset>
  );
}

const moreFields = ["detail", "maker", "unitYen", "otherYen", "receiptNumber"] as const;

/** What the form of the 領収書内訳書 has room for and few receipts need; open where something stands in it. */
function MoreFields({ name, state, tax }: { name: string; state: FormState; tax: string }) {
  const used = moreFields.some(
    (field) => (state.values[`${name}.${field}`] ?? "") !== "" || state.errors[`${name}.${field}`],
  );

  return (
    <Details summary="内訳、メーカー、単価、対象外の金額、領収書の番号も入力する" open={used}>
      <Columns>
        <TextField
          name={`${name}.detail`}
          label="内訳"
          help="例：受付用"
          autoComplete="off"
          {...fieldState(state, `${name}.detail`)}
        />
        <TextField
          name={`${name}.maker`}
          label="メーカー"
          autoComplete="off"
          {...fieldState(state, `${name}.maker`)}
        />
      </Columns>
      <Columns>
        <YenField
          name={`${name}.unitYen`}
          label={`単価（${tax}）`}
          help="1つの値段です。"
          autoComplete="off"
          {...fieldState(state, `${name}.unitYen`)}
        />
        <YenField
          name={`${name}.otherYen`}
          label="対象外の金額"
          help="この行の金額に、保証料や送料など補助の対象でないものが含まれるとき。"
          autoComplete="off"
          {...fieldState(state, `${name}.otherYen`)}
        />
      </Columns>
      <TextField
        name={`${name}.receiptNumber`}
        label="領収書の番号"
        autoComplete="off"
        {...fieldState(state, `${name}.receiptNumber`)}
      />
    </Details>
  );
}

function SavedAmount({ record, now }: { record: GrantRecord; now: Temporal.Instant }) {
  const lines = readableLines(record.application.costsForm, now);
  if (lines.length === 0) {
    return null;
  }
  const worked = grantAmount(record.programme, lines);

  return (
    <Section heading={`補助額の見込み　${formatYen(worked.amountYen)}`} id="amount">
      <p>
        保存した{lines.length}行で計算しています。総額は{formatYen(worked.totalYen)}です。
      </p>
      {worked.advice !== null && <Notice tone="warning" title={worked.advice} />}
      <WorkedSteps worked={worked} />
    </Section>
  );
}

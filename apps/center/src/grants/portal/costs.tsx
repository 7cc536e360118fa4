/** Step 1: the lines of the 領収書内訳書, with the amount worked out from what is saved. */
import type { KnownModel } from "@madoguchi/contract/known-models";
import { formatYen, tokyoDate } from "@madoguchi/notation";
import { formValues, notKept, seeOther, sendPage } from "@madoguchi/platform";
import type { FormValues } from "@madoguchi/platform";
import { Button, ButtonRow, Form, Notice, SaveState, Section } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import type { Temporal } from "temporal-polyfill";
import { asFacilityWith } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { deviceCatalogueOn } from "../../master/index.ts";
import { savedWords } from "../../shell/autosave.ts";
import { summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { saveForm } from "../actions/edit.ts";
import { costsFields, readableLines, readCosts, rowCount } from "../forms.ts";
import type { GrantRecord } from "../record.ts";
import { grantAmount, MAXIMUM_LINES } from "../rules/amount.ts";
import type { AmountRules } from "../rules/amount.ts";
import { can } from "../rules/application.ts";
import { taxWord } from "../rules/programme.ts";
import { WorkedSteps } from "../show.tsx";
import { LineFields } from "./cost-fields.tsx";
import { sendDraftSaved } from "./draft.ts";
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
          catalogue={await deviceCatalogueOn(center.db, tokyoDate(now))}
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

      return sendDraftSaved(reply, center, actor, request, versionOf(posted), {
        change: { costsForm: values },
        read: () => readCosts(values, center.clock.now()),
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
            catalogue={await deviceCatalogueOn(center.db, tokyoDate(now))}
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
          <CostsPage
            actor={actor}
            record={again}
            now={now}
            catalogue={await deviceCatalogueOn(center.db, tokyoDate(now))}
            state={form}
          />,
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
  /** Models that somebody wrote about, as of today. */
  readonly catalogue: readonly KnownModel[];
  readonly changedElsewhere?: boolean;
};

function CostsPage(props: CostsPageProps) {
  const { actor, record, now, state, catalogue, changedElsewhere = false } = props;
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
      script="costs"
    >
      <Form
        action={`/grants/${application.id}/costs`}
        hidden={{ version: String(application.version), rows: String(shown.length) }}
        autosave={{ to: `/grants/${application.id}/costs/draft`, owner: actor.id }}
      >
        {shown.map((row) => (
          <LineFields
            key={row}
            row={row}
            state={state}
            tax={taxWord(programme)}
            catalogue={catalogue}
          />
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
          {Object.keys(application.costsForm).length > 0 ? savedWords(application.updatedAt) : null}
        </SaveState>
        <Amount record={record} now={now} />
        <ButtonRow>
          <Button name="do" value="next">
            保存して次へ
          </Button>
        </ButtonRow>
      </Form>
    </StepPage>
  );
}

type AmountProps = {
  readonly record: GrantRecord;
  readonly now: Temporal.Instant;
};

/** Of what was saved; the script, where there is one, keeps it up with what is typed. */
function Amount({ record, now }: AmountProps) {
  const lines = readableLines(record.application.costsForm, now);
  const { programme } = record;
  const worked = grantAmount(programme, lines);
  const { itemKinds, rateNumerator, rateDenominator } = programme;
  const { capYen, roundingYen, rounding, taxIncluded } = programme;
  const rules: AmountRules = {
    itemKinds,
    rateNumerator,
    rateDenominator,
    capYen,
    roundingYen,
    rounding,
    taxIncluded,
  };

  return (
    <div data-amount-rules={JSON.stringify(rules)} hidden={lines.length === 0}>
      <Section
        heading={
          <>
            補助額の見込み　<span data-amount="amount">{formatYen(worked.amountYen)}</span>
          </>
        }
        id="amount"
      >
        <p>
          <span data-amount="count">{lines.length}</span>行で計算しています。総額は
          <span data-amount="total">{formatYen(worked.totalYen)}</span>です。
        </p>
        <div data-amount="advice" hidden={worked.advice === null}>
          <Notice tone="warning" title={worked.advice ?? ""} />
        </div>
        <WorkedSteps worked={worked} />
      </Section>
    </div>
  );
}

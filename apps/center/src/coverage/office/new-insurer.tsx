/** A new insurer, in two steps: the number, which says what kind of insurer it is, and then all that the number does not say. */
import type { InsurerNumber } from "@madoguchi/notation";
import { ProblemError, formValues, readForm, seeOther, sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  SummaryList,
  TextField,
} from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { asOfficial } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { emptyForm, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import { registerInsurer } from "../actions/register-insurer.ts";
import { findInsurer } from "../store/insurers.ts";
import type { InsurerTable } from "../store/tables.ts";
import { newInsurerSchema, numberSchema } from "./forms.ts";
import { INSURERS, lawWords, pathOf } from "./frame.tsx";
import { ContractFields, DetailFields } from "./insurer-form.tsx";

const NEW = `${INSURERS}/new`;

export function registerNewInsurerPages(app: FastifyInstance, center: Center): void {
  app.get(
    NEW,
    asOfficial(center, "insurers.change", async (actor, request, reply) => {
      if (formValues(request.query)["number"] === undefined) {
        return sendPage(reply, <NumberPage actor={actor} state={emptyForm} />);
      }
      const form = readForm(numberSchema, request.query);
      if (!form.ok) return sendPage(reply, <NumberPage actor={actor} state={form} />, 422);
      const present = await findInsurer(center.db, form.value.number.number);

      return present
        ? sendPage(reply, <NumberPage actor={actor} state={filled(form)} present={present} />, 409)
        : sendPage(
            reply,
            <DetailsPage actor={actor} number={form.value.number} state={emptyForm} />,
          );
    }),
  );

  app.post(
    NEW,
    asOfficial(center, "insurers.change", async (actor, request, reply) => {
      // The second step carries the number of the first: a wrong one goes back there.
      const first = readForm(numberSchema, request.body);
      if (!first.ok) return sendPage(reply, <NumberPage actor={actor} state={first} />, 422);
      const { number } = first.value;
      const form = readForm(newInsurerSchema, request.body);
      if (!form.ok) {
        return sendPage(reply, <DetailsPage actor={actor} number={number} state={form} />, 422);
      }
      const official = { kind: "official", id: actor.id } as const;
      const details = { ...form.value, number: number.number };
      const result = await registerInsurer(center, official, details);
      if (result.kind !== "refused") return seeOther(reply, `${pathOf(result)}?done=registered`);
      // Another official was quicker, and said something else.
      const present = await findInsurer(center.db, number.number);
      if (result.reason !== "registered-otherwise" || !present) throw new ProblemError("not-found");

      return sendPage(
        reply,
        <NumberPage actor={actor} state={filled(first)} present={present} />,
        409,
      );
    }),
  );
}

function filled({ values }: Pick<FormState, "values">): FormState {
  return { values, errors: {} };
}

type NumberPageProps = {
  readonly actor: OfficialActor;
  readonly state: FormState;
  /** Registered under this number already. */
  readonly present?: InsurerTable;
};

const crumbs = [{ label: "保険者", href: INSURERS }, { label: "保険者の登録" }];

function NumberPage({ actor, state, present }: NumberPageProps) {
  const errors = summaryOf(state.errors);

  return (
    <OfficePage
      title="保険者の登録"
      actor={actor}
      current={INSURERS}
      crumbs={crumbs}
      width="text"
      errorCount={errors.length}
    >
      <ErrorSummary errors={errors} />
      {present && (
        <Notice tone="warning" title="この番号の保険者は、登録されています">
          <p>
            <a href={pathOf(present)}>{present.name}</a>
            の登録内容を確かめてください。
          </p>
        </Notice>
      )}
      <PageHeading lead="はじめに番号を確かめます。保険の種類と都道府県は、番号から分かります。">
        保険者の登録
      </PageHeading>
      <Form action={NEW} method="get">
        <TextField
          name="number"
          label="保険者番号"
          help="国民健康保険は6桁、そのほかは8桁です。末尾の検証番号も入力してください。"
          required
          inputMode="numeric"
          width={12}
          {...fieldState(state, "number")}
        />
        <ButtonRow>
          <Button>番号を確かめる</Button>
          <LinkButton href={INSURERS} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </OfficePage>
  );
}

type DetailsPageProps = {
  readonly actor: OfficialActor;
  readonly number: InsurerNumber;
  readonly state: FormState;
};

function DetailsPage({ actor, number, state }: DetailsPageProps) {
  const errors = summaryOf(state.errors);

  return (
    <OfficePage
      title="保険者の登録"
      actor={actor}
      current={INSURERS}
      crumbs={crumbs}
      width="text"
      errorCount={errors.length}
    >
      <ErrorSummary errors={errors} />
      <PageHeading lead="電話と受付時間は、資格を確認できないときに医療機関等の画面に表示されます。">
        保険者の登録
      </PageHeading>
      <SummaryList
        items={[
          { label: "保険者番号", value: number.number, changeHref: NEW },
          { label: "法別番号", value: lawWords(number) },
          { label: "都道府県", value: number.prefecture.name },
        ]}
      />
      <Form action={NEW}>
        <input type="hidden" name="number" value={number.number} />
        <DetailFields state={state} />
        <ContractFields state={state} />
        <ButtonRow>
          <Button>登録する</Button>
          <LinkButton href={INSURERS} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </OfficePage>
  );
}

/** Whose account the money goes out of: the one of now, those before and after it, and what is proposed. */
import { formatDate, tokyoDate } from "@madoguchi/notation";
import { formValues, sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  DateFields,
  DescriptionList,
  EmptyState,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  RadioGroup,
  Section,
  TextField,
} from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { Temporal } from "temporal-polyfill";
import { asOfficial, May } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import {
  openProposals,
  proposeByForm,
  registerProposalPage,
  proposalRefusals,
  ProposalWaits,
} from "../../proposals/index.ts";
import type { Proposal, ProposalRefusal } from "../../proposals/index.ts";
import { dateState, emptyForm, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import { payerChanges } from "../actions/payer.ts";
import { payerForm, readPayer } from "../payer-form.ts";
import type { PayerTerms } from "../payer-form.ts";
import { depositKinds } from "../rules/application.ts";
import type { StartRefusal } from "../rules/proposal.ts";
import { bankText } from "../rules/zengin.ts";
import { payers } from "../store/batches.ts";
import type { KnownPayer } from "../store/batches.ts";

const PAYER = "/office/grants/payer";

const CHANGE = { right: "payments.make", stepUp: true } as const;

const refusals = {
  ...proposalRefusals,
  "too-late": "使い始める日が、今日か、過ぎた日です。あす以後の日にしてください。",
  "not-after-newest": "使い始める日が、登録済みの口座の日以前です。後の日にしてください。",
} as const satisfies Record<StartRefusal | Exclude<ProposalRefusal, "not-found">, string>;

const proposals = { subject: payerChanges, path: `${PAYER}/proposals/:id`, refusals };

const crumbs = [
  { label: "補助金の審査", href: "/office/grants" },
  { label: "補助金の振込", href: "/office/grants/payments" },
];

export function registerPayerPages(app: FastifyInstance, center: Center): void {
  app.get(
    PAYER,
    asOfficial(center, "payments.see", async (actor, _request, reply) =>
      sendPage(
        reply,
        <PayerPage
          actor={actor}
          payers={await payers(center.db)}
          proposal={(await openProposals(center.db, payerChanges.name))[0]}
          today={tokyoDate(center.clock.now())}
        />,
      ),
    ),
  );

  app.get(
    `${PAYER}/new`,
    asOfficial(center, CHANGE, async (actor, _request, reply) => {
      const [newest] = await payers(center.db);
      const form = newest ? { values: payerForm(newest), errors: {} } : emptyForm;

      return sendPage(reply, <PayerFormPage actor={actor} form={form} />);
    }),
  );

  app.post(
    PAYER,
    asOfficial(center, CHANGE, async (actor, request, reply) => {
      const values = formValues(request.body);

      return proposeByForm(center, actor, reply, {
        ...proposals,
        values,
        read: readPayer(values),
        page: (form, refusal) => <PayerFormPage actor={actor} form={form} refusal={refusal} />,
      });
    }),
  );

  registerProposalPage(app, center, {
    ...proposals,
    place: {
      current: "/office/grants",
      crumbs: [...crumbs, { label: "支払いに使う口座", href: PAYER }, { label: "提案" }],
    },
    sees: "payments.see",
    changes: CHANGE,
    async show({ basedOn }, terms) {
      const before = (await payers(center.db)).find(({ id }) => id === basedOn);

      return {
        title: "支払いに使う口座の提案",
        question: {
          advice: "下の口座を、銀行との契約の書類と見比べてください。",
          verb: "この口座に決める",
        },
        content: (
          <>
            <Section heading="新しい口座">
              <DescriptionList items={facts(terms)} />
            </Section>
            {before && (
              <Section heading="その前の口座">
                <DescriptionList items={facts(before)} />
              </Section>
            )}
          </>
        ),
      };
    },
  });
}

/** As the bank will read it in the head of the file. */
function facts(payer: PayerTerms): { term: string; detail: string }[] {
  return [
    { term: "使い始める日", detail: formatDate(payer.effectiveFrom) },
    { term: "依頼人コード", detail: payer.consignerCode },
    { term: "依頼人の名前", detail: bankText(payer.consignerName) },
    { term: "銀行", detail: `${bankText(payer.bankName)}（${payer.bankCode}）` },
    { term: "支店", detail: `${bankText(payer.branchName)}（${payer.branchCode}）` },
    {
      term: "種別・口座番号",
      detail: `${depositKinds[payer.depositKind]}　${payer.accountNumber}`,
    },
  ];
}

type PayerPageProps = {
  readonly actor: OfficialActor;
  /** The newest first. */
  readonly payers: readonly KnownPayer[];
  readonly proposal: Proposal | undefined;
  readonly today: Temporal.PlainDate;
};

function PayerPage({ actor, payers: all, proposal, today }: PayerPageProps) {
  const current = all.find(
    ({ effectiveFrom }) => Temporal.PlainDate.compare(effectiveFrom, today) <= 0,
  );
  const wordOf = (payer: KnownPayer) =>
    payer === current
      ? "いまの口座"
      : Temporal.PlainDate.compare(payer.effectiveFrom, today) > 0
        ? "これからの口座"
        : "前の口座";

  return (
    <OfficePage
      title="支払いに使う口座"
      actor={actor}
      current="/office/grants"
      crumbs={[...crumbs, { label: "支払いに使う口座" }]}
    >
      <PageHeading lead="振込データの先頭に入る口座です。表記は、銀行に渡すとおりです。">
        支払いに使う口座
      </PageHeading>
      {proposal ? (
        <ProposalWaits href={`${PAYER}/proposals/${proposal.id}`} />
      ) : (
        <May right="payments.make">
          <ButtonRow>
            <LinkButton href={`${PAYER}/new`}>口座の変更を提案する</LinkButton>
          </ButtonRow>
        </May>
      )}
      {all.length === 0 && <EmptyState title="口座はまだ登録されていません" />}
      {all.map((payer) => (
        <Section
          key={payer.id}
          heading={`${wordOf(payer)}　${formatDate(payer.effectiveFrom)}から`}
        >
          <DescriptionList items={facts(payer)} />
        </Section>
      ))}
    </OfficePage>
  );
}

type PayerFormPageProps = {
  readonly actor: OfficialActor;
  readonly form: FormState;
  readonly refusal?: string | undefined;
};

function PayerFormPage({ actor, form, refusal }: PayerFormPageProps) {
  const errors = summaryOf(form.errors);
  const kana = "銀行に届けたカタカナ。漢字は使えません。";
  const code = { inputMode: "numeric", required: true } as const;

  return (
    <OfficePage
      title="支払いに使う口座の変更"
      actor={actor}
      current="/office/grants"
      errorCount={errors.length}
      crumbs={[...crumbs, { label: "支払いに使う口座", href: PAYER }, { label: "変更" }]}
    >
      <ErrorSummary errors={errors} />
      {refusal !== undefined && <Notice tone="warning" title={refusal} />}
      <PageHeading lead="提案した後、もう1人の職員が確かめると決まります。作った振込データの口座は変わりません。">
        支払いに使う口座の変更
      </PageHeading>
      <Form action={PAYER}>
        <DateFields
          name="effectiveFrom"
          label="使い始める日"
          help="あす以後の日。この日から作る振込データに使います。西暦で入力します。"
          required
          {...dateState(form, "effectiveFrom")}
        />
        <TextField
          name="consignerCode"
          label="依頼人コード"
          help="総合振込の契約で銀行が決めた10桁の番号です。"
          width={20}
          {...code}
          {...fieldState(form, "consignerCode")}
        />
        <TextField
          name="consignerName"
          label="依頼人の名前"
          help={kana}
          required
          {...fieldState(form, "consignerName")}
        />
        <TextField
          name="bankCode"
          label="銀行コード"
          help="4桁"
          width={8}
          {...code}
          {...fieldState(form, "bankCode")}
        />
        <TextField
          name="bankName"
          label="銀行名"
          help={kana}
          required
          {...fieldState(form, "bankName")}
        />
        <TextField
          name="branchCode"
          label="支店コード"
          help="3桁"
          width={8}
          {...code}
          {...fieldState(form, "branchCode")}
        />
        <TextField
          name="branchName"
          label="支店名"
          help={kana}
          required
          {...fieldState(form, "branchName")}
        />
        <RadioGroup
          name="depositKind"
          label="預金の種別"
          options={Object.entries(depositKinds).map(([value, label]) => ({ value, label }))}
          required
          {...fieldState(form, "depositKind")}
        />
        <TextField
          name="accountNumber"
          label="口座番号"
          help="7桁。先頭の0も入力します。"
          width={12}
          {...code}
          {...fieldState(form, "accountNumber")}
        />
        <ButtonRow>
          <Button>この口座を提案する</Button>
        </ButtonRow>
      </Form>
    </OfficePage>
  );
}

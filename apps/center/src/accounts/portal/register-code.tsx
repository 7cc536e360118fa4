/** The first page of registering: which facility it is. Nothing is kept yet, so the code travels in the address. */
import { FEE_SCHEDULES, PREFECTURES, checkDigitWork } from "@madoguchi/notation";
import type { FormValues } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  Details,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Prose,
  RadioGroup,
  Section,
  SelectField,
  Steps,
  Table,
  TextField,
} from "@madoguchi/ui";
import { facilityKindOptions } from "../../facilities/index.ts";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { CallCenter } from "../../shell/call-center.tsx";
import { PortalPage } from "../../shell/pages.tsx";

const TITLE = "新規ユーザー登録";

/** What of the answers names the facility: the part of an address that leads to them. */
export function identityQuery(values: FormValues): string {
  const kept = ["kind", "code", "target"].flatMap((name) => {
    const value = values[name];

    return value ? [[name, value]] : [];
  });

  return new URLSearchParams(kept).toString();
}

export function RegisterSteps({
  current,
  values,
}: {
  current: "code" | "details";
  values: FormValues;
}) {
  const isDetails = current === "details";

  return (
    <Steps
      label="登録の手順"
      steps={[
        {
          label: "施設のコード",
          state: isDetails ? "done" : "current",
          ...(isDetails ? { href: `/register?${identityQuery(values)}` } : {}),
        },
        { label: "施設と担当者", state: isDetails ? "current" : "upcoming" },
        { label: "メールの確認とパスワード", state: "upcoming" },
      ]}
    />
  );
}

type RegisterCodePageProps = {
  state: FormState;
  /** Ten digits whose check digit is wrong. */
  unchecked?: string | null;
};

export function RegisterCodePage({ state, unchecked = null }: RegisterCodePageProps) {
  const errors = summaryOf(state.errors);
  const { prefecture = "", number = "", target = "" } = state.values;
  const usesParts =
    prefecture !== "" ||
    number !== "" ||
    ["prefecture", "feeSchedule", "number"].some((name) => state.errors[name] !== undefined);

  return (
    <PortalPage title={TITLE} actor={null} width="text" errorCount={errors.length}>
      <ErrorSummary errors={errors} />
      {unchecked !== null && <CheckDigitWork digits={unchecked} />}
      <PageHeading lead="はじめに、施設の種類とコードを入力します。登録は無料です。">
        {TITLE}
      </PageHeading>
      <RegisterSteps current="code" values={state.values} />
      <p>
        対象かどうか分からないときは、
        <a href="/eligible">わたしの施設は対象ですか（5つの質問）</a>で確かめられます。
      </p>
      <Form action="/register/details" method="get" hidden={target === "" ? {} : { target }}>
        <RadioGroup
          name="kind"
          label="施設の種類"
          required
          options={facilityKindOptions}
          {...fieldState(state, "kind")}
        />
        <TextField
          name="code"
          label="医療機関コード（施術所は登録記号番号）"
          help={
            <>
              <p>
                医療機関コードは10桁です。都道府県2桁、点数表1桁、番号7桁の順に入力します。例：1319700017
              </p>
              <p>
                登録記号番号は、「協」「契」やハイフンがあってもなくても構いません。例：協13-1234567-0-0
              </p>
              <p>全角の数字でも構いません。</p>
            </>
          }
          width={20}
          required
          {...fieldState(state, "code")}
        />
        <Details
          summary="10桁のコードが分からないとき（都道府県と7桁の番号で入力）"
          open={usesParts}
        >
          <p>レセプトや指定通知書にある7桁の番号は、こちらに入力します。</p>
          <SelectField
            name="prefecture"
            label="都道府県"
            options={PREFECTURES.map(({ code, name }) => ({ value: code, label: name }))}
            {...fieldState(state, "prefecture")}
          />
          <SelectField
            name="feeSchedule"
            label="点数表"
            help="診療所・病院、歯科、薬局は、施設の種類から決まります。"
            options={Object.entries(FEE_SCHEDULES).map(([value, label]) => ({ value, label }))}
            {...fieldState(state, "feeSchedule")}
          />
          <TextField
            name="number"
            label="番号（7桁）"
            width={12}
            inputMode="numeric"
            {...fieldState(state, "number")}
          />
        </Details>
        <ButtonRow>
          <Button>次へ</Button>
        </ButtonRow>
      </Form>
    </PortalPage>
  );
}

/**
 * How the last digit is worked out. It tells that something is wrong but not where: whoever trusts the last digit that is
 * worked out here would turn one wrong number into another.
 */
export function CheckDigitWork({ digits }: { digits: string }) {
  const { steps, sum, worked, given } = checkDigitWork(digits);

  return (
    <Notice
      tone="warning"
      title="最後の数字（検証番号）が、ほかの数字と合いません。"
      word="検証番号"
    >
      <p>
        読み取った番号：都道府県「{digits.slice(0, 2)}」、点数表「{digits.charAt(2)}」、番号「
        {digits.slice(3)}」
      </p>
      <p>
        10個の数字のどれかが違っています。どれが違うかは、計算からは分かりません。
        最後の数字だけを書き換えず、指定通知書と1つずつ見比べてください。
      </p>
      <Details summary="検証番号の計算">
        <p>
          はじめの9個の数字に、右から2、1、2、1…を掛けます。2桁になった積は、その2つの数字を足します。
        </p>
        <Table
          caption="数字ごとの計算"
          columns={[
            {
              key: "place",
              header: "左から",
              cell: ({ place }) => `${place}番目`,
              rowHeader: true,
            },
            { key: "digit", header: "数字", cell: ({ digit }) => digit, numeric: true },
            { key: "weight", header: "掛ける数", cell: ({ weight }) => weight, numeric: true },
            { key: "adds", header: "足す数", cell: ({ adds }) => adds, numeric: true },
          ]}
          rows={steps.map((step, index) => ({ ...step, place: index + 1 }))}
          rowKey={({ place }) => String(place)}
        />
        <p>
          足すと{sum}です。この9個の数字が正しければ、検証番号は{worked}になります。
          入力された検証番号は{given}です。
        </p>
      </Details>
    </Notice>
  );
}

/** One registration a code. Who registered it, and under which address, is told to nobody. */
export function CodeTakenPage({ values }: { values: FormValues }) {
  return (
    <PortalPage title="このコードの施設は登録済みです" actor={null} width="text">
      <PageHeading lead="1つのコードで登録できるのは、1回だけです。次の方法で使い始められます。">
        このコードの施設は登録済みです
      </PageHeading>
      <Prose>
        <Section heading="同じ施設で働いている方">
          <p>施設の管理者に、招待をお願いしてください。届いたメールから加われます。</p>
        </Section>
        <Section heading="登録した覚えのある方">
          <p>登録に使ったメールアドレスでログインしてください。</p>
        </Section>
        <Section heading="管理者が辞めた、または開設者が変わった施設の方">
          <p>前の管理者がログインできるときは、管理者の引き継ぎをお願いしてください。</p>
          <p>連絡が取れないときは、コールセンターにお電話ください。</p>
          <CallCenter />
          <p>
            コードも変わったときは、
            <a href="/procedures#code">コード変更の手続き</a>をご覧ください。
          </p>
        </Section>
      </Prose>
      <ButtonRow>
        <LinkButton href="/sign-in">ログイン</LinkButton>
        <LinkButton href={`/register?${identityQuery(values)}`} variant="secondary">
          コードを入力し直す
        </LinkButton>
      </ButtonRow>
    </PortalPage>
  );
}

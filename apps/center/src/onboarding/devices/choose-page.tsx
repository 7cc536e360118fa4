import {
  Button,
  CheckboxGroup,
  ErrorSummary,
  Fieldset,
  Form,
  PageHeading,
  Prose,
  RadioGroup,
  SelectField,
  TextField,
} from "@madoguchi/ui";
import type { FacilityActor } from "../../accounts/index.ts";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { PortalPage } from "../../shell/pages.tsx";
import { internetNames, ownedNames, questionLabels, seatCounts, yesNo } from "./questions.ts";

const TITLE = "端末を選ぶ";

export const chooseCrumbs = [
  { label: "準備の進み具合", href: "/home" },
  { label: TITLE, href: "/devices/choose" },
];

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

export function ChoosePage({ actor, state }: { actor: FacilityActor; state: FormState }) {
  const errors = summaryOf(state.errors);

  return (
    <PortalPage
      title={TITLE}
      actor={actor}
      current="/home"
      width="text"
      errorCount={errors.length}
      crumbs={[{ label: "準備の進み具合", href: "/home" }, { label: TITLE }]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        caption="1　端末等の選定・購入"
        lead="質問に答えると、カードを読み取る3つの方法を、あなたの施設に合わせて比べます。"
      >
        {TITLE}
      </PageHeading>
      <Prose>
        <p>
          3つの方法は、パソコンとカードリーダー、スマートフォン、タブレットとカードリーダーです。
        </p>
      </Prose>
      {/* The answers stand in the address: they name nobody, and going back keeps them. */}
      <Form action="/devices/compare" method="get">
        <CheckboxGroup
          name="owned"
          label={questionLabels.owned}
          help="受付に使えるものを、すべて選んでください。なければ、そのまま進みます。"
          options={options(ownedNames)}
          values={(state.values["owned"] ?? "").split("\n")}
        />
        <RadioGroup
          name="internet"
          label={questionLabels.internet}
          required
          options={options(internetNames)}
          {...fieldState(state, "internet")}
        />
        <SelectField
          name="seats"
          label={questionLabels.seats}
          help="同時に受け付ける場所の数です。1か所につき端末が1台要ります。"
          required
          emptyLabel={null}
          options={seatCounts.map((value) => ({ value, label: `${value}か所` }))}
          {...fieldState(state, "seats")}
        />
        <RadioGroup
          name="outside"
          label={questionLabels.outside}
          required
          options={options(yesNo)}
          {...fieldState(state, "outside")}
        />
        <RadioGroup
          name="handsFree"
          label={questionLabels.handsFree}
          required
          options={options(yesNo)}
          {...fieldState(state, "handsFree")}
        />
        <RadioGroup
          name="readAloud"
          label={questionLabels.readAloud}
          required
          options={options(yesNo)}
          {...fieldState(state, "readAloud")}
        />
        <Fieldset
          name="estimates"
          legend="見積額"
          help="1台の税込の額が分かれば入力してください。補助金を引いた費用まで計算します。"
        >
          {(["pcYen", "smartphoneYen", "tabletYen"] as const).map((name) => (
            <TextField
              key={name}
              name={name}
              label={questionLabels[name]}
              inputMode="numeric"
              width={8}
              unit="円"
              {...fieldState(state, name)}
            />
          ))}
        </Fieldset>
        <Button>3つの方法を比べる</Button>
      </Form>
    </PortalPage>
  );
}

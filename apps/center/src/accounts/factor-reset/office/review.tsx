/** One reset: who asked, what was checked, and the one thing that can be done next. */
import { formatDateTime, formatPhone } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  CheckboxField,
  DescriptionList,
  Form,
  LinkButton,
  Notice,
  RadioGroup,
  Section,
  TextField,
} from "@madoguchi/ui";
import type { Facility } from "../../../facilities/index.ts";
import { emptyForm, fieldState } from "../../../shell/errors.tsx";
import type { FormState } from "../../../shell/errors.tsx";
import { May } from "../../may.tsx";
import type { OfficialActor } from "../../rules.ts";
import type { KnownAccount } from "../../store.ts";
import { canReset, delayWords, resetReasons } from "../rules.ts";
import type { ResetRefusal } from "../rules.ts";
import type { FactorReset } from "../store.ts";
import { dueWords, stateWords } from "../words.tsx";
import { PATH, ResetFrame } from "./frame.tsx";

export type ResetReview = {
  readonly reset: FactorReset;
  readonly account: KnownAccount;
  /** For which the person acts. */
  readonly facilities: readonly Facility[];
  readonly names: Readonly<Record<"starter" | "checker" | "decider", string | null>>;
  readonly hours: number;
};

export const refusedWords = {
  "not-waiting": "開いたあとに変わりました。いまの状態を確かめてください。",
  "not-checked": "まだ本人の確認が記録されていません。",
  "checked-by-you": "本人を確認した職員は承認できません。ほかの職員に承認を頼んでください。",
  "about-you": "自分の確認方法の解除は承認できません。",
} as const satisfies Record<ResetRefusal, string>;

const starterWords = {
  person: "本人",
  administrator: "施設の管理者",
  official: "職員（電話で受け付け）",
} as const;

type ResetPageProps = {
  readonly actor: OfficialActor;
  readonly review: ResetReview;
  readonly state?: FormState;
  readonly refused?: ResetRefusal;
};

export function ResetPage({ actor, review, state = emptyForm, refused }: ResetPageProps) {
  const { reset, account, names } = review;

  return (
    <ResetFrame
      actor={actor}
      title={`${account.name} さんの解除`}
      lead={dueWords(reset) ?? stateWords[reset.state]}
      state={state}
    >
      {refused && <Notice tone="error" title={refusedWords[refused]} />}
      <DescriptionList
        items={[
          { term: "メールアドレス（ID）", detail: account.mail },
          { term: "使えなくなった理由", detail: resetReasons[reset.reason] },
          {
            term: "申し込んだ方",
            detail: `${starterWords[reset.startedAs]}${reset.startedAs === "person" ? "" : `　${names.starter ?? ""}`}`,
          },
          { term: "申し込んだ日時", detail: formatDateTime(reset.startedAt) },
        ]}
      />
      {reset.checkedAt && <CheckFacts review={review} />}
      {reset.decidedAt && <DecisionFacts review={review} />}
      <May right="resets.handle">
        {reset.state === "asked" && <CheckForm review={review} state={state} />}
        {reset.state === "checked" && <ApproveForm actor={actor} review={review} />}
        {reset.state === "waiting" && (
          <Form action={`${PATH}/${reset.id}/stop`}>
            <ButtonRow>
              <Button variant="danger">解除を取りやめる</Button>
              <LinkButton href={PATH} variant="secondary">
                一覧へ戻る
              </LinkButton>
            </ButtonRow>
          </Form>
        )}
      </May>
    </ResetFrame>
  );
}

function CheckFacts({ review: { reset, facilities, names } }: { review: ResetReview }) {
  const called = facilities.find(({ id }) => id === reset.facilityId)?.name ?? "担当を外れた施設";

  return (
    <Section heading="本人の確認">
      <DescriptionList
        items={[
          { term: "かけ直した先", detail: `${called}　${formatPhone(reset.phone ?? "")}` },
          { term: "電話で話した方", detail: reset.spokenWith },
          { term: "本人と確かめた方法", detail: reset.checkNote },
          { term: "確かめた職員", detail: names.checker },
          { term: "日時", detail: reset.checkedAt ? formatDateTime(reset.checkedAt) : "" },
        ]}
      />
    </Section>
  );
}

function DecisionFacts({ review: { reset, names } }: { review: ResetReview }) {
  return (
    <Section heading={reset.state === "declined" ? "お断り" : "承認"}>
      <DescriptionList
        items={[
          ...(reset.declineReason === null
            ? []
            : [{ term: "断った理由", detail: reset.declineReason }]),
          { term: "決めた職員", detail: names.decider },
          { term: "日時", detail: reset.decidedAt ? formatDateTime(reset.decidedAt) : "" },
        ]}
      />
    </Section>
  );
}

function DeclineLink({ id }: { id: string }) {
  return (
    <LinkButton href={`${PATH}/${id}/decline`} variant="secondary">
      断る
    </LinkButton>
  );
}

function CheckForm({ review, state }: { review: ResetReview; state: FormState }) {
  const { reset, facilities } = review;

  return facilities.length === 0 ? (
    <Notice tone="warning" title="担当する施設がないため、かけ直す先がありません">
      <ButtonRow>
        <DeclineLink id={reset.id} />
      </ButtonRow>
    </Notice>
  ) : (
    <Section heading="施設にかけ直して、本人か確かめる">
      <Form action={`${PATH}/${reset.id}/check`}>
        <RadioGroup
          name="facility"
          label="かけ直した施設"
          help="かかってきた番号や、相手が言った番号にはかけません。"
          required
          options={facilities.map(({ id, name, phone }) => ({
            value: id,
            label: name,
            help: `登録の電話番号　${formatPhone(phone)}`,
          }))}
          {...fieldState(state, "facility")}
        />
        <TextField
          name="spokenWith"
          label="電話で話した方"
          help="例：院長 架空 太郎、本人"
          required
          {...fieldState(state, "spokenWith")}
        />
        <TextField
          name="note"
          label="ご本人と確かめた方法"
          help="例：院長が本人の在籍を認め、本人が登録の内容を答えた"
          required
          {...fieldState(state, "note")}
        />
        <CheckboxField
          name="called"
          label="登録の電話番号に、こちらからかけ直しました"
          required
          checked={state.values["called"] === "yes"}
          error={state.errors["called"]}
        />
        <ButtonRow>
          <Button>確認を記録する</Button>
          <DeclineLink id={reset.id} />
        </ButtonRow>
      </Form>
    </Section>
  );
}

function ApproveForm({ actor, review }: { actor: OfficialActor; review: ResetReview }) {
  const { reset, hours } = review;

  return canReset.approve(actor, reset) === true ? (
    <Form action={`${PATH}/${reset.id}/approve`}>
      <p>
        承認の{delayWords(hours)}
        、確認方法をすべて解除します。本人とほかの管理者に、メールで知らせます。
      </p>
      <ButtonRow>
        <Button>承認する</Button>
        <DeclineLink id={reset.id} />
      </ButtonRow>
    </Form>
  ) : (
    <Notice tone="info" title={refusedWords["checked-by-you"]}>
      <ButtonRow>
        <DeclineLink id={reset.id} />
      </ButtonRow>
    </Notice>
  );
}

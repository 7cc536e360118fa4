/** The form of a notice, with what readers will see of it above. */
import { PREFECTURES } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  CheckboxGroup,
  DateFields,
  Details,
  ErrorSummary,
  Form,
  LinkButton,
  Notice as Banner,
  PageHeading,
  RadioGroup,
  Section,
  TextArea,
  TextField,
} from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import { facilityKindOptions } from "../../facilities/index.ts";
import { dateState, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import { categories, weights } from "../rules/notice.ts";
import type { Notice } from "../rules/notice.ts";
import type { Preview } from "./draft.ts";

type NoticeFormProps = {
  readonly actor: OfficialActor;
  /** Null: a new one. */
  readonly notice: Notice | null;
  readonly state: FormState;
  readonly preview: Preview | null;
  /** Somebody else changed it while this one was written. */
  readonly stale?: boolean;
};

export function NoticeFormPage({ actor, notice, state, preview, stale = false }: NoticeFormProps) {
  const title = notice === null ? "お知らせを書く" : `お知らせ ${notice.number} の変更`;
  const errors = summaryOf(state.errors);

  return (
    <OfficePage
      title={title}
      actor={actor}
      current="/office/notices"
      width="text"
      errorCount={errors.length}
      crumbs={[{ label: "お知らせ", href: "/office/notices" }, { label: title }]}
    >
      <ErrorSummary errors={errors} />
      {stale && (
        <Banner tone="warning" title="書いている間に、ほかの職員がこのお知らせを変更しました。">
          <p>一覧から開き直し、いまの内容を確かめてから書き直してください。</p>
        </Banner>
      )}
      <PageHeading>{title}</PageHeading>
      {preview && (
        <Section heading="読む方に見える形">
          <h3>{preview.title}</h3>
          <div dangerouslySetInnerHTML={{ __html: preview.html }} />
        </Section>
      )}
      <Form
        action={notice === null ? "/office/notices/new" : `/office/notices/${notice.number}`}
        hidden={notice === null ? {} : { version: state.values["version"] ?? "" }}
      >
        {notice === null && (
          <RadioGroup
            {...fieldState(state, "category")}
            name="category"
            label="分類"
            help="管理番号の先頭の2桁になります。あとから変えられません。"
            required
            options={Object.entries(categories).map(([value, label]) => ({
              value,
              label: `${value}　${label}`,
            }))}
          />
        )}
        <RadioGroup
          {...fieldState(state, "weight")}
          name="weight"
          label="重要度"
          required
          options={Object.entries(weights).map(([value, label]) => ({ value, label }))}
        />
        <TextField {...fieldState(state, "title")} name="title" label="題名" required />
        <TextArea
          {...fieldState(state, "body")}
          name="body"
          label="本文"
          help="Markdownで書きます。1つの文は60文字までです。用語集の言葉は [[医療機関コード]] のように囲みます。"
          required
          rows={14}
        />
        {notice !== null && (
          <TextField
            {...fieldState(state, "what")}
            name="what"
            label="変わったところ"
            help="更新の履歴に表示されます。"
            required
          />
        )}
        <CheckboxGroup
          name="audienceKinds"
          label="対象の施設の種類"
          help="選ばなければ、すべての種類が対象です。"
          options={facilityKindOptions}
          values={state.values["audienceKinds"]?.split("\n")}
        />
        <Details
          summary="対象の都道府県を選ぶ（選ばなければ全国）"
          open={(state.values["audiencePrefectures"] ?? "") !== ""}
        >
          <CheckboxGroup
            name="audiencePrefectures"
            label="対象の都道府県"
            options={PREFECTURES.map(({ code, name }) => ({ value: code, label: name }))}
            values={state.values["audiencePrefectures"]?.split("\n")}
          />
        </Details>
        <DateFields
          {...dateState(state, "lastDay")}
          name="lastDay"
          label="掲載の最終日"
          help="空のままなら、取り下げるまで一覧に載ります。西暦の年、月、日を数字で入力します。"
        />
        <ButtonRow>
          {preview && (
            <Button name="step" value="publish">
              {notice === null ? "この内容で掲載する" : "この内容に変更する"}
            </Button>
          )}
          <Button name="step" value="preview" variant={preview ? "secondary" : "primary"}>
            読む方に見える形を確かめる
          </Button>
          <LinkButton href="/office/notices" variant="quiet">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
      {notice !== null && <Withdrawal notice={notice} state={state} />}
    </OfficePage>
  );
}

function Withdrawal({ notice, state }: { notice: Notice; state: FormState }) {
  return (
    <Section heading="取り下げる">
      <Form
        action={`/office/notices/${notice.number}/withdraw`}
        hidden={{ version: state.values["version"] ?? "" }}
      >
        <TextField
          {...fieldState(state, "because")}
          name="because"
          label="取り下げる理由"
          help="お知らせのページに表示されます。取り下げると元に戻せません。"
          required
        />
        <Button variant="danger">取り下げる</Button>
      </Form>
    </Section>
  );
}

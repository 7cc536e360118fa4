/** The form of a notice, with what readers will see of it above. */
import { PREFECTURES } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  CheckboxField,
  CheckboxGroup,
  DateFields,
  Details,
  ErrorSummary,
  Form,
  LinkButton,
  LivePreview,
  Notice as Banner,
  PageHeading,
  RadioGroup,
  Section,
  SelectField,
  TextArea,
  TextField,
} from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import { facilityKindOptions } from "../../facilities/index.ts";
import { dateState, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import { conditionOptions, FACILITIES_A_MINUTE } from "../rules/audience.ts";
import { categories, weights } from "../rules/notice.ts";
import type { Notice } from "../rules/notice.ts";
import type { Preview } from "./draft.ts";

type NoticeFormProps = {
  readonly actor: OfficialActor;
  /** Null: a new one. */
  readonly notice: Notice | null;
  readonly state: FormState;
  readonly preview: Preview | null;
  /** How many facilities it concerns now. */
  readonly reached?: number | undefined;
  /** Somebody else changed it while this one was written. */
  readonly stale?: boolean;
};

export function NoticeFormPage(props: NoticeFormProps) {
  const { actor, notice, state, preview, reached, stale = false } = props;
  const title = notice === null ? "お知らせを書く" : `お知らせ ${notice.number} の変更`;
  const errors = summaryOf(state.errors);

  return (
    <OfficePage
      title={title}
      actor={actor}
      current="/office/notices"
      width="text"
      enhanced
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
      {notice !== null && (
        <p>
          <a href={`/office/notices/${notice.number}/versions`}>これまでの版と違いを見る</a>
        </p>
      )}
      {preview && (
        <div data-drawn>
          <Section heading="読む方に見える形">
            <h3>{preview.title}</h3>
            <div dangerouslySetInnerHTML={{ __html: preview.html }} />
            {reached !== undefined && (
              <p>いま対象になる施設は、{reached.toLocaleString("ja-JP")}施設です。</p>
            )}
          </Section>
        </div>
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
        <LivePreview action="/office/notices/preview" of="body" label="書いている文章の見え方" />
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
        <SelectField
          {...fieldState(state, "audienceCondition")}
          name="audienceCondition"
          label="対象の施設の条件"
          emptyLabel="条件なし"
          options={conditionOptions}
        />
        {notice === null && (
          <>
            <CheckboxField
              name="mails"
              label="対象の施設に、メールでも送る"
              help={`1分に${FACILITIES_A_MINUTE}施設ずつ、担当の皆さんに送ります。止めた施設には送りません。`}
              checked={state.values["mails"] === "yes"}
            />
            <DateFields
              {...dateState(state, "firstDay")}
              name="firstDay"
              label="掲載を始める日"
              help="空のままなら、もう1人の確認のあと、すぐに載ります。西暦の年、月、日を数字で入力します。"
            />
            <SelectField
              {...fieldState(state, "firstHour")}
              name="firstHour"
              label="掲載を始める時刻"
              emptyLabel={null}
              value={state.values["firstHour"] ?? "9"}
              options={hours}
            />
          </>
        )}
        <DateFields
          {...dateState(state, "lastDay")}
          name="lastDay"
          label="掲載の最終日"
          help="空のままなら、取り下げるまで一覧に載ります。西暦の年、月、日を数字で入力します。"
        />
        <ButtonRow>
          {preview && (
            <Button name="step" value="publish">
              もう1人の確認に出す
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

const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${hour}時`,
}));

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
        <TextField
          {...fieldState(state, "replacedBy")}
          name="replacedBy"
          label="代わりに読むお知らせや記事の番号"
          help="入力すると、前の番号を開いた方を、そのページに案内します。例：07-0012、KB0010157"
          width={12}
        />
        <Button variant="danger">取り下げる</Button>
      </Form>
    </Section>
  );
}

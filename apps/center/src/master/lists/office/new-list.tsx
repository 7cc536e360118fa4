import { PREFECTURES } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  CheckboxField,
  DateFields,
  Details,
  ErrorSummary,
  FileField,
  Form,
  LinkButton,
  PageHeading,
  SelectField,
  TextField,
} from "@madoguchi/ui";
import type { OfficialActor } from "../../../accounts/index.ts";
import { facilityKindOptions, listColumns } from "../../../facilities/index.ts";
import { dateState, fieldState, summaryOf } from "../../../shell/errors.tsx";
import type { FormState } from "../../../shell/errors.tsx";
import { LISTS, MasterPage } from "../../frame.tsx";
import { ALONE_PER_CENT } from "../rules.ts";

const prefectureOptions = PREFECTURES.map(({ code, name }) => ({ value: code, label: name }));

export function NewListPage({ actor, state }: { actor: OfficialActor; state: FormState }) {
  const errors = summaryOf(state.errors);
  const ownTitles = listColumns.some(({ key }) => (state.values[`column.${key}`] ?? "") !== "");

  return (
    <MasterPage
      actor={actor}
      title="名簿の取り込み"
      part={LISTS}
      width="text"
      errorCount={errors.length}
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        lead={`はじめに、前の名簿との違いを表示します。変更が知っている施設の${ALONE_PER_CENT}%を超えるときは、もう1人の確認を待ちます。`}
      >
        名簿の取り込み
      </PageHeading>
      <Form action={LISTS} upload>
        <FileField
          name="file"
          label="名簿のファイル"
          help="見出しの行で始まるCSV。文字コードはUTF-8かShift_JIS、30MBまで。gzipで圧縮してもかまいません。"
          accept=".csv,.gz,text/csv"
          required
          error={state.errors["file"]}
        />
        <SelectField
          name="kind"
          label="施設の種類"
          options={facilityKindOptions}
          required
          {...fieldState(state, "kind")}
        />
        <SelectField
          name="prefecture"
          label="都道府県"
          help="番号が7桁で、都道府県の列がない名簿では、必ず選んでください。"
          emptyLabel="名簿に書いてある"
          options={prefectureOptions}
          {...fieldState(state, "prefecture")}
        />
        <TextField
          name="source"
          label="名簿の名前"
          help="登録の画面にも表示します。例：関東信越厚生局 コード内容別医療機関一覧表"
          required
          {...fieldState(state, "source")}
        />
        <DateFields
          name="listedOn"
          label="名簿の現在日"
          required
          {...dateState(state, "listedOn")}
        />
        <CheckboxField
          name="isWhole"
          label="この種類と都道府県の全件の名簿"
          help="名簿にない施設に「名簿にない」印を付け、コードの変更や統合を探します。"
          checked={state.values["isWhole"] === "yes"}
        />
        <Details summary="見出しの名前が違うとき" open={ownTitles}>
          <p>いつもの名前の列は、何も入力しなくても見つけます。</p>
          {listColumns.map(({ key, title }) => (
            <TextField
              key={key}
              name={`column.${key}`}
              label={`「${title}」の列の見出し`}
              {...fieldState(state, `column.${key}`)}
            />
          ))}
        </Details>
        <ButtonRow>
          <Button>違いを確かめる</Button>
          <LinkButton href={LISTS} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </MasterPage>
  );
}

import type { TableProblem } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  DateFields,
  ErrorSummary,
  FileField,
  Form,
  LinkButton,
  PageHeading,
  Section,
} from "@madoguchi/ui";
import type { OfficialActor } from "../../../accounts/index.ts";
import { dateState, summaryOf } from "../../../shell/errors.tsx";
import type { FormState } from "../../../shell/errors.tsx";
import { DEVICES, MasterPage } from "../../frame.tsx";
import { ProblemTable } from "../../problems.tsx";

type NewCataloguePageProps = {
  readonly actor: OfficialActor;
  readonly state: FormState;
  /** Of the file that was brought. */
  readonly problems?: readonly TableProblem[];
};

export function NewCataloguePage({ actor, state, problems = [] }: NewCataloguePageProps) {
  const errors = summaryOf(state.errors);

  return (
    <MasterPage
      actor={actor}
      title="機種の一覧の取り込み"
      part={DEVICES}
      width="text"
      errorCount={errors.length}
    >
      <ErrorSummary errors={errors} />
      <PageHeading lead="一覧の全部を置き換えます。違いを表示し、もう1人の確認のあと、決めた日から使います。">
        機種の一覧の取り込み
      </PageHeading>
      {problems.length > 0 && (
        <Section heading={`ファイルの誤り　${problems.length}件`}>
          <ProblemTable problems={problems} />
        </Section>
      )}
      <Form action={DEVICES} upload>
        <FileField
          name="file"
          label="一覧のファイル"
          help="「いまの一覧」のCSVと同じ見出しのCSV。文字コードはUTF-8かShift_JIS、1MBまで。"
          accept=".csv,text/csv"
          required
          error={state.errors["file"]}
        />
        <DateFields
          name="validFrom"
          label="使い始める日"
          required
          {...dateState(state, "validFrom")}
        />
        <ButtonRow>
          <Button>違いを確かめる</Button>
          <LinkButton href={DEVICES} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </MasterPage>
  );
}

/** What both lists of whoever audits share: the way between them, the search, the steps and the file. */
import type { FormValues } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  DateFields,
  Details,
  Form,
  LinkButton,
  Neighbours,
  Tabs,
  TextField,
} from "@madoguchi/ui";
import type { ReactNode } from "react";
import { dateState } from "../../shell/errors.tsx";
import { searchQuery } from "../search.ts";
import type { Place } from "../../shell/places.ts";

export const EVENTS = "/office/audit";
export const OPENINGS = "/office/audit/personal-data";

export function AuditTabs({ current }: { readonly current: string }) {
  return (
    <Tabs
      label="監査"
      tabs={[
        { href: EVENTS, label: "操作の記録", current: current === EVENTS },
        { href: OPENINGS, label: "個人の情報の閲覧", current: current === OPENINGS },
      ]}
    />
  );
}

type SearchFormProps = {
  readonly action: string;
  readonly values: FormValues;
  readonly children: ReactNode;
};

export function SearchForm({ action, values, children }: SearchFormProps) {
  const state = { values, errors: {} };
  const isNarrowed = searchQuery(values, null) !== "";

  return (
    <Details summary="記録をさがす" open={isNarrowed}>
      <Form action={action} method="get">
        <TextField
          name="who"
          label="だれが"
          help="氏名の一部、メールアドレス、または記録の番号"
          width={20}
          value={values["who"]}
        />
        {children}
        <DateFields
          name="from"
          label="いつから"
          help="この日の始まりから。西暦で入力します。"
          {...dateState(state, "from")}
        />
        <DateFields
          name="until"
          label="いつまで"
          help="この日の終わりまで。西暦で入力します。"
          {...dateState(state, "until")}
        />
        <ButtonRow>
          <Button>さがす</Button>
          {isNarrowed && (
            <LinkButton href={action} variant="secondary">
              条件を消す
            </LinkButton>
          )}
        </ButtonRow>
      </Form>
    </Details>
  );
}

type StepsProps = {
  readonly path: string;
  readonly values: FormValues;
  readonly after: Place | null;
  readonly next: Place | null;
};

export function Steps({ path, values, after, next }: StepsProps) {
  return (
    <Neighbours
      label="記録のページ"
      links={[
        after && { href: `${path}${searchQuery(values, null)}`, label: "最初へ" },
        next && { href: `${path}${searchQuery(values, next)}`, label: "次へ", rel: "next" },
      ]}
    />
  );
}

/** A POST, for it leaves a trace. */
export function ExportButton({ path, values }: Pick<StepsProps, "path" | "values">) {
  return (
    <Form action={`${path}/export${searchQuery(values, null)}`}>
      <ButtonRow>
        <Button variant="secondary">さがした記録をCSVファイルで保存</Button>
      </ButtonRow>
    </Form>
  );
}

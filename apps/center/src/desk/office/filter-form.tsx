import { PREFECTURES } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  Columns,
  Details,
  Form,
  LinkButton,
  SelectField,
  TextField,
} from "@madoguchi/ui";
import { facilityKindOptions } from "../../facilities/index.ts";
import type { Queue } from "../queue.ts";
import { ages, dues, isNarrowed, queryOf, sorts } from "../rules/filter.ts";
import type { Filter } from "../rules/filter.ts";

const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** Sent by GET: the address of what comes is the filter, and can be kept as a bookmark. */
export function FilterForm({
  queue,
  filter,
  hasDue,
}: {
  queue: Queue;
  filter: Filter;
  hasDue: boolean;
}) {
  const { view, holder, q, kind, prefecture, age, due, sort } = filter;
  const isOpen = isNarrowed(filter) || sort !== "age";

  return (
    <Details summary="絞り込みと並べ替え" open={isOpen}>
      <Form
        action={queue.path}
        method="get"
        hidden={{ view, ...(holder === "all" ? {} : { holder }) }}
      >
        <Columns>
          <TextField
            name="q"
            label="施設の名称かコード"
            help="名称は一部、コードは初めの数字だけでも探せます。"
            value={q}
          />
          <SelectField
            name="kind"
            label="施設の種類"
            options={facilityKindOptions}
            emptyLabel="すべて"
            value={kind}
          />
          <SelectField
            name="prefecture"
            label="都道府県"
            options={PREFECTURES.map(({ code, name }) => ({ value: code, label: name }))}
            emptyLabel="すべて"
            value={prefecture}
          />
          <SelectField
            name="age"
            label="待っている日数"
            options={optionsOf(ages)}
            emptyLabel="すべて"
            value={age}
          />
          {hasDue && (
            <>
              <SelectField
                name="due"
                label="期限"
                options={optionsOf(dues)}
                emptyLabel="すべて"
                value={due}
              />
              <SelectField
                name="sort"
                label="並べ方"
                options={optionsOf(sorts)}
                emptyLabel={null}
                value={sort}
              />
            </>
          )}
        </Columns>
        <p>この条件は、表示したページのアドレスに入ります。ブックマークすると保存できます。</p>
        <ButtonRow>
          <Button variant="secondary">この条件で表示</Button>
          {isOpen && (
            <LinkButton
              href={`${queue.path}${queryOf(filter, { q: "", kind: "", prefecture: "", age: "", due: "", sort: "" })}`}
              variant="quiet"
            >
              条件をすべて外す
            </LinkButton>
          )}
        </ButtonRow>
      </Form>
    </Details>
  );
}

/** The fields of the papers that a programme asks for: one kind after the other, open where it is asked for. */
import { CheckboxGroup, Details, SelectField, TextField, YenField } from "@madoguchi/ui";
import { facilityKindOptions } from "../../facilities/index.ts";
import { fieldState } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { occasions, paperKinds, paperOrder } from "../rules/papers.ts";
import type { PaperKind } from "../rules/papers.ts";

const always = [{ value: "always", label: occasions.always }];
const all = Object.entries(occasions).map(([value, label]) => ({ value, label }));

export function PapersFields({ form }: { readonly form: FormState }) {
  return paperOrder.map((kind) => <PaperFields key={kind} kind={kind} form={form} />);
}

function PaperFields({ kind, form }: { readonly kind: PaperKind; readonly form: FormState }) {
  const base = `papers.${kind}`;
  const label = paperKinds[kind];
  const when = form.values[`${base}.when`] ?? "";
  const hasError = Object.keys(form.errors).some((name) => name.startsWith(`${base}.`));

  return (
    <Details
      summary={`${label}：${when === "" ? "求めない" : "求める"}`}
      open={when !== "" || hasError}
    >
      <SelectField
        name={`${base}.when`}
        label={`${label}を求めるとき`}
        emptyLabel="求めない"
        // The center draws it from the lines: it is always there.
        options={kind === "breakdown" ? always : all}
        {...fieldState(form, `${base}.when`)}
      />
      <TextField
        name={`${base}.name`}
        label={`${label}の名前`}
        help={`要綱での呼び方。空けると「${label}」になります。`}
        maxLength={40}
        {...fieldState(form, `${base}.name`)}
      />
      {kind !== "breakdown" && (
        <>
          <YenField
            name={`${base}.fromYen`}
            label={`${label}が必要になる対象経費の額`}
            help="「定める額以上のとき」を選んだときだけ入力します。"
            {...fieldState(form, `${base}.fromYen`)}
          />
          <TextField
            name={`${base}.condition`}
            label={`${label}が必要になる場合`}
            help="「定める場合に当てはまるとき」を選んだときだけ入力します。例：口座の名義が施設と違うとき"
            maxLength={60}
            {...fieldState(form, `${base}.condition`)}
          />
        </>
      )}
      <CheckboxGroup
        name={`${base}.facilityKinds`}
        label={`${label}を求める施設`}
        help="1つも選ばないと、対象の施設のすべてに求めます。"
        options={facilityKindOptions}
        values={(form.values[`${base}.facilityKinds`] ?? "").split("\n")}
        error={form.errors[`${base}.facilityKinds`]}
      />
    </Details>
  );
}

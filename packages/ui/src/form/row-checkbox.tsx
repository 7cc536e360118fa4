import { VisuallyHidden } from "../show/visually-hidden.tsx";
import { fieldId } from "./field.tsx";

type RowCheckboxProps = {
  name: string;
  value: string;
  /** What is chosen; the row shows it beside, so only screen readers need it. */
  label: string;
  checked?: boolean;
  /** The id of the form, which stands beside the table: around it, it would make it as narrow as a form. */
  form?: string;
};

/** Chooses one row of a table, for what is done to several at a time. */
export function RowCheckbox({ name, value, label, checked = false, form }: RowCheckboxProps) {
  const id = `${fieldId(name)}-${fieldId(value)}`;
  return (
    <span className="mg-choice mg-row-choice">
      <input
        type="checkbox"
        id={id}
        name={name}
        value={value}
        defaultChecked={checked}
        form={form}
      />
      <label htmlFor={id}>
        <VisuallyHidden>{label}</VisuallyHidden>
      </label>
    </span>
  );
}

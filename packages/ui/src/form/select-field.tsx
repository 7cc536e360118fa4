import { Field, inputAttributes } from "./field.tsx";
import type { FieldProps } from "./field.tsx";

export type Option = { value: string; label: string };

type SelectFieldProps = Omit<FieldProps, "inputMode"> & {
  options: readonly Option[];
  /** The words of the empty first choice; `null` leaves it out. */
  emptyLabel?: string | null;
};

/** One of many (more than about six; for fewer, `RadioGroup` shows them at once). */
export function SelectField({
  options,
  emptyLabel = "選んでください",
  ...field
}: SelectFieldProps) {
  return (
    <Field field={field}>
      <span className="mg-select">
        <select {...inputAttributes(field)} className="mg-input" defaultValue={field.value}>
          {emptyLabel !== null && <option value="">{emptyLabel}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      </span>
    </Field>
  );
}

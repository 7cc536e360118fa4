import { Field, inputAttributes } from "./field.tsx";
import type { FieldProps } from "./field.tsx";

type TextAreaProps = FieldProps & { rows?: number; maxLength?: number };

/** Several lines of text. */
export function TextArea({ rows = 5, maxLength, ...field }: TextAreaProps) {
  return (
    <Field field={field}>
      <textarea
        {...inputAttributes(field)}
        className="mg-input"
        rows={rows}
        maxLength={maxLength}
        defaultValue={field.value}
      />
    </Field>
  );
}

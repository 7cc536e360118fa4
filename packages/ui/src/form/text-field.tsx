import { Field, inputAttributes } from "./field.tsx";
import type { FieldProps, FieldWidth } from "./field.tsx";

type TextFieldProps = FieldProps & {
  type?: "text" | "email" | "tel" | "url" | "search";
  width?: FieldWidth;
  maxLength?: number;
  /** A unit or word after the input: 「件」「%」. */
  unit?: string;
};

/** One line of text. */
export function TextField({
  type = "text",
  width = "full",
  maxLength,
  unit,
  ...field
}: TextFieldProps) {
  const input = (
    <input
      {...inputAttributes(field)}
      className="mg-input"
      data-width={width}
      type={type}
      defaultValue={field.value}
      maxLength={maxLength}
    />
  );
  return (
    <Field field={field}>
      {unit === undefined ? (
        input
      ) : (
        <span className="mg-with-unit">
          {input}
          <span>{unit}</span>
        </span>
      )}
    </Field>
  );
}

import { Field, inputAttributes } from "./field.tsx";
import type { FieldProps } from "./field.tsx";

type PasswordFieldProps = Omit<FieldProps, "value" | "autoComplete"> & {
  /** Tells password managers which one to offer; `off` for what they must not keep. */
  autoComplete: "current-password" | "new-password" | "off";
};

/** A password. It is never sent back to the page, so it has no value. */
export function PasswordField(field: PasswordFieldProps) {
  return (
    <Field field={field}>
      <input {...inputAttributes(field)} className="mg-input" data-width={20} type="password" />
    </Field>
  );
}

import { Choice } from "./choice.tsx";
import { FieldError, RequiredWord, fieldId } from "./field.tsx";
import type { FieldProps } from "./field.tsx";

type CheckboxFieldProps = Pick<FieldProps, "name" | "label" | "help" | "error" | "required"> & {
  checked?: boolean;
  /** Sent when ticked; nothing is sent when not. */
  value?: string;
};

/** A single yes: a consent, a confirmation. */
export function CheckboxField(props: CheckboxFieldProps) {
  const { name, label, help, error, required = false, checked = false, value = "yes" } = props;
  const id = fieldId(name);
  return (
    <div className="mg-field" data-invalid={error === undefined ? undefined : true}>
      <Choice
        type="checkbox"
        id={id}
        name={name}
        value={value}
        checked={checked}
        required={required}
        invalid={error !== undefined}
        describedBy={error === undefined ? undefined : `${id}-error`}
        help={help}
        label={
          <>
            {label} <RequiredWord required={required} />
          </>
        }
      />
      <FieldError name={name}>{error}</FieldError>
    </div>
  );
}

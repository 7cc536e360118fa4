import type { ReactNode } from "react";
import { FieldError, Help, RequiredWord, describedBy, fieldId } from "./field.tsx";

type FieldsetProps = {
  /** The error summary can link to the group by this name. */
  name: string;
  legend: string;
  help?: ReactNode;
  error?: string | undefined;
  /** Leave out where the fields inside each say it themselves. */
  required?: boolean;
  role?: "group" | "radiogroup";
  /** A heading-sized legend, for a group of fields rather than of choices. */
  size?: "label" | "heading";
  children: ReactNode;
};

/** Fields that answer one question together. */
export function Fieldset(props: FieldsetProps) {
  const { name, legend, help, error, required, role, size = "heading", children } = props;
  const isRadio = role === "radiogroup";
  return (
    <fieldset
      className="mg-fieldset"
      id={fieldId(name)}
      tabIndex={-1}
      role={role}
      aria-required={isRadio ? required : undefined}
      aria-invalid={isRadio && error !== undefined ? true : undefined}
      aria-describedby={describedBy({ name, help, error })}
      data-invalid={error === undefined ? undefined : true}
    >
      <legend className="mg-label" data-size={size}>
        {legend} {required !== undefined && <RequiredWord required={required} />}
      </legend>
      <Help name={name}>{help}</Help>
      <div className="mg-fieldset-body">{children}</div>
      <FieldError name={name}>{error}</FieldError>
    </fieldset>
  );
}

import type { ReactNode } from "react";
import { fieldId } from "./field.tsx";

export type ChoiceOption = { value: string; label: ReactNode; help?: ReactNode };

type ChoiceProps = ChoiceOption & {
  type: "radio" | "checkbox";
  name: string;
  id?: string;
  checked: boolean;
  required?: boolean;
  invalid?: boolean;
  describedBy?: string | undefined;
};

/** One radio button or checkbox with its words. The whole line can be pressed. */
export function Choice(props: ChoiceProps) {
  const { type, name, value, label, help, checked, required = false, invalid = false } = props;
  const id = props.id ?? `${fieldId(name)}-${fieldId(value)}`;
  const described = [help === undefined ? undefined : `${id}-hint`, props.describedBy];
  return (
    <div className="mg-choice">
      <input
        type={type}
        id={id}
        name={name}
        value={value}
        defaultChecked={checked}
        required={required}
        aria-invalid={invalid || undefined}
        aria-describedby={described.filter((part) => part !== undefined).join(" ") || undefined}
      />
      <label htmlFor={id}>{label}</label>
      {help !== undefined && (
        <p className="mg-choice-help" id={`${id}-hint`}>
          {help}
        </p>
      )}
    </div>
  );
}

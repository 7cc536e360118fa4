import type { HTMLAttributes, ReactNode } from "react";
import { Icon } from "../show/icon.tsx";

/** What every field has. Errors and values may be `undefined`, so that a lookup can be passed as it is. */
export type FieldProps = {
  name: string;
  label: string;
  /** Stands between label and input: the form of the answer, an example, where to find it. */
  help?: ReactNode;
  /** What is wrong and how to put it right. */
  error?: string | undefined;
  /** The answer so far, as typed, right or wrong: nothing a person typed is lost. */
  value?: string | undefined;
  required?: boolean;
  autoComplete?: string;
  inputMode?: HTMLAttributes<HTMLInputElement>["inputMode"];
};

/** Width of an input in characters: it hints at the length of the answer. */
export type FieldWidth = 2 | 4 | 8 | 12 | 20 | "full";

/** The id of a field, from its name: `owner.phone` → `owner-phone`. The error summary links to it. */
export function fieldId(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}_-]+/gu, "-");
}

/** The attributes that tie an input to its name, its help and its error. */
export function inputAttributes(props: FieldProps) {
  return {
    id: fieldId(props.name),
    name: props.name,
    required: props.required ?? false,
    "aria-invalid": props.error === undefined ? undefined : true,
    "aria-describedby": describedBy(props),
    autoComplete: props.autoComplete,
    inputMode: props.inputMode,
  };
}

export function describedBy({ name, help, error }: Pick<FieldProps, "name" | "help" | "error">) {
  const id = fieldId(name);
  const parts = [
    help === undefined ? undefined : `${id}-help`,
    error === undefined ? undefined : `${id}-error`,
  ];
  return parts.filter((part) => part !== undefined).join(" ") || undefined;
}

/** Label above, help under it, the input, the error under that. */
export function Field({ field, children }: { field: FieldProps; children: ReactNode }) {
  return (
    <div className="mg-field" data-invalid={field.error === undefined ? undefined : true}>
      <label className="mg-label" htmlFor={fieldId(field.name)}>
        {field.label} <RequiredWord required={field.required ?? false} />
      </label>
      <Help name={field.name}>{field.help}</Help>
      {children}
      <FieldError name={field.name}>{field.error}</FieldError>
    </div>
  );
}

export function RequiredWord({ required }: { required: boolean }) {
  return (
    <span className="mg-required" data-required={required}>
      {required ? "必須" : "任意"}
    </span>
  );
}

export function Help({ name, children }: { name: string; children: ReactNode }) {
  if (children === undefined) return null;
  return (
    <div className="mg-help" id={`${fieldId(name)}-help`}>
      {children}
    </div>
  );
}

export function FieldError({ name, children }: { name: string; children: string | undefined }) {
  if (children === undefined) return null;
  return (
    <p className="mg-field-error" id={`${fieldId(name)}-error`}>
      <Icon name="error" />
      <span>
        <span className="mg-visually-hidden">エラー：</span>
        {children}
      </span>
    </p>
  );
}

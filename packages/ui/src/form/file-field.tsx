import { Field, inputAttributes } from "./field.tsx";
import type { FieldProps } from "./field.tsx";

type FileFieldProps = Omit<FieldProps, "value" | "autoComplete" | "inputMode"> & {
  /** As in HTML: `.pdf,image/*`. Say it in `help` too. */
  accept?: string;
  multiple?: boolean;
  /** Bytes per file. The script, where there is one, refuses larger files at once; the server always does. */
  maxBytes?: number;
};

/** One or several files. Say accepted types and sizes in `help`, before the choice. */
export function FileField({ accept, multiple = false, maxBytes, ...field }: FileFieldProps) {
  return (
    <Field field={field}>
      <input
        {...inputAttributes(field)}
        className="mg-file"
        type="file"
        accept={accept}
        multiple={multiple}
        data-max-bytes={maxBytes}
      />
    </Field>
  );
}

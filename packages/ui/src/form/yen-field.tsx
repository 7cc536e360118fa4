import { TextField } from "./text-field.tsx";
import type { FieldProps } from "./field.tsx";

/** An amount in whole yen. A text input: `type=number` changes by the mouse wheel and refuses full-width digits. */
export function YenField(props: Omit<FieldProps, "inputMode">) {
  return <TextField {...props} inputMode="numeric" width={12} unit="円" />;
}
